/**
 * What a mail says is a row apart (`mailboxes/content.ts`). A mail's record tells that there was one: between whom,
 * when, and what it is archived to. Subject, words and names of files lie in a row that no list, search, export,
 * history, message or file call knows, and one function asks before it is read: the readers of the mailbox are named
 * by it, and no role is one by itself. A mail comes in once by what it says (a `Message-ID` may be anybody's), its
 * ticket and lead before its own row, each under an id that follows from it; so whatever breaks off is begun anew and
 * comes to the same. Answers are known by our message's id, by theirs, or by the token in the address that they go to.
 */
import { later } from "../../shared/duration.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { checkShown, checkVersion } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { MAILBOX_MAIL, message } from "../../shared/notify/outbox.ts";
import { PRESIGNED_SECONDS, presignedGet } from "../../shared/objects.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { file, keptKey } from "../files/table.ts";
import { mayRead } from "./rules.ts";
import { headed } from "./show.ts";
import { type ContentRow, type MailboxRow, type MailRow, mail, mailbox, mailContent } from "./table.ts";

export const contentId = (mailId: string): string => mailId.replace(`${mail.prefix}_`, `${mailContent.prefix}_`);

/** True where a caller may read what the mails of a mailbox say. */
export const reads = ({ actor, tenant }: Caller, box: MailboxRow | undefined): boolean =>
  box !== undefined && mayRead(box, actor, tenant.departmentParents);

/** Refuses whoever may not read a mailbox, and says where they see what they may. */
export function checkReads(call: Caller, box: MailboxRow | undefined): asserts box is MailboxRow {
  if (reads(call, box)) return;
  const detail = "You are not among the readers of this mailbox: you see that there were mails, and not what they say.";
  throw new Fault("forbidden", detail);
}

type Found = { row: MailRow; box: MailboxRow | undefined; isReadable: boolean };

/** A mail that the caller sees, by their scope or since they read its mailbox. */
export async function found(call: Caller, id: string): Promise<Found> {
  const row = await call.table.get(mail, id);
  // One that is damaged may not say whose it is.
  const box = typeof row.mailboxId === "string" ? await call.table.find(mailbox, row.mailboxId) : undefined;
  const isReadable = reads(call, box);
  if (!isReadable && !call.access.sees(mail, row)) throw notFound(mail.noun, id);
  checkVersion(call, mail, row);
  if (!call.writes) checkShown(mail, row);
  return { row, box, isReadable };
}

/** A mail that the caller reads, for what is done with what it says. */
export async function readableMail(call: Caller & { params: Record<string, string> }): Promise<MailRow> {
  const { row, box } = await found(call, call.params.id ?? "");
  checkReads(call, box);
  return row;
}

/** A mail that the caller may archive: they read its mailbox, or it is within their scope to change. */
export async function changeableMail(call: Caller & { params: Record<string, string> }): Promise<MailRow> {
  const { row, isReadable } = await found(call, call.params.id ?? "");
  if (isReadable || call.access.changes(mail, row)) return row;
  throw new Fault("forbidden", `The mail ${row.id} is shared with you for reading only.`);
}

/** What a mail says. It is asked for once it is known that the caller may read it. */
export const contentOf = ({ table }: Caller, { id }: Pick<MailRow, "id">): Promise<ContentRow> =>
  table.get(mailContent, contentId(id));

/** Its files, each with an address for a while once it was looked into. */
async function filesOf({ table, tenant, now }: Caller, { attachments = [] }: ContentRow): Promise<object[]> {
  const rows = await table.getMany(
    file,
    attachments.map(({ fileId }) => fileId),
  );
  const expiresAt = later(now, PRESIGNED_SECONDS * 1_000);
  return Promise.all(
    attachments.map(async (one) => {
      const state = rows.get(one.fileId)?.state ?? "waiting";
      if (state !== "ready") return { ...one, state };
      return { ...one, state, url: await presignedGet(keptKey(tenant.id, one.fileId), one), expiresAt };
    }),
  );
}

/** What became of a mail that was sent, recipient by recipient. */
async function deliveriesOf({ table }: Caller, row: MailRow): Promise<object[]> {
  const sources = [sourceOf(message, "parent", { relatedId: row.id })];
  const all = await Array.fromAsync(table.each(message, { sources }));
  return all
    .filter(({ template }) => template === MAILBOX_MAIL)
    .map(({ to, state, sentAt, deliveredAt, error }) => ({ to, state, sentAt, deliveredAt, error }));
}

/** A mail as the caller may see it: that there was one, or what it says. */
export async function whole(call: Caller, { row, isReadable }: Pick<Found, "row" | "isReadable">): Promise<object> {
  if (!isReadable) return { ...headed(call, row), readable: false };
  const [content, deliveries] = await Promise.all([
    contentOf(call, row),
    row.state === "sent" ? deliveriesOf(call, row) : undefined,
  ]);
  const { subject, text, leftOut } = content;
  const files = await filesOf(call, content);
  return {
    ...{ ...headed(call, row), readable: true, subject, text },
    ...(files.length > 0 && { files }),
    ...(leftOut && { leftOut }),
    ...(deliveries && { deliveries }),
  };
}
