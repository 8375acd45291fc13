import assert from "node:assert";
import { createHash } from "node:crypto";
import { Fault } from "../../shared/fault.ts";
import { base32 } from "../../shared/ids.ts";
import type { Stretch } from "../../shared/stretch.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { cashOf, type Entry, standing } from "../bank/rules.ts";
import { applyToReceivable, takeBackFromReceivable } from "../receivables/rules.ts";
import { type DeductionRow, deductionsOf, linksOf } from "./deducted.ts";
import type { AccountRow, ReceivableRow, Transaction } from "./rows.ts";
import { ALLOCATIONS_MAX, type Allocation, type Deducted } from "./schema.ts";
import type { prepayment } from "./table.ts";

export type PrepaymentRow = RowOf<typeof prepayment>;

/** How many rows besides its own an application writes at most: a receivable an allocation, and the deductions. */
export const rowsOf = ({ allocations, deductions = [] }: Pick<Wanted, "allocations" | "deductions">): number =>
  allocations.length + deductions.length;

/** A change of a receivable by one application or its undoing, before and after. */
export type ReceivableChange = { before: ReceivableRow; after: ReceivableRow };

/** What an application writes besides credits: the transaction, its receivables, perhaps a prepayment. */
export type Application = {
  transaction: Transaction;
  entries: Entry[];
  receivables: ReceivableChange[];
  /** The prepayment made, or what is left of the one that was `drawnFrom`. */
  prepayment?: PrepaymentRow;
  drawnFrom?: PrepaymentRow;
  /** What was taken off the receivables beside. */
  deductions?: DeductionRow[];
};

export const entryId = (transactionId: string, run: number, n: number): string =>
  `alc_${base32(createHash("sha256").update(`${transactionId} ${run} ${n}`).digest()).slice(0, 16)}`;

const prepaymentId = (allocationId: string): string => allocationId.replace(/^alc_/, "ppy_");

const sum = (entries: readonly { amountMinor: number }[]): number => entries.reduce((s, e) => s + e.amountMinor, 0);

/** The entries on receivables, by receivable. A draw on a prepayment names one too and settles nothing itself. */
export function byReceivable(entries: readonly Entry[]): [string, Entry[]][] {
  const settling = entries.filter((e) => e.receivableId !== undefined && e.kind !== "prepayment");
  return [...Map.groupBy(settling, (e) => e.receivableId as string)];
}

export function settlementOf(entries: readonly Entry[]): { cashMinor: number; adjustedMinor: number } {
  const cashMinor = sum(entries.filter((e) => e.kind === "payment"));
  return { cashMinor, adjustedMinor: sum(entries) - cashMinor };
}

/** The receivables after entries are applied to them, each once. */
export const appliedTo = (
  rows: ReadonlyMap<string, ReceivableRow>,
  entries: readonly Entry[],
  now: string,
): ReceivableChange[] =>
  byReceivable(entries).map(([id, group]) => {
    const before = rows.get(id);
    assert(before, `the receivable ${id} was loaded`);
    return { before, after: nextVersion(before, now, applyToReceivable(before, settlementOf(group))) };
  });

/** The receivables after standing entries are taken back; `places` is where on each the undone cash lay. */
export const takenBack = (
  rows: ReadonlyMap<string, ReceivableRow>,
  undone: readonly Entry[],
  places: (receivableId: string) => Stretch[] | undefined,
  now: string,
): ReceivableChange[] =>
  byReceivable(undone).map(([id, group]) => {
    const before = rows.get(id);
    assert(before, `the receivable ${id} was loaded`);
    return { before, after: nextVersion(before, now, takeBackFromReceivable(before, settlementOf(group), places(id))) };
  });

export type Wanted = {
  allocations: readonly Pick<Allocation, "receivableId" | "amountMinor" | "kind" | "accountId">[];
  deductions?: readonly Deducted[];
  prepaymentMinor: number;
  accountId?: string;
};

/**
 * The rows of one application. Σ payments + prepayments + unapplied = amount before and after, or it throws: the
 * identity is checked here and not hoped for.
 */
