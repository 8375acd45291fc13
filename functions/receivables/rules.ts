import assert from "node:assert";
import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { addDays, daysBetween } from "../../shared/clock.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import { gapsAfterFilling, gapsAfterFreeing, type Stretch, takeLowest, takenHighest } from "../../shared/stretch.ts";
import { AS_OF_DAYS_MAX } from "./bounds.ts";
import { type RECEIVABLE_STATUSES, type Receivable, Standing } from "./schema.ts";

export type ReceivableStatus = (typeof RECEIVABLE_STATUSES)[number];
export type ReceivableRow = z.output<typeof Receivable>;

/** What is settled and what is open, as it stands in the row. */
export type Figures = Pick<
  ReceivableRow,
  "amountMinor" | "paidMinor" | "givenBackMinor" | "adjustedMinor" | "writtenOffMinor" | "openMinor" | "gaps" | "status"
>;

/** The cash on a receivable that earns credits: less what a credit note gave back. Its places are told by `gaps`. */
const placed = ({ paidMinor, givenBackMinor = 0 }: Pick<Figures, "paidMinor" | "givenBackMinor">): number =>
  paidMinor - givenBackMinor;

/** What changes of a row when something is settled. `gaps` is `undefined` where the row has none. */
export type Settled = Omit<Figures, "amountMinor">;

/** Where a receivable may go from each status. Undoing leads back; only cancelling is for good. */
export const RECEIVABLE_TRANSITIONS: Readonly<Record<ReceivableStatus, readonly ReceivableStatus[]>> = {
  open: ["partlyPaid", "paid", "writtenOff", "cancelled"],
  partlyPaid: ["open", "paid", "writtenOff"],
  paid: ["open", "partlyPaid"],
  writtenOff: ["open", "partlyPaid", "cancelled"],
  cancelled: [],
};

/** The figures of a receivable of which nothing is settled yet. */
export const unsettled = (amountMinor: number): Settled & { amountMinor: number } => ({
  amountMinor,
  paidMinor: 0,
  adjustedMinor: 0,
  writtenOffMinor: 0,
  openMinor: amountMinor,
  status: "open",
});

/** True once cash or a difference stands on it: then its amount, currency and account are fixed. */
export const isSettledInPart = (row: Figures): boolean => row.paidMinor > 0 || row.adjustedMinor > 0;

/** The status that figures mean; the one place that derives it. A written-off rest counts more than what was paid. */
export function statusOf(figures: Omit<Figures, "status" | "amountMinor">): ReceivableStatus {
  const { paidMinor, adjustedMinor, writtenOffMinor, openMinor } = figures;
  if (openMinor > 0) return paidMinor + adjustedMinor > 0 ? "partlyPaid" : "open";
  return writtenOffMinor > 0 ? "writtenOff" : "paid";
}

/** True if the figures of a row add up to its amount (see `Receivable`). */
export function addsUp(row: Figures): boolean {
  const parts = [row.paidMinor, row.adjustedMinor, row.writtenOffMinor, row.openMinor];
  const whole = row.status === "cancelled" ? 0 : row.amountMinor;
  return [...parts, placed(row)].every((p) => p >= 0) && parts.reduce((sum, p) => sum + p, 0) === whole;
}

type Change = { cashMinor?: number; givenBackMinor?: number; adjustedMinor?: number; writtenOffMinor?: number };

function settled(row: Figures, change: Change, gaps: Stretch[]): Settled {
  const paidMinor = row.paidMinor + (change.cashMinor ?? 0);
  const adjustedMinor = row.adjustedMinor + (change.adjustedMinor ?? 0);
  const writtenOffMinor = row.writtenOffMinor + (change.writtenOffMinor ?? 0);
  const openMinor = row.amountMinor - paidMinor - adjustedMinor - writtenOffMinor;
  const givenBackMinor = (row.givenBackMinor ?? 0) + (change.givenBackMinor ?? 0) || undefined;
  const figures = {
    paidMinor,
    ...((givenBackMinor || row.givenBackMinor) && { givenBackMinor }),
    adjustedMinor,
    writtenOffMinor,
    openMinor,
    gaps: gaps.length > 0 ? gaps : undefined,
  };
  const next = { ...figures, status: statusOf(figures) };
  assert(
    addsUp({ ...next, amountMinor: row.amountMinor }),
    "no more is settled than open, no more undone than settled",
  );
  assert(
    next.status === row.status || RECEIVABLE_TRANSITIONS[row.status].includes(next.status),
    `a receivable goes from ${row.status} to ${next.status}`,
  );
  return next;
}

