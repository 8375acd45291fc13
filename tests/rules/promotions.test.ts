import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cheapest } from "../../functions/prices/engine/index.ts";
import { type BasketLine, nameOf, type Rule } from "../../functions/prices/engine/types.ts";
import { basketLine, rules } from "../support/promotions/arbitrary.ts";
import { leftAfter, lowestTotal, together } from "../support/promotions/brute.ts";

const baskets = fc.array(basketLine, { minLength: 1, maxLength: 6 });
const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** What one finds must be what it says: legal, taken off as the rules mean it, line by line, each rule told of once. */
function checkExplained(
  lines: readonly BasketLine[],
  given: readonly Rule[],
  found: ReturnType<typeof cheapest>,
): void {
  const { applied, rejected, amounts, totalMinor } = found;
  const chosen = applied.map(({ rule }) => rule);
  for (const [n, a] of chosen.entries()) {
    for (const b of chosen.slice(n + 1)) expect([nameOf(a), nameOf(b), together(a, b, lines)][2]).toBe(true);
  }
  expect(amounts.map(BigInt)).toEqual(leftAfter(lines, chosen));
  expect(sum(amounts)).toBe(totalMinor);
  expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
  for (const [n, line] of lines.entries()) {
    const offs = applied.flatMap((one) => one.offs.filter((off) => off.line === n).map((off) => off.amountMinor));
    expect(line.amountMinor - sum(offs)).toBe(amounts[n]);
  }
  for (const one of applied) expect(sum(one.offs.map((off) => off.amountMinor))).toBe(one.amountMinor);
  const told = [...chosen, ...rejected.map(({ rule }) => rule)].map(nameOf).sort();
  expect(told).toEqual(given.map(nameOf).sort());
}

describe("the cheapest combination", () => {
  test("is that which trying every one of up to twelve rules finds", () => {
    fc.assert(
      fc.property(baskets, rules(12), (lines, given) => {
        const found = cheapest(lines, given);
        expect(found.totalMinor).toBe(lowestTotal(lines, given));
        expect(found.atLeastMinor).toBe(found.totalMinor);
        checkExplained(lines, given, found);
      }),
      { numRuns: 400 },
    );
  });

  test("with small thresholds and few lines, too", () => {
    fc.assert(
      fc.property(fc.array(basketLine, { minLength: 1, maxLength: 3 }), rules(6), (lines, given) => {
        expect(cheapest(lines, given).totalMinor).toBe(lowestTotal(lines, given));
      }),
      { numRuns: 6_000 },
    );
  });

  test("does not depend on the order in which rules are named", () => {
    fc.assert(
      fc.property(baskets, rules(12), (lines, given) => {
        expect(cheapest(lines, given.toReversed())).toEqual(cheapest(lines, given));
      }),
      { numRuns: 200 },
    );
  });

  test("where the work is not enough to prove it, says how much cheaper another might be, and is legal", () => {
    fc.assert(
      fc.property(baskets, rules(10), (lines, given) => {
        const found = cheapest(lines, given, 0);
        const lowest = lowestTotal(lines, given);
        expect(found.atLeastMinor).toBeLessThanOrEqual(lowest);
        expect(found.totalMinor).toBeGreaterThanOrEqual(lowest);
        checkExplained(lines, given, found);
      }),
      { numRuns: 300 },
    );
  });
});
