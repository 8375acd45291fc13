import { Fault, type InputError } from "../../shared/fault.ts";
import { apportionTable } from "../../shared/money.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { cancelReceivable, unsettled } from "../receivables/rules.ts";
import type { receivable } from "../receivables/table.ts";
import type { OrderRow } from "./rules.ts";

export type ReceivableRow = RowOf<typeof receivable>;

/** A receivable that a signed or amended order makes, changes or cancels. `before` is absent for a new one. */
export type ReceivableWrite = { before?: ReceivableRow; after: ReceivableRow };

type Instalment = OrderRow["instalments"][number];
type Base = Pick<ReceivableRow, "id" | "version" | "createdAt" | "updatedAt">;

/** `HT-2026-0117-03`: the contract number, or the end of the order's id, with the number of the receivable. */
export const referenceOf = (order: Pick<OrderRow, "id" | "contractNo">, number: number): string =>
  `${order.contractNo ?? order.id.slice(-10)}-${String(number).padStart(2, "0")}`;

/**
 * What an order's receivables have from it, so that cash is applied and split without reading the order. Row by row the
 * lines sum to the receivable, and product by product over all receivables to the order's line (`apportionTable`).
 */
function fromOrder(order: OrderRow): Pick<ReceivableRow, "lines" | "instalmentNo" | "instalmentCount">[] {
  const { lines, instalments } = order;
  const amounts = apportionTable(
    instalments.map((i) => i.amountMinor),
    lines.map((l) => l.amountMinor),
  );
  return instalments.map((_, n) => ({
    instalmentNo: n + 1,
    instalmentCount: instalments.length,
    lines: lines.flatMap(({ productId, productType }, c) => {
      const amountMinor = amounts[n]?.[c] ?? 0;
      return amountMinor > 0 ? [{ productId, productType, amountMinor }] : [];
    }),
  }));
}

/** Terms that all receivables of an order share. */
function sharedFields(order: OrderRow) {
  const { accountId, currency, kind, contractNo, partnerId, memberIds, ownerId, departmentId, credits } = order;
  const some = <T>(list: T[] | undefined): T[] | undefined => (list && list.length > 0 ? list : undefined);
  return {
    accountId,
    currency,
    orderId: order.id,
    orderKind: kind,
    contractNo,
    partnerId,
    ownerId,
    departmentId,
    memberIds: some(memberIds),
    credits: some(credits),
  };
}

const made = (order: OrderRow, base: Base, number: number, instalment: Instalment, issuedOn: string): ReceivableRow => ({
  ...base,
  ...sharedFields(order),
  kind: "invoice",
  reference: referenceOf(order, number),
  dueOn: instalment.dueOn,
  issuedOn,
  ...unsettled(instalment.amountMinor),
});

/** The receivables of an order at its signing, one an instalment. */
export function signedReceivables(order: OrderRow, base: () => Base, issuedOn: string): ReceivableRow[] {
  const parts = fromOrder(order);
  return order.instalments.map((instalment, n) => ({ ...made(order, base(), n + 1, instalment, issuedOn), ...parts[n] }));
}

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
  plan.forEach(({ receivableId }, n) => {
    if (!receivableId) return;
    const row = [...free].find((r) => r.id === receivableId);
    if (row) return take(n, row);
    const message = `The order has no standing receivable ${receivableId} that is named once.`;
    errors.push({ path: `instalments.${n}.receivableId`, code: "unknown_reference", message });
  });
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  const fits: ((row: ReceivableRow, i: Instalment) => boolean)[] = [
    (row, i) => settledMinor(row) > 0 && row.amountMinor === i.amountMinor && row.dueOn === i.dueOn,
    (row, i) => settledMinor(row) > 0 && row.amountMinor === i.amountMinor,
    (row, i) => settledMinor(row) === 0 && row.amountMinor === i.amountMinor && row.dueOn === i.dueOn,
    (row, i) => settledMinor(row) === 0 && row.dueOn === i.dueOn,
  ];
  for (const fit of fits) {
    for (const [n, i] of plan.entries()) if (!found[n]) take(n, [...free].find((row) => fit(row, i)));
  }
  return found;
}

