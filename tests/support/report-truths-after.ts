import { apportion } from "../../shared/money.ts";
import { created, days, if1, on, one, type Raw, type Truth } from "./report-said.ts";
import { HOURLY_MINOR } from "./report-world-after.ts";

const over = (r: Raw) => ["resolved", "closed"].includes(r.state);
const promised = (r: Raw) => r.priority !== "low";
const minutes = (from: string, to?: string): number =>
  to ? Math.floor((Date.parse(to) - Date.parse(from)) / 60_000) : 0;
const scored = (kind: string, fits: (score: number) => boolean) => (r: Raw) =>
  if1(r.kind === kind && r.score !== undefined && fits(r.score));
const open = (r: Raw) => r.state === "open" || r.state === "doing";
const spent = (r: Raw): number => (r.labourMinor ?? 0) + (r.costsMinor ?? 0) + (r.expensesMinor ?? 0);

const kept: Truth["counts"] = {
  responseKept: (r) => if1(promised(r) && !!r.firstRespondedAt && !r.isLateInResponse),
  responseBroken: (r) => if1(promised(r) && r.isLateInResponse === true),
  solutionKept: (r) => if1(promised(r) && over(r) && !r.isLateInResolution),
  solutionBroken: (r) => if1(promised(r) && r.isLateInResolution === true),
};
const either = (a: string, b: string) => (r: Raw) => (kept[a]?.(r) ?? 0) + (kept[b]?.(r) ?? 0);

/** A piece of what a project brought in or cost, of whichever list it is. */
function piecesOf(r: Raw, path: string): Raw[] {
  const piece = { ...r, bookedOn: r.on };
  if (path === "/v1/time-entries") {
    const isRated = r.projectCurrency === "CNY";
    const labourMinor = isRated ? Math.round((r.minutes * HOURLY_MINOR) / 60) : 0;
    return [
      {
        ...{ ...piece, piece: "labour", currency: r.projectCurrency, labourMinor },
        unratedMinutes: isRated ? 0 : r.minutes,
      },
    ];
  }
  if (path === "/v1/project-costs") return [{ ...piece, piece: "cost", costsMinor: r.amountMinor }];
  if (path === "/v1/expenses") {
    if (!r.projectId || !["approved", "paid", "booked"].includes(r.status)) return [];
    return r.lines.map((l: Raw) => ({ ...piece, piece: "expense", bookedOn: l.on, expensesMinor: l.baseMinor }));
  }
  const collectedMinor = collected(r);
  return collectedMinor ? [{ ...piece, piece: "fee", bookedOn: r.dueOn, projectId: r.itsProject, collectedMinor }] : [];
}

/** Of a receivable what the types of product come to that its project delivers. */
function collected(r: Raw): number {
  if (!r.itsProject || r.kind !== "invoice" || r.itsCurrency !== r.currency) return 0;
  const lines: Raw[] = r.lines ?? [];
  const net = r.paidMinor - (r.givenBackMinor ?? 0);
  const amounts = lines.map(({ amountMinor }) => amountMinor);
  const parts = lines.length > 0 ? apportion(net, amounts) : [net];
  const isOurs = (n: number): boolean => !r.itsTypes || !lines[n] || r.itsTypes.includes(lines[n].productType ?? "");
  return parts.filter((_, n) => isOurs(n)).reduce((sum, part) => sum + part, 0);
}

