import { created, days, has, if1, lost, type Numbers, on, one, type Raw, type Truth, won } from "./report-said.ts";

const outcome: Numbers = {
  won: (r) => if1(won(r)),
  lost: (r) => if1(lost(r)),
  decided: (r) => if1(r.status !== "open"),
  wonMinor: (r) => (won(r) ? (r.amountMinor ?? 0) : 0),
  lostMinor: (r) => (lost(r) ? (r.amountMinor ?? 0) : 0),
  amountMinor: (r) => r.amountMinor ?? 0,
};

/** What comes before an order, and whom it is with. */
export const marketTruths: Record<string, Truth> = {
  accounts: {
    paths: ["/v1/accounts"],
    says: { ...created, stageOn: (r) => on(r.stageAt), isGroup: (r) => r.hasChildren === true },
    counts: {
      accounts: one,
      customers: (r) => if1(["signed", "user"].includes(r.stage)),
      lostAccounts: (r) => if1(r.stage === "lost"),
      ownerless: (r) => if1(!r.ownerId),
      employees: (r) => r.size ?? 0,
      sized: (r) => has(r.size),
    },
  },
  contacts: {
    paths: ["/v1/contacts"],
    says: created,
    counts: {
      contacts: one,
      deciders: (r) => if1(r.decisionRole === "decider"),
      withEmail: (r) => has(r.email),
      withPhone: (r) => has(r.phone),
      agreed: (r) => if1((r.consents ?? []).some((c: Raw) => c.granted)),
    },
  },
  leads: {
    paths: ["/v1/leads"],
    says: {
      ...{ ...created, convertedOn: (r) => on(r.convertedAt), claimedOn: (r) => on(r.claimedAt) },
      ...{ mqlOn: (r) => on(r.mqlAt), sqlOn: (r) => on(r.sqlAt), wonOn: (r) => on(r.wonAt) },
    },
    counts: {
      leads: one,
      openLeads: (r) => if1(["new", "working", "mql", "sql"].includes(r.status)),
      mql: (r) => has(r.mqlAt),
      sql: (r) => has(r.sqlAt),
      won: (r) => has(r.wonAt),
      daysToWin: (r) => (r.wonAt ? days(on(r.createdAt), on(r.wonAt)) : 0),
      converted: (r) => if1(r.status === "converted"),
      disqualified: (r) => if1(r.status === "disqualified"),
      unclaimed: (r) => if1(["new", "working", "mql", "sql"].includes(r.status) && !r.ownerId),
      score: (r) => r.score,
      touches: (r) => r.touchCount ?? 0,
      daysToConvert: (r) => (r.status === "converted" ? days(on(r.createdAt), on(r.convertedAt)) : 0),
    },
  },
  opportunities: {
    paths: ["/v1/opportunities"],
    says: { ...created, stageOn: (r) => on(r.stageAt ?? r.createdAt), isFromLead: (r) => r.leadId !== undefined },
    counts: {
      ...outcome,
      opportunities: one,
      open: (r) => if1(r.status === "open"),
      openMinor: (r) => (r.status === "open" ? (r.amountMinor ?? 0) : 0),
      decidedMinor: (r) => (r.status === "open" ? 0 : (r.amountMinor ?? 0)),
      daysToWin: (r) => (won(r) ? days(on(r.createdAt), r.closedOn) : 0),
      withoutNextStep: (r) => if1(r.status === "open" && !r.nextStep),
      competed: (r) => if1(r.competitors?.length > 0),
      qualified: (r) => has(r.qualificationScore),
      qualification: (r) => r.qualificationScore ?? 0,
    },
  },
  competition: {
    paths: ["/v1/opportunities"],
    explode: (r) => (r.competitors ?? []).map((competitorId: string) => ({ ...r, competitorId })),
    says: created,
    counts: { ...outcome, encounters: one },
  },
  opportunityProducts: {
    paths: ["/v1/opportunities"],
    explode: (r) =>
      (r.products ?? []).map((p: Raw) => ({ ...r, ...p, productMinor: p.amountMinor ?? 0, quantity: p.quantity ?? 1 })),
    says: created,
    counts: { ...outcome, wanted: one, quantity: (r) => r.quantity, productMinor: (r) => r.productMinor },
  },
  stageMoves: {
    paths: ["/v1/opportunities"],
    explode: (r) => r.moves,
    counts: {
      moves: one,
      entered: (r) => if1(!r.from),
      left: (r) => has(r.from),
      amountMinor: (r) => r.amountMinor ?? 0,
      stayedDays: (r) => Math.floor((r.stayedSeconds ?? 0) / 86_400),
    },
  },
  activities: {
    paths: ["/v1/activities"],
    says: {
      ...{ ...created, deadlineOn: (r) => on(r.deadlineAt), doneOn: (r) => on(r.doneAt) },
      ...{ about: (r) => r.relatedTo?.[0]?.noun, isRepeated: (r) => r.repeat !== undefined },
    },
    counts: {
      activities: one,
      ...Object.fromEntries(["open", "done", "cancelled"].map((state) => [state, (r: Raw) => if1(r.state === state)])),
      ...Object.fromEntries(
        ["visit", "call", "meeting"].map((kind) => [
          `${kind}s`,
          (r: Raw) => if1(r.state === "done" && r.kind === kind),
        ]),
      ),
      minutes: (r) => (r.state === "done" ? (r.durationMinutes ?? 0) : 0),
      dated: (r) => if1(r.state === "done" && r.deadlineAt !== undefined),
      onTime: (r) => if1(r.state === "done" && Date.parse(r.doneAt) <= Date.parse(r.deadlineAt)),
      withOutcome: (r) => if1(r.state === "done" && r.outcome !== undefined),
      unrelated: (r) => if1(!r.relatedTo?.length),
    },
  },
  partners: {
    paths: ["/v1/partners"],
    says: created,
    counts: { partners: one, registered: (r) => has(r.registrationNo), reachable: (r) => has(r.email) },
  },
  competitors: {
    paths: ["/v1/competitors"],
    says: created,
    counts: {
      competitors: one,
      described: (r) => if1(r.strengths && r.weaknesses),
      unwatched: (r) => if1(!r.ownerId),
    },
  },
  products: {
    paths: ["/v1/products"],
    says: created,
    counts: {
      ...{ products: one, recurring: (r) => has(r.recurring), bundles: (r) => has(r.components) },
      listPriceMinor: (r) => r.listPriceMinor,
    },
  },
};
