import type * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { changed } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import { inboundTarget } from "../../shared/mailin/addresses.ts";
import { SUBJECT_CHARS_MAX } from "../../shared/mailin/read.ts";
import { message } from "../../shared/notify/outbox.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { beside, type Change, making, replacement } from "../../shared/records/write.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { fitting, SENT_BYTES_MAX } from "../files/attached.ts";
import { seesRecord } from "../files/seen.ts";
import { type FileRow, file } from "../files/table.ts";
import { related } from "../related.ts";
import { user } from "../users/table.ts";
import { addressesOf, archivedTo, contentRow, departure } from "./compose.ts";
import { checkReads, contentOf } from "./content.ts";
import { mailNoun } from "./noun.ts";
import { joined } from "./people.ts";
import { mayRead } from "./rules.ts";
import type { MailAddress, MailInput, MailPatch, ReplyInput } from "./schema.ts";
import { headed } from "./show.ts";
import { type ContentRow, type MailboxRow, type MailRow, mail, mailbox, mailContent } from "./table.ts";
import { wordsOf } from "./words.ts";

type Input = z.output<typeof MailInput>;

/** The mailbox that somebody writes from: it must be there, be open, and be theirs to read. */
async function boxOf(call: Caller, id: string): Promise<MailboxRow> {
  const box = await call.table.find(mailbox, id);
  if (!box || box.archived) throw invalidField("mailboxId", `There is no mailbox ${id}.`, "unknown_reference");
  if (box.active === false) throw invalidField("mailboxId", `The mailbox ${box.name} is closed; open it first.`);
  checkReads(call, box);
  return box;
}

const seenRelated = async (call: Caller, given: Input["relatedTo"]): Promise<void> => {
  if (given) await related(call, given, (n) => `relatedTo.${n}.id`);
};

type Said = Pick<ContentRow, "subject" | "text" | "blocks" | "attachments">;
/** The files that a mail takes along: of records that its writer sees, looked into, and not too big together. */
async function taken(call: Caller, fileIds: readonly string[] = []): Promise<Pick<ContentRow, "attachments">> {
  if (fileIds.length === 0) return {};
  const rows = await call.table.getMany(file, [...fileIds], true);
  const all: FileRow[] = [];
  for (const [n, id] of fileIds.entries()) {
    const one = rows.get(id);
    if (!one || one.archived || !(await seesRecord(call, one.relatedTo))) {
      throw invalidField(`fileIds.${n}`, `There is no file ${id}.`, "unknown_reference");
    }
    if (one.state !== "ready")
      throw invalidField(`fileIds.${n}`, `The file ${id} is ${one.state}; only one that is ready can be sent.`);
    all.push(one);
    if (fitting(all).length < all.length) {
      throw invalidField(
        `fileIds.${n}`,
        `A mail takes ${SENT_BYTES_MAX} bytes of files; ${one.name} does not fit any more.`,
      );
    }
  }
  return {
    attachments: all.map(({ id: fileId, name, contentType, sizeBytes }) => ({ fileId, name, contentType, sizeBytes })),
  };
}

type Begun = Pick<MailRow, "to" | "cc" | "relatedTo" | "archivedBy" | "reason"> &
  Partial<Pick<MailRow, "threadId" | "answersId" | "references" | "state" | "sentAt">>;

/** A new mail of the caller's from a mailbox, with what it says. */
async function begun(
  call: Caller,
  box: MailboxRow,
  fields: Begun,
  said: Said,
  id = call.newId(mail.prefix),
): Promise<Change> {
  const { principalId, departmentId = box.departmentId } = call.actor;
  const change = await making(
    call,
    mailNoun,
    {
      ...{ mailboxId: box.id, direction: "outbound", state: "draft", kind: "person", threadId: id, ...fields },
      ...(said.attachments && { attachments: said.attachments.length }),
      ...{ ownerId: principalId.startsWith(`${user.prefix}_`) ? principalId : box.ownerId, departmentId },
    },
    id,
  );
  return beside(change, [write.create(mailContent, contentRow(call, id, said))]);
}

/** Writes a mail down; it is a draft until it is sent. */
export async function drafted(call: Call<Input & { id?: string | undefined }, unknown>): Promise<Change> {
  const { id, mailboxId, to: given, cc: copied = [], relatedTo } = call.body;
  const box = await boxOf(call, mailboxId);
  await seenRelated(call, relatedTo);
  const to = await addressesOf(call, given, "to");
  const cc = await addressesOf(call, copied, "cc", to);
  const { reason = call.body.reason, ...words } = await wordsOf(call, call.body, to);
  const said = { ...words, ...(await taken(call, call.body.fileIds)) };
  const archived = await archivedTo(call, [...to, ...cc], relatedTo);
  return begun(call, box, { to, ...(cc.length > 0 && { cc }), ...archived, ...(reason && { reason }) }, said, id);
}

