import { clock } from "../../shared/config.ts";
import { ruleHolds } from "../../shared/filter/ruled.ts";
import { hashedId } from "../../shared/hashed.ts";
import { spend } from "../../shared/http/limits.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { log } from "../../shared/log.ts";
import type { MailIn } from "../../shared/mailin/parse.ts";
import {
  automaticBy,
  isBounce,
  type Parsed,
  placeOf,
  REFERENCES_MAX,
  senderName,
  wordsOf,
} from "../../shared/mailin/read.ts";
import type { MessageRow } from "../../shared/notify/outbox.ts";
import { beside, commit, creation, making, replacement } from "../../shared/records/write.ts";
import { email } from "../../shared/schema.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { recordsOf } from "../consents/people.ts";
import { type Attached, attach, filesOf } from "../files/attached.ts";
import { leadNoun } from "../leads/noun.ts";
import { lead } from "../leads/table.ts";
import { user } from "../users/table.ts";
import { answeredActions, type Before, type Box, beforeOf, referenceId } from "./answered.ts";
import { contentRow } from "./compose.ts";
import { contentId } from "./content.ts";
import { mailNoun } from "./noun.ts";
import { joined, personOf, type Related, relatedOf } from "./people.ts";
import { RULE_FIELDS } from "./rules.ts";
import { ADDRESSES_MAX, MAIL_CHARS_MAX, type MailAddress, type MailRule } from "./schema.ts";
import { type MailRow, mail, mailContent, mailReference } from "./table.ts";

/** Mails a second that one address may send to one mailbox. */
const SENDER_PER_SECOND_MAX = 2;
const TRIES_MAX = 5;
const NAME_CHARS_MAX = 100;

/** A mail that has come to a mailbox, as far as it is looked at. */
type Arrival = Box &
  Before & {
    id: string;
    mailIn: MailIn;
    kind: MailRow["kind"];
    from: MailAddress;
    words: ReturnType<typeof wordsOf>;
    files: Attached[];
    leftOut: string[];
    messageId?: string;
    earlier: string[];
  };

/** A mail's own id may be anybody's invention: what comes twice is the same in what it says too. */
const contentKey = ({ mail: one, address }: MailIn, messageId = ""): string =>
  sha256(JSON.stringify([messageId, address.toLowerCase(), one.date, one.subject, one.text, one.html]));

/** The ids of our own messages in what a mail system sends back of a mail that it could not deliver. */
const returnedIds = (bytes: Uint8Array): string[] =>
  [
    ...Buffer.from(bytes)
      .toString("latin1")
      .matchAll(/^message-id:\s*<(msg_[0-9A-Z]{6,40}\.\d{1,3}@[^>\s]{1,200})>/gim),
  ].map(([, id = ""]) => id);

const addressed = (all: MailIn["mail"]["to"]): MailAddress[] =>
  (all ?? [])
    .flatMap((one) => one.group ?? [one])
    .flatMap(({ address = "", name }) =>
      email.safeParse(address).success ? [{ address, ...(name && { name: name.slice(0, NAME_CHARS_MAX) }) }] : [],
    )
    .slice(0, ADDRESSES_MAX);

async function arrival(box: Box, mailIn: MailIn, token: string | undefined): Promise<Arrival> {
  const parsed = mailIn.mail as Parsed;
  const { messageId, earlier } = placeOf(parsed);
  const id = hashedId(mail.prefix, `${box.row.id}\n${contentKey(mailIn, messageId)}`);
  const kind = isBounce(parsed) ? "bounce" : automaticBy(parsed) ? "automatic" : "person";
  const ids = kind === "bounce" ? [...earlier, ...returnedIds(mailIn.bytes)] : earlier;
  const person = await personOf(box.caller, mailIn.address);
  const name = senderName(parsed) ?? person?.name;
  const words = wordsOf(parsed, MAIL_CHARS_MAX);
  const { files, leftOut } = filesOf(mailIn.mail.attachments, id);
  const cut = words.cutChars > 0 ? [`${words.cutChars} characters of the text`] : [];
  return {
    ...{ ...box, id, mailIn, kind, words, files, leftOut: [...leftOut, ...cut], earlier },
    from: { address: mailIn.address, ...(name && { name }), ...(person && { personId: person.id }) },
    ...(messageId && { messageId }),
    ...(await beforeOf(box, ids, token)),
  };
}