export function applicationOf(
  row: Transaction,
  wanted: Wanted,
  rows: ReadonlyMap<string, ReceivableRow>,
  accounts: ReadonlyMap<string, AccountRow>,
  now: string,
): Application {
  assert(row.direction === "credit", "money that went out pays nothing and is nobody's prepayment");
  if (rowsOf(wanted) > ALLOCATIONS_MAX) {
    throw new Fault("too_many_actions", `A receipt can be applied to at most ${ALLOCATIONS_MAX} receivables at once.`);
  }
  const run = (row.runs ?? 0) + 1;
  const accountIds = new Set(wanted.allocations.map((a) => a.accountId));
  const accountId = wanted.accountId ?? (accountIds.size === 1 ? [...accountIds][0] : undefined);
  const entries: Entry[] = wanted.allocations.map((a, n) => ({ ...a, id: entryId(row.id, run, n), run }));
  if (wanted.prepaymentMinor > 0) {
    assert(accountId, "a prepayment belongs to one account");
    const id = entryId(row.id, run, entries.length);
    entries.push({
      id,
      accountId,
      amountMinor: wanted.prepaymentMinor,
      kind: "prepayment",
      run,
      prepaymentId: prepaymentId(id),
    });
  }
  const first = entries.length;
  const deducted = deductionsOf(
    row,
    wanted.deductions ?? [],
    run,
    (n) => entryId(row.id, run, first + n),
    accounts,
    now,
  );
  entries.push(...deducted.entries);
  const unappliedMinor = row.unappliedMinor - cashOf(entries);
  if (unappliedMinor < 0)
    throw new Fault("invalid", `Only ${row.unappliedMinor} minor units of this receipt are left to apply.`);
  const owner = accountId ? accounts.get(accountId) : undefined;
  const transaction = nextVersion(row, now, {
    state: unappliedMinor === 0 ? "applied" : "partlyApplied",
    allocations: [...(row.allocations ?? []), ...entries],
    runs: run,
    unappliedMinor,
    accountId: accountId ?? row.accountId,
    ...(!row.departmentId &&
      owner?.departmentId && { departmentId: owner.departmentId, departmentFrom: "account" as const }),
    ownerId: owner?.ownerId ?? row.ownerId,
    lockedBy: undefined,
    lockedUntilAt: undefined,
    ...(deducted.rows.length > 0 && { deductions: [...(row.deductions ?? []), ...linksOf(deducted.rows, run)] }),
  });
  const surplus = entries.find((e) => e.kind === "prepayment");
  return {
    transaction,
    entries,
    receivables: appliedTo(rows, entries, now).map(({ before, after }) =>
      deducted.rows.some(({ receivableId }) => receivableId === before.id)
        ? { before, after: { ...after, hasDeductions: true } }
        : { before, after },
    ),
    ...(deducted.rows.length > 0 && { deductions: deducted.rows }),
    ...(surplus && { prepayment: prepaymentRow(transaction, surplus, now) }),
  };
}

function prepaymentRow(row: Transaction, entry: Entry, now: string): PrepaymentRow {
  return {
    id: prepaymentId(entry.id),
    version: 1,
    createdAt: now,
    updatedAt: now,
    accountId: entry.accountId as string,
    bankTransactionId: row.id,
    allocationId: entry.id,
    currency: row.currency,
    amountMinor: entry.amountMinor,
    openMinor: entry.amountMinor,
    bookedOn: row.bookedOn,
    departmentId: row.departmentId,
    ownerId: row.ownerId,
  };
}

/**
 * A prepayment used for a receivable: the money moves within its own transaction, from the prepayment to a payment. The
 * draw names the receivable, so that both fall together when one of them is undone.
 */
export function advanceOf(
  row: Transaction,
  advance: PrepaymentRow,
  amountMinor: number,
  target: ReceivableRow,
  now: string,
): Application {
  const run = (row.runs ?? 0) + 1;
  const common = { receivableId: target.id, accountId: target.accountId, run };
  const entries: Entry[] = [
    { ...common, id: entryId(row.id, run, 0), amountMinor, kind: "payment" },
    { ...common, id: entryId(row.id, run, 1), amountMinor: -amountMinor, kind: "prepayment", prepaymentId: advance.id },
  ];
  return {
    transaction: nextVersion(row, now, { allocations: [...(row.allocations ?? []), ...entries], runs: run }),
    entries,
    receivables: appliedTo(new Map([[target.id, target]]), entries, now),
    prepayment: nextVersion(advance, now, { openMinor: advance.openMinor - amountMinor }),
    drawnFrom: advance,
  };
}

