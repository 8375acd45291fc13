import { directoryEntry } from "../../shared/records/directory.ts";
import { type Entry, entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { Mail, Mailbox, MailContent, MailReference } from "./schema.ts";

export const mailbox = entity({
  noun: "mailbox",
  plural: "mailboxes",
  prefix: "mbx",
  schema: Mailbox,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the mailboxes of the tenant" } },
});
export type MailboxRow = RowOf<typeof mailbox>;

/** Outside every wall: which tenant a mailbox belongs to. */
export const mailboxEntry = directoryEntry(mailbox);

/** Where the mails of one mailbox stand, and those of one thread. */
export const boxPartition = (mailboxId: string): string => `mai.box#${mailboxId}`;
export const threadPartition = (threadId: string): string => `mai.thread#${threadId}`;

export const mail = entity({
  noun: "mail",
  plural: "mails",
  prefix: "mai",
  schema: Mail,
  indexes: {
    ...ownedIndexes("mail"),
    account: {
      by: ["accountIds"],
      tag: "a",
      prefix: "mai#",
      sorts: "createdAt",
      answers: "the mails of one account, those with its contacts and opportunities included",
    },
    parent: { by: ["relatedIds"], sorts: "createdAt", answers: "the mails that are archived to one record" },
  },
  entries: (row): Entry[] => [
    { index: "parent", partition: boxPartition(row.mailboxId) },
    { index: "parent", partition: threadPartition(row.threadId) },
    ...(row.relatedIds ?? []).slice(1).map((id) => ({ index: "parent" as const, values: { relatedIds: id } })),
    ...(row.accountIds ?? []).slice(1).map((id) => ({ index: "account" as const, values: { accountIds: id } })),
  ],
});
export type MailRow = RowOf<typeof mail>;

/**
 * What a mail says. No list, search, export, history or message has this row: it is read in `content.ts` alone, by those who
 * may read the mailbox.
 */
export const mailContent = entity({
  noun: "mailContent",
  plural: "contents of mails",
  prefix: "mct",
  schema: MailContent,
  scoped: false,
  audited: false,
});
export type ContentRow = RowOf<typeof mailContent>;

export const mailReference = entity({
  noun: "mailReference",
  plural: "references of mails",
  prefix: "mrf",
  schema: MailReference,
  scoped: false,
  audited: false,
});