/** The first rule of a mailbox that holds for a mail. What no person has written is given to nobody. */
function ruleFor({ row: box, caller, kind, from, words, mailIn, files }: Arrival): MailRule | undefined {
  if (kind !== "person") return undefined;
  const asked = {
    ...{ from: from.address, fromDomain: from.address.split("@").at(-1), subject: words.subject, text: words.text },
    to: addressed(mailIn.mail.to)
      .map(({ address }) => address)
      .join(" "),
    ...{ attachments: files.length, isKnown: from.personId !== undefined },
  };
  const { now, tenant } = caller;
  return box.rules?.find(({ when }) => ruleHolds(when, RULE_FIELDS, { now, timeZone: tenant.timeZone }, asked));
}

/** Makes a lead of somebody who is none yet, once. Where the tenant refuses it, they stay a stranger. */
async function leadOf({ caller, id, from, row: box }: Arrival, { poolId, ownerId }: NonNullable<MailRule["lead"]>) {
  const leadId = hashedId(lead.prefix, id);
  const given = {
    ...{ name: from.name ?? from.address.slice(0, NAME_CHARS_MAX), email: from.address },
    ...{ source: "other", channel: box.name, ...(poolId && { poolId }), ...(ownerId && { ownerId }) },
  };
  try {
    await commit(caller, await creation(caller, leadNoun, given, leadId));
  } catch (error) {
    if (!isOvertaken(error)) throw error;
  }
  return (await caller.table.find(lead, leadId)) ? leadId : undefined;
}

/** Of an answer from an address that nobody has, it is known whom the message had gone to. */
async function readerOf({ caller, from }: Arrival, { recipientId }: MessageRow): Promise<MailAddress> {
  const person = (await recordsOf(caller.table, recipientId)).at(-1);
  return person && !person.archived ? { ...from, personId: person.id } : from;
}

/** The ticket that a mail comes into; what makes one is loaded for those that come into one. */
async function inTicket(channelId: string, mailIn: MailIn): Promise<string | undefined> {
  const { toChannel } = await import("../tickets/mailed.ts");
  return toChannel(channelId, mailIn);
}

/** What a mail is archived to: what its thread is, who wrote it, the ticket that it came into, and the lead that it made. */
async function belongings(at: Arrival, rule: MailRule | undefined): Promise<{ related: Related; channelId?: string }> {
  const { before, answered, from, mailIn } = at;
  const who = answered && !from.personId ? await readerOf(at, answered) : from;
  const channelId = before?.ticketChannelId ?? rule?.ticketChannelId;
  const ticketId = channelId && (await inTicket(channelId, mailIn));
  const leadId = rule?.lead && !from.personId ? await leadOf(at, rule.lead) : undefined;
  const related = joined(
    ticketId ? [{ noun: "ticket", id: ticketId }] : [],
    leadId ? [{ noun: "lead", id: leadId }] : [],
    before?.relatedTo,
    await relatedOf(at.caller, [who]),
  );
  return { related, ...(channelId && { channelId }) };
}

/** That one of ours was answered, or came back. */
async function effectOn(at: Arrival): Promise<Action[]> {
  const { caller, kind, before, answered, id } = at;
  if (answered) return kind === "person" ? answeredActions(at, id, answered) : [];
  if (before?.direction !== "outbound") return [];
  const current = await caller.table.get(mail, before.id);
  const isNew = kind === "person" ? !current.repliedAt : kind === "bounce" && !current.bouncedAt;
  if (!isNew) return [];
  const fields = kind === "person" ? { repliedAt: caller.now } : { bouncedAt: caller.now };
  return (await replacement(caller, mailNoun, current as AnyRow, fields, { as: "hear-back" })).actions.slice();
}