/** What comes after the signature. */
export const afterTruths: Record<string, Truth> = {
  tickets: {
    paths: ["/v1/tickets"],
    says: {
      ...created,
      ...{ respondedOn: (r) => on(r.firstRespondedAt), resolvedOn: (r) => on(r.resolvedAt) },
      dueOn: (r) => on(r.resolveDueAt),
    },
    counts: {
      ...kept,
      tickets: one,
      open: (r) => if1(!over(r)),
      answered: (r) => if1(!!r.firstRespondedAt),
      solved: (r) => if1(over(r)),
      reopened: (r) => r.reopened ?? 0,
      escalated: (r) => if1(!!r.escalatedAt),
      merged: (r) => if1(!!r.mergedInto),
      responseDecided: either("responseKept", "responseBroken"),
      solutionDecided: either("solutionKept", "solutionBroken"),
      answerMinutes: (r) => minutes(r.askedAt ?? r.createdAt, r.firstRespondedAt),
      solveMinutes: (r) => (over(r) ? minutes(r.askedAt ?? r.createdAt, r.resolvedAt) : 0),
    },
  },
  surveys: {
    paths: ["/v1/surveys"],
    says: { ...created, answeredOn: (r) => on(r.answeredAt) },
    counts: {
      asked: one,
      answered: (r) => if1(r.state === "answered"),
      comments: (r) => if1(!!r.comment),
      csatAnswers: scored("csat", () => true),
      csatPoints: (r) => (r.kind === "csat" ? (r.score ?? 0) : 0),
      satisfied: scored("csat", (score) => score > 3),
      npsAnswers: scored("nps", () => true),
      promoters: scored("nps", (score) => score > 8),
      detractors: scored("nps", (score) => score < 7),
      netPromoters: (r) => scored("nps", (s) => s > 8)(r) - scored("nps", (s) => s < 7)(r),
    },
  },
  articles: {
    paths: ["/v1/articles"],
    says: { ...created, publishedOn: (r) => on(r.published?.at), isStale: (r) => !!r.staleAt },
    counts: {
      articles: one,
      published: (r) => if1(!!r.published),
      stale: (r) => if1(!!r.staleAt),
      used: (r) => r.used ?? 0,
      unused: (r) => if1(!!r.published && !r.used),
      helpful: (r) => r.helpful ?? 0,
      unhelpful: (r) => r.unhelpful ?? 0,
      rated: (r) => (r.helpful ?? 0) + (r.unhelpful ?? 0),
    },
  },
  projects: {
    paths: ["/v1/projects"],
    says: created,
    counts: {
      projects: one,
      running: (r) => if1(["active", "accepted"].includes(r.status)),
      accepted: (r) => if1(!!r.acceptedAt),
      closed: (r) => if1(r.status === "closed"),
      cancelled: (r) => if1(r.status === "cancelled"),
      changes: (r) => r.changes ?? 0,
      budgetMinor: (r) => r.budgetMinor ?? 0,
      budgetMinutes: (r) => 60 * (r.budgetHours ?? 0),
      planned: (r) => if1(!!r.endOn && !!r.baselineEndOn),
      inTime: (r) => if1(!!r.endOn && !!r.baselineEndOn && r.endOn <= r.baselineEndOn),
      slipDays: (r) => Math.max(0, days(r.baselineEndOn, r.endOn)),
    },
  },
  projectNodes: {
    paths: ["/v1/projects"],
    explode: ({ nodes, ...r }) =>
      r.status === "cancelled" ? [] : nodes.map((node: Raw) => ({ ...r, ...node, projectId: r.id })),
    says: { dueOn: (r) => r.endOn, doneOn: (r) => on(r.doneAt), isAcceptance: (r) => r.acceptance === true },
    counts: {
      nodes: one,
      open: (r) => if1(open(r)),
      done: (r) => if1(r.state === "done"),
      agreed: (r) => if1(r.state === "done" && !!r.baseline),
      inTime: (r) => if1(r.state === "done" && !!r.baseline && r.doneOn <= r.baseline.endOn),
      late: (r) => if1(r.state === "done" && !!r.baseline && r.doneOn > r.baseline.endOn),
      acceptances: (r) => if1(r.acceptance === true && r.state !== "dropped"),
      accepted: (r) => if1(r.acceptance === true && r.state !== "dropped" && !!r.acceptedAt),
      lacking: (r) =>
        if1(open(r) && (r.documents ?? []).length > (r.attached ?? []).filter((a: Raw) => a.fileId).length),
    },
  },
  workedTime: {
    paths: ["/v1/time-entries"],
    says: { workedOn: (r) => r.on },
    counts: { minutes: (r) => r.minutes, entries: one },
  },
  projectMoney: {
    paths: ["/v1/time-entries", "/v1/project-costs", "/v1/expenses", "/v1/receivables"],
    explode: piecesOf,
    counts: {
      collectedMinor: (r) => r.collectedMinor ?? 0,
      labourMinor: (r) => r.labourMinor ?? 0,
      costsMinor: (r) => r.costsMinor ?? 0,
      expensesMinor: (r) => r.expensesMinor ?? 0,
      spentMinor: spent,
      profitMinor: (r) => (r.collectedMinor ?? 0) - spent(r),
      minutes: (r) => (r.piece === "labour" ? r.minutes : 0),
      unratedMinutes: (r) => r.unratedMinutes ?? 0,
    },
  },
  customerHealth: {
    paths: ["/v1/accounts"],
    explode: (r) => (r.health?.score === undefined ? [] : [{ ...r, ...r.health, accountId: r.id }]),
    says: created,
    counts: {
      customers: one,
      points: (r) => r.score,
      falling: (r) => if1(!!r.episode),
      urgent: (r) => if1(!!r.episode?.urgentFor),
    },
  },
  usageParts: {
    paths: ["/v1/accounts"],
    explode: (r) => (r.health?.parts ?? []).map((p: Raw) => ({ ...r, ...p, band: r.health.band, accountId: r.id })),
    says: created,
    counts: {
      parts: one,
      points: (r) => r.points,
      weight: (r) => r.weight,
      rising: (r) => if1(r.value > r.earlier),
      falling: (r) => if1(r.value < r.earlier),
      unused: (r) => if1(r.value === 0),
    },
  },
  renewals: {
    paths: ["/v1/renewals"],
    says: created,
    counts: {
      dues: one,
      renewedDues: (r) => if1(r.state === "renewed"),
      churnedDues: (r) => if1(r.state === "churned"),
      dueMinor: (r) => r.dueMinor,
      renewedMinor: (r) => r.renewedMinor,
      openMinor: (r) => (r.state === "due" ? r.dueMinor : 0),
      upgradedMinor: (r) => Math.max(0, r.renewedMinor - r.dueMinor),
      downgradedMinor: (r) => (r.state === "partly" ? r.dueMinor - r.renewedMinor : 0),
      churnedMinor: (r) => (r.state === "churned" ? r.dueMinor : 0),
      startMinor: (r) => r.startMinor,
      keptMinor: (r) => Math.min(r.renewedMinor, r.startMinor),
    },
  },
};
