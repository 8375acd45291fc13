import { created, if1, one, type Raw, type Truth } from "./report-said.ts";

const stands = (r: Raw) => ["approved", "paid", "booked"].includes(r.status);
const base = (r: Raw, holds = true): number => (holds ? r.baseMinor : 0);

/** What is spent, and what may be. */
export const spentTruths: Record<string, Truth> = {
  expenses: {
    paths: ["/v1/expenses"],
    explode: (r) => r.lines.map((l: Raw) => ({ ...r, ...l, currency: r.currency, spentOn: l.on, expenseId: r.id })),
    says: created,
    counts: {
      lines: one,
      costMinor: (r) => base(r, stands(r)),
      netCostMinor: (r) => (stands(r) ? r.baseMinor - r.baseTaxMinor : 0),
      taxMinor: (r) => (stands(r) ? r.baseTaxMinor : 0),
      askedMinor: (r) => base(r, r.status === "submitted"),
      owedMinor: (r) => base(r, r.status === "approved"),
      companyMinor: (r) => base(r, stands(r) && r.source === "company"),
      reversedMinor: (r) => base(r, r.status === "reversed"),
      unplaced: (r) => if1(r.placing === "open" && stands(r)),
    },
  },
  budgets: {
    paths: ["/v1/budgets"],
    says: { ...created, monthOn: (r) => `${r.month}-01` },
    counts: {
      budgets: one,
      allowedMinor: (r) => r.limitMinor + r.carriedInMinor - r.carriedOutMinor,
      reservedMinor: (r) => r.reservedMinor,
      consumedMinor: (r) => r.consumedMinor,
      leftMinor: (r) => r.limitMinor + r.carriedInMinor - r.carriedOutMinor - r.reservedMinor - r.consumedMinor,
      overdrawn: (r) => if1(r.leftMinor < 0),
    },
  },
};
