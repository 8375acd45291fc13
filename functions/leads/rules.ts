import { DAY_MS } from "../../shared/duration.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import type { Resolved } from "../../shared/filter/resolve.ts";
import type { LeadPolicy, TouchKind } from "./policy.ts";

/** A rule as it is reckoned with: its filter made concrete for one moment. */
export type ReckonedRule = {
  id: string;
  name: string;
  points: number;
  halfLifeDays?: number;
  when: TouchKind | Resolved | Done;
};

/** That somebody did what a rule asks for, or did not: the moment from which it counts, where it holds. */
export type Done = { since: string | undefined };

export type TouchFact = { kind: TouchKind; at: string };
export type ScorePart = { ruleId: string; name: string; points: number };
type Scored = { createdAt: string } & Record<string, unknown>;

/** Touches that a score is made of: the latest. */
export const TOUCHES_MAX = 200;

/** How much of its points something has left that happened at `at`: 1 at once, ½ after one half-life. */
export function remainder(at: string, now: string, halfLifeDays: number | undefined): number {
  if (halfLifeDays === undefined) return 1;
  const ageDays = Math.max(0, Date.parse(now) - Date.parse(at)) / DAY_MS;
  return 0.5 ** (ageDays / halfLifeDays);
}

/** Rounded away from zero at the half, for either sign alike; never minus zero. */
const rounded = (points: number): number => Math.sign(points) * Math.round(Math.abs(points)) || 0;

const timesOf = (rule: ReckonedRule, lead: Scored, touches: readonly TouchFact[]): string[] => {
  const { when } = rule;
  if (typeof when === "string") return touches.filter(({ kind }) => kind === when).map(({ at }) => at);
  if ("since" in when) return when.since === undefined ? [] : [when.since];
  return matchesFilter(when, lead) ? [lead.createdAt] : [];
};

/**
 * What each rule adds to a lead's score at `now`. Every part is a whole number, so the score is their sum exactly; rules
 * that add nothing are left out.
 */
export function scorePartsOf(
  rules: readonly ReckonedRule[],
  lead: Scored,
  touches: readonly TouchFact[],
  now: string,
): ScorePart[] {
  const latest = [...touches].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, TOUCHES_MAX);
  return rules.flatMap((rule) => {
    const sum = timesOf(rule, lead, latest).reduce((total, at) => total + remainder(at, now, rule.halfLifeDays), 0);
    const points = rounded(rule.points * sum);
    return points === 0 ? [] : [{ ruleId: rule.id, name: rule.name, points }];
  });
}

export const scoreOf = (parts: readonly ScorePart[]): number => parts.reduce((sum, { points }) => sum + points, 0);

/** The grade that a score has; none below the lowest. */
export const gradeOf = (score: number, grades: LeadPolicy["grades"]): string | undefined =>
  [...grades].sort((a, b) => b.min - a.min).find(({ min }) => score >= min)?.grade;

const reaches = (threshold: number | undefined, was: number, is: number): boolean =>
  threshold !== undefined && was < threshold && is >= threshold;

/** Lower than any score: a new lead has crossed whatever it reaches. */
export const NO_SCORE = Number.NEGATIVE_INFINITY;

/**
 * The state that a score takes a lead to when it crosses a threshold upwards. It never takes one back, and never touches
 * what is converted or disqualified; a lead that a person has sent back stays there until it crosses anew.
 */
export function promoted<S extends string>(status: S, was: number, is: number, policy: LeadPolicy): S | "mql" | "sql" {
  const isEarly = status === "new" || status === "working";
  if ((isEarly || status === "mql") && reaches(policy.sqlScore, was, is)) return "sql";
  return isEarly && reaches(policy.mqlScore, was, is) ? "mql" : status;
}

const JOINED: Record<LeadPolicy["salesJoinsAt"], readonly string[]> = {
  raw: ["new", "working", "mql", "sql"],
  mql: ["mql", "sql"],
  sql: ["sql"],
};

const REACHED = { mqlAt: ["mql", "sql", "converted"], sqlAt: ["sql", "converted"] } as const;
type Reached = keyof typeof REACHED;

/** Has a lead ever come as far? What became of it afterwards takes it out of no cohort. */
export const hasReached = (row: { status: string } & { [K in Reached]?: string | undefined }, what: Reached): boolean =>
  row[what] !== undefined || (REACHED[what] as readonly string[]).includes(row.status);

/** The moments at which a lead of this status has first come as far as it now is. */
export const arrivals = (row: { [K in Reached]?: string | undefined }, status: string, now: string): object =>
  Object.fromEntries(
    (Object.keys(REACHED) as Reached[])
      .filter((what) => row[what] === undefined && hasReached({ status }, what))
      .map((what) => [what, now]),
  );

/** Has a lead of this status come as far as the tenant's sales join? */
export const isSalesReady = (status: string, { salesJoinsAt }: LeadPolicy): boolean =>
  JOINED[salesJoinsAt].includes(status);
