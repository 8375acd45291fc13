import {
  came,
  created,
  days,
  decided,
  entries,
  has,
  if1,
  line,
  on,
  one,
  type Raw,
  signed,
  type Truth,
} from "./report-said.ts";

/** What a record counts towards margins, if it does. */
const left = (of: (row: Raw) => { net: number; cost: number } | undefined) => ({
  costMinor: (r: Raw) => of(r)?.cost ?? 0,
  costedNetMinor: (r: Raw) => of(r)?.net ?? 0,
  marginMinor: (r: Raw) => (of(r)?.net ?? 0) - (of(r)?.cost ?? 0),
});

/** What was offered, sold, owed and paid. */
export const moneyTruths: Record<string, Truth> = {
  quotes: {
    paths: ["/v1/quotes"],
    says: { ...created, acceptedOn: (r) => on(r.acceptedAt), sentOn: (r) => on(r.sentAt) },
    counts: {
      quotes: one,
      sent: (r) => has(r.sentAt),
      accepted: (r) => if1(r.status === "accepted"),
      expired: (r) => if1(r.status === "expired"),
      revisions: (r) => r.revision,
      subtotalMinor: (r) => r.subtotalMinor,
      discountMinor: (r) => r.discountMinor,
      taxMinor: (r) => r.taxMinor,
      totalMinor: (r) => r.totalMinor,
      acceptedMinor: (r) => (r.status === "accepted" ? r.totalMinor : 0),
      ...left((r) => (has(r.costMinor) ? { net: r.subtotalMinor - r.discountMinor, cost: r.costMinor } : undefined)),
      daysToAccept: (r) => days(on(r.createdAt), on(r.acceptedAt)),
    },
  },
  quoteLines: {
    paths: ["/v1/quotes"],
    explode: (r) => r.lines.map((l: Raw) => ({ ...r, ...l, lineDiscountMinor: l.discountMinor })),
    says: created,
    counts: {
      lines: one,
      ...Object.fromEntries(
        ["quantity", "listMinor", "lineDiscountMinor", "netMinor"].map((k) => [k, (r: Raw) => r[k]]),
      ),
      acceptedNetMinor: (r) => (r.status === "accepted" ? r.netMinor : 0),
    },
  },
  orders: {
    paths: ["/v1/orders"],
    says: { ...created, signedOn: (r) => on(r.signedAt), side: (r) => r.handOver?.side, isQuoted: (r) => !!r.quoteId },
    counts: {
      orders: one,
      signed: (r) => if1(signed(r)),
      cancelled: (r) => if1(r.status === "cancelled"),
      terminated: (r) => has(r.terminatedAt),
      amended: (r) => if1(r.amendments > 0),
      totalMinor: (r) => r.totalMinor,
      signedMinor: (r) => (signed(r) ? r.totalMinor : 0),
      ...Object.fromEntries(
        ["new", "upsell", "renewal"].map((k) => [
          `${k}Minor`,
          (r: Raw) => (signed(r) && r.kind === k ? r.totalMinor : 0),
        ]),
      ),
      partnerMinor: (r) => (signed(r) && r.partnerId ? r.totalMinor : 0),
      ...left((r) => (signed(r) && has(r.costMinor) ? { net: r.netMinor, cost: r.costMinor } : undefined)),
      refundMinor: (r) => r.refundMinor ?? 0,
      instalments: (r) => r.instalments.length,
      daysToSign: (r) => (signed(r) ? days(on(r.createdAt), on(r.signedAt)) : 0),
    },
  },
  orderLines: {
    paths: ["/v1/orders"],
    explode: (r) => r.lines.map((l: Raw) => ({ ...r, ...l, lineMinor: l.amountMinor })),
    says: { ...created, signedOn: (r) => on(r.signedAt) },
    counts: {
      ...{ lines: one, quantity: (r) => r.quantity, lineMinor: (r) => r.lineMinor },
      signedQuantity: (r) => (signed(r) ? r.quantity : 0),
      signedLineMinor: (r) => (signed(r) ? r.lineMinor : 0),
      newLineMinor: (r) => (signed(r) && r.kind === "new" ? r.lineMinor : 0),
      renewalLineMinor: (r) => (signed(r) && r.kind === "renewal" ? r.lineMinor : 0),
    },
  },
  receivables: {
    paths: ["/v1/receivables"],
    says: created,
    counts: {
      receivables: (r) => if1(r.kind === "invoice"),
      openCount: (r) => if1(r.kind === "invoice" && r.openMinor > 0),
      ...Object.fromEntries(
        ["amountMinor", "paidMinor", "openMinor", "adjustedMinor", "writtenOffMinor"].map((k) => [
          k,
          (r: Raw) => (r.kind === "invoice" ? r[k] : 0),
        ]),
      ),
      creditNotes: (r) => if1(r.kind === "creditNote"),
      creditNoteMinor: (r) => (r.kind === "creditNote" ? r.amountMinor : 0),
      deducted: (r) => if1(r.hasDeductions),
    },
  },
  deductions: {
    paths: ["/v1/deductions"],
    says: { resolvedOn: (r) => on(r.resolvedAt) },
    counts: {
      deductions: one,
      openDeductions: (r) => if1(r.state === "open"),
      deductionMinor: (r) => r.amountMinor,
      openDeductionMinor: (r) => (r.state === "open" ? r.amountMinor : 0),
      creditedMinor: (r) => (r.state === "credited" ? r.amountMinor : 0),
      recoveredMinor: (r) => (r.state === "recovered" ? r.amountMinor : 0),
      givenUpMinor: (r) => (r.state === "writtenOff" ? r.amountMinor : 0),
      resolved: (r) => has(r.resolvedAt),
      daysToResolve: (r) => days(r.bookedOn, on(r.resolvedAt)),
    },
  },
  credits: {
    paths: ["/v1/credits"],
    says: {
      ...{ earnedOn: (r) => on(r.earnedAt), beneficiaryId: (r) => r.userId ?? r.partnerId },
      isPartner: (r) => r.partnerId !== undefined,
    },
    counts: {
      credits: one,
      creditMinor: (r) => r.amountMinor,
      earnedMinor: (r) => Math.max(0, r.amountMinor),
      takenBackMinor: (r) => Math.min(0, r.amountMinor),
      partnerCreditMinor: (r) => (r.partnerId ? r.amountMinor : 0),
      ruledMinor: (r) => (r.rule ? r.amountMinor : 0),
    },
  },
  receipts: {
    paths: ["/v1/bank-transactions"],
    explode: (r) => (came(r) ? [r] : []),
    says: { ...line, isAdvised: (r) => r.adviceId !== undefined || r.remittanceLines !== undefined },
    counts: {
      ...{ receipts: one, receivedMinor: (r) => r.amountMinor, unappliedMinor: (r) => r.unappliedMinor },
      appliedMinor: (r) => entries(r, "payment"),
      inAdvanceMinor: (r) => entries(r, "prepayment"),
      goneMinor: (r) => entries(r, "returned", "refund"),
      chargesMinor: (r) => r.chargesMinor ?? 0,
      waiting: (r) => if1(r.state !== "applied"),
      unknownPayers: (r) => if1(!r.accountId),
    },
  },
  cashApplied: {
    paths: ["/v1/bank-transactions"],
    explode: (r) =>
      r.history.map((e: Raw) => ({ ...r, ...e, accountId: e.accountId ?? r.accountId, isReversal: !!e.reversesId })),
    says: line,
    counts: {
      ...{ entries: one, entryMinor: (r) => r.amountMinor, reversals: (r) => if1(r.isReversal) },
      undoneMinor: (r) => (r.isReversal ? r.amountMinor : 0),
      ...Object.fromEntries(
        Object.entries({
          ...{ cashMinor: "payment", discountMinor: "discount", toleranceMinor: "tolerance" },
          ...{ bankChargeMinor: "charges", deductedMinor: "deduction", nettedMinor: "netting" },
        }).map(([key, kind]) => [key, (r: Raw) => (r.kind === kind ? r.amountMinor : 0)]),
      ),
    },
  },
  reconciliation: {
    paths: ["/v1/bank-transactions"],
    says: { ...line, decidedBy: (r) => (decided(r) ? (r.isClaimed ? "person" : "engine") : "nobody") },
    counts: {
      bankLines: one,
      lineMinor: (r) => r.amountMinor,
      applicable: (r) => if1(came(r)),
      explained: (r) => if1(decided(r)),
      byEngine: (r) => if1(decided(r) && !r.isClaimed),
      byPeople: (r) => if1(decided(r) && r.isClaimed),
      undecided: (r) => if1(came(r) && !decided(r)),
      excluded: (r) => if1(r.state === "excluded"),
      undone: (r) => if1(r.history.some((e: Raw) => e.reversesId)),
      daysToTell: (r) => days(r.bookedOn, on(r.createdAt)),
    },
  },
  planActual: {
    paths: ["/v1/quotas", "/v1/orders", "/v1/credits"],
    explode: (r, path) => {
      if (path === "/v1/quotas") {
        return [{ ...r, on: `${r.period}-01`, personId: r.ownerId, quotaPeriod: r.period, planMinor: r.amountMinor }];
      }
      if (path === "/v1/orders") {
        const { departmentId, partnerId, currency } = r;
        return signed(r)
          ? [{ on: on(r.signedAt), personId: r.ownerId, departmentId, partnerId, currency, sold: r.totalMinor }]
          : [];
      }
      const { departmentId, partnerId, currency } = r;
      return r.ledger === "primary"
        ? [{ on: on(r.earnedAt), personId: r.userId, departmentId, partnerId, currency, earned: r.amountMinor }]
        : [];
    },
    counts: {
      planMinor: (r) => r.planMinor ?? 0,
      signedPlanMinor: (r) => (r.measure === "signed" ? (r.planMinor ?? 0) : 0),
      creditPlanMinor: (r) => (r.measure === "credits" ? (r.planMinor ?? 0) : 0),
      signedActualMinor: (r) => r.sold ?? 0,
      creditActualMinor: (r) => r.earned ?? 0,
    },
  },
};
