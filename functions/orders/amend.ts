import { isDeepStrictEqual } from "node:util";
import { Fault, type InputError } from "../../shared/fault.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { cancelReceivable, unsettled } from "../receivables/rules.ts";
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

/**
 * Which receivable each instalment of an amended plan goes on with. Named ones first; then those with something settled,
 * by amount (and day, if several fit), since their amounts stand; then unsettled ones of the same amount and day, then of
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
    (row, i) => settledMinor(row) > 0 && row.amountMinor === i.amountMinor && row.dueOn === i.dueOn,
    (row, i) => settledMinor(row) > 0 && row.amountMinor === i.amountMinor,
    (row, i) => settledMinor(row) === 0 && row.amountMinor === i.amountMinor && row.dueOn === i.dueOn,
    (row, i) => settledMinor(row) === 0 && row.dueOn === i.dueOn,
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

/** Refuses a plan that would change or drop what cash stands on, naming each receivable in the way. */
function checkSettled(
  plan: readonly Instalment[],
  found: (ReceivableRow | undefined)[],
  rows: readonly ReceivableRow[],
) {
  const errors: InputError[] = [];
  for (const row of rows.filter((r) => settledMinor(r) > 0)) {
    const n = found.indexOf(row);
    if (n >= 0 && plan[n]?.amountMinor === row.amountMinor) continue;
    const message = `${row.reference} has ${settledMinor(row)} of ${row.amountMinor} settled: the plan must keep an instalment of ${row.amountMinor} for it, or undo that first.`;
    errors.push({ path: n >= 0 ? `instalments.${n}.amountMinor` : "instalments", code: "cash_applied", message });
  }
  if (errors.length > 0) throw new Fault("cash_applied", errors.map((e) => e.message).join(" "), { errors });
}

/** An unsettled receivable with the new terms; of a settled one the amount and the product amounts stay. */
function kept(row: ReceivableRow, fields: Partial<ReceivableRow>, instalment: Instalment, now: string): ReceivableRow {
  const { lines, ...others } = fields;
  const isSettled = settledMinor(row) > 0;
  return nextVersion(row, now, {
    ...others,
    dueOn: instalment.dueOn,
    paymentReference: instalment.paymentReference ?? row.paymentReference,
    ...(!isSettled && { lines, ...unsettled(instalment.amountMinor) }),
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
  checkSettled(order.instalments, found, rows);
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