/**
 * Which part of the receivable the next `cashMinor` of cash is: the lowest that no standing cash covers. Credits are split
 * by it, so that cash undone and paid again is split as before, whatever was paid meanwhile.
 */
export const placeOfCash = (
  row: Pick<Figures, "paidMinor" | "givenBackMinor" | "gaps">,
  cashMinor: number,
): Stretch[] => takeLowest(placed(row), (row.gaps ?? []) as Stretch[], cashMinor);

/** What is settled at once: cash (allocations of kind `payment`), and differences (all other kinds). */
export type Settlement = { cashMinor?: number; adjustedMinor?: number };

/**
 * The row's fields once cash and differences are applied, at most what is open; the cash to the lowest free places unless
 * told where it lies. amountMinor = paidMinor + adjustedMinor + writtenOffMinor + openMinor before and after.
 */
export function applyToReceivable(
  row: Figures,
  settlement: Settlement,
  places: readonly Stretch[] = placeOfCash(row, settlement.cashMinor ?? 0),
): Settled {
  return settled(row, settlement, gapsAfterFilling(placed(row), (row.gaps ?? []) as Stretch[], places));
}

/** The fields once a credit note has given `amountMinor` of its cash back, which lay at `places`: it earns no credits now. */
export function giveBackCash(row: Figures, amountMinor: number, places: readonly Stretch[]): Settled {
  const gaps = gapsAfterFreeing(placed(row), (row.gaps ?? []) as Stretch[], places);
  return settled(row, { givenBackMinor: amountMinor }, gaps);
}

/** The inverse of `giveBackCash`; the cash may lie elsewhere than before. */
export function keepCashAgain(row: Figures, amountMinor: number, places: readonly Stretch[]): Settled {
  const gaps = gapsAfterFilling(placed(row), (row.gaps ?? []) as Stretch[], places);
  return settled(row, { givenBackMinor: -amountMinor }, gaps);
}

/**
 * The inverse of `applyToReceivable`. `places` is where the cash lay (see `placesOf` of the credits); without it the
 * cash is taken from the end.
 */
export function takeBackFromReceivable(row: Figures, settlement: Settlement, places?: readonly Stretch[]): Settled {
  const gaps = (row.gaps ?? []) as Stretch[];
  const { cashMinor = 0, adjustedMinor = 0 } = settlement;
  const freed = places ?? takenHighest(placed(row), gaps, cashMinor);
  assert(
    freed.reduce((sum, [from, to]) => sum + to - from, 0) === cashMinor,
    "as much place is freed as cash is undone",
  );
  const after = gapsAfterFreeing(placed(row), gaps, freed);
  return settled(row, { cashMinor: -cashMinor, adjustedMinor: -adjustedMinor }, after);
}

/** The fields once `amountMinor` (all that is open, unless told otherwise) is given up. */
export function writeOffReceivable(row: Figures, amountMinor = row.openMinor): Settled {
  return settled(row, { writtenOffMinor: amountMinor }, (row.gaps ?? []) as Stretch[]);
}

/** The fields once everything given up is owed again. */
export function reopenReceivable(row: Figures): Settled {
  return settled(row, { writtenOffMinor: -row.writtenOffMinor }, (row.gaps ?? []) as Stretch[]);
}

