import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { costOf, marginOf } from "../../functions/products/rules.ts";

const amount = fc.integer({ min: 1, max: 1_000_000_000 });

test("a margin is below a threshold where what is left is, to the unit, and nowhere else", () => {
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: -20_000, max: 10_000 }), (net, cost, threshold) => {
      const isBelow = BigInt(net - cost) * 10_000n < BigInt(threshold) * BigInt(net);
      expect(marginOf(net, cost) < threshold).toBe(isBelow);
    }),
  );
});

test("a margin stays a whole number, however small what is charged is", () => {
  expect(marginOf(1, 1_000_000_000_000_000)).toBe(-1_000_000_000);
  expect(marginOf(3, 2)).toBe(3_333);
  expect(marginOf(3, 4)).toBe(-3_334);
  expect(marginOf(100, 0)).toBe(10_000);
});

test("a term costs its part of what the time of the price does, rounded once", () => {
  const yearly = { costMinor: 1_000, recurring: { months: 12, start: "atOnce" as const } };
  expect(costOf(yearly, 3, [7n, 1n])).toBe(1_750);
  expect(costOf(yearly, 3)).toBe(3_000);
  expect(costOf({ costMinor: 1_000 }, 3, [7n, 1n])).toBe(3_000);
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 120 }), (costMinor, n, months) => {
      const parts = [costOf({ ...yearly, costMinor }, n, [BigInt(months), 1n]), (costMinor * n * months) / 12];
      expect(Math.abs((parts[0] ?? 0) - (parts[1] ?? 0))).toBeLessThanOrEqual(0.5);
    }),
  );
});
