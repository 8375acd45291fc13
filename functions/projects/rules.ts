import type * as z from "zod";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { Fault, type InputError, invalidField } from "../../shared/fault.ts";
import type { WorkingTime } from "../../shared/working-time.ts";
import type { PlanNode, TemplateNode } from "./schema.ts";

export type Node = z.output<typeof PlanNode>;
export type Draft = z.output<typeof TemplateNode>;
type Linked = Pick<Draft, "key" | "dependsOn">;

/** Working days that a plan may last: ten years. */
const PLAN_DAYS_MAX = 2_600;

/** A circle of dependencies, as the keys that one comes through, the first at both ends; nothing where there is none. */
export function circleIn(nodes: readonly Linked[]): string[] | undefined {
  const byKey = new Map(nodes.map((one) => [one.key, one]));
  const seen = new Set<string>();
  const walk = (key: string, way: readonly string[]): string[] | undefined => {
    const at = way.indexOf(key);
    if (at >= 0) return [...way.slice(at), key];
    if (seen.has(key)) return undefined;
    for (const next of byKey.get(key)?.dependsOn ?? []) {
      const found = walk(next, [...way, key]);
      if (found) return found;
    }
    seen.add(key);
    return undefined;
  };
  for (const { key } of nodes) {
    const found = walk(key, []);
    if (found) return found;
  }
  return undefined;
}

const wrong = (path: string, message: string, code = "invalid"): InputError => ({ path, code, message });

const below = (at: string, field: string): string => (at === "" ? field : `${at}.${field}`);

/** What is wrong with nodes taken together, each with its place below `path`; a field of the call's own node has none above it. */
export function nodeErrors(nodes: readonly Draft[], path: (key: string, n: number) => string): InputError[] {
  const keys = nodes.map(({ key }) => key);
  const errors = nodes.flatMap((one, n): InputError[] => {
    const at = path(one.key, n);
    const { kind, durationDays, acceptance, instalmentNo, dueDays, dependsOn = [] } = one;
    return [
      ...(keys.indexOf(one.key) === n ? [] : [wrong(below(at, "key"), `${one.key} stands twice.`, "duplicate")]),
      ...(kind === "milestone" && durationDays ? [wrong(below(at, "durationDays"), "A milestone takes no days.")] : []),
      ...(kind === "task" && acceptance
        ? [wrong(below(at, "acceptance"), "Customers accept milestones, not tasks.")]
        : []),
      ...(instalmentNo && !acceptance ? [wrong(below(at, "instalmentNo"), "Only an acceptance makes one due.")] : []),
      ...(dueDays !== undefined && !instalmentNo
        ? [wrong(below(at, "dueDays"), "Name the instalment that falls due: instalmentNo.")]
        : []),
      ...dependsOn.flatMap((key, m) =>
        keys.includes(key)
          ? []
          : [wrong(below(at, `dependsOn.${m}`), `There is no ${key} in the plan.`, "unknown_reference")],
      ),
    ];
  });
  if (errors.length > 0) return errors;
  const circle = circleIn(nodes);
  if (!circle) return [];
  const places = circle.map((key) => path(key, keys.indexOf(key)));
  const at = places.includes("") ? "" : (places[0] ?? "");
  return [wrong(below(at, "dependsOn"), `It depends on itself: ${circle.join(" → ")}.`, "circle")];
}

/** Refuses nodes that make no plan. */
export function checkNodes(nodes: readonly Draft[], path: (key: string, n: number) => string): void {
  const errors = nodeErrors(nodes, path);
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

/** The nodes so that each stands behind all that it depends on; those of equal right keep their order. */
export function inOrder<N extends Linked>(nodes: readonly N[]): N[] {
  const byKey = new Map(nodes.map((one) => [one.key, one]));
  const placed = new Set<N>();
  const place = (one: N): void => {
    if (placed.has(one)) return;
    for (const key of one.dependsOn ?? []) {
      const other = byKey.get(key);
      if (other) place(other);
    }
    placed.add(one);
  };
  for (const one of nodes) place(one);
  return [...placed];
}

/**
 * Working days, counted from the first day of a plan. A task takes the days from its offset on; a milestone is reached at
 * the end of the day before its offset, or on the first day of all.
 */
export class Days {
  readonly #working: WorkingTime;
  readonly #days: string[];

  constructor(working: WorkingTime, startOn: string) {
    this.#working = working;
    this.#days = [working.workdayFrom(startOn)];
  }

  at(offset: number): string {
    if (offset > PLAN_DAYS_MAX)
      throw invalidField("durationDays", `A plan lasts at most ${PLAN_DAYS_MAX} working days.`);
    for (let last = this.#days.at(-1) as string; this.#days.length <= offset; ) {
      last = this.#working.workdayFrom(addDays(last, 1));
      this.#days.push(last);
    }
    return this.#days[offset] as string;
  }

  /** How many working days of the plan lie before a day. */
  before(on: string): number {
    let offset = 0;
    while (offset <= PLAN_DAYS_MAX && this.at(offset) < on) offset += 1;
    if (offset <= PLAN_DAYS_MAX) return offset;
    throw invalidField("startOn", `${on} is more than ${PLAN_DAYS_MAX} working days after the plan begins.`);
  }
}

/** Days that a node takes. */
export const lengthOf = ({ kind, durationDays = 1 }: Pick<Node, "kind" | "durationDays">): number =>
  kind === "milestone" ? 0 : durationDays;

/** A node whose dates are facts and follow from nothing. */
const isFixed = ({ state }: Pick<Node, "state">): boolean => state === "done" || state === "dropped";

type Span = { from: number; to: number };

/** Where every node lies, in working days of the plan: as early as what it depends on, and its own day, let it. */
export function spansOf(nodes: readonly Node[], days: Days): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const one of inOrder(nodes)) {
    const free = Math.max(0, ...(one.dependsOn ?? []).map((key) => spans.get(key)?.to ?? 0));
    const to = days.before(addDays(one.endOn, 1));
    if (one.state === "dropped") spans.set(one.key, { from: free, to: free });
    else if (one.state === "done") spans.set(one.key, { from: Math.min(days.before(one.startOn), to), to });
    else if (one.state === "doing") {
      const from = days.before(one.startOn);
      spans.set(one.key, { from, to: from + lengthOf(one) });
    } else {
      const from = Math.max(free, one.notBefore ? pinned(one, days) : 0);
      spans.set(one.key, { from, to: from + lengthOf(one) });
    }
  }
  return spans;
}