/** A draft with other people or other words. */
export async function redrafted(call: Call<z.output<typeof MailPatch>, unknown>, row: MailRow): Promise<Change> {
  const { to: given, cc: copied, subject, text, relatedTo, reason, fileIds } = call.body;
  await seenRelated(call, relatedTo);
  const before = await contentOf(call, row);
  if (before.blocks && given && text === undefined) {
    throw invalidField("to", "A template is filled in for whom it goes to: write another mail, or give the text anew.");
  }
  const to = given ? await addressesOf(call, given, "to") : row.to;
  const cc = copied || given ? await addressesOf(call, copied ?? asGiven(row.cc), "cc", to) : row.cc;
  const isByAddress = row.archivedBy !== "hand" && (given !== undefined || copied !== undefined);
  const archived = relatedTo || isByAddress ? await archivedTo(call, [...to, ...(cc ?? [])], relatedTo) : {};
  const files = fileIds && { attachments: null, ...(await taken(call, fileIds)) };
  const count = files && { attachments: files.attachments?.length ?? null };
  const fields = { to, cc: cc?.length ? cc : null, ...archived, ...(reason && { reason }), ...count };
  const change = await replacement(call, mailNoun, row as AnyRow, fields);
  const said = {
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text, blocks: null }),
    ...files,
  };
  return beside(change, [write.replace(mailContent, before, changed(call, before, said))]);
}

const asGiven = (all: readonly MailAddress[] = []) => all.map(({ address }) => ({ email: address }));

/** What comes of sending a draft. */
export async function sent(call: Call<unknown, unknown>, row: MailRow): Promise<Moved> {
  await boxOf(call, row.mailboxId);
  const messages = await departure(call, row, await contentOf(call, row));
  return { fields: { sentAt: call.now }, beside: messages };
}

/** Whom an answer goes to: whoever wrote the mail, of one that was sent its people, and all others where all are meant. */
function answerees(row: MailRow, box: MailboxRow, isToAll: boolean): { to: MailAddress[]; cc: MailAddress[] } {
  const { direction, from, to, cc = [] } = row;
  const first = direction === "outbound" || !from ? to : [from];
  // An address of ours is where this mail came to, and nobody to be written to.
  const known = [box.address, ...first.map(({ address }) => address)].map((address) => address?.toLowerCase());
  const isOther = ({ address }: MailAddress): boolean =>
    !known.includes(address.toLowerCase()) && !inboundTarget(address, mailbox);
  const others = direction === "outbound" ? cc : [...to, ...cc];
  return { to: first, cc: isToAll ? others.filter(isOther) : [] };
}

/** The ids that an answer names: those before the mail, and its own; of one that we have sent, that of its first message. */
async function referencesOf(call: Caller, row: MailRow): Promise<string[]> {
  if (row.direction === "inbound") return [...(row.references ?? []), ...(row.messageId ? [row.messageId] : [])];
  const { rows } = await call.table.list(message, {
    sources: [sourceOf(message, "parent", { relatedId: row.id })],
    limit: 1,
  });
  const domain = (await import("../../shared/config.ts")).config().mailFrom.split("@").at(-1)?.replace(/>.*$/, "");
  return [...(row.references ?? []), ...rows.map(({ id, resends = 0 }) => `${id}.${resends}@${domain}`)];
}

const answering = (subject: string): string =>
  (/^(re|回复|答复)[:：]/i.test(subject) ? subject : `Re: ${subject}`).slice(0, SUBJECT_CHARS_MAX);

/** An answer to a mail, sent or kept as a draft, in the thread of the mail. */
export async function answered(call: Call<z.output<typeof ReplyInput>, unknown>, row: MailRow): Promise<Moved> {
  const { text, subject, all, draft, fileIds } = call.body;
  const box = await boxOf(call, row.mailboxId);
  const before = await contentOf(call, row);
  const people = answerees(row, box, all);
  const to = await addressesOf(call, asGiven(people.to), "to");
  const cc = await addressesOf(call, asGiven(people.cc), "cc", to);
  const relatedTo = joined(row.relatedTo, (await archivedTo(call, [...to, ...cc])).relatedTo);
  const references = await referencesOf(call, row);
  const fields: Begun = {
    ...{ to, ...(cc.length > 0 && { cc }), relatedTo, archivedBy: row.archivedBy, references },
    ...{ threadId: row.threadId, answersId: row.id, ...(row.reason && { reason: row.reason }) },
  };
  const said = { subject: subject ?? answering(before.subject), text, ...(await taken(call, fileIds)) };
  const leaving = draft ? {} : { state: "sent" as const, sentAt: call.now };
  const change = await begun(call, box, { ...fields, ...leaving }, said);
  const made = change.after as MailRow;
  const messages = draft ? [] : await departure(call, made, contentRow(call, made.id, said));
  return {
    fields: !draft && row.direction === "inbound" && !row.repliedAt ? { repliedAt: call.now } : {},
    beside: [...change.actions, ...messages],
    reply: { ...headed(call, made), readable: true, subject: said.subject, text },
  };
}

/** Somebody who reads the mailbox of a mail, as its owner; nothing where they do not. */
export async function readerNamed(call: Caller, row: MailRow, userId: string) {
  const [box, one] = await Promise.all([call.table.get(mailbox, row.mailboxId), call.table.find(user, userId)]);
  if (!one || one.archived) return undefined;
  const { departmentId, roles } = one;
  if (!mayRead(box, { principalId: userId, departmentId, roles }, call.tenant.departmentParents)) return undefined;
  return { ownerId: userId, departmentId: departmentId ?? row.departmentId };
}
