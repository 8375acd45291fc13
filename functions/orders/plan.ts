import { Fault } from "../../shared/fault.ts";
import { apportionTable } from "../../shared/money.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { cancelReceivable, checkNotInvoiced, unsettled } from "../receivables/rules.ts";
import type { receivable } from "../receivables/table.ts";
import type { OrderRow } from "./rules.ts";

export type ReceivableRow = RowOf<typeof receivable>;

/** A receivable that a signed or amended order makes, changes or cancels. `before` is absent for a new one. */
export type ReceivableWrite = { before?: ReceivableRow; after: ReceivableRow };

export type Instalment = OrderRow["instalments"][number];
export type Base = Pick<ReceivableRow, "id" | "version" | "createdAt" | "updatedAt">;

/** `HT-2026-0117-03`: the contract number, or the end of the order's id, with the number of the receivable. */
export const referenceOf = (order: Pick<OrderRow, "id" | "contractNo">, number: number): string =>
  `${order.contractNo ?? order.id.slice(-10)}-${String(number).padStart(2, "0")}`;

/**
 * What an order's receivables have from it, so that cash is applied and split without reading the order. Row by row the
 * lines sum to the receivable, and product by product over all receivables to the order's line (`apportionTable`).
 */
export function partsOf(order: OrderRow): Pick<ReceivableRow, "lines" | "instalmentNo" | "instalmentCount">[] {
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

const some = <T>(list: readonly T[] | undefined): T[] | undefined => (list && list.length > 0 ? [...list] : undefined);

/** The terms that an amendment may change in all receivables of the order. */
export const amendable = (order: OrderRow): Pick<ReceivableRow, "orderKind" | "credits"> => ({
  orderKind: order.kind,
  credits: some(order.credits),
});

/** A new receivable of an order, without its part of the lines. */
export const madeReceivable = (order: OrderRow, base: Base, number: number, instalment: Instalment): ReceivableRow => ({
  ...base,
  ...amendable(order),
  accountId: order.accountId,
  currency: order.currency,
  orderId: order.id,
  contractNo: order.contractNo,
  partnerId: order.partnerId,
  ownerId: order.ownerId,
  departmentId: order.departmentId,
  memberIds: some(order.memberIds),
  kind: "invoice",
  reference: referenceOf(order, number),
  paymentReference: instalment.paymentReference,
  dueOn: instalment.dueOn,
  ...unsettled(instalment.amountMinor),
});

/** The receivables of an order at its signing, one an instalment. */
export function signedReceivables(order: OrderRow, base: () => Base): ReceivableRow[] {
  const parts = partsOf(order);
  return order.instalments.map((instalment, n) => ({
    ...madeReceivable(order, base(), n + 1, instalment),
    ...parts[n],
  }));
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
  checkNotInvoiced(rows);
  return rows.map((row) => ({ before: row, after: nextVersion(row, now, cancelReceivable(row)) }));
}