/** The offset that a node's own day stands for, or the next working day: a milestone is reached by the end of it. */
export function pinned({ kind, notBefore = "" }: Pick<Node, "kind" | "notBefore">, days: Days): number {
  const offset = days.before(notBefore);
  return kind === "milestone" && offset > 0 ? offset + 1 : offset;
}

/** The plan with its dates, as they follow from durations, dependencies and the days that were named. */
export function scheduled(nodes: readonly Node[], days: Days): Node[] {
  const spans = spansOf(nodes, days);
  return nodes.map((one) => {
    if (isFixed(one)) return one;
    const { from, to } = spans.get(one.key) as Span;
    const last = days.at(Math.max(0, to - 1));
    const first = one.state === "doing" ? one.startOn : days.at(from);
    return { ...one, startOn: one.kind === "milestone" ? last : first, endOn: last };
  });
}

/**
 * The chain of nodes that decides when a plan ends, in order, and the working days from the first day of the plan to its
 * end: from the node that ends last back over that of its predecessors which ends last, as far as the chain is waited for.
 */
export function criticalPath(nodes: readonly Node[], days: Days): { keys: string[]; lengthDays: number } {
  const spans = spansOf(nodes, days);
  const byKey = new Map(nodes.map((one) => [one.key, one]));
  const lastOf = (keys: readonly string[]): string | undefined =>
    keys.reduce<string | undefined>(
      (last, key) => (last === undefined || (spans.get(key)?.to ?? 0) >= (spans.get(last)?.to ?? 0) ? key : last),
      undefined,
    );
  const keys: string[] = [];
  const end = lastOf(inOrder(nodes).map(({ key }) => key));
  for (let key = end; key !== undefined; ) {
    if (byKey.get(key)?.state !== "dropped") keys.unshift(key);
    const before = lastOf(byKey.get(key)?.dependsOn ?? []);
    key = before !== undefined && spans.get(before)?.to === spans.get(key)?.from ? before : undefined;
  }
  return { keys, lengthDays: end === undefined ? 0 : (spans.get(end)?.to ?? 0) };
}

/** By how many working days each node may end later without moving the end of the plan. */
export function slackOf(nodes: readonly Node[], days: Days): Map<string, number> {
  const spans = spansOf(nodes, days);
  const end = Math.max(0, ...[...spans.values()].map(({ to }) => to));
  const latest = new Map(nodes.map(({ key }) => [key, end]));
  for (const one of inOrder(nodes).reverse()) {
    const from = (latest.get(one.key) ?? end) - lengthOf(one);
    for (const key of one.dependsOn ?? []) latest.set(key, Math.min(latest.get(key) ?? end, from));
  }
  return new Map(nodes.map(({ key }) => [key, Math.max(0, (latest.get(key) ?? end) - (spans.get(key)?.to ?? 0))]));
}

/** The documents that a node requires and does not have. */
export const missingDocuments = ({ documents = [], attached = [] }: Pick<Node, "documents" | "attached">): string[] =>
  documents.filter((name) => !attached.some((one) => one.name === name));

/** What a node that is not begun still waits for: what it depends on is to be done or dropped first. */
export const waitsFor = (
  { state, dependsOn = [] }: Pick<Node, "state" | "dependsOn">,
  nodes: readonly Node[],
): Node[] =>
  state === "open"
    ? nodes.filter((one) => dependsOn.includes(one.key) && (one.state === "open" || one.state === "doing"))
    : [];

/** The nodes with the dates that they have now as those that later ones are compared with. */
export const withBaseline = (nodes: readonly Node[]): Node[] =>
  nodes.map((one) => ({ ...one, baseline: { startOn: one.startOn, endOn: one.endOn } }));

/** The next time after an instant that a weekly hour comes, in a time zone. */
export function nextWeekly({ weekday, at }: { weekday: number; at: string }, now: Date, timeZone: string): string {
  for (let on = civilDate(now, timeZone); ; on = addDays(on, 1)) {
    const isDay = (new Date(`${on}T00:00:00Z`).getUTCDay() || 7) === weekday;
    const time = zonedInstant(on, at, timeZone);
    if (isDay && time > now) return time.toISOString();
  }
}

/** What a manager is told of a plan on a day: how much is open, what should have ended, which milestones come next. */
export function drivenOf(nodes: readonly Node[], on: string, nextDays: number) {
  const open = nodes.filter(({ state }) => state === "open" || state === "doing");
  const byDay = (a: Node, b: Node): number => (a.endOn < b.endOn ? -1 : a.endOn > b.endOn ? 1 : 0);
  const until = addDays(on, nextDays);
  return {
    open: open.length,
    overdue: open.filter(({ endOn }) => endOn < on).sort(byDay),
    next: open.filter(({ kind, endOn }) => kind === "milestone" && endOn >= on && endOn <= until).sort(byDay),
  };
}
