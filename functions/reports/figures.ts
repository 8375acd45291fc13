import assert from "node:assert";
import { BASIS_POINTS_WHOLE, mulDiv } from "../../shared/money.ts";

/**
 * One receipt of the day, as the reader may see it: a credit of a bank account that is money from a customer (fees,
 * interest and internal transfers are `excluded` and not counted). `amountMinor` > 0 is what cleared receivables
 * (`appliedMinor`), what is kept for the account (`prepaymentMinor`, 0 when absent) and the rest (`unappliedMinor`).
 */
export type ReceiptRow = {
  bankTransactionId: string;
  bankReference?: string;
  bookedOn: string;
  receivedAt: string;
  amountMinor: number;
  currency: string;
  state: "received" | "applied" | "partlyApplied" | "claimable" | "excluded";
  departmentId?: string;
  departmentName?: string;
  accountId?: string;
  accountName?: string;
  payerName?: string;
  remittance?: string;
  appliedMinor: number;
  unappliedMinor: number;
  prepaymentMinor?: number;
};

/**
 * Sums over some receipts of one currency. Every receipt's money is in exactly one of four places, so
 * `amountMinor = clearedMinor + prepaymentMinor + claimableMinor + waitingMinor`: cleared a receivable; kept as a
 * prepayment; of a claimable receipt and for somebody to claim; or not decided yet.
 */
export type Sums = {
  count: number;
  claimableCount: number;
  amountMinor: number;
  clearedMinor: number;
  prepaymentMinor: number;
  claimableMinor: number;
  waitingMinor: number;
};

/** The receipts of one department or account; `id` and `name` are absent where none is known. */
export type Group = Sums & { id?: string; name?: string };

export type CurrencyFigures = {
  currency: string;
  total: Sums;
  /** Largest amount first; every receipt is in one, the last of equal amounts by id. */
  departments: Group[];
  accounts: Group[];
  /** The day before, and the same days of the week before. */
  before?: Compared;
  week?: Compared;
};

/** What was received at another time, and the change since in basis points of it (absent when it was nothing). */
export type Compared = { amountMinor: number; count: number; changeBasisPoints?: number };

export type DailyFigures = {
  /** The first of the days, where they are more than one. */
  from?: string;
  on: string;
  /** The tenant's currency first, then by code. Empty on a day without receipts. */
  currencies: CurrencyFigures[];
};

const NOTHING: Sums = {
  count: 0,
  claimableCount: 0,
  amountMinor: 0,
  clearedMinor: 0,
  prepaymentMinor: 0,
  claimableMinor: 0,
  waitingMinor: 0,
};

function sumsOf(row: ReceiptRow): Sums {
  const prepaymentMinor = row.prepaymentMinor ?? 0;
  const parts = [row.appliedMinor, prepaymentMinor, row.unappliedMinor];
  assert(
    parts.every((part) => part >= 0),
    `${row.bankTransactionId} has a negative part`,
  );
  assert(parts.reduce((sum, part) => sum + part, 0) === row.amountMinor, `${row.bankTransactionId} does not add up`);
  const claimable = row.state === "claimable";
  return {
    count: 1,
    claimableCount: claimable ? 1 : 0,
    amountMinor: row.amountMinor,
    clearedMinor: row.appliedMinor,
    prepaymentMinor,
    claimableMinor: claimable ? row.unappliedMinor : 0,
    waitingMinor: claimable ? 0 : row.unappliedMinor,
  };
}

const plus = (a: Sums, b: Sums): Sums => ({
  count: a.count + b.count,
  claimableCount: a.claimableCount + b.claimableCount,
  amountMinor: a.amountMinor + b.amountMinor,
  clearedMinor: a.clearedMinor + b.clearedMinor,
  prepaymentMinor: a.prepaymentMinor + b.prepaymentMinor,
  claimableMinor: a.claimableMinor + b.claimableMinor,
  waitingMinor: a.waitingMinor + b.waitingMinor,
});

