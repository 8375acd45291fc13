import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type Levels, levelOf, levelsAfter, risen, spentOf } from "../../functions/tenants/rules.ts";

const quotas = { rows: 1_000, calls: 1_000 };
const amount = fc.integer({ min: 0, max: 1_300 });

/** The levels that people are told of while figures come in one after another. */
function toldOf(steps: readonly { used: { rows?: number; calls?: number }; month: string }[]) {
  let levels: Levels = {};
  const told: string[] = [];
  for (const { used, month } of steps) {
    const after = levelsAfter(levels, quotas, used, month);
    for (const measure of risen(levels, after)) told.push(`${measure} ${after[measure]?.level} ${month}`);
    levels = after;
  }
  return { levels, told };
}

describe("warnings of quotas", () => {
  test("come at 80, 95 and 100 hundredths, and not a unit before", () => {
    expect([799, 800, 949, 950, 999, 1_000, 5_000].map((used) => levelOf(used, 1_000))).toEqual([
      0, 80, 80, 95, 95, 100, 100,
    ]);
  });

  test("of what only grows are at most one for each bound, however it is counted and however late", () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), (counts) => {
        const { told, levels } = toldOf(counts.map((calls) => ({ used: { calls }, month: "2027-01" })));
        expect(new Set(told).size).toBe(told.length);
        const most = Math.max(0, ...counts);
        expect(levels.calls?.level ?? 0).toBe(levelOf(most, 1_000));
        expect(told.length > 0).toBe(most >= 800);
        expect(spentOf(levels, quotas, "2027-01").includes("calls")).toBe(most >= 1_000);
        // In the next month nothing is used up, and it is warned anew.
        expect(spentOf(levels, quotas, "2027-02")).toEqual([]);
        const next = levelsAfter(levels, quotas, { calls: 850 }, "2027-02");
        expect(risen(levels, next)).toEqual(["calls"]);
      }),
    );
  });

  test("of what goes up and down about a bound are one, and one more only after it fell well below", () => {
    const steps = (rows: number[]) => rows.map((n) => ({ used: { rows: n }, month: "2027-01" }));
    expect(toldOf(steps([790, 801, 799, 805, 760, 810])).told).toEqual(["rows 80 2027-01"]);
    expect(toldOf(steps([810, 749, 810])).told).toEqual(["rows 80 2027-01", "rows 80 2027-01"]);
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 40 }), (all) => {
        const { told } = toldOf(steps(all));
        // Between two warnings of one bound the figure was five hundredths below it.
        const falls = all.filter((n) => n < 950).length;
        expect(told.filter((one) => one.startsWith("rows 100")).length).toBeLessThanOrEqual(falls + 1);
      }),
    );
  });

  test("hold what one measure says while another is measured, and forget what has no bound", () => {
    fc.assert(
      fc.property(amount, amount, (rows, calls) => {
        const first = levelsAfter({}, quotas, { rows }, "2027-01");
        const second = levelsAfter(first, quotas, { calls }, "2027-01");
        expect(second.rows).toEqual(first.rows);
        expect(levelsAfter(second, { calls: 1_000 }, {}, "2027-01").rows).toBeUndefined();
        // A wider licence frees what was used up, at once.
        expect(spentOf(second, { rows: 10_000, calls: 10_000 }, "2027-01")).toEqual([]);
      }),
    );
  });
});
