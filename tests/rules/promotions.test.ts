import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { offsOf, after as without } from "../../functions/prices/engine/apply.ts";
import { boundsOf, lowerBound } from "../../functions/prices/engine/bound.ts";
import { type Compiled, compile, inOrder, isCompiled } from "../../functions/prices/engine/compile.ts";
import { conflictTable } from "../../functions/prices/engine/conflicts.ts";
import { cheapest } from "../../functions/prices/engine/index.ts";
import { type BasketLine, nameOf, type Rule } from "../../functions/prices/engine/types.ts";
import { basketLine, rules, tense } from "../support/promotions/arbitrary.ts";
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

  test("where every discount costs the thresholds of others", () => {
    fc.assert(
      fc.property(tense, ({ lines, rules: given }) => {
        expect(cheapest(lines, given).totalMinor).toBe(lowestTotal(lines, given));
      }),
      { numRuns: 2_000 },
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

describe("the bound of the search", () => {
  /** The rules that act on a basket in their order, and every legal choice among those from a place on. */
  function lowest(rules: readonly Compiled[], table: readonly Uint8Array[], amounts: number[], from: number): number {
    let least = sum(amounts);
    for (let n = from; n < rules.length; n++) {
      const rule = rules[n] as Compiled;
      const rest = rules.map((other, m) => (m > n && table[n]?.[m] === 0 ? other : undefined));
      const kept = rest.filter((other) => other !== undefined);
      least = Math.min(least, lowest(kept, conflictTable(kept), without(rule, amounts, offsOf(rule, amounts)), 0));
    }
    return least;
  }

  test("is never above what some choice comes to, whatever was taken already", () => {
    let tight = 0;
    const check = (lines: readonly BasketLine[], given: readonly Rule[], from: number): void => {
      const compiled = given.map((rule) => compile(rule, lines)).filter(isCompiled);
      const ordered = compiled.filter(({ rule }) => !rule.exclusive).sort(inOrder);
      const table = conflictTable(ordered);
      const bounds = boundsOf(ordered, table, lines.length);
      let amounts = lines.map(({ amountMinor }) => amountMinor);
      const blocked = new Uint8Array(ordered.length);
      for (const [n, rule] of ordered.slice(0, from).entries()) {
        if (blocked[n] || n % 2 === 1) continue;
        amounts = without(rule, amounts, offsOf(rule, amounts));
        for (const [m, excluded] of (table[n] as Uint8Array).entries()) if (excluded) blocked[m] = 1;
      }
      const open = ordered.filter((_, n) => n >= from && blocked[n] === 0);
      const least = lowest(open, conflictTable(open), amounts, 0);
      const bound = lowerBound(bounds, amounts, from, blocked);
      expect(bound).toBeLessThanOrEqual(least);
      if (bound === least) tight += 1;
    };
    const few = fc.array(basketLine, { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(few, rules(7), fc.nat(6), check), { numRuns: 3_000 });
    fc.assert(
      fc.property(tense, fc.nat(3), (given, from) => check(given.lines, given.rules, from)),
      { numRuns: 4_000 },
    );
    // A bound that is always loose would prove nothing here.
    expect(tight).toBeGreaterThan(500);
  });
});
