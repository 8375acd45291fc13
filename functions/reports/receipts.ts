import { type Access, projected } from "../../shared/auth/access.ts";
import { addDays, zonedInstant } from "../../shared/clock.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { type ListSource, sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { goneMinor } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { department } from "../users/table.ts";
import type { ReceiptRow } from "./figures.ts";

type Transaction = RowOf<typeof bankTransaction>;

/** A bank may tell of a line so many days before it is booked; what comes even earlier is not looked for. */
const TOLD_AHEAD_DAYS = 1;

/** The fields without which a receipt cannot be counted. */
const COUNTED = ["amountMinor", "currency", "unappliedMinor", "bookedOn", "direction", "state"] as const;

/**
 * The partitions that hold every receipt in somebody's scope. A scope of many departments is read one after the other,
 * since one list merges a bounded number of partitions.
 */
function sourcesOf(access: Access): ListSource[][] {
  const scope = access.scope(bankTransaction);
  if (scope === undefined) return [];
  if (scope === "all") return [[sourceOf(bankTransaction, "all")]];
  return [
    [sourceOf(bankTransaction, "owner", { ownerId: access.actor.principalId })],
    ...access
      .departments(bankTransaction)
      .map((departmentId) => [sourceOf(bankTransaction, "department", { departmentId })]),
  ];
}

/** What of the receipt is kept for the account; draws on it and their undoing are entries as well. */
const prepaymentOf = (row: Transaction): number =>
  (row.allocations ?? []).filter((e) => e.kind === "prepayment").reduce((sum, e) => sum + e.amountMinor, 0);

/** A receipt counts with what of it is still here: what its bank took back or was refunded is no receipt any more. */
function receiptRow(row: Transaction): ReceiptRow {
  const prepaymentMinor = prepaymentOf(row);
  const amountMinor = row.amountMinor - goneMinor(row);
  return {
    bankTransactionId: row.id,
    bankReference: row.bankReference,
    bookedOn: row.bookedOn,
    receivedAt: row.createdAt,
    amountMinor,
    currency: row.currency,
    state: row.state,
    departmentId: row.departmentId,
    accountId: row.accountId,
    payerName: row.payer?.name,
    remittance: row.remittance,
    appliedMinor: amountMinor - row.unappliedMinor - prepaymentMinor,
    unappliedMinor: row.unappliedMinor,
    prepaymentMinor,
  };
}

/** Receipts with the names of their departments, and of those accounts that the reader may see. */
async function named(table: Table, access: Access, rows: ReceiptRow[]): Promise<ReceiptRow[]> {
  const ids = (field: "accountId" | "departmentId"): string[] => rows.flatMap((row) => row[field] ?? []);
  const [accounts, departments] = await Promise.all([
    table.getMany(account, ids("accountId")),
    table.getMany(department, ids("departmentId")),
  ]);
  const nameOf = (row: ReceiptRow): string | undefined => {
    const found = accounts.get(row.accountId ?? "");
    return found && access.sees(account, found) ? found.name : row.payerName;
  };
  return rows.map((row) => ({
    ...row,
    accountName: row.accountId ? nameOf(row) : undefined,
    departmentName: departments.get(row.departmentId ?? "")?.name,
  }));
}

/** Civil days in a row, both ends included. */
export type Stretch = { from: string; to: string };

/**
 * The receipts booked in each of some stretches of days, as somebody's own rights show them: by key range over the scope's
 * partitions, from shortly before the first of the days on. `undefined` where the roles hide what counts.
 */
export async function receiptsOf(
  table: Table,
  access: Access,
  stretches: readonly [Stretch, ...Stretch[]],
): Promise<ReceiptRow[][] | undefined> {
  if (COUNTED.some((field) => access.isClosed(bankTransaction.noun, field))) return undefined;
  const first = stretches.map(({ from }) => from).sort()[0] as string;
  const from = timeKey(zonedInstant(addDays(first, -TOLD_AHEAD_DAYS), "00:00", access.tenant.timeZone).toISOString());
  const isIn = (on: string, of: Stretch): boolean => on >= of.from && on <= of.to;
  const found = new Map<string, ReceiptRow>();
  for (const sources of sourcesOf(access)) {
    const keep = (row: Transaction): boolean =>
      row.direction === "credit" && stretches.some((of) => isIn(row.bookedOn, of)) && access.sees(bankTransaction, row);
    for await (const row of table.each(bankTransaction, { sources, range: { from }, keep })) {
      found.set(row.id, receiptRow(projected(access, bankTransaction.noun, row)));
    }
  }
  const counted = [...found.values()].filter((row) => row.state !== "excluded" && row.amountMinor > 0);
  const all = await named(table, access, counted);
  return stretches.map((of) => all.filter((row) => isIn(row.bookedOn, of)));
}

/** Whose receipts somebody's figures are, in words: the names of departments, or of the tenant for all. */
export async function scopeName(table: Table, access: Access, words: { all: string; own: string }): Promise<string> {
  const scope = access.scope(bankTransaction);
  if (scope === "all") return words.all;
  const own = access.actor.departmentId;
  const found = own && scope !== "own" ? await table.find(department, own, false) : undefined;
  return found?.name ?? words.own;
}
