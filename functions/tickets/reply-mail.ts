import type { Caller } from "../../shared/http/route.ts";
import { type Block, paragraphs } from "../../shared/notify/blocks.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { type Draft, messageId, posting } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import { contact } from "../contacts/table.ts";
import { fitting, mailParts } from "../files/attached.ts";
import type { FileRow } from "../files/table.ts";
import { replyAddressOf } from "./addresses.ts";
import type { TicketMessageRow, TicketRow } from "./table.ts";

/** The subject of every mail of a ticket: answers are told by the number in it. */
export const mailSubject = ({ number, subject }: Pick<TicketRow, "number" | "subject">): string =>
  `[${number}] ${subject}`;

/** Whom replies go to, in their language; nobody where no address is known. */
async function readerOf({ table, tenant }: Caller, row: TicketRow) {
  const person = row.contactId ? await table.find(contact, row.contactId) : undefined;
  const to = row.requester?.email ?? person?.email;
  const locale: Locale = person?.preferredLanguage ?? tenant.locale;
  const name = person?.name ?? row.requester?.name;
  return to ? { to, locale, recipientId: person?.id ?? row.id, ...(name && { recipientName: name }) } : undefined;
}

/** A mail to whoever asked; it stands in the thread of their own. */
export async function customerMail(
  call: Caller,
  row: TicketRow,
  {
    event,
    template,
    blocks,
    files = [],
  }: { event: string; template: string; blocks: readonly Block[]; files?: readonly FileRow[] },
): Promise<Action[]> {
  const reader = await readerOf(call, row);
  if (!reader) return [];
  const replyTo = await replyAddressOf(call, row);
  const { messageId: inReplyTo, references = [] } = row.mail ?? {};
  const thread = {
    isPersonal: template === "ticketReply",
    ...(replyTo && { replyTo }),
    ...(inReplyTo && { inReplyTo, references }),
  };
  const facts = { subject: mailSubject(row), preheader: row.subject, blocks, thread };
  const reason = { kind: "service" as const, purpose: "ticket" };
  const draft: Draft = { ...reader, channel: "email", event, template, relatedId: row.id, reason, facts };
  const attached = await mailParts(call.tenant.id, fitting(files));
  const filesKey = attached.length > 0 ? await storeFiles(call.tenant.id, messageId(draft), attached) : undefined;
  return posting(call.table, [{ ...draft, ...(filesKey && { filesKey }) }], call.now);
}

/** The mail that brings a public reply to whoever asked. */
export const replyMail = (
  call: Caller,
  row: TicketRow,
  message: TicketMessageRow,
  files: readonly FileRow[],
): Promise<Action[]> =>
  customerMail(call, row, {
    ...{ event: `ticketReply:${message.id}`, template: "ticketReply", files },
    blocks: [
      ...paragraphs(message.text),
      ...(message.authorName ? [{ kind: "note" as const, text: message.authorName }] : []),
    ],
  });
