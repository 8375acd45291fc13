import * as fc from "fast-check";
import type { ReceiptRow } from "../../functions/reports/figures.ts";

/** A receipt of the reports; what is not said is unapplied. */
export function receiptRow(row: Partial<ReceiptRow> & { amountMinor: number }): ReceiptRow {
  const appliedMinor = row.appliedMinor ?? 0;
  return {
    bankTransactionId: "btx_1",
    bookedOn: "2026-11-22",
    receivedAt: "2026-11-22T01:02:03Z",
    currency: "CNY",
    state: "applied",
    departmentId: "dep_1",
    departmentName: "上海直销部",
    appliedMinor,
    unappliedMinor: row.amountMinor - appliedMinor - (row.prepaymentMinor ?? 0),
    ...row,
  };
}

/** Any receipt that adds up. */
export const anyRow: fc.Arbitrary<ReceiptRow> = fc
  .record({
    amountMinor: fc.integer({ min: 1, max: 99_999_999_999 }),
    appliedShare: fc.integer({ min: 0, max: 100 }),
    prepaymentShare: fc.integer({ min: 0, max: 100 }),
    currency: fc.constantFrom("CNY", "USD", "JPY", "AUD"),
    state: fc.constantFrom(
      "received" as const,
      "applied" as const,
      "partlyApplied" as const,
      "claimable" as const,
      "excluded" as const,
    ),
    department: fc.integer({ min: 0, max: 12 }),
    account: fc.integer({ min: 0, max: 12 }),
    id: fc.nat(),
  })
  .map(({ amountMinor, appliedShare, prepaymentShare, currency, state, department, account, id }) => {
    const appliedMinor = Math.floor((amountMinor * appliedShare) / 100);
    const restMinor = amountMinor - appliedMinor;
    const prepaymentMinor = Math.floor((restMinor * prepaymentShare) / 100);
    return receiptRow({
      bankTransactionId: `btx_${id}`,
      amountMinor,
      appliedMinor,
      prepaymentMinor,
      currency,
      state,
      departmentId: department === 0 ? undefined : `dep_${department}`,
      departmentName: department === 0 ? undefined : `部门 ${department}`,
      accountId: account === 0 ? undefined : `acc_${account}`,
      accountName: account === 0 ? undefined : `客户 ${account}`,
    });
  });
