import { entity, ownedIndexes } from "../../shared/table/entity.ts";
import { Receivable, ReceivableDay, WriteOff } from "./schema.ts";

export const receivable = entity({
  noun: "receivable",
  plural: "receivables",
  prefix: "rcv",
  schema: Receivable,
  orders: ["amountMinor", "dueOn"],
  omits: { adjustedMinor: 0, writtenOffMinor: 0, paidMinor: 0, kind: "invoice" },
  placesFollow: true,
  owners: (row) => [row.ownerId, row.partnerId, ...(row.memberIds ?? [])],
  indexes: {
    ...ownedIndexes("receivable"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "rcv#",
      sorts: "dueOn",
      answers: "the receivables of one account, by due date",
    },
    parent: { by: ["orderId"], sorts: "dueOn", answers: "the receivables of one order, by due date" },
    work: {
      by: ["accountId"],
      tag: "open",
      sorts: "dueOn",
      when: (row) => row.openMinor > 0,
      answers: "what an account still owes, complete, oldest first: the matcher's candidates",
    },
  },
});

export const writeOff = entity({
  noun: "writeOff",
  plural: "write-offs",
  prefix: "wof",
  schema: WriteOff,
  scoped: false,
  key: (row) => ({ pk: String(row.receivableId), sk: `writeOff#${row.id}` }),
});

/** What changed of a receivable on one day; what was open earlier follows from it. */
export const receivableDay = entity({
  noun: "receivableDay",
  plural: "days of receivables",
  prefix: "rvd",
  schema: ReceivableDay,
  scoped: false,
  audited: false,
  indexes: {
    all: { by: [], sorts: "on", shards: 4, answers: "what changed of receivables, by day: all are counted anew by it" },
    account: {
      by: ["accountId"],
      tag: "rvd",
      sorts: "on",
      answers: "what changed of an account's receivables, by day",
    },
  },
  // One that was moved by a merge of accounts is found by both.
  entries: ({ accountId, before }) =>
    before && before.accountId !== accountId ? [{ index: "account", values: { accountId: before.accountId } }] : [],
});
