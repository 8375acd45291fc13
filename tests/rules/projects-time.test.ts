import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { Node } from "../../functions/projects/rules.ts";
import { capacityOf, collectedOf, costOf, minutesByWeek, rateOn, weekOf } from "../../functions/time/rules.ts";
import { addDays } from "../../shared/clock.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { scaled } from "../support/soak.ts";

const RUNS = scaled(200, 10_000);
const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" }));
const working = new WorkingTime({ weekly, holidays: [{ on: "2027-10-01" }], workdays: [] }, "Asia/Shanghai");

test("what a node takes is spread over its working days and adds up to its estimate", () => {
  const day = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(day, day, fc.integer({ min: 0, max: 4_000 }), (a, b, quarters) => {
      const [startOn, endOn] = [Math.min(a, b), Math.max(a, b)].map((n) => addDays("2027-09-01", n)) as [
        string,
        string,
      ];
      const node: Node = {
        key: "a",
        kind: "task",
        name: "A",
        state: "open",
        startOn,
        endOn,
        estimatedHours: quarters / 4,
      };
      const weeks = minutesByWeek(node, working, 480);
      const days = Array.from({ length: 61 }, (_, n) => addDays("2027-09-01", n));
      const worked = days.filter((on) => startOn <= on && on <= endOn && working.isWorkday(on));
      expect([...weeks.values()].reduce((sum, n) => sum + n, 0)).toBe(worked.length > 0 ? quarters * 15 : 0);
      for (const [week, minutes] of weeks) {
        const share = worked.filter((on) => weekOf(on) === week).length / worked.length;
        expect(Math.abs(minutes - quarters * 15 * share)).toBeLessThan(1);
      }
    }),
    { numRuns: RUNS },
  );
  expect(capacityOf("2027-09-27", working, 480, [{ fromOn: "2027-09-28", toOn: "2027-09-29" }])).toBe(2 * 480);
});

test("what was collected of a project is its part of the cash, to the last fen", () => {
  const cash = fc.record({
    paidMinor: fc.nat(10_000_000),
    back: fc.integer({ min: 0, max: 100 }),
    ours: fc.integer({ min: 0, max: 1_000_000 }),
    others: fc.integer({ min: 0, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(cash, { maxLength: 6 }), (all) => {
      const rows = all.map(({ paidMinor, back, ours, others }) => ({
        ...{ paidMinor, givenBackMinor: Math.floor((paidMinor * back) / 100), kind: "invoice" },
        lines: [
          { productType: "service", amountMinor: ours + 1 },
          { productType: "licence", amountMinor: others },
        ],
      }));
      const net = rows.reduce((sum, row) => sum + row.paidMinor - row.givenBackMinor, 0);
      const [ours, others] = [collectedOf(rows, ["service"]), collectedOf(rows, ["licence"])];
      expect(ours + others).toBe(net);
      expect(collectedOf(rows, undefined)).toBe(net);
      const exact = rows.reduce((sum, row) => {
        const whole = row.lines.reduce((s, line) => s + line.amountMinor, 0);
        return sum + ((row.paidMinor - row.givenBackMinor) * (row.lines[0]?.amountMinor ?? 0)) / whole;
      }, 0);
      expect(Math.abs(ours - exact)).toBeLessThanOrEqual(rows.length);
      expect(
        collectedOf(
          rows.map((row) => ({ ...row, kind: "creditNote" })),
          undefined,
        ),
      ).toBe(0);
    }),
    { numRuns: RUNS },
  );
});

test("somebody's own rate goes before everybody's, and of several the one that began last", () => {
  const rates = [
    { hourlyMinor: 100, currency: "CNY" },
    { hourlyMinor: 120, currency: "CNY", from: "2027-01-01" },
    { hourlyMinor: 300, currency: "CNY", userId: "usr_a" },
    { hourlyMinor: 400, currency: "CNY", userId: "usr_a", from: "2027-06-01" },
  ];
  expect(rateOn(rates, "usr_b", "2026-12-31", "CNY")).toBe(100);
  expect(rateOn(rates, "usr_b", "2027-01-01", "CNY")).toBe(120);
  expect(rateOn(rates, "usr_a", "2027-05-31", "CNY")).toBe(300);
  expect(rateOn(rates, "usr_a", "2027-06-01", "CNY")).toBe(400);
  expect(rateOn(rates, "usr_a", "2027-06-01", "USD")).toBeUndefined();
  expect([costOf(90, 20_001), costOf(1, 30), costOf(1, 29)]).toEqual([30_002, 1, 0]);
});
