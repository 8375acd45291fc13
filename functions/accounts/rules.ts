import { addDays } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import { filterErrors } from "../../shared/filter/errors.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { conditionsOf, fieldsOf } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { type FilterContext, resolveFilter } from "../../shared/filter/resolve.ts";
import type { Stage } from "./schema.ts";

/** Which stages may follow which by hand. A customer that was lost may be won again. */
export const LIFE_CYCLE: Readonly<Record<Stage, readonly Stage[]>> = {
  target: ["signed", "user", "dormant", "lost"],
  signed: ["user", "dormant", "lost"],
  user: ["dormant", "lost"],
  dormant: ["target", "signed", "user", "lost"],
  lost: ["target", "signed", "user"],
};

/** The same, and what follows where the payments that made a user are taken back. */
export const STAGES_AFTER: Readonly<Record<Stage, readonly Stage[]>> = {
  ...LIFE_CYCLE,
  user: [...LIFE_CYCLE.user, "target", "signed"],
};

/** The moves that the product makes by itself: what happened, the stages it moves an account from, and to which. */
export const STAGE_RULES = {
  signed: { from: ["target", "dormant", "lost"], to: "signed" },
  paid: { from: ["target", "signed"], to: "user" },
} as const satisfies Record<string, { from: readonly Stage[]; to: Stage }>;

type Staged = { stage: Stage; stageAt?: string; createdAt: string };
type Moved = { stage: Stage; stageAt: string; stageWhy: { cause: "signed" | "paid" | "undone" } };

/**
 * The stage that an event brings an account to, if any. What happened before the account came to where it stands changes
 * nothing: an event told late, or twice, does not undo what a person has decided since.
 */
export function stageAfter(row: Staged, cause: keyof typeof STAGE_RULES, at: string): Moved | undefined {
  const { from, to } = STAGE_RULES[cause];
  if (!(from as readonly Stage[]).includes(row.stage) || at < (row.stageAt ?? row.createdAt)) return undefined;
  return { stage: to, stageAt: at, stageWhy: { cause } };
}

/**
 * The stage of an account of whose payments nothing stands any more, where one of them had brought it to where it is: that from which it
 * came, and `signed` at least if an order of its stands. What a person has decided since is left as it is.
 */
export function stageBefore(
  row: Staged & { stageWhy?: { cause: string } },
  from: Stage,
  { orders, at }: { orders: number; at: string },
): Moved | undefined {
  if (row.stage !== STAGE_RULES.paid.to || row.stageWhy?.cause !== "paid" || at < (row.stageAt ?? row.createdAt))
    return undefined;
  return { stage: from === "target" && orders > 0 ? "signed" : from, stageAt: at, stageWhy: { cause: "undone" } };
}

/** How deep a group of companies may be, its head counted. */
export const GROUP_LEVELS_MAX = 8;

/** The days of a year's receipts. */
export const YEAR_DAYS = 365;

/** What a tier rule may ask of an account's money, in the tenant's currency. */
export const FIGURE_FIELDS: ReadonlyMap<string, FilterField> = new Map([
  ["receivedLastYearMinor", { kind: "money" }],
  ["receivedMinor", { kind: "money" }],
  ["openMinor", { kind: "money" }],
  ["ordersMinor", { kind: "money" }],
  ["orders", { kind: "number" }],
]);

export type Figures = {
  /** Signed orders that stand, and what they are worth. */
  orders: number;
  ordersMinor: number;
  /** Open of its invoices. */
  openMinor: number;
  receivedMinor: number;
  /** Booked on the last 365 days, today counted. */
  receivedLastYearMinor: number;
};

const NONE: Figures = { orders: 0, ordersMinor: 0, openMinor: 0, receivedMinor: 0, receivedLastYearMinor: 0 };
const DAY_NAME = /^\d{8}$/;

/** `2026-11-22` as it stands in the name of a counter. */
export const dayName = (on: string): string => on.replaceAll("-", "");

/** The figures of an account on the day `today`, by currency, from its counters. */
export function figuresFrom(rows: readonly Record<string, unknown>[], today: string): Record<string, Figures> {
  const [first, last] = [dayName(addDays(today, 1 - YEAR_DAYS)), dayName(today)];
  const found: Record<string, Figures> = {};
  for (const [name, value] of rows.flatMap((row) => Object.entries(row))) {
    const [, currency, what = ""] = /^([A-Z]{3})_(\w+)$/.exec(name) ?? [];
    if (!currency || typeof value !== "number") continue;
    const figures = { ...(found[currency] ?? NONE) };
    found[currency] = figures;
    if (DAY_NAME.test(what)) figures.receivedLastYearMinor += what >= first && what <= last ? value : 0;
    else if (what in NONE) figures[what as keyof Figures] += value;
  }
  return found;
}

export const noFigures = (): Figures => ({ ...NONE });

type Rule = {
  id: string;
  name: string;
  priority: number;
  when: Filter;
  tier: string;
  visitEveryDays?: number;
  callEveryDays?: number;
};

/** True if some rule asks for an account's money, so that it must be read. */
export const asksForMoney = (rules: readonly Rule[]): boolean =>
  rules.some((rule) => fieldsOf(rule.when).some((field) => FIGURE_FIELDS.has(field)));

/** A rule decides for nobody in particular and cannot ask for "mine". */
const isPersonal = (when: Filter): boolean =>
  conditionsOf(when).some(({ value }) => [value].flat().some((one) => one === "$me" || one === "$myDepartment"));

/** Refuses a condition that no account could be asked. */
export function checkWhen(when: Filter, fields: ReadonlyMap<string, FilterField>): void {
  const errors = filterErrors(when, fields, "when");
  if (isPersonal(when)) {
    errors.push({ path: "when", code: "invalid", message: "A tier is the same for everybody: it cannot ask for $me." });
  }
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

/**
 * The first rule by priority, then id, that holds for an account with its figures. A rule that asks for a field which is
 * there no more holds for none.
 */
export function tierRuleFor<R extends Rule>(
  rules: readonly R[],
  row: Record<string, unknown>,
  fields: ReadonlyMap<string, FilterField>,
  context: Omit<FilterContext, "me">,
): R | undefined {
  const ordered = [...rules].sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1));
  return ordered.find((rule) => {
    if (filterErrors(rule.when, fields, "when").length > 0) return false;
    return matchesFilter(resolveFilter(rule.when, fields, { ...context, me: "" }), row);
  });
}