/** The fields of a receivable that is owed no more because it should never have been. */
export function cancelReceivable(row: Figures): Settled {
  assert(!isSettledInPart(row) && RECEIVABLE_TRANSITIONS[row.status].includes("cancelled"), "nothing is settled on it");
  return { paidMinor: 0, adjustedMinor: 0, writtenOffMinor: 0, openMinor: 0, gaps: undefined, status: "cancelled" };
}

/** True from the day after the due date on, while something is open. `today` is the civil date in the tenant's zone. */
export const isOverdue = (row: Pick<ReceivableRow, "openMinor" | "dueOn" | "kind">, today: string): boolean =>
  row.openMinor > 0 && row.kind === "invoice" && row.dueOn < today;

/** True of what an order made and amends; a credit note only names its order. */
export const isInstalment = (row: Pick<ReceivableRow, "orderId" | "kind">): boolean =>
  row.orderId !== undefined && row.kind === "invoice";

/** Fields that what is settled was settled by; the account is fixed from the start, since payers are recognised by it. */
const FIXED_BY_SETTLEMENT = ["amountMinor", "currency", "kind", "lines", "orderId", "creditsReceivableId"] as const;

/** Why what an invoice in force says does not change, to follow what would; nothing where there is none. */
export const invoicedProblem = ({ invoiceNumber }: Pick<ReceivableRow, "invoiceNumber">): string | undefined =>
  invoiceNumber && `the invoice ${invoiceNumber} is in force; void that first, or credit it by a credit note`;

/** Refuses to cancel or change receivables of which invoices are in force: 409 `invalid_state`, naming each. */
export function checkNotInvoiced(rows: readonly Pick<ReceivableRow, "id" | "reference" | "invoiceNumber">[]): void {
  const errors = rows.flatMap((row) => {
    const problem = invoicedProblem(row);
    return problem ? [{ path: row.id, code: "invalid_state", message: `${row.reference}: ${problem}.` }] : [];
  });
  if (errors.length > 0) throw new Fault("invalid_state", errors.map((e) => e.message).join(" "), { errors });
}

/** Refuses a patch that would change what stands: 409 `invalid_state`, with every field in the way. */
export function checkPatch(row: ReceivableRow, patch: object): void {
  const given: Partial<ReceivableRow> = patch;
  const reason = isInstalment(row)
    ? "it belongs to an order; amend the order"
    : isSettledInPart(row) || row.writtenOffMinor > 0
      ? `${row.paidMinor + row.adjustedMinor + row.writtenOffMinor} of it are settled; undo that first`
      : invoicedProblem(row);
  const fixed: [field: string, reason: string][] = reason
    ? FIXED_BY_SETTLEMENT.filter((field) => field in patch && !isDeepStrictEqual(row[field], given[field])).map(
        (field) => [field, reason],
      )
    : [];
  const { accountId = row.accountId } = given;
  if (accountId !== row.accountId) fixed.push(["accountId", "cancel it and make another for that account"]);
  if (fixed.length === 0) return;
  const errors = fixed.map(([path, why]) => ({
    path,
    code: "invalid_state",
    message: `${path} cannot be changed: ${why}.`,
  }));
  throw new Fault("invalid_state", errors.map((e) => e.message).join(" "), { errors });
}

/** How a receivable stands, without what no day tells of. */
export function standingOf(row: ReceivableRow): z.output<typeof Standing> {
  const told = Object.keys(Standing.shape) as (keyof ReceivableRow)[];
  const known = told.filter((field) => row[field] !== undefined).map((field) => [field, row[field]]);
  return Object.fromEntries(known) as z.output<typeof Standing>;
}

/** The day that is asked for, as far back as one looks. */
export function checkedAsOf(asOf: string | undefined, today: string): string {
  if (asOf === undefined) return today;
  const days = daysBetween(asOf, today);
  if (days < 0) throw invalidField("asOf", `asOf must not lie after today, ${today}.`);
  if (days <= AS_OF_DAYS_MAX) return asOf;
  throw invalidField("asOf", `asOf must be ${addDays(today, -AS_OF_DAYS_MAX)} or later.`);
}
