import * as fc from "fast-check";
import { branchOf } from "../../functions/journeys/rules.ts";

/** A step as the model and the product both read it; `to` and `else` are places in the list, -1 being the end. */
export type ModelStep =
  | { kind: "wait"; days: number; to: number }
  | { kind: "waitFor"; industry: string; days: number; to: number; else: number }
  | { kind: "condition"; industry: string; to: number; else: number }
  | { kind: "split"; to: number; else: number }
  | { kind: "task"; to: number }
  | { kind: "setFields"; to: number };
export type ModelJourney = { steps: ModelStep[]; reentry: "never" | "after" | "always"; number: number };

/** What happens to somebody between two looks at the clock. */
export type Happening =
  | { kind: "industry"; person: number; to: string }
  | { kind: "title"; person: number; to: string }
  | { kind: "work"; person: number }
  | { kind: "publish"; journey: ModelJourney };

const REENTRY_HALVES = 4;
const INDUSTRIES = ["A", "B", "A", "B", "A", "B", "C"] as const;
const industry = fc.constantFrom<string>(...INDUSTRIES);

/** Ways lead forward alone, so they end; a step that nobody comes to is led to by the one before it. */
function linked(kinds: readonly (readonly [string, string, number, number, number])[]): ModelStep[] {
  const count = kinds.length;
  const forward = (n: number, leap: number): number => (n + leap < count ? n + leap : -1);
  const reached = new Set([0]);
  const twoWays = ["waitFor", "condition", "split"];
  return kinds.map(([kind, wanted, days, leap, other], n) => {
    const isNextLost = n + 1 < count && !reached.has(n + 1);
    const to = isNextLost ? n + 1 : forward(n, leap);
    const second = forward(n, other);
    reached.add(to);
    if (twoWays.includes(kind)) reached.add(second);
    return { kind, industry: wanted, days, to, else: second } as ModelStep;
  });
}

const shape = fc.tuple(
  fc.constantFrom("wait", "waitFor", "condition", "split", "task", "task", "task", "setFields"),
  industry,
  fc.integer({ min: 1, max: 2 }),
  fc.integer({ min: 1, max: 3 }),
  fc.integer({ min: 1, max: 4 }),
);
export const journeys: fc.Arbitrary<ModelJourney> = fc.record({
  steps: fc.array(shape, { minLength: 2, maxLength: 7 }).map(linked),
  reentry: fc.constantFrom("never", "after", "always"),
  number: fc.constant(1),
});

export const happenings = (people: number): fc.Arbitrary<Happening> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("title" as const),
        person: fc.nat(people - 1),
        to: fc.constantFrom("in", "in", "out"),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("industry" as const), person: fc.nat(people - 1), to: industry }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("work" as const), person: fc.nat(people - 1) }) },
    { weight: 2, arbitrary: journeys.map((journey) => ({ kind: "publish" as const, journey })) },
  );

type Going = { journey: ModelJourney; at: number; since?: number };
export type ModelPerson = {
  id: string;
  industry: string;
  title: string;
  status: string;
  region?: string;
  going?: Going | undefined;
  endedAt?: number;
  /** Tasks that they brought about, by version and step. */
  tasks: string[];
  ends: string[];
};

const HALVES_A_DAY = 2;

/** Where a step leads at a half day; nothing where it is still waited for. */
function leadsTo(step: ModelStep, one: ModelPerson, going: Going, half: number, journeyId: string): number | undefined {
  switch (step.kind) {
    case "wait":
      return half - (going.since ?? half) >= step.days * HALVES_A_DAY ? step.to : undefined;
    case "waitFor":
      if (one.industry === step.industry) return step.to;
      return half - (going.since ?? half) >= step.days * HALVES_A_DAY ? step.else : undefined;
    case "condition":
      return one.industry === step.industry ? step.to : step.else;
    case "split": {
      const key = `s${going.at}`;
      const branches = [{ weight: 1 }, { weight: 2 }];
      return branchOf({ key, kind: "split", branches }, journeyId, one.id) === 0 ? step.to : step.else;
    }
    case "task":
      one.tasks.push(`${going.journey.number} s${going.at}`);
      return step.to;
    case "setFields":
      one.region = `s${going.at}`;
      return step.to;
  }
}

/** Brings one person as far as they come at a half day. */
export function goOn(one: ModelPerson, half: number, journeyId: string): void {
  while (one.going) {
    const { going } = one;
    const step = going.journey.steps[going.at];
    const isOver = one.industry === "C" ? "goal" : one.status === "working" ? "exited" : step ? undefined : "completed";
    if (isOver) {
      one.ends.push(`${going.journey.number} ${isOver}`);
      one.endedAt = half;
      one.going = undefined;
      return;
    }
    const to = leadsTo(step as ModelStep, one, going, half, journeyId);
    if (to === undefined) {
      going.since ??= half;
      return;
    }
    one.going = { journey: going.journey, at: to };
  }
}

/** Begins the journey for somebody whom its trigger has just come to mean. */
export function begin(one: ModelPerson, journey: ModelJourney, half: number, journeyId: string): void {
  const isFirst = one.endedAt === undefined;
  const isAgain =
    journey.reentry === "always" || (journey.reentry === "after" && half - (one.endedAt ?? 0) >= REENTRY_HALVES);
  if (one.going || !(isFirst || isAgain)) return;
  one.going = { journey, at: 0 };
  goOn(one, half, journeyId);
}

const keyOf = (n: number): object => (n < 0 ? {} : { next: `s${n}` });
const isIndustry = (value: string) => [{ kind: "is", filter: { all: [{ field: "industry", op: "eq", value }] } }];

function stepBody(step: ModelStep, n: number, number: number): object {
  const base = { key: `s${n}`, kind: step.kind };
  const other = "else" in step && step.else >= 0 ? { else: `s${step.else}` } : {};
  switch (step.kind) {
    case "wait":
      return { ...base, ...keyOf(step.to), for: { days: step.days } };
    case "waitFor":
      return { ...base, ...keyOf(step.to), ...other, when: isIndustry(step.industry), within: { days: step.days } };
    case "condition":
      return { ...base, ...keyOf(step.to), ...other, when: isIndustry(step.industry) };
    case "split":
      return { ...base, branches: [step.to, step.else].map((to, weight) => ({ weight: weight + 1, ...keyOf(to) })) };
    case "task":
      return { ...base, ...keyOf(step.to), subject: `${number} s${n}` };
    case "setFields":
      return { ...base, ...keyOf(step.to), values: { region: `s${n}` } };
  }
}

/** A journey as it is posted. */
export const bodyOf = ({ steps, reentry, number }: ModelJourney): object => ({
  name: "模型",
  of: "lead",
  trigger: { kind: "record", noun: "lead", filter: { all: [{ field: "title", op: "eq", value: "in" }] } },
  reentry: reentry === "after" ? { kind: "after", days: REENTRY_HALVES / HALVES_A_DAY } : { kind: reentry },
  goals: [{ key: "c", when: isIndustry("C") }],
  exits: [
    { key: "worked", when: [{ kind: "is", filter: { all: [{ field: "status", op: "eq", value: "working" }] } }] },
  ],
  steps: steps.map((step, n) => stepBody(step, n, number)),
});