/** Whose a mail is: as its rule says, else whose the thread is, else the mailbox's. */
async function ownerOf({ caller, row: box, before }: Arrival, rule: MailRule | undefined) {
  const ownerId = rule?.ownerId ?? (rule?.departmentId ? undefined : (before?.ownerId ?? box.ownerId));
  const home = rule?.ownerId ? (await caller.table.find(user, rule.ownerId))?.departmentId : undefined;
  const departmentId = rule?.departmentId ?? home ?? before?.departmentId ?? box.departmentId;
  return { ...(ownerId && { ownerId }), ...(departmentId && { departmentId }) };
}

/** Writes a mail down with what it says, in one transaction with what it does to the one that it answers. */
async function noted(at: Arrival): Promise<void> {
  const { caller, row: box, id, kind, from, words, files, leftOut, messageId, earlier, before, answered, mailIn } = at;
  if (await caller.table.find(mail, id)) return;
  const rule = ruleFor(at);
  const { related, channelId } = await belongings(at, rule);
  const attachments = files.map(({ id: fileId, name, contentType, sizeBytes }) => ({
    fileId,
    name,
    contentType,
    sizeBytes,
  }));
  const cc = addressed(mailIn.mail.cc);
  const change = await making(
    caller,
    mailNoun,
    {
      ...{ mailboxId: box.id, direction: "inbound", state: "received", kind, from, to: addressed(mailIn.mail.to) },
      ...(cc.length > 0 && { cc }),
      ...{ threadId: before?.threadId ?? id, relatedTo: related, archivedBy: "address" },
      ...(answered ? { answersMessageId: answered.id } : before && { answersId: before.id }),
      ...(messageId && { messageId }),
      ...(earlier.length > 0 && { references: earlier.slice(-REFERENCES_MAX) }),
      ...(files.length > 0 && { attachments: files.length }),
      ...(await ownerOf(at, rule)),
      ...(rule && { routedBy: rule.name }),
      ...(channelId && { ticketChannelId: channelId }),
    },
    id,
  );
  const said = {
    ...{ subject: words.subject, text: words.text },
    ...(attachments.length > 0 && { attachments }),
    ...(leftOut.length > 0 && { leftOut }),
  };
  const base = { version: 1, createdAt: caller.now, updatedAt: caller.now };
  const reference = messageId && referenceId(box.id, messageId);
  const isFirst = reference && !(await caller.table.find(mailReference, reference));
  const more = [
    write.create(mailContent, contentRow(caller, id, said)),
    ...(isFirst ? [write.create(mailReference, { ...base, id: reference, mailId: id })] : []),
    ...(await effectOn(at)),
  ];
  await commit(caller, beside(change, more));
}

/**
 * Takes a mail into a mailbox, once: what comes twice, or is begun anew in the middle, finds its ticket, its lead and itself
 * there. What a machine has written is kept in its thread, is given to nobody and answers nothing.
 */
export async function toMailbox(box: Box, mailIn: MailIn, token: string | undefined): Promise<void> {
  const { row, caller } = box;
  const kind = `mail ${sha256(`${row.id} ${mailIn.address}`).slice(0, 20)}`;
  await spend({ table: caller.table, kind, perSecond: SENDER_PER_SECOND_MAX }, clock.now());
  const at = await arrival(box, mailIn, token);
  await anew(
    TRIES_MAX,
    () => noted(at),
    (error) => isRaced(error) || isOvertaken(error),
  );
  // A file bears no name outside what the mail says: whoever sees the row learns nothing of it.
  const unnamed = at.files.map((one, n) => ({ ...one, name: `attachment-${n + 1}` }));
  await attach(caller, { relatedTo: { noun: "mailContent", id: contentId(at.id) } }, unnamed);
  log.info("mail taken in", { mailboxId: row.id, mailId: at.id, kind: at.kind });
}
