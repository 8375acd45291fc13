import { expect } from "@jest/globals";

type Allocation = {
  id: string;
  receivableId?: string;
  amountMinor: number;
  kind: string;
  reversesId?: string;
  bankTransactionId?: string;
};
export type Line = {
  id: string;
  direction: "credit" | "debit";
  endToEndId?: string;
  exclusion?: string;
  amountMinor: number;
  unappliedMinor: number;
  state: string;
  allocations: Allocation[];
  history: Allocation[];
};
export type Receivable = {
  id: string;
  reference: string;
  amountMinor: number;
  paidMinor: number;
  givenBackMinor?: number;
  adjustedMinor: number;
  kind: string;
  openMinor: number;
  status: string;
};
export type Credit = { amountMinor: number; ledger: string; userId?: string; partnerId?: string; receivableId: string };
export type Advance = { openMinor: number; bankTransactionId: string };
export type Deduction = {
  id: string;
  state: string;
  amountMinor: number;
  receivableId: string;
  bankTransactionId: string;
  allocationId?: string;
};
export type State = {
  owed: Receivable[];
  notes: Receivable[];
  lines: Line[];
  credits: Credit[];
  advances: Advance[];
  deductions: Deduction[];
};

/** What of a receipt has neither been given back nor refunded. */
export const leftOf = (line: Line): number =>
  line.amountMinor - total(line.allocations.filter((a) => a.kind === "returned" || a.kind === "refund"));

/** What a line of each direction may be made of, besides what settles without cash. */
const MONEY = {
  credit: ["payment", "prepayment", "returned", "refund"],
  debit: ["returned", "refund", "creditNotePaidOut", "fee", "excluded"],
};
const WITHOUT_CASH = ["discount", "tolerance", "charges", "netting", "deduction"];

export const total = (rows: { amountMinor: number }[]): number => rows.reduce((sum, r) => sum + r.amountMinor, 0);

/** The simple model: every figure follows from the allocations that stand. */
export function check({ owed, notes, lines, credits, advances, deductions }: State): void {
  const all = lines.flatMap((l) => l.allocations.map((a) => ({ ...a, of: l })));
  for (const line of lines) {
    const cash = line.allocations.filter((a) => !WITHOUT_CASH.includes(a.kind));
    expect(line.amountMinor).toBe(total(cash) + line.unappliedMinor);
    expect(cash.filter((a) => !MONEY[line.direction].includes(a.kind))).toEqual([]);
    expect(total(line.history)).toBe(total(line.allocations));
    for (const kind of ["returned", "refund"]) {
      const gone = line.allocations.filter((a) => a.kind === kind && line.direction === "credit");
      const out = all.filter((a) => a.kind === kind && a.bankTransactionId === line.id && a.of.direction === "debit");
      expect([kind, total(gone)]).toEqual([kind, total(out)]);
    }
    const held = advances.filter((p) => p.bankTransactionId === line.id).map((p) => ({ amountMinor: p.openMinor }));
    expect(total(held)).toBe(total(line.allocations.filter((a) => a.kind === "prepayment")));
  }
  const paidOut = all.filter((a) => a.kind === "creditNotePaidOut");
  for (const note of notes) {
    const mine = all.filter((a) => a.receivableId === note.id);
    expect([note.openMinor, note.paidMinor]).toEqual([note.amountMinor - total(mine), 0]);
  }
  for (const d of deductions) {
    const line = lines.find((l) => l.id === d.bankTransactionId);
    const isPaid = line?.allocations.some((a) => a.kind === "payment" && a.receivableId === d.receivableId);
    if (d.state !== "reversed") expect([d.id, isPaid]).toEqual([d.id, true]);
    if (d.state === "open") expect(d.allocationId).toBeUndefined();
  }
  // What credit notes gave back of the order's cash earns nothing: as much as was paid out, where so much was paid.
  const givenBack = owed.reduce((sum, r) => sum + (r.givenBackMinor ?? 0), 0);
  expect(givenBack).toBeLessThanOrEqual(total(paidOut));
  for (const r of owed) {
    const standing = all.filter((a) => a.receivableId === r.id && a.kind === "payment");
    expect(standing.every((a) => a.of.direction === "credit")).toBe(true);
    expect([r.reference, r.paidMinor]).toEqual([r.reference, total(standing)]);
    expect(r.amountMinor).toBe(r.paidMinor + r.adjustedMinor + r.openMinor);
    // Receipts, credit notes, discounts and settled deductions and what is open are all of it.
    const uncashed = all.filter((a) => a.receivableId === r.id && WITHOUT_CASH.includes(a.kind));
    expect([r.reference, r.adjustedMinor]).toEqual([r.reference, total(uncashed)]);
    const settled = deductions.filter((d) => d.receivableId === r.id && d.allocationId && d.state !== "reversed");
    expect(total(settled)).toBe(total(uncashed.filter((a) => a.kind === "deduction")));
    expect(r.status).toBe(r.openMinor === 0 ? "paid" : r.paidMinor + r.adjustedMinor > 0 ? "partlyPaid" : "open");
    const mine = credits.filter((c) => c.receivableId === r.id);
    expect(total(mine.filter((c) => c.ledger === "primary"))).toBe(r.paidMinor - (r.givenBackMinor ?? 0));
    if (r.openMinor === 0 && !r.givenBackMinor && !r.adjustedMinor)
      expect(Math.abs(total(mine.filter((c) => c.ledger === "overlay")) - r.amountMinor / 2)).toBeLessThanOrEqual(0.5);
  }
}
