import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { AMOUNT_MINOR_MAX, apportion, apportionTable, apportionUpTo } from "../../shared/money.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 300 * SOAK;

const sum = (parts: readonly number[]): number => parts.reduce((s, p) => s + p, 0);
const part = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: Math.floor(AMOUNT_MINOR_MAX / 100) }));
const parts = fc.array(part, { minLength: 1, maxLength: 8 }).filter((p) => sum(p) > 0);
const within = (whole: number) => fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Math.floor(whole * x));

describe("largest remainders", () => {
  test("give 15 over 80, 8 and 12 % as 12, 1 and 2", () => {
    expect(apportion(15, [8000, 800, 1200])).toEqual([12, 1, 2]);
  });

  test("of equal size go to the earlier part", () => {
    expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });
});

describe("a whole on its way", () => {
  test("sums to what has come, and at the end is the whole's parts", () => {
    fc.assert(
      fc.property(
        parts.chain((p) => fc.tuple(fc.constant(p), within(sum(p)))),
        ([whole, upTo]) => {
          expect(sum(apportionUpTo(upTo, whole))).toBe(upTo);
          expect(apportionUpTo(sum(whole), whole)).toEqual(whole);
        },
      ),
      { numRuns },
    );
  });

  test("only ever grows, in every part, and stays below the part", () => {
    fc.assert(
      fc.property(
        parts.chain((p) => fc.tuple(fc.constant(p), within(sum(p)), within(sum(p)))),
        ([whole, a, b]) => {
          const [early, late] = [apportionUpTo(Math.min(a, b), whole), apportionUpTo(Math.max(a, b), whole)];
          late.forEach((n, i) => {
            expect(n).toBeGreaterThanOrEqual(early[i] as number);
            expect(n).toBeLessThanOrEqual(whole[i] as number);
          });
        },
      ),
      { numRuns },
    );
  });

  test("adds one unit to one part at a time, as the method's sequence says", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 }), (whole) => {
        const units = whole.flatMap((p, i) => Array.from({ length: p }, (_, k) => ({ i, at: (2 * k + 1) / (2 * p) })));
        units.sort((a, b) => (Math.abs(a.at - b.at) < 1e-9 ? a.i - b.i : a.at - b.at));
        units.forEach((_, t) => {
          const counted = whole.map((_p, i) => units.slice(0, t).filter((u) => u.i === i).length);
          expect(apportionUpTo(t, whole)).toEqual(counted);
        });
      }),
      { numRuns },
    );
  });
});

describe("a table", () => {
  test("has exact margins and no negative cell", () => {
    fc.assert(
      fc.property(parts, parts, (rows, weights) => {
        const table = apportionTable(rows, weights);
        const columns = apportion(sum(rows), weights);
        table.forEach((row, r) => {
          expect(sum(row)).toBe(rows[r]);
          for (const cell of row) expect(cell).toBeGreaterThanOrEqual(0);
        });
        columns.forEach((column, c) => {
          expect(sum(table.map((row) => row[c] as number))).toBe(column);
        });
      }),
      { numRuns },
    );
  });
});