const total = (parts: readonly Sums[]): Sums => parts.reduce(plus, NOTHING);

/** Groups by an id, the unknown in one group of their own; a group bears the first name that occurs. */
function group(rows: readonly ReceiptRow[], key: (row: ReceiptRow) => { id?: string; name?: string }): Group[] {
  const groups = new Map<string | undefined, Group>();
  for (const row of rows) {
    const { id, name } = key(row);
    const so = groups.get(id) ?? { ...NOTHING, ...(id === undefined ? {} : { id }) };
    const known = so.name ?? (id === undefined ? undefined : name);
    groups.set(id, { ...so, ...plus(so, sumsOf(row)), ...(known === undefined ? {} : { name: known }) });
  }
  return [...groups.values()].sort(
    (a, b) => b.amountMinor - a.amountMinor || ((a.id ?? "\uffff") < (b.id ?? "\uffff") ? -1 : 1),
  );
}

/** Change from `before` to `now` in basis points, toward zero; `undefined` from nothing. */
export const changeBasisPoints = (now: number, before: number): number | undefined =>
  before === 0 ? undefined : mulDiv(now - before, BASIS_POINTS_WHOLE, before);

/** The share of `part` in `whole` in basis points, toward zero; 0 of nothing. */
export const shareBasisPoints = (part: number, whole: number): number =>
  whole === 0 ? 0 : mulDiv(part, BASIS_POINTS_WHOLE, whole);

/** What some receipts of a currency come to beside those of another time; nothing where no other is asked for. */
function compared(sums: Sums, currency: string, other: readonly ReceiptRow[] | undefined): Compared | undefined {
  if (!other) return undefined;
  const { amountMinor, count } = total(other.filter((row) => row.currency === currency).map(sumsOf));
  return { amountMinor, count, changeBasisPoints: changeBasisPoints(sums.amountMinor, amountMinor) };
}

const counted = (rows: readonly ReceiptRow[] | undefined): ReceiptRow[] | undefined =>
  rows?.filter((row) => row.state !== "excluded");

/**
 * The figures of one civil day, or of several in a row. `rows` are its receipts, in any order (the result does not depend
 * on it, but for the name of a group whose rows disagree); `previous` are those of the day before and `week` those of the
 * week before, when the comparison is wanted.
 */
export function dailyFigures(input: {
  from?: string;
  on: string;
  homeCurrency: string;
  rows: readonly ReceiptRow[];
  previous?: readonly ReceiptRow[];
  week?: readonly ReceiptRow[];
}): DailyFigures {
  const rows = counted(input.rows) ?? [];
  const [previous, week] = [counted(input.previous), counted(input.week)];
  const rank = (currency: string): string => (currency === input.homeCurrency ? "" : currency);
  const currencies = [...new Set(rows.map((row) => row.currency))].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  const figures = currencies.map((currency): CurrencyFigures => {
    const own = rows.filter((row) => row.currency === currency);
    const sums = total(own.map(sumsOf));
    const [before, last] = [compared(sums, currency, previous), compared(sums, currency, week)];
    return {
      currency,
      total: sums,
      departments: group(own, (row) => ({ id: row.departmentId, name: row.departmentName })),
      accounts: group(own, (row) => ({ id: row.accountId, name: row.accountName })),
      ...(before && { before }),
      ...(last && { week: last }),
    };
  });
  return { ...(input.from !== undefined && { from: input.from }), on: input.on, currencies: figures };
}

/** The first `count` groups, and the sum of the others where there are any: the parts still make the whole. */
export function largest(
  groups: readonly Group[],
  count: number,
): { shown: Group[]; others?: Sums & { groups: number } } {
  const rest = groups.slice(count);
  if (rest.length === 0) return { shown: [...groups] };
  return { shown: groups.slice(0, count), others: { ...total(rest), groups: rest.length } };
}
