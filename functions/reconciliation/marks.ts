/**
 * A mark for each account and amount and not one row an account: two payments of different amounts never wait for each
 * other, however many an account gets in a second, and the price is the same. It is needed for as long as an index
 * lags, so it goes by itself after a day. An application marks its sums and pieces, twelve at most; a repetition of a
 * smaller piece among more is found by the index alone.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import { base32 } from "../../shared/ids.ts";
import type { Action } from "../../shared/table/action.ts";
import { entity, type RowOf, recordFields } from "../../shared/table/entity.ts";
import { keeping } from "../../shared/table/keeping.ts";
import type { Table } from "../../shared/table/table.ts";
import type { Entry } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import type { Transaction } from "./rows.ts";
import type { Application } from "./rules.ts";

/** Receipts that one mark names, the latest first: far more than are booked while an index lags. */
const RECEIPTS_MAX = 16;
/** Marks that one application leaves; the sums come first, then the larger pieces. */
const MARKS_MAX = 12;
/** A day: no index lags so long, and from then on the index of the account tells of the payment. */
const KEPT_SECONDS = 86_400;

/**
 * That so much was paid to an account just now, and by which receipts. Whether a payment repeats another is asked of an
 * index, and an index lags. So each application of cash writes a mark of its amounts in its own transaction, and whoever
 * decides an equal amount for the account reads the mark consistently and writes it on: of two who decide at once one is
 * stale, and decides anew with the other in sight. Payments of other amounts touch other marks and wait for nobody.
 */
export const paymentMark = entity({
  noun: "paymentMark",
  plural: "payment marks",
  prefix: "pmk",
  schema: z.object({ ...recordFields, transactionIds: z.array(z.string()), ttl: z.int() }),
  scoped: false,
  audited: false,
});
type MarkRow = RowOf<typeof paymentMark>;
/** The marks that were asked for, by id; `undefined` where there is none yet. */
export type Marks = ReadonlyMap<string, MarkRow | undefined>;

export const markId = (accountId: string, currency: string, amountMinor: number): string => {
  const hash = createHash("sha256").update(`${accountId} ${currency} ${amountMinor}`).digest();
  return `${paymentMark.prefix}_${base32(hash).slice(0, 20)}`;
};

async function marksAt(table: Table, ids: readonly string[]): Promise<Marks> {
  const found = await table.getMany(paymentMark, ids, true);
  return new Map(ids.map((id) => [id, found.get(id)]));
}

/**
 * The marks of a line's amount on these accounts, and the receipts that they name beyond those known already. To be asked
 * after the open items: who sees nothing of a payment here has seen nothing of it there either.
 */
export async function markedReceipts(
  table: Table,
  row: Transaction,
  accountIds: readonly string[],
  known: readonly Transaction[],
): Promise<{ marks: Marks; receipts: Transaction[] }> {
  const ids = accountIds.map((id) => markId(id, row.currency, row.unappliedMinor));
  const marks = await marksAt(table, ids);
  const seen = new Set([row.id, ...known.map(({ id }) => id)]);
  const missing = [...marks.values()].flatMap((mark) => mark?.transactionIds ?? []).filter((id) => !seen.has(id));
  const receipts = await table.getMany(bankTransaction, missing, true);
  return { marks, receipts: [...receipts.values()] };
}

/** What a later payment would repeat: all that a line pays, what it pays to each account and on each receivable. */
function marksOf(row: Transaction, paid: readonly Entry[]): string[] {
  const sum = (entries: readonly Entry[]): number => entries.reduce((total, e) => total + e.amountMinor, 0);
  const byAccount = [...Map.groupBy(paid, (entry) => entry.accountId ?? "")];
  const sums = byAccount.flatMap(([id, of]) =>
    // The line's own amount is what the decision has looked for.
    [row.unappliedMinor, sum(paid), sum(of)].map((amountMinor) => [id, amountMinor] as const),
  );
  const pieces = paid.map((entry) => [entry.accountId ?? "", entry.amountMinor] as const).sort((a, b) => b[1] - a[1]);
  const ids = [...sums, ...pieces].filter(([, amountMinor]) => amountMinor > 0);
  return [...new Set(ids.map(([id, amountMinor]) => markId(id, row.currency, amountMinor)))].slice(0, MARKS_MAX);
}

/** The writes that note an application's payments, each under the version of the mark that its decision has read. */
export async function markActions(
  table: Table,
  before: Transaction,
  { entries }: Application,
  now: string,
  read: Marks = new Map(),
): Promise<Action[]> {
  const ids = marksOf(
    before,
    entries.filter((entry) => entry.kind === "payment"),
  );
  const missing = ids.filter((id) => !read.has(id));
  const marks = new Map([...read, ...(await marksAt(table, missing))]);
  const ttl = Math.floor(Date.parse(now) / 1_000) + KEPT_SECONDS;
  return ids.map((id) => {
    const row = marks.get(id);
    const named = (row?.transactionIds ?? []).filter((other) => other !== before.id);
    const fields = { transactionIds: [before.id, ...named].slice(0, RECEIPTS_MAX), ttl };
    return keeping(paymentMark, { id, before: row, now }, fields);
  });
}
