import type { S3Event } from "aws-lambda";
import type PostalMime from "postal-mime";
import { clock, config } from "../../shared/config.ts";
import { spend } from "../../shared/http/limits.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { errorFields, log } from "../../shared/log.ts";
import { message } from "../../shared/notify/outbox.ts";
import { readObject } from "../../shared/objects.ts";
import { email as emailSchema } from "../../shared/schema.ts";
import { contact } from "../contacts/table.ts";
import { sameBy } from "../duplicates.ts";
import { channelOf } from "./addresses.ts";
import { type Attached, attach, filesOf } from "./attachments.ts";
import { goingOn, type Incoming, incomingId, noteIn, type Opened, openedChannel, takeIn } from "./incoming.ts";
import {
  automaticBy,
  numbersIn,
  type Parsed,
  placeOf,
  REFERENCES_MAX,
  recipientsOf,
  refusedBy,
  senderName,
  withoutQuote,
  wordsOf,
} from "./mail.ts";
import { customerOf } from "./say.ts";
import { type TicketRow, ticket, ticketMessage } from "./table.ts";

/** SES takes mails up to here. */
const MAIL_BYTES_MAX = 42_000_000;
const HEADERS_BYTES_MAX = 256 * 1_024;
const NESTING_MAX = 30;
/** Mails a second that one address may send to one channel. */
const SENDER_PER_SECOND_MAX = 2;
const UNTITLED = "—";

type Email = Awaited<ReturnType<PostalMime["parse"]>>;

async function parse(bytes: Uint8Array): Promise<Email | undefined> {
  const { default: Parser } = await import("postal-mime");
  return new Parser({ maxHeadersSize: HEADERS_BYTES_MAX, maxNestingDepth: NESTING_MAX })
    .parse(bytes)
    .catch((error: unknown) => {
      log.warn("mail cannot be read", errorFields(error));
      return undefined;
    });
}

/** The ticket that a mail goes on with, by the mails that it names: ours, or the customer's own. */
async function byReferences({ caller, channel }: Opened, earlier: readonly string[]): Promise<TicketRow | undefined> {
  for (const id of [...earlier].reverse()) {
    const [, ours] = /^(msg_[0-9A-Z]+)\.\d+@/.exec(id) ?? [];
    const sent = ours ? await caller.table.find(message, ours) : undefined;
    const theirs = ours ? undefined : await caller.table.find(ticketMessage, incomingId(channel.id, `mail ${id}`));
    const ticketId = sent?.relatedId ?? theirs?.ticketId;
    const row = ticketId?.startsWith(`${ticket.prefix}_`) ? await goingOn(caller, ticketId) : undefined;
    if (row) return row;
  }
  return undefined;
}

/** True for whoever has asked, and for people of the same customer: others may not write into a ticket by its number. */
async function isOfTicket({ caller }: Opened, row: TicketRow, address: string): Promise<boolean> {
  const { email = "" } = await customerOf(caller, row);
  if (email.toLowerCase() === address.toLowerCase()) return true;
  const same = row.accountId ? await sameBy(caller, contact, "email", address) : [];
  return same.some(({ accountId }) => accountId === row.accountId);
}

async function byNumber(opened: Opened, subject: string, address: string): Promise<TicketRow | undefined> {
  for (const number of numbersIn(subject)) {
    const id = await opened.caller.table.idOfUnique(ticket, "number", number);
    const row = id ? await goingOn(opened.caller, id) : undefined;
    if (row && (await isOfTicket(opened, row, address))) return row;
  }
  return undefined;
}

/** Takes one mail in that was sent to one channel. */
async function into(opened: Opened, mail: Email, address: string, key: string): Promise<void> {
  const { caller, channel } = opened;
  const { table } = caller;
  await spend(
    { table, kind: `mail ${sha256(`${channel.id} ${address}`).slice(0, 20)}`, perSecond: SENDER_PER_SECOND_MAX },
    clock.now(),
  );
  const { messageId, earlier } = placeOf(mail as Parsed);
  const words = wordsOf(mail as Parsed, UNTITLED);
  const about = (await byReferences(opened, earlier)) ?? (await byNumber(opened, words.subject, address));
  const automatic = automaticBy(mail as Parsed);
  if (automatic) {
    if (about) await noteIn(opened, about, { key, text: words.text, email: address, why: automatic });
    return log.info("automatic mail", { channelId: channel.id, automatic, isOfTicket: about !== undefined });
  }
  const name = senderName(mail as Parsed);
  const { files, leftOut } = filesOf(mail.attachments, key);
  const cut = words.cutChars > 0 ? [`${words.cutChars} characters of the text`] : [];
  const said: Incoming = {
    ...{ key, subject: words.subject, text: about ? withoutQuote(words.text) : words.text },
    requester: { email: address, ...(name && { name }) },
    ...(messageId && { mail: { messageId, references: [...earlier, messageId].slice(-REFERENCES_MAX) } }),
    ...(files.length > 0 && { fileIds: files.map(({ id }) => id) }),
    ...(leftOut.length + cut.length > 0 && { leftOut: [...leftOut, ...cut] }),
  };
  const ticketId = await takeIn(opened, said, about);
  await attach(caller, ticketId, files as Attached[]);
}

/** Every channel that a mail was sent to; nothing for a mail of our own. */
function channelsOf(mail: Parsed, address: string): string[] {
  const own = /<([^>]+)>/.exec(config().mailFrom)?.[1] ?? config().mailFrom;
  if (address.toLowerCase() === own.trim().toLowerCase() || channelOf(address)) return [];
  return [...new Set(recipientsOf(mail).flatMap((to) => channelOf(to) ?? []))];
}

async function takeMail(objectKey: string): Promise<void> {
  const { bytes } = await readObject(objectKey);
  const mail = await parse(bytes);
  const given = mail?.from?.address;
  if (!mail || !emailSchema.safeParse(given).success) return log.warn("mail of nobody", { objectKey });
  const refused = refusedBy(mail as Parsed);
  if (refused) return log.warn("mail refused", { objectKey, refused });
  const address = String(given);
  const { messageId } = placeOf(mail as Parsed);
  const key = `mail ${messageId ?? sha256(Buffer.from(bytes))}`;
  for (const channelId of channelsOf(mail as Parsed, address)) {
    const opened = await openedChannel(channelId, { now: clock.now(), from: "", requestId: objectKey });
    if (opened?.channel.kind === "email") await into(opened, mail, address, key);
    else log.warn("mail to a closed channel", { objectKey, channelId });
  }
}

/**
 * A mail has arrived in the bucket. What throws is tried again; a mail that comes twice, or whose run broke off in the middle,
 * makes one piece of one thread. Nothing is answered by itself: replies are a person's, so no loop begins here.
 */
export async function handler(event: S3Event): Promise<void> {
  for (const { s3 } of event.Records) {
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, " "));
    if (s3.object.size > MAIL_BYTES_MAX) log.warn("mail too big", { key, bytes: s3.object.size });
    else await takeMail(key);
  }
}
