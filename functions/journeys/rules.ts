import { createHash } from "node:crypto";
import { addDays, civilDate, isCivilDate, zonedInstant } from "../../shared/clock.ts";
import { later, MINUTE_MS } from "../../shared/duration.ts";
import type { InputError } from "../../shared/fault.ts";
import type { Definition, Step, StepOf } from "./definition.ts";

type Edge = { to: string | undefined; path: string /** Nobody rests on the way. */; isInstant: boolean };

/** The ways out of a step, by where they stand in it. */
export function edgesOf(step: Step): Edge[] {
  if (step.kind === "split") {
    return step.branches.map(({ next }, n) => ({ to: next, path: `branches.${n}.next`, isInstant: true }));
  }
  // A day that a field names may be over, and what is waited for may have come already.
  const rests = step.kind === "wait" || (step.kind === "waitUntil" && !step.date);
  const next = { to: step.next, path: "next", isInstant: !rests };
  if (step.kind === "waitFor") return [next, { to: step.else, path: "else", isInstant: false }];
  return step.kind === "condition" ? [next, { to: step.else, path: "else", isInstant: true }] : [next];
}

type Graph = Pick<Definition, "steps">;

/** The steps that can be come to from some, along edges that `follows` lets through. */
function reached({ steps }: Graph, from: readonly string[], follows: (edge: Edge) => boolean): Set<string> {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const seen = new Set<string>();
  const queue = [...from];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const step = byKey.get(key);
    if (!step || seen.has(key)) continue;
    seen.add(key);
    queue.push(...edgesOf(step).flatMap((edge) => (edge.to !== undefined && follows(edge) ? [edge.to] : [])));
  }
  return seen;
}

/** What is wrong with the ways between steps: keys that are no step's or several steps', steps that nobody comes to, circles without rest. */
export function graphErrors(graph: Graph): InputError[] {
  const { steps } = graph;
  const keys = steps.map(({ key }) => key);
  const twice = keys.flatMap((key, n): InputError[] =>
    keys.indexOf(key) === n
      ? []
      : [{ path: `steps.${n}.key`, code: "duplicate", message: `Two steps are called ${key}.` }],
  );
  const unknown = steps.flatMap((step, n) =>
    edgesOf(step).flatMap(({ to, path }): InputError[] =>
      to === undefined || keys.includes(to)
        ? []
        : [{ path: `steps.${n}.${path}`, code: "unknown_reference", message: `There is no step ${to}.` }],
    ),
  );
  if (twice.length + unknown.length > 0) return [...twice, ...unknown];
  const all = reached(graph, keys.slice(0, 1), () => true);
  const lost = keys.flatMap((key, n): InputError[] =>
    all.has(key) ? [] : [{ path: `steps.${n}.key`, code: "unreachable", message: `No way leads to the step ${key}.` }],
  );
  const circles = steps.flatMap((step, n): InputError[] => {
    const [back] = edgesOf(step).filter(
      ({ to, isInstant }) =>
        isInstant && to !== undefined && reached(graph, [to], (edge) => edge.isInstant).has(step.key),
    );
    if (!back) return [];
    const message = `The way from ${step.key} comes back to it without a wait; put one into the circle.`;
    return [{ path: `steps.${n}.${back.path}`, code: "endless", message }];
  });
  return [...lost, ...circles];
}

/** How long a span is. A day of it is 24 hours. */
export const spanMs = ({ days = 0, hours = 0, minutes = 0 }: StepOf<"wait">["for"]): number =>
  ((days * 24 + hours) * 60 + minutes) * MINUTE_MS;

const weekdayOf = (on: string): number => new Date(`${on}T00:00:00Z`).getUTCDay() || 7;

/** The day that a value names in a zone; nothing where it is no day. */
export function dayOf(value: unknown, timeZone: string): string | undefined {
  if (typeof value !== "string") return undefined;
  if (isCivilDate(value)) return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : civilDate(new Date(at), timeZone);
}

/** When a wait until a time of day is over: at once, where the day that it names is over or is not known. */
function untilOf({ at, weekdays, date }: StepOf<"waitUntil">, since: string, timeZone: string, named: unknown): string {
  const fits = (on: string): boolean => !weekdays || weekdays.includes(weekdayOf(on));
  const day = date ? dayOf(named, timeZone) : civilDate(new Date(since), timeZone);
  if (day === undefined) return since;
  const first = date ? addDays(day, date.days) : day;
  for (let days = 0; ; days++) {
    const on = addDays(first, days);
    const instant = zonedInstant(on, at, timeZone).toISOString();
    if (fits(on) && (date || instant > since)) return instant > since ? instant : since;
  }
}

/** When a wait that began at `since` is over, whatever comes. `named` is what the field says that it names. */
export function overAt(
  step: StepOf<"wait" | "waitUntil" | "waitFor">,
  since: string,
  timeZone: string,
  named: unknown,
) {
  if (step.kind === "wait") return later(since, spanMs(step.for));
  return step.kind === "waitFor" ? later(since, spanMs(step.within)) : untilOf(step, since, timeZone, named);
}

/** The branch that somebody goes: the same whenever it is asked, and each as often as its weight says. */
export function branchOf({ key, branches }: StepOf<"split">, journeyId: string, personId: string): number {
  const whole = branches.reduce((sum, { weight }) => sum + weight, 0);
  let at = createHash("sha256").update(`${journeyId}\n${key}\n${personId}`).digest().readUInt32BE(0) % whole;
  for (const [n, { weight }] of branches.entries()) {
    if (at < weight) return n;
    at -= weight;
  }
  return branches.length - 1;
}

/** Whether the day of a yearly date falls on a day; one that is on 29 February falls on the 28th in other years. */
export function recursOn(named: string, on: string, yearly: boolean): boolean {
  if (!yearly) return named === on;
  if (named > on) return false;
  const isLeap =
    !Number.isNaN(Date.parse(`${on.slice(0, 4)}-02-29T00:00:00Z`)) && isCivilDate(`${on.slice(0, 4)}-02-29`);
  const day = named.slice(5) === "02-29" && !isLeap ? "02-28" : named.slice(5);
  return day === on.slice(5);
}