/** Refuses a plan that would change or drop what cash stands on, naming each receivable in the way. */
function checkSettled(plan: readonly Instalment[], found: (ReceivableRow | undefined)[], rows: readonly ReceivableRow[]) {
  const errors: InputError[] = [];
  for (const row of rows.filter((r) => settledMinor(r) > 0)) {
    const n = found.indexOf(row);
    if (n >= 0 && plan[n]?.amountMinor === row.amountMinor) continue;
    const message = `${row.reference} has ${settledMinor(row)} of ${row.amountMinor} settled: the plan must keep an instalment of ${row.amountMinor} for it, or undo that first.`;
    errors.push({ path: n >= 0 ? `instalments.${n}.amountMinor` : "instalments", code: "cash_applied", message });
  }
  if (errors.length > 0) throw new Fault("cash_applied", errors.map((e) => e.message).join(" "), { errors });
}

const changedRow = (row: ReceivableRow, now: string, fields: Partial<ReceivableRow>): ReceivableRow => ({
  ...row,
  ...fields,
  version: row.version + 1,
  updatedAt: now,
});

/**
 * The receivables after an amendment: kept, changed, cancelled and new. `order` has the new terms, `rows` are its
 * standing receivables. A receivable with anything settled keeps its amount and the product amounts that its cash is
 * split by; all others follow the new terms.
 */
export function amendedReceivables(
  order: OrderRow,
  rows: readonly ReceivableRow[],
  base: () => Base,
  issuedOn: string,
): { writes: ReceivableWrite[]; order: OrderRow } {
  const found = matched(order.instalments, rows);
  checkSettled(order.instalments, found, rows);
  const parts = fromOrder(order);
  let number = order.receivablesMade ?? 0;
  let now = "";
  const writes: ReceivableWrite[] = order.instalments.map((instalment, n) => {
    const row = found[n];
    const fresh = base();
    now = fresh.updatedAt;
    if (!row) {
      number += 1;
      return { after: { ...made(order, fresh, number, instalment, issuedOn), ...parts[n] } };
    }
    const isSettled = settledMinor(row) > 0;
    const { lines, ...place } = parts[n] ?? {};
    return {
      before: row,
      after: changedRow(row, now, {
        ...sharedFields(order),
        ...place,
        dueOn: instalment.dueOn,
        ...(!isSettled && { lines, ...unsettled(instalment.amountMinor) }),
      }),
    };
  });
  const dropped = rows.filter((row) => !found.includes(row));
  return {
    order: {
      ...order,
      receivablesMade: number,
      instalments: order.instalments.map((i, n) => ({ ...i, receivableId: writes[n]?.after.id })),
    },
    writes: [
      ...writes,
      ...dropped.map((row) => ({ before: row, after: changedRow(row, now, cancelReceivable(row)) })),
    ],
  };
}

/** The receivables of a cancelled order, cancelled; refused with 409 `cash_applied`, naming each, where cash stands. */
export function cancelledReceivables(rows: readonly ReceivableRow[], now: string): ReceivableWrite[] {
  const paid = rows.filter((row) => row.paidMinor + row.adjustedMinor > 0);
  if (paid.length > 0) {
    const errors = paid.map((row) => ({
      path: row.id,
      code: "cash_applied",
      message: `${row.reference}: ${row.paidMinor + row.adjustedMinor} ${row.currency} (minor units) are applied.`,
    }));
    const detail = `Cash is applied to this order; undo it first. ${errors.map((e) => e.message).join(" ")}`;
    throw new Fault("cash_applied", detail, { errors });
  }
  return rows.map((row) => ({ before: row, after: changedRow(row, now, cancelReceivable(row)) }));
}
