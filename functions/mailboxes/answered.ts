import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { inboundTarget } from "../../shared/mailin/addresses.ts";
import { type MessageRow, message } from "../../shared/notify/outbox.ts";
import type { Action } from "../../shared/table/action.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { type MailboxRow, type MailRow, mail, mailbox, mailReference } from "./table.ts";

export type Box = { row: MailboxRow; caller: Caller };

/** What a mail goes on with: a mail of its mailbox, and the message to many of ours that it answers. */
export type Before = { before?: MailRow; answered?: MessageRow };

export const referenceId = (boxId: string, messageId: string): string =>
  hashedId(mailReference.prefix, `${boxId}\n${messageId}`);

/** Our own part of an id that one of our messages left under. */
const oursIn = (messageId: string): string | undefined => /^(msg_[0-9A-Z]+)\.\d+@/.exec(messageId)?.[1];

const mailIn = async ({ row: box, caller }: Box, id: string | undefined): Promise<MailRow | undefined> => {
  const found = id?.startsWith(`${mail.prefix}_`) ? await caller.table.find(mail, id) : undefined;
  return found?.mailboxId === box.id ? found : undefined;
};

const referred = async (box: Box, messageId: string): Promise<MailRow | undefined> =>
  mailIn(box, (await box.caller.table.find(mailReference, referenceId(box.row.id, messageId)))?.mailId);

/** True for a message that was no mail of a mailbox, and whose answers come to this one all the same. */
function isAnsweredIn({ row: box }: Box, { facts }: MessageRow): boolean {
  const { thread } = JSON.parse(facts) as { thread?: { replyTo?: string } };
  return thread?.replyTo !== undefined && inboundTarget(thread.replyTo, mailbox)?.id === box.id;
}

/** What a message of ours has to do with a mailbox. Of one to many the thread is that of its first answer. */
async function ofMessage(box: Box, id: string): Promise<Before> {
  const row = await box.caller.table.find(message, id);
  if (!row) return {};
  const sent = await mailIn(box, row.relatedId);
  if (sent) return { before: sent };
  if (row.relatedId?.startsWith(`${mail.prefix}_`) || !isAnsweredIn(box, row)) return {};
  const before = await referred(box, id);
  return { answered: row, ...(before && { before }) };
}

async function ofId(box: Box, messageId: string): Promise<Before> {
  const ours = oursIn(messageId);
  if (ours) return ofMessage(box, ours);
  const before = await referred(box, messageId);
  return before ? { before } : {};
}

/** What a mail goes on with: by the ids that it names, the nearest first, else by the token of its address. */
export async function beforeOf(box: Box, ids: readonly string[], token: string | undefined): Promise<Before> {
  for (const id of [...ids].reverse()) {
    const found = await ofId(box, id);
    if (found.before || found.answered) return found;
  }
  if (!token) return {};
  const named = token.toUpperCase();
  const before = await mailIn(box, `${mail.prefix}_${named}`);
  return before ? { before } : ofMessage(box, `${message.prefix}_${named}`);
}

/** That a message to many was answered by a person: noted once, and its thread begins with the first answer. */
export async function answeredActions({ row: box, caller }: Box, id: string, answered: MessageRow): Promise<Action[]> {
  const { table, now } = caller;
  const [current, begun] = await Promise.all([
    table.get(message, answered.id),
    table.find(mailReference, referenceId(box.id, answered.id)),
  ]);
  const base = { version: 1, createdAt: now, updatedAt: now };
  return [
    ...(begun ? [] : [write.create(mailReference, { ...base, id: referenceId(box.id, answered.id), mailId: id })]),
    ...(current.repliedAt ? [] : [write.replace(message, current, nextVersion(current, now, { repliedAt: now }))]),
  ];
}
