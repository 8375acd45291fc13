import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { inboundAddress, tokenOf } from "../../shared/mailin/addresses.ts";
import { paragraphs } from "../../shared/notify/blocks.ts";
import { storeFiles } from "../../shared/notify/files.ts";
import { asciiAddress } from "../../shared/notify/mime.ts";
import { type Draft, MAILBOX_MAIL, messageId, posting } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import { contact } from "../contacts/table.ts";
import { mailParts } from "../files/attached.ts";
import { lead } from "../leads/table.ts";
import { contentId } from "./content.ts";
import { personOf, type Related, relatedOf } from "./people.ts";
import type { MailAddress, MailInput } from "./schema.ts";
import type { ContentRow, MailRow } from "./table.ts";

type Recipient = z.output<typeof MailInput>["to"][number];

/** Why a mail may be sent, where its writer says nothing. */
export const CORRESPONDENCE = { kind: "service", purpose: "correspondence" } as const;

/** Somebody whom a writer names: they must be seen, and have an address. */
async function addressOf(call: Caller, { email, contactId, leadId }: Recipient, path: string): Promise<MailAddress> {
  if (email) {
    if (!asciiAddress(email)) throw invalidField(`${path}.email`, "This is no address that mail can be sent to.");
    const person = await personOf(call, email);
    return { address: email, ...(person && { name: person.name, personId: person.id }) };
  }
  const of = contactId ? contact : lead;
  const field = `${path}.${contactId ? "contactId" : "leadId"}`;
  const id = contactId ?? leadId ?? "";
  const row = await call.table.find(of, id);
  if (!row || row.archived || !call.access.sees(of, row)) {
    throw invalidField(field, `There is no ${of.noun} ${id}.`, "unknown_reference");
  }
  if (!row.email || call.access.isClosed(of.noun, "email") || !asciiAddress(row.email)) {
    throw invalidField(field, `${row.name} has no address that mail can be sent to.`, "required");
  }
  return { address: row.email, name: row.name, personId: row.id };
}

export async function addressesOf(
  call: Caller,
  given: readonly Recipient[],
  path: string,
  others: readonly MailAddress[] = [],
): Promise<MailAddress[]> {
  const found = await Promise.all(given.map((one, n) => addressOf(call, one, `${path}.${n}`)));
  const known = new Set(others.map(({ address }) => address.toLowerCase()));
  for (const [n, { address }] of found.entries()) {
    if (known.has(address.toLowerCase())) throw invalidField(`${path}.${n}`, `${address} gets this mail already.`);
    known.add(address.toLowerCase());
  }
  return found;
}

/** What a mail between these people is archived to: what its writer says, else what follows from its people. */
export const archivedTo = async (
  call: Caller,
  people: readonly MailAddress[],
  given?: Related,
): Promise<Pick<MailRow, "relatedTo" | "archivedBy">> =>
  given
    ? { relatedTo: given, archivedBy: "hand" }
    : { relatedTo: await relatedOf(call, people), archivedBy: "address" };

export const contentRow = (
  { now }: Pick<Caller, "now">,
  mailId: string,
  said: Omit<ContentRow, "id" | "version" | "createdAt" | "updatedAt" | "mailId">,
): ContentRow => ({ id: contentId(mailId), version: 1, createdAt: now, updatedAt: now, mailId, ...said });

const named = ({ name, address }: MailAddress) => ({ ...(name && { name }), address });

/**
 * The messages by which a mail leaves: one a recipient, each showing all of them, so that what became of it is known of
 * everybody. Answers come to its mailbox, with the token of its thread.
 */
export async function departure(
  call: Caller,
  row: MailRow,
  { subject, text, blocks, attachments }: ContentRow,
): Promise<Action[]> {
  const replyTo = inboundAddress(row.mailboxId, tokenOf(row.threadId));
  if (!replyTo) throw new Fault("unavailable", "This stage receives no mail, so answers would come nowhere.");
  const { to, cc = [], references = [], reason = CORRESPONDENCE } = row;
  const thread = {
    ...{ to: to.map(named), replyTo, isPersonal: true },
    ...(cc.length > 0 && { cc: cc.map(named) }),
    ...(references.length > 0 && { inReplyTo: references.at(-1), references }),
  };
  const facts = { subject, preheader: "", blocks: blocks ?? paragraphs(text), thread };
  const drafts = [...to, ...cc].map(
    ({ address, name, personId }): Draft => ({
      ...{ channel: "email", recipientId: personId ?? row.id, to: address, locale: call.tenant.locale },
      ...(name && { recipientName: name }),
      ...{ event: `mail:${row.id}:${address.toLowerCase()}`, template: MAILBOX_MAIL, relatedId: row.id, reason, facts },
    }),
  );
  const [first] = drafts;
  if (!attachments || !first) return posting(call.table, drafts, call.now);
  const { id: tenantId } = call.tenant;
  const parts = await mailParts(
    tenantId,
    attachments.map(({ fileId, name, contentType }) => ({ id: fileId, name, contentType })),
  );
  // All of its messages take along the same files.
  const filesKey = await storeFiles(tenantId, messageId(first), parts);
  return posting(
    call.table,
    drafts.map((draft) => ({ ...draft, filesKey })),
    call.now,
  );
}