/** The prepayment rows that entries have made or drawn on. */
export const prepaymentsOf = (entries: readonly Entry[]): Set<string> =>
  new Set(entries.flatMap((e) => e.prepaymentId ?? []));

/** A prepayment after entries on it are taken back; one whose money is in use cannot lose what it came from. */
export function prepaymentTakenBack(row: PrepaymentRow, undone: readonly Entry[], now: string): PrepaymentRow {
  const openMinor = row.openMinor - sum(undone.filter((e) => e.prepaymentId === row.id));
  const isClosed = undone.some((e) => e.id === row.allocationId);
  if (openMinor < 0 || (isClosed && openMinor > 0)) {
    throw new Fault("cash_applied", `The prepayment ${row.id} is in use; undo what used it first.`);
  }
  return nextVersion(row, now, { openMinor, ...(isClosed && { reversedAt: now }) });
}

/**
 * The standing entries that an undoing of the receipt itself may take back: what of it has gone again is taken back by
 * undoing the line by which it went.
 */
const ownEntries = (row: Transaction): Entry[] => standing(row).filter((e) => e.bankTransactionId === undefined);

/**
 * The standing entries that must fall together with the named ones: all of a receivable in the same application (a
 * difference was booked because of its payment), and the whole application where credit notes were set off in it or
 * where money went out.
 */
export function entriesToUndo(row: Transaction, allocationIds: readonly string[] | undefined): Entry[] {
  const all = row.direction === "debit" ? standing(row) : ownEntries(row);
  if (!allocationIds) return all;
  const unknown = allocationIds.filter((id) => !all.some((e) => e.id === id));
  if (unknown.length > 0) {
    const errors = unknown.map((id) => ({
      path: `allocationIds.${allocationIds.indexOf(id)}`,
      code: "unknown_reference",
      message: `${id} is no standing allocation of this receipt.`,
    }));
    throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  }
  const named = all.filter((e) => allocationIds.includes(e.id));
  return all.filter((e) =>
    named.some(
      (n) =>
        n.run === e.run &&
        (n.id === e.id ||
          row.direction === "debit" ||
          (n.receivableId !== undefined && n.receivableId === e.receivableId) ||
          all.some((x) => x.run === n.run && x.kind === "netting")),
    ),
  );
}

/** The entries that take others back, appended: nothing is ever changed or removed. */
export const reversing = (row: Transaction, undone: readonly Entry[]): Entry[] =>
  undone.map(({ id, ...entry }, n) => ({
    ...entry,
    id: entryId(row.id, -(row.allocations?.length ?? 0), n),
    amountMinor: -entry.amountMinor,
    reversesId: id,
  }));

/** What a receipt is, as far as its entries tell: what of it has gone again counts for nothing. */
export function receiptState(row: Pick<Transaction, "allocations" | "unappliedMinor">): Transaction["state"] {
  const isBare = standing(row).every((e) => e.bankTransactionId !== undefined);
  if (row.unappliedMinor > 0) return isBare ? "claimable" : "partlyApplied";
  return isBare ? "excluded" : "applied";
}

/** A line of which nothing is any account's: whose it was before anything was applied. */
export const nobodys = (row: Transaction): Partial<Transaction> => ({
  accountId: row.mappedAccountId,
  ownerId: undefined,
  ...(row.departmentFrom && { departmentId: undefined, departmentFrom: undefined }),
});

/** The transaction after entries were taken back: what they held is unapplied again and waits for a person. */
export function undoneTransaction(row: Transaction, undone: readonly Entry[], now: string): Transaction {
  const allocations = [...(row.allocations ?? []), ...reversing(row, undone)];
  const unappliedMinor = row.unappliedMinor + cashOf(undone);
  const state = receiptState({ allocations, unappliedMinor });
  return nextVersion(row, now, { allocations, unappliedMinor, state, ...(state === "claimable" && nobodys(row)) });
}
