import type { Caller } from "../../shared/http/route.ts";
import type { Definition, Step, StepOf } from "./definition.ts";
import type { Facts } from "./facts.ts";
import { branchOf, overAt } from "./rules.ts";
import { TAKEN_MAX, type Taken } from "./schema.ts";

const WAITS = ["wait", "waitUntil", "waitFor"] as const;
type Wait = StepOf<(typeof WAITS)[number]>;
export type ActionStep = Exclude<Step, Wait | { kind: "condition" | "split" }>;

/** Where somebody stands: before a step, or waiting at it since an instant. */
export type Standing = { step?: string | undefined; waitsSince?: string | undefined };

/** Where a walk comes to: something to do, a rest until an instant, or the end. */
export type Halt = { passed: Taken[] } & (
  | { does: ActionStep }
  | { rests: Wait; since: string; until: string }
  | { ends: "completed" | "exited"; by?: string }
);

const isWait = (step: Step): step is Wait => (WAITS as readonly string[]).includes(step.kind);

/** The zone that a person's times of day are in. */
const zoneOf = (person: object | undefined, fallback: string): string => {
  const zone = (person as { timeZone?: unknown } | undefined)?.timeZone;
  return typeof zone === "string" ? zone : fallback;
};

/** What a wait has come to by an instant: still on, over, or what it waits for is there. */
type Come = { until: string } | { did: "came" | "timedOut" | "waited"; next: string | undefined };

async function waited(call: Caller, facts: Facts, step: Wait, since: string): Promise<Come> {
  if (step.kind === "waitFor" && (await facts.holds(step.when))) return { did: "came", next: step.next };
  const date = step.kind === "waitUntil" ? step.date : undefined;
  const named = date && (await facts.valueOf(date.of, date.field));
  const zone = zoneOf((await facts.person())?.row, call.tenant.timeZone);
  const until = overAt(step, since, zone, named);
  if (until > call.now) return { until };
  return step.kind === "waitFor" ? { did: "timedOut", next: step.else } : { did: "waited", next: step.next };
}

/**
 * Goes on from where somebody stands, over all that asks for no time and does nothing, by what holds at this moment. It
 * changes nothing: whoever asks may do what it comes to, or only show it.
 */
export async function walk(
  call: Caller,
  { journeyId, personId, definition, facts, taken }: Walking,
  from: Standing,
): Promise<Halt> {
  const byKey = new Map(definition.steps.map((step) => [step.key, step]));
  const passed: Taken[] = [];
  let at = from;
  for (;;) {
    const step = at.step === undefined ? undefined : byKey.get(at.step);
    if (!step) return { passed, ends: "completed" };
    if (taken + passed.length >= TAKEN_MAX) return { passed, ends: "exited", by: "too-many-steps" };
    const pass = (did: Taken["did"], next: string | undefined, note?: string): void => {
      passed.push({ step: step.key, at: call.now, did, ...(note !== undefined && { note }) });
      at = { step: next };
    };
    if (isWait(step)) {
      const since = at.waitsSince ?? call.now;
      const come = await waited(call, facts, step, since);
      if ("until" in come) return { passed, rests: step, since, until: come.until };
      pass(come.did, come.next);
    } else if (step.kind === "condition") {
      const holds = await facts.holds(step.when);
      pass(holds ? "yes" : "no", holds ? step.next : step.else);
    } else if (step.kind === "split") {
      const branch = branchOf(step, journeyId, personId);
      pass("branch", step.branches[branch]?.next, String(branch + 1));
    } else return { passed, does: step };
  }
}

export type Walking = {
  journeyId: string;
  personId: string;
  definition: Definition;
  facts: Facts;
  /** Steps that were taken before. */
  taken: number;
};

/** The goal or exit that somebody has come to, wherever they stand. */
export async function endOf(facts: Facts, { goals = [], exits = [] }: Definition) {
  for (const { key, when } of goals) if (await facts.holds(when)) return { state: "goal" as const, endedBy: key };
  for (const { key, when } of exits) if (await facts.holds(when)) return { state: "exited" as const, endedBy: key };
  return undefined;
}
