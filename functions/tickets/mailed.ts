import { clock } from "../../shared/config.ts";
import { spend } from "../../shared/http/limits.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { log } from "../../shared/log.ts";
import type { MailIn } from "../../shared/mailin/parse.ts";
import {
  automaticBy,
  numbersIn,
  type Parsed,
  placeOf,
  REFERENCES_MAX,
  senderName,
  targetsOf,
  withoutQuote,
  wordsOf,
} from "../../shared/mailin/read.ts";
import { message } from "../../shared/notify/outbox.ts";
import { contact } from "../contacts/table.ts";
import { sameBy } from "../duplicates.ts";
import { attach, filesOf } from "../files/attached.ts";
import { goingOn, type Incoming, incomingId, noteIn, type Opened, openedChannel, takeIn } from "./incoming.ts";
import { customerOf } from "./say.ts";
import { TEXT_CHARS_MAX } from "./schema.ts";
import { type TicketRow, ticket, ticketChannel, ticketMessage } from "./table.ts";

/** Mails a second that one address may send to one channel. */
const SENDER_PER_SECOND_MAX = 2;

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

/** Takes one mail in that was sent to one channel. Gives the ticket that it came into; nothing where nobody has written it. */
async function into(opened: Opened, { mail, address, key }: MailIn): Promise<string | undefined> {
  const { caller, channel } = opened;
  const { table } = caller;
  await spend(
    { table, kind: `mail ${sha256(`${channel.id} ${address}`).slice(0, 20)}`, perSecond: SENDER_PER_SECOND_MAX },
    clock.now(),
  );
  const { messageId, earlier } = placeOf(mail as Parsed);
  const words = wordsOf(mail as Parsed, TEXT_CHARS_MAX);
  const about = (await byReferences(opened, earlier)) ?? (await byNumber(opened, words.subject, address));
  const automatic = automaticBy(mail as Parsed);
  if (automatic) {
    if (about) await noteIn(opened, about, { key, text: words.text, email: address, why: automatic });
    log.info("automatic mail", { channelId: channel.id, automatic, isOfTicket: about !== undefined });
    return about?.id;
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
  const row = files.length > 0 ? await table.get(ticket, ticketId) : undefined;
  const { accountId, departmentId } = row ?? {};
  await attach(caller, { relatedTo: { noun: "ticket", id: ticketId }, accountId, departmentId }, files);
  return ticketId;
}

/**
 * Takes a mail into the thread of a channel, as if it had been sent to that: by its own address, or by a mailbox whose rule
 * says so. Gives the ticket that it came into. A mail that comes twice makes one piece of one thread.
 */
export async function toChannel(channelId: string, mailIn: MailIn): Promise<string | undefined> {
  const opened = await openedChannel(channelId, { now: clock.now(), from: "", requestId: mailIn.requestId });
  if (opened?.channel.kind === "email") return into(opened, mailIn);
  log.warn("mail to a closed channel", { requestId: mailIn.requestId, channelId });
  return undefined;
}

/** Takes a mail in that was sent to channels by their addresses. */
export async function toChannels(mailIn: MailIn): Promise<void> {
  for (const { id } of targetsOf(mailIn.mail as Parsed, ticketChannel)) await toChannel(id, mailIn);
}
