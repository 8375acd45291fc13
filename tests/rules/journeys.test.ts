import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { Step } from "../../functions/journeys/definition.ts";
import { branchOf, graphErrors, overAt, recursOn } from "../../functions/journeys/rules.ts";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { scaled } from "../support/soak.ts";

const KEYS = ["a", "b", "c", "d", "e"] as const;
const HOLDS = [{ kind: "is", filter: { all: [] } }];
const to = fc.option(fc.constantFrom(...KEYS, "nowhere"), { nil: undefined, freq: 4 });

type Way = { kind: string; next?: string | undefined; else?: string | undefined };
const way: fc.Arbitrary<Way> = fc.record({
  kind: fc.constantFrom("wait", "waitFor", "condition", "split", "task"),
  next: to,
  else: to,
});

/** A step of a kind with two ways out, in the form that a caller writes. */
const stepOf = (key: string, { kind, next, else: other }: Way) => {
  const base = { key, kind, ...(next && kind !== "split" && { next }) };
  const ways = other && { else: other };
  if (kind === "wait") return { ...base, for: { hours: 1 } };
  if (kind === "waitFor") return { ...base, when: HOLDS, within: { hours: 1 }, ...ways };
  if (kind === "condition") return { ...base, when: HOLDS, ...ways };
  if (kind === "task") return { ...base, subject: "x" };
  return { ...base, branches: [next, other].map((one) => ({ weight: 1, ...(one && { next: one }) })) };
};

const waysOf = ({ kind, next, else: other }: Way): { to?: string | undefined; rests: boolean }[] => {
  const first = { to: next, rests: kind === "wait" };
  if (kind === "wait" || kind === "task") return [first];
  return [first, { to: other, rests: kind === "waitFor" }];
};

/** All that is wrong with the ways, found by walking every one of them, so many steps long. */
function wrongBy(ways: readonly Way[]): string[] {
  const at = new Map(ways.map((one, n) => [KEYS[n] as string, one]));
  if (ways.some((one) => waysOf(one).some((edge) => edge.to !== undefined && !at.has(edge.to))))
    return ["unknown_reference"];
  const walked = (from: string, isInstant: boolean): Set<string> => {
    let found = new Set<string>();
    let front = [from];
    for (let step = 0; step < ways.length; step++) {
      const next = front
        .flatMap((key) => waysOf(at.get(key) as Way))
        .filter((e) => e.to !== undefined && !(isInstant && e.rests));
      front = next.map((edge) => edge.to as string);
      found = new Set([...found, ...front]);
    }
    return found;
  };
  const lost = [...at.keys()].some((key) => key !== "a" && !walked("a", false).has(key));
  const circle = [...at.keys()].some((key) => walked(key, true).has(key));
  return [...(lost ? ["unreachable"] : []), ...(circle ? ["endless"] : [])];
}

describe("the ways of a journey", () => {
  test("are refused where a key is unknown, a step is out of reach, or a circle has no wait", () => {
    const met = new Set<string>();
    const property = fc.property(fc.array(way, { minLength: 1, maxLength: KEYS.length }), (ways) => {
      const steps = ways.map((one, n) => Step.parse(stepOf(KEYS[n] as string, one)));
      const codes = [...new Set(graphErrors({ steps }).map(({ code }) => code))].sort();
      for (const code of codes) met.add(code);
      expect(codes).toEqual(wrongBy(ways).sort());
    });
    fc.assert(property, { numRuns: scaled(500, 20_000) });
    expect([...met].sort()).toEqual(["endless", "unknown_reference", "unreachable"]);
  });

  test("may not be called the same", () => {
    const steps = ["a", "a"].map((key) => Step.parse({ key, kind: "task", subject: "x" }));
    expect(graphErrors({ steps })).toMatchObject([{ path: "steps.1.key", code: "duplicate" }]);
  });

  test("of a split are the same whenever asked, and as often as their weights say", () => {
    const split = Step.parse({ key: "s", kind: "split", branches: [{ weight: 1 }, { weight: 3 }] });
    if (split.kind !== "split") throw new Error("a split");
    const people = Array.from({ length: 4_000 }, (_, n) => `con_${n}`);
    const drawn = people.map((id) => branchOf(split, "jny_1", id));
    expect(people.map((id) => branchOf(split, "jny_1", id))).toEqual(drawn);
    const second = drawn.filter((n) => n === 1).length / people.length;
    expect(Math.abs(second - 0.75)).toBeLessThan(0.03);
    expect(people.map((id) => branchOf(split, "jny_2", id))).not.toEqual(drawn);
  });
});

describe("a wait until a time of day", () => {
  const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe");
  const since = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })
    .map((ms) => new Date(ms).toISOString());
  const time = fc.integer({ min: 0, max: 1_439 }).map((m) => new Date(m * 60_000).toISOString().slice(11, 16));

  test("ends at the first such time afterwards on a day that fits", () => {
    const days = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), { nil: undefined });
    const property = fc.property(since, time, zones, days, (from, at, zone, weekdays) => {
      const step = Step.parse({ key: "w", kind: "waitUntil", at, ...(weekdays && { weekdays }) });
      if (step.kind !== "waitUntil") throw new Error("a wait");
      // Every day's time, one after the other, from the day before on.
      const first = addDays(civilDate(new Date(from), zone), -1);
      const all = Array.from({ length: 12 }, (_, n) => addDays(first, n))
        .filter((on) => !weekdays || weekdays.includes(((new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7) + 1))
        .map((on) => zonedInstant(on, at, zone).toISOString());
      expect(overAt(step, from, zone, undefined)).toBe(all.find((one) => one > from));
    });
    fc.assert(property, { numRuns: scaled(200, 5_000) });
  });

  test("of a day that a field names is over at once where that day is, or where there is none", () => {
    const step = Step.parse({
      key: "w",
      kind: "waitUntil",
      at: "09:00",
      date: { of: "record", field: "dueOn", days: -3 },
    });
    if (step.kind !== "waitUntil") throw new Error("a wait");
    const now = "2026-11-24T08:00:00.000Z";
    expect(overAt(step, now, "Asia/Shanghai", "2026-12-10")).toBe("2026-12-07T01:00:00.000Z");
    expect(overAt(step, now, "Asia/Shanghai", "2026-11-26")).toBe(now);
    expect(overAt(step, now, "Asia/Shanghai", undefined)).toBe(now);
    expect(overAt(step, now, "Asia/Shanghai", "2026-12-09T20:00:00Z")).toBe("2026-12-07T01:00:00.000Z");
  });
});

test("a yearly day comes once in each year from then on", () => {
  for (const named of ["2024-02-29", "2025-03-01", "2024-12-31"]) {
    for (const year of [2026, 2027, 2028]) {
      const days = Array.from({ length: 366 }, (_, n) => addDays(`${year}-01-01`, n)).filter((on) =>
        on.startsWith(String(year)),
      );
      expect(days.filter((on) => recursOn(named, on, true))).toHaveLength(1);
    }
    expect(recursOn(named, "2023-02-28", true)).toBe(false);
    expect(recursOn(named, named, false)).toBe(true);
  }
});
