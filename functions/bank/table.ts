import * as z from "zod";
import { watch } from "../../shared/due/watch.ts";
import { later, MINUTE_MS } from "../../shared/duration.ts";
import { directoryEntry } from "../../shared/records/directory.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
import { BankConnection, BankRejection, BankTransaction } from "./schema.ts";
import { BankDayLine, BankStatement, BankUpload } from "./statement-schema.ts";

export const bankConnection = entity({
  noun: "bankConnection",
  plural: "bank connections",
  prefix: "bnk",
  schema: BankConnection,
  scoped: false,
  secret: ["secrets"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the bank connections of the tenant" } },
});

/** Outside every wall: which tenant a webhook call belongs to. */
export const bankConnectionEntry = directoryEntry(bankConnection);

/**
 * Stands where the sum line of a batch would be stored, once its payments came one by one: the sum, told later, finds
 * the place taken and is not counted again.
 */
export const toldMarker = entity({
  noun: "toldMarker",
  plural: "told markers",
  prefix: "tld",
  schema: z.object({ ...recordFields, sumId: z.string() }),
  scoped: false,
  audited: false,
  key: (row) => ({ pk: String(row.sumId), sk: "-" }),
});

/** Lines that banks sent and that could not be stored. */
export const bankRejection = entity({
  noun: "bankRejection",
  plural: "bank rejections",
  prefix: "brj",
  schema: BankRejection,
  scoped: false,
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "what banks sent and could not be stored, by arrival" },
    parent: { by: ["connectionId"], sorts: "createdAt", answers: "the same of one connection" },
  },
});

/** By then the stream has brought the lines of a statement to its days. */
const CHECKED_AFTER_MS = 10 * MINUTE_MS;

/** Balances that statements told. */
export const bankStatement = entity({
  noun: "bankStatement",
  plural: "bank statements",
  prefix: "bst",
  schema: BankStatement,
  scoped: false,
  audited: false,
  indexes: {
    all: { by: [], sorts: "closingOn", answers: "the statements of the tenant, by their end" },
    parent: { by: ["connectionId"], sorts: "closingOn", answers: "the statements of one connection, by their end" },
  },
  due: {
    work: "continuity",
    shards: 2,
    at: (row) => (row.state === "unchecked" ? later(row.createdAt, CHECKED_AFTER_MS) : undefined),
    answers: "the balances of statements are compared with what was moved",
  },
});

/** The lines of one booking day of a connection, in a partition of their own, by their amounts. */
export const bankDayLine = entity({
  noun: "bankDayLine",
  plural: "bank day lines",
  prefix: "bdl",
  schema: BankDayLine,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: `day#${row.connectionId}#${row.bookedOn}`, sk: `line#${row.amountMinor}#${row.id}` }),
});

/** Statement files that came, or are to come, by upload. */
export const bankUpload = entity({
  noun: "bankUpload",
  plural: "bank uploads",
  prefix: "upl",
  schema: BankUpload,
  scoped: false,
  audited: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the uploaded statement files" } },
});

/**
 * A statement may bring thousands of lines a second into one tenant, connection and department, and one index
 * partition takes 1,000 writes a second.
 */
const FEED_SHARDS = 8;

export const bankTransaction = entity({
  noun: "bankTransaction",
  plural: "bank transactions",
  prefix: "btx",
  schema: BankTransaction,
  owners: (row) => [row.ownerId],
  omits: { unappliedMinor: 0, direction: "credit" },
  indexes: {
    all: { by: [], sorts: "createdAt", shards: FEED_SHARDS, answers: "every bank line of the tenant, by arrival" },
    owner: { by: ["ownerId"], sorts: "createdAt", answers: "the receipts of one account owner" },
    department: {
      by: ["departmentId"],
      sorts: "createdAt",
      shards: FEED_SHARDS,
      answers: "the bank lines of one department",
    },
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "btx#",
      sorts: "bookedOn",
      answers: "the receipts of one account, by booking date",
    },
    parent: {
      by: ["connectionId"],
      sorts: "createdAt",
      shards: FEED_SHARDS,
      answers: "the bank lines of one connection",
    },
    work: {
      by: ["state"],
      tag: "waiting",
      sorts: "createdAt",
      shards: FEED_SHARDS,
      when: (row) => row.state === "received" || row.state === "claimable" || row.state === "partlyApplied",
      answers:
        "what waits for a decision or a person, complete: decided by a sweep, or when a receivable may explain it",
    },
  },
});

/** Lines that the stream has not brought to a decision. */
export const undecidedWatch = watch({
  noun: "undecidedWatch",
  plural: "watches of undecided lines",
  prefix: "wun",
  work: "undecided",
  shards: 4,
  answers: "the tenants with bank lines that may be undecided",
  firstMs: 3 * MINUTE_MS,
  idleMs: 5 * MINUTE_MS,
});

/** Lines that stay undecided, of which finance is told. */
export const untoldWatch = watch({
  noun: "untoldWatch",
  plural: "watches of lines to be told of",
  prefix: "wut",
  work: "untold",
  shards: 4,
  answers: "the tenants whose finance is to be told of lines that stay undecided",
  firstMs: 20 * MINUTE_MS,
  everyMs: 15 * MINUTE_MS,
  idleMs: 15 * MINUTE_MS,
});
