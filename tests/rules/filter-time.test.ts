import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { addDays, addMonths, civilDate, zonedInstant } from "../../shared/clock.ts";
import type { Filter, FilterField, Relative } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { PERIOD_WORDS } from "../../shared/filter/periods.ts";
import { type Resolved, resolveFilter } from "../../shared/filter/resolve.ts";
import { isInPeriod } from "../support/filters.ts";
import { SOAK } from "../support/soak.ts";

const fields = new Map<string, FilterField>([
  ["at", { kind: "instant" }],
  ["on", { kind: "date" }],
]);
const HOUR_MS = 3_600_000;

/** Days around which a clock changes (at midnight in Havana and, once, in São Paulo), a day that Samoa left out, and the ends of years. */
const EDGES: [zone: string, day: string][] = [
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["America/Havana", "2026-03-08"],
  ["America/Havana", "2026-11-01"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2019-02-17"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Asia/Shanghai", "2026-12-31"],
  ["Pacific/Kiritimati", "2027-01-01"],
  ["UTC", "2028-02-29"],
  ["Asia/Kathmandu", "2026-01-01"],
];

const RELATIVES: Relative[] = [
  { last: 1, unit: "day" },
  { last: 30, unit: "day" },
  { next: 7, unit: "day" },
  { last: 2, unit: "week" },
  { last: 1, unit: "month" },
  { next: 1, unit: "month" },
  { next: 2, unit: "quarter" },
  { last: 1, unit: "year" },
];

describe.each(EDGES)("around the clock of %s on %s", (timeZone, day) => {
  const noon = zonedInstant(day, "12:00", timeZone).getTime();
  const nows = [-30, -1, 13].map((hours) => new Date(noon + hours * HOUR_MS).toISOString());
  /** Every half hour of eight days before and after, with its day by the zone's clock. */
  const moments = Array.from({ length: 769 }, (_, n) => {
    const at = new Date(noon + ((n - 384) * HOUR_MS) / 2);
    return { at: at.toISOString(), on: civilDate(at, timeZone) };
  });
  const days = Array.from({ length: 180 }, (_, n) => addDays(day, n < 90 ? n - 45 : (n - 135) * 13));

  test("every word and stretch holds for just its days", () => {
    for (const now of nows) {
      const today = civilDate(new Date(now), timeZone);
      for (const value of [...PERIOD_WORDS, ...RELATIVES]) {
        const resolved = ["at", "on"].map((field) =>
          resolveFilter({ field, op: "eq", value }, fields, { now, timeZone, me: "usr_1" }),
        ) as [Resolved, Resolved];
        const isIn = new Map([...moments.map((m) => m.on), ...days].map((on) => [on, isInPeriod(value, on, today)]));
        const wrong = [
          ...moments.filter(({ at, on }) => matchesFilter(resolved[0], { at }) !== isIn.get(on)).map(({ at }) => at),
          ...days.filter((on) => matchesFilter(resolved[1], { on }) !== isIn.get(on)),
        ];
        expect({ now, value, wrong }).toEqual({ now, value, wrong: [] });
      }
    }
  });
});

describe("stretches of time", () => {
  const holds = (op: string, value: unknown, at: string): boolean => {
    const context = { now: "2026-11-24T04:00:00Z", timeZone: "Asia/Shanghai", me: "usr_1" };
    return matchesFilter(resolveFilter({ field: "at", op, value } as Filter, fields, context), { at });
  };

  test.each([
    ["lt", { last: 30, unit: "day" }, "2026-10-25T15:59:59.999Z", true],
    ["lt", { last: 30, unit: "day" }, "2026-10-25T16:00:00Z", false],
    ["lte", "today", "2026-11-24T15:59:59.999Z", true],
    ["lte", "today", "2026-11-24T16:00:00Z", false],
    ["gt", "today", "2026-11-24T16:00:00Z", true],
    ["gte", "lastMonth", "2026-09-30T16:00:00Z", true],
    ["between", ["2026-11-01", "yesterday"], "2026-11-23T15:59:59.999Z", true],
    ["between", ["2026-11-01", "yesterday"], "2026-11-23T16:00:00Z", false],
    ["in", ["yesterday", "tomorrow"], "2026-11-24T04:00:00Z", false],
    ["eq", { last: 2, unit: "hour" }, "2026-11-24T02:00:00Z", true],
    ["eq", { last: 2, unit: "hour" }, "2026-11-24T04:00:00Z", true],
    ["eq", { last: 2, unit: "hour" }, "2026-11-24T04:00:00.001Z", false],
    ["eq", { next: 1, unit: "hour" }, "2026-11-24T05:00:00Z", true],
    ["gt", { next: 1, unit: "hour" }, "2026-11-24T05:00:00Z", false],
  ])("%s %j of %s is %s", (op, value, at, expected) => {
    expect(holds(op, value, at)).toBe(expected);
  });

  test("a day that a zone left out is empty, and its neighbours touch", () => {
    const context = { now: "2011-12-31T12:00:00Z", timeZone: "Pacific/Apia", me: "usr_1" };
    const found = ["2011-12-29", "2011-12-30", "2011-12-31"].map((value) => {
      const resolved = resolveFilter({ field: "at", op: "eq", value }, fields, context);
      return ["2011-12-30T09:59:59.999Z", "2011-12-30T10:00:00Z"].map((at) => matchesFilter(resolved, { at }));
    });
    expect(found).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  test("months go to the last day of a shorter one, and never past it", () => {
    expect(["2026-01-31", "2028-02-29", "2026-12-31"].map((on) => addMonths(on, 1))).toEqual([
      "2026-02-28",
      "2028-03-29",
      "2027-01-31",
    ]);
    expect(addMonths("2028-02-29", -12)).toBe("2027-02-28");
    const day = fc.integer({ min: -20_000, max: 40_000 }).map((n) => addDays("1970-01-01", n));
    fc.assert(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (on, n) => {
        const there = addMonths(on, n);
        const index = (d: string): number => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7));
        expect(index(there) - index(on)).toBe(n);
        expect(there.slice(8) === on.slice(8) || addDays(there, 1).endsWith("-01")).toBe(true);
      }),
      { numRuns: 500 * SOAK },
    );
  });
});
