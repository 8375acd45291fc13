import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  circleIn,
  criticalPath,
  Days,
  lengthOf,
  type Node,
  nodeErrors,
  scheduled,
  slackOf,
} from "../../functions/projects/rules.ts";
import { addDays } from "../../shared/clock.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { scaled } from "../support/soak.ts";

const RUNS = scaled(150, 5_000);
const START = "2027-09-27";
const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" }));

const calendar = fc
  .record({
    holidays: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }),
    workdays: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
  })
  .map(({ holidays, workdays }) => {
    const on = (n: number) => ({ on: addDays(START, n) });
    return new WorkingTime({ weekly, holidays: holidays.map(on), workdays: workdays.map(on) }, "Asia/Shanghai");
  });

const key = (n: number): string => `n${n}`;

/** Nodes that depend on earlier ones alone, in any order. */
const plan = (pins: boolean) =>
  fc
    .array(
      fc.record({
        isMilestone: fc.boolean(),
        durationDays: fc.integer({ min: 1, max: 6 }),
        before: fc.array(fc.nat(), { maxLength: 3 }),
        pin: fc.option(fc.integer({ min: -5, max: 40 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 9 },
    )
    .map((all) =>
      all.map(({ isMilestone, durationDays, before, pin }, n): Node => {
        const dependsOn = n === 0 ? [] : [...new Set(before.map((b) => key(b % n)))];
        const kind = isMilestone ? "milestone" : "task";
        return {
          ...{ key: key(n), kind, name: key(n), state: "open", dependsOn, startOn: START, endOn: START },
          ...(kind === "task" && { durationDays }),
          ...(pins && pin !== undefined && { notBefore: addDays(START, pin) }),
        };
      }),
    )
    .chain((nodes) => fc.shuffledSubarray(nodes, { minLength: nodes.length }));

/** Nothing begins before what it depends on has ended: a task on a later day, a milestone on the same at the earliest. */
function broken(nodes: readonly Node[], working: WorkingTime): string[] {
  const byKey = new Map(nodes.map((one) => [one.key, one]));
  return nodes.flatMap((one) => [
    ...(working.isWorkday(one.startOn) && working.isWorkday(one.endOn) ? [] : [`${one.key} lies on a free day`]),
    ...(one.notBefore && one.startOn < one.notBefore ? [`${one.key} begins before its day`] : []),
    ...(one.kind === "task" && working.workdaysBetween(one.startOn, one.endOn) !== one.durationDays
      ? [`${one.key} takes other days`]
      : []),
    ...(one.dependsOn ?? []).flatMap((before) => {
      const other = byKey.get(before) as Node;
      // On the first day of a plan a milestone is reached before work begins.
      const isFirst = other.kind === "milestone" && other.endOn === working.workdayFrom(START);
      const isLater = one.kind === "milestone" || isFirst ? one.startOn >= other.endOn : one.startOn > other.endOn;
      return isLater ? [] : [`${one.key} begins before ${before} has ended`];
    }),
  ]);
}

/** The working days of every chain of dependencies there is. */
function chains(nodes: readonly Node[], one: Node): number[] {
  const before = nodes.filter((other) => one.dependsOn?.includes(other.key));
  const ways = before.flatMap((other) => chains(nodes, other));
  return (ways.length > 0 ? ways : [0]).map((days) => days + lengthOf(one));
}

describe("a plan", () => {
  test("keeps what depends on what, over weekends and holidays, whichever node is moved wherever", () => {
    fc.assert(
      fc.property(plan(true), calendar, fc.nat(), fc.integer({ min: -5, max: 60 }), (nodes, working, which, by) => {
        const days = new Days(working, START);
        const dated = scheduled(nodes, days);
        expect(broken(dated, working)).toEqual([]);
        const moved = dated.map((one, n) =>
          n === which % dated.length ? { ...one, notBefore: addDays(START, by) } : one,
        );
        expect(broken(scheduled(moved, days), working)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test("ends with its longest chain, which the critical path is one of", () => {
    fc.assert(
      fc.property(plan(false), calendar, (nodes, working) => {
        const days = new Days(working, START);
        const longest = Math.max(...nodes.flatMap((one) => chains(nodes, one)));
        const { keys, lengthDays } = criticalPath(nodes, days);
        expect(lengthDays).toBe(longest);
        const chain = keys.map((one) => nodes.find((node) => node.key === one) as Node);
        expect(chain.reduce((sum, one) => sum + lengthOf(one), 0)).toBe(longest);
        for (const [n, one] of chain.entries()) if (n > 0) expect(one.dependsOn).toContain(keys[n - 1]);
        const last = scheduled(nodes, days)
          .map(({ endOn }) => endOn)
          .sort()
          .at(-1);
        const first = working.workdayFrom(START);
        expect(last).toBe(longest > 0 ? working.addWorkdays(first, longest - 1) : first);
      }),
      { numRuns: RUNS },
    );
  });

  test("ends no later for a task that takes its slack, and a day later for one that takes a day more", () => {
    fc.assert(
      fc.property(plan(true), calendar, fc.nat(), (nodes, working, which) => {
        const tasks = nodes.filter(({ kind }) => kind === "task");
        const task = tasks[which % Math.max(1, tasks.length)];
        if (!task) return;
        const days = new Days(working, START);
        const { lengthDays } = criticalPath(nodes, days);
        const slack = slackOf(nodes, days).get(task.key) ?? 0;
        const longer = (by: number) =>
          nodes.map((one) => (one === task ? { ...one, durationDays: (one.durationDays ?? 1) + by } : one));
        expect(criticalPath(longer(slack), days).lengthDays).toBe(lengthDays);
        expect(criticalPath(longer(slack + 1), days).lengthDays).toBe(lengthDays + 1);
      }),
      { numRuns: RUNS },
    );
  });

  test("has no circle, and one is named by its path", () => {
    const link = fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 10 });
    fc.assert(
      fc.property(link, (links) => {
        const nodes = Array.from({ length: 7 }, (_, n) => ({
          key: key(n),
          dependsOn: [...new Set(links.filter(([from]) => from === n).map(([, to]) => key(to)))],
        }));
        // Whatever depends on nothing that is left is taken away: a circle is what remains.
        const left = new Map(nodes.map((one) => [one.key, one.dependsOn]));
        for (let gone = true; gone; ) {
          gone = false;
          for (const [one, before] of left) {
            if (before.some((other) => left.has(other))) continue;
            left.delete(one);
            gone = true;
          }
        }
        const circle = circleIn(nodes);
        expect(circle !== undefined).toBe(left.size > 0);
        for (const [n, one] of (circle ?? []).entries()) {
          if (n > 0) expect(nodes.find((node) => node.key === circle?.[n - 1])?.dependsOn).toContain(one);
        }
        if (circle) expect(circle[0]).toBe(circle.at(-1));
      }),
      { numRuns: RUNS },
    );
    const errors = nodeErrors(
      [
        { key: "a", kind: "task", name: "A", dependsOn: ["b"] },
        { key: "b", kind: "task", name: "B", dependsOn: ["a"] },
      ],
      (one) => one,
    );
    expect(errors).toEqual([{ path: "a.dependsOn", code: "circle", message: "It depends on itself: a → b → a." }]);
  });
});
