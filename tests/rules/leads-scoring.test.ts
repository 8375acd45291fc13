import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { LeadPolicy, TOUCH_KINDS } from "../../functions/leads/policy.ts";
import {
  gradeOf,
  isSalesReady,
  promoted,
  type ReckonedRule,
  remainder,
  scoreOf,
  scorePartsOf,
  TOUCHES_MAX,
} from "../../functions/leads/rules.ts";

const START = Date.parse("2026-01-01T00:00:00.000Z");
const instant = fc.integer({ min: 0, max: 400 * 24 }).map((hours) => new Date(START + hours * 3_600_000).toISOString());
const touches = fc.array(fc.record({ kind: fc.constantFrom(...TOUCH_KINDS), at: instant }), { maxLength: 30 });
const rule: fc.Arbitrary<ReckonedRule> = fc.record({
  id: fc.uuid(),
  name: fc.constant("rule"),
  points: fc.integer({ min: -1_000, max: 1_000 }),
  halfLifeDays: fc.option(fc.integer({ min: 1, max: 365 }), { nil: undefined }),
  when: fc.oneof(
    fc.constantFrom(...TOUCH_KINDS),
    fc.constantFrom("上海", "北京").map((value) => ({ field: "region", kind: "text" as const, oneOf: [value] })),
  ),
});
const lead = fc.record({ createdAt: instant, region: fc.constantFrom("上海", "北京", undefined) });

describe("a score", () => {
  test("is the sum of whole parts, each with its rule", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), lead, touches, instant, (rules, row, told, now) => {
        const parts = scorePartsOf(rules, row, told, now);
        expect(parts.every(({ points }) => Number.isInteger(points) && points !== 0)).toBe(true);
        expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(scoreOf(parts));
        expect(new Set(parts.map(({ ruleId }) => ruleId)).size).toBe(parts.length);
      }),
    );
  });

  test("does not depend on the order in which touches are told", () => {
    fc.assert(
      fc.property(rule, lead, touches, instant, (one, row, told, now) => {
        const reversed = [...told].reverse();
        expect(scorePartsOf([one], row, told, now)).toEqual(scorePartsOf([one], row, reversed, now));
      }),
    );
  });

  test("decays towards nothing and never grows by waiting", () => {
    fc.assert(
      fc.property(rule, lead, touches, fc.integer({ min: 0, max: 900 }), (one, row, told, days) => {
        const end = START + 401 * 86_400_000;
        const at = (after: number): string => new Date(end + after * 86_400_000).toISOString();
        const [early, late] = [0, days].map((d) => Math.abs(scoreOf(scorePartsOf([one], row, told, at(d)))));
        expect(late).toBeLessThanOrEqual(early as number);
        if (one.halfLifeDays) expect(scoreOf(scorePartsOf([one], row, told, at(365 * 40)))).toBe(0);
      }),
    );
  });

  test("halves after one half-life, and counts the latest touches only", () => {
    expect(remainder("2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z", 30)).toBe(0.5);
    expect(remainder("2026-01-31T00:00:00Z", "2026-01-01T00:00:00Z", 30)).toBe(1);
    const many = Array.from({ length: TOUCHES_MAX + 50 }, () => ({
      kind: "call" as const,
      at: "2026-01-01T00:00:00Z",
    }));
    const parts = scorePartsOf(
      [{ id: "a", name: "a", points: 1, when: "call" }],
      { createdAt: "" },
      many,
      "2026-01-02T00:00:00Z",
    );
    expect(scoreOf(parts)).toBe(TOUCHES_MAX);
  });
});

describe("a promotion", () => {
  const policy = LeadPolicy.parse({ mqlScore: 50, sqlScore: 100, salesJoinsAt: "mql" });

  test("comes with crossing a threshold upwards, and only then", () => {
    expect(promoted("new", 0, 50, policy)).toBe("mql");
    expect(promoted("working", 0, 120, policy)).toBe("sql");
    expect(promoted("mql", 60, 100, policy)).toBe("sql");
    expect(promoted("working", 60, 70, policy)).toBe("working");
    expect(promoted("sql", 120, 10, policy)).toBe("sql");
  });

  test("never leaves an end or goes back", () => {
    const rank = ["new", "working", "mql", "sql"];
    fc.assert(
      fc.property(
        fc.constantFrom(...rank, "converted", "disqualified"),
        fc.integer(),
        fc.integer(),
        (status, was, is) => {
          const next = promoted(status, was, is, policy);
          if (!rank.includes(status)) expect(next).toBe(status);
          else expect(rank.indexOf(next)).toBeGreaterThanOrEqual(rank.indexOf(status));
        },
      ),
    );
  });

  test("says when sales joins, and the grade is the highest that is reached", () => {
    expect(["new", "mql", "sql", "converted"].map((s) => isSalesReady(s, policy))).toEqual([false, true, true, false]);
    const grades = [
      { grade: "B", min: 20 },
      { grade: "A", min: 80 },
    ];
    expect([10, 20, 79, 80].map((score) => gradeOf(score, grades))).toEqual([undefined, "B", "B", "A"]);
  });
});
