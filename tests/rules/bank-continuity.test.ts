import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { continuityOf, type KeptBalances } from "../../functions/bank/continuity.ts";
import { addDays } from "../../shared/clock.ts";
import { SOAK } from "../support/soak.ts";

const FIRST = "2026-11-01";
const day = (n: number): string => addDays(FIRST, n);
const statement = (fromOn: string, closingOn: string, openingMinor?: number, closingMinor?: number): KeptBalances => ({
  id: `bst_${fromOn}${closingOn}${openingMinor}${closingMinor}`,
  createdAt: `${closingOn}T20:00:00Z`,
  fromOn,
  closingOn,
  openingMinor,
  closingMinor,
});
const gapsOf = (statements: KeptBalances[], moved: [string, number][], to = day(9)) =>
  continuityOf(statements, new Map(moved), { from: FIRST, to })
    .filter(({ gapMinor }) => gapMinor !== 0)
    .map(({ on, gapMinor }) => [on, gapMinor]);

/** What moved on each of some days, and the statements of these days, some of which cover several. */
const history = fc
  .array(fc.record({ moved: fc.integer({ min: -1_000, max: 1_000 }), ends: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((days) => {
    const statements: KeptBalances[] = [];
    let [balance, opening, from] = [5_000, 5_000, 0];
    days.forEach(({ moved, ends }, n) => {
      balance += moved;
      if (!ends && n < days.length - 1) return;
      statements.push(statement(day(from), day(n), opening, balance));
      [opening, from] = [balance, n + 1];
    });
    return { statements, moved: days.map(({ moved }, n) => [day(n), moved] as [string, number]), days: days.length };
  });

describe("opening + moved = closing", () => {
  test("holds on every day where all lines are there, in whatever order the statements came", () => {
    fc.assert(
      fc.property(
        history.chain((h) =>
          fc.tuple(fc.constant(h), fc.shuffledSubarray(h.statements, { minLength: h.statements.length })),
        ),
        ([{ moved, days }, statements]) => {
          const all = continuityOf(statements, new Map(moved), { from: FIRST, to: day(days - 1) });
          expect(all.map(({ on }) => on)).toEqual(moved.map(([on]) => on));
          for (const one of all) {
            expect(one.gapMinor).toBe(0);
            expect(one.openingMinor + one.movedMinor).toBe(one.closingMinor);
          }
        },
      ),
      { numRuns: 200 * SOAK },
    );
  });

  test("is broken by exactly the line that is lost or doubled, on the day on which its statement ends", () => {
    const broken = history.chain((h) =>
      fc.tuple(fc.constant(h), fc.nat(h.days - 1), fc.constantFrom(1, -1), fc.integer({ min: 1, max: 999 })),
    );
    fc.assert(
      fc.property(broken, ([{ statements, moved, days }, at, sign, amountMinor]) => {
        const wrong = moved.map(([on, minor], n): [string, number] => [
          on,
          n === at ? minor + sign * amountMinor : minor,
        ]);
        const ends = statements.map(({ closingOn }) => closingOn).find((on) => on >= day(at));
        expect(gapsOf(statements, wrong, day(days - 1))).toEqual([[ends, -sign * amountMinor]]);
      }),
      { numRuns: 200 * SOAK },
    );
  });

  test("shows a statement that is missing between two others", () => {
    const two = [statement(day(0), day(0), 0, 100), statement(day(2), day(2), 150, 150)];
    expect(gapsOf(two, [[day(0), 100]])).toEqual([[day(2), 50]]);
  });

  test("goes by the last of a day's pages and reports, whichever came first", () => {
    const pages = [
      statement(day(0), day(0), 100, 300),
      statement(day(0), day(0), 0, 100),
      statement(day(0), day(0), 300, 250),
    ];
    expect(gapsOf(pages, [[day(0), 250]])).toEqual([]);
  });

  test("a line that the next statement brings a day late leaves two gaps that cancel out", () => {
    const two = [statement(day(0), day(0), 0, 100), statement(day(0), day(1), 100, 170)];
    const moved: [string, number][] = [
      [day(0), 150],
      [day(1), 20],
    ];
    expect(gapsOf(two, moved)).toEqual([
      [day(0), -50],
      [day(1), 50],
    ]);
  });

  test("nothing is said before the first balance that is known", () => {
    expect(continuityOf([], new Map([[day(0), 5]]), { from: FIRST, to: day(1) })).toEqual([]);
    const late = continuityOf([statement(day(1), day(1), undefined, 70)], new Map([[day(2), 5]]), {
      from: FIRST,
      to: day(2),
    });
    expect(late).toEqual([{ on: day(2), openingMinor: 70, movedMinor: 5, closingMinor: 75, gapMinor: 0 }]);
  });
});
