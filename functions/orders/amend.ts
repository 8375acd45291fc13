import { isDeepStrictEqual } from "node:util";
import { Fault, type InputError } from "../../shared/fault.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { cancelReceivable, invoicedProblem, unsettled } from "../receivables/rules.ts";
import {
  amendable,
  type Base,
  type Instalment,
  madeReceivable,
  partsOf,
  type ReceivableRow,
  type ReceivableWrite,
} from "./plan.ts";
import type { OrderRow } from "./rules.ts";

const settledMinor = (row: ReceivableRow): number => row.paidMinor + row.adjustedMinor + row.writtenOffMinor;

/** True of what keeps its amount: cash stands on it, or an invoice in force says it. */
const isFixed = (row: ReceivableRow): boolean => settledMinor(row) > 0 || row.invoiceNumber !== undefined;

/**
 * Which receivable each instalment of an amended plan goes on with. Named ones first; then those with something settled or an
 * invoice in force, by amount (and day, if several fit), since their amounts stand; then unsettled ones of the same amount and day, then of
 * the same day. Errors name the instalments and receivables that do not fit.
 */
function matched(plan: readonly Instalment[], rows: readonly ReceivableRow[]): (ReceivableRow | undefined)[] {
  const free = new Set(rows);
  const found: (ReceivableRow | undefined)[] = plan.map(() => undefined);
  const errors: InputError[] = [];
  const take = (n: number, row: ReceivableRow | undefined): void => {
    if (!row) return;
    found[n] = row;
    free.delete(row);
  };
  for (const [n, { receivableId }] of plan.entries()) {
    if (!receivableId) continue;
    const row = [...free].find((r) => r.id === receivableId);
    take(n, row);
    if (row) continue;
    const message = `The order has no standing receivable ${receivableId} that is named once.`;
    errors.push({ path: `instalments.${n}.receivableId`, code: "unknown_reference", message });
  }
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  const ways: ((row: ReceivableRow, i: Instalment) => boolean)[] = [
    (row, i) => isFixed(row) && row.amountMinor === i.amountMinor && row.dueOn === i.dueOn,
    (row, i) => isFixed(row) && row.amountMinor === i.amountMinor,
    (row, i) => !isFixed(row) && row.amountMinor === i.amountMinor && row.dueOn === i.dueOn,
    (row, i) => !isFixed(row) && row.dueOn === i.dueOn,
  ];
  for (const suits of ways) {
    for (const [n, i] of plan.entries())
      if (!found[n])
        take(
          n,
          [...free].find((row) => suits(row, i)),
        );
  }
  return found;
}

/** Why a plan must keep the amount of a receivable. */
function fixedBy(row: ReceivableRow): { code: "cash_applied" | "invalid_state"; why: string } {
  const { amountMinor } = row;
  const cash = `has ${settledMinor(row)} of ${amountMinor} settled: the plan must keep an instalment of ${amountMinor} for it, or undo that first`;
  if (settledMinor(row) > 0) return { code: "cash_applied", why: cash };
  return { code: "invalid_state", why: `keeps its ${amountMinor} in the plan: ${invoicedProblem(row)}` };
}

/** Refuses a plan that would change or drop what cash stands on or an invoice says, naming each receivable in the way. */
function checkFixed(plan: readonly Instalment[], found: (ReceivableRow | undefined)[], rows: readonly ReceivableRow[]) {
  const errors = rows.filter(isFixed).flatMap((row) => {
    const n = found.indexOf(row);
    if (n >= 0 && plan[n]?.amountMinor === row.amountMinor) return [];
    const { code, why } = fixedBy(row);
    return [
      { path: n >= 0 ? `instalments.${n}.amountMinor` : "instalments", code, message: `${row.reference} ${why}.` },
    ];
  });
  const code = errors.some((error) => error.code === "cash_applied") ? "cash_applied" : "invalid_state";
  if (errors.length > 0) throw new Fault(code, errors.map((e) => e.message).join(" "), { errors });
}

/** A receivable with the new terms; of a settled or invoiced one the amount and the product amounts stay. */
function kept(row: ReceivableRow, fields: Partial<ReceivableRow>, instalment: Instalment, now: string): ReceivableRow {
  const { lines, ...others } = fields;
  return nextVersion(row, now, {
    ...others,
    dueOn: instalment.dueOn,
    paymentReference: instalment.paymentReference ?? row.paymentReference,
    ...(!isFixed(row) && { lines, ...unsettled(instalment.amountMinor) }),
  });
}

const sameButVersion = (a: ReceivableRow, b: ReceivableRow): boolean => {
  const plain = (row: ReceivableRow) => JSON.parse(JSON.stringify({ ...row, version: 0, updatedAt: "" }));
  return isDeepStrictEqual(plain(a), plain(b));
};

/**
 * The receivables after an amendment: kept, changed, cancelled and new; unchanged ones are not written. `order` has the
 * new terms, `rows` are its standing receivables. Throws 409 `cash_applied` where the plan drops or changes the amount
 * of what is settled.
 */
export function amendedReceivables(
  order: OrderRow,
  rows: readonly ReceivableRow[],
  base: () => Base,
  now: string,
): { writes: ReceivableWrite[]; order: OrderRow } {
  const found = matched(order.instalments, rows);
  checkFixed(order.instalments, found, rows);
  const parts = partsOf(order);
  let number = order.receivablesMade ?? 0;
  const planned = order.instalments.map((instalment, n): ReceivableWrite => {
    const before = found[n];
    if (before) return { before, after: kept(before, { ...amendable(order), ...parts[n] }, instalment, now) };
    number += 1;
    return { after: { ...madeReceivable(order, base(), number, instalment), ...parts[n] } };
  });
  const dropped = rows.filter((row) => !found.includes(row));
  const instalments = planned.map(({ after }) => ({
    dueOn: after.dueOn,
    amountMinor: after.amountMinor,
    ...(after.paymentReference && { paymentReference: after.paymentReference }),
    receivableId: after.id,
  }));
  return {
    order: { ...order, receivablesMade: number, instalments },
    writes: [
      ...planned.filter(({ before, after }) => !before || !sameButVersion(before, after)),
      ...dropped.map((row) => ({ before: row, after: nextVersion(row, now, cancelReceivable(row)) })),
    ],
  };
}
