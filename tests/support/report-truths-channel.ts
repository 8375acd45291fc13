import { created, days, has, if1, on, one, type Raw, type Truth } from "./report-said.ts";

const carried = (r: Raw) => r.kind === "carriedOut" || r.kind === "carriedIn";
const ofCash = (r: Raw) => r.kind === "accrual" || r.kind === "tierDifference";
const only = (...states: string[]) => {
  return (r: Raw) => (states.includes(r.state) ? r.totalMinor : 0);
};
const agreed = (r: Raw) =>
  ["approved", "expired", "converted"].includes(r.state) || (r.state === "withdrawn" && r.protectedUntil !== undefined);

/** What partners are given, and what they register. */
export const channelTruths: Record<string, Truth> = {
  rebates: {
    paths: ["/v1/rebates"],
    says: { createdOn: (r) => on(r.createdAt) },
    counts: {
      entries: (r) => if1(!carried(r)),
      rebateMinor: (r) => (carried(r) ? 0 : r.amountMinor),
      ofCashMinor: (r) => (ofCash(r) ? r.amountMinor : 0),
      takenBackMinor: (r) => (ofCash(r) && r.amountMinor < 0 ? r.amountMinor : 0),
      referenceMinor: (r) => (r.kind === "reference" ? r.amountMinor : 0),
      adjustedMinor: (r) => (r.kind === "adjustment" ? r.amountMinor : 0),
      cashMinor: (r) => r.cashMinor ?? 0,
    },
  },
  partnerStatements: {
    paths: ["/v1/partner-statements"],
    says: { ...created, monthOn: (r) => `${r.month}-01` },
    counts: {
      ...{ statements: one, totalMinor: (r) => r.totalMinor, disputes: (r) => r.disputes.length },
      ...{ openMinor: only("open"), owedMinor: only("closed", "settled"), paidMinor: only("paid") },
      openDisputes: (r) => r.disputes.filter((d: Raw) => !d.answeredAt).length,
    },
  },
  dealRegistrations: {
    paths: ["/v1/deal-registrations"],
    says: { ...created, submittedOn: (r) => on(r.submittedAt), decidedOn: (r) => on(r.decidedAt) },
    counts: {
      ...{ registrations: one, amountMinor: (r) => r.amountMinor ?? 0, submitted: (r) => has(r.submittedAt) },
      inConflict: (r) => if1(r.state === "conflict"),
      approved: (r) => if1(agreed(r)),
      approvedMinor: (r) => (agreed(r) ? (r.amountMinor ?? 0) : 0),
      ...Object.fromEntries(["rejected", "expired", "converted"].map((s) => [s, (r: Raw) => if1(r.state === s)])),
      decided: (r) => has(r.decidedAt),
      decisionDays: (r) => days(on(r.submittedAt), on(r.decidedAt)),
    },
  },
};
