import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { amountsOf, resultOf, TooMuch } from "../../functions/analytics/plans/model.ts";
import { historyOf } from "../../functions/analytics/plans/proposal.ts";
import type { Line, Scenario } from "../../functions/analytics/plans/schema.ts";
import { monthsFrom } from "../../shared/clock.ts";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;
const MONTHS = monthsFrom("2027-01", 12);

const word = fc.constantFrom("A", "B", undefined);
const count = fc.nat(5_000);
const share = fc.nat(10_000);
const amount = fc.nat(5_000_000);
const line: fc.Arbitrary<Line> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant("leads" as const), grade: word, leads: count, conversionBasisPoints: share },
    ...{ oldLeads: count, oldConversionBasisPoints: share, averageMinor: amount },
  }),
  fc.record({ kind: fc.constant("reps" as const), reps: fc.nat(300), outputMinor: amount }),
  fc.record({
    kind: fc.constant("newUpsell" as const),
    baseMinor: fc.option(amount, { nil: undefined }),
    rateBasisPoints: share,
  }),
  fc.record({ kind: fc.constant("renewal" as const), tier: word, dueMinor: amount, rateBasisPoints: share }),
  fc.record({ kind: fc.constant("existingUpsell" as const), tier: word, baseMinor: amount, rateBasisPoints: share }),
);
const weights = fc.array(fc.nat(50), { minLength: 12, maxLength: 12 }).filter((all) => all.some((one) => one > 0));
const scenario: fc.Arbitrary<Scenario> = fc.record({
  ...{ name: fc.constant("基准"), lines: fc.array(line, { minLength: 1, maxLength: 12 }) },
  weights: fc.option(weights, { nil: undefined }),
});

/** What a line comes to, by fractions of whole numbers and not by the product's own rounding. */
function byHand(of: Line, lines: readonly Line[]): number {
  const half = (numerator: bigint): number => Number((numerator + 5_000n) / 10_000n);
  const times = (a: number, b: number): bigint => BigInt(a) * BigInt(b);
  if (of.kind === "leads") {
    const buying =
      times(of.leads, of.conversionBasisPoints) + times(of.oldLeads ?? 0, of.oldConversionBasisPoints ?? 0);
    return half(buying * BigInt(of.averageMinor));
  }
  if (of.kind === "reps") return of.reps * of.outputMinor;
  if (of.kind === "renewal") return half(times(of.dueMinor, of.rateBasisPoints));
  if (of.kind === "existingUpsell") return half(times(of.baseMinor, of.rateBasisPoints));
  const fresh = lines
    .filter(({ kind }) => kind === "leads" || kind === "reps")
    .reduce((sum, one) => sum + byHand(one, lines), 0);
  return half(times(of.baseMinor ?? fresh, of.rateBasisPoints));
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

describe("a scenario", () => {
  test("is new income and its upsell, renewal and its upsell; months, grades and tiers add up to them", () => {
    fc.assert(
      fc.property(scenario, (of) => {
        const result = resultOf(of, MONTHS);
        const each = of.lines.map((one) => byHand(one, of.lines));
        expect(result.lines.map(({ amountMinor }) => amountMinor)).toEqual(each);
        const ofKinds = (...kinds: Line["kind"][]): number =>
          sum(each.filter((_, n) => kinds.includes((of.lines[n] as Line).kind)));
        expect([result.newMinor, result.newUpsellMinor, result.renewalMinor, result.existingUpsellMinor]).toEqual([
          ofKinds("leads", "reps"),
          ofKinds("newUpsell"),
          ofKinds("renewal"),
          ofKinds("existingUpsell"),
        ]);
        expect(result.totalMinor).toBe(sum(each));
        expect(result.newCustomersMinor + result.existingCustomersMinor).toBe(result.totalMinor);
        for (const key of [
          "newMinor",
          "newUpsellMinor",
          "renewalMinor",
          "existingUpsellMinor",
          "totalMinor",
        ] as const) {
          expect(sum(result.months.map((month) => month[key]))).toBe(result[key]);
        }
        for (const [n, weight] of (of.weights ?? []).entries()) {
          if (weight === 0) expect(result.months[n]?.totalMinor).toBe(0);
        }
        expect(sum(result.byGrade.map(({ amountMinor }) => amountMinor))).toBe(ofKinds("leads"));
        expect(sum(result.byTier.map(({ amountMinor }) => amountMinor))).toBe(ofKinds("renewal", "existingUpsell"));
      }),
      { numRuns: runs },
    );
  });

  test("is led by leads, by reps or by both: a thousand leads at 5 % and 20,000 each are a million", () => {
    const leads: Line = { kind: "leads", leads: 1_000, conversionBasisPoints: 500, averageMinor: 2_000_000 };
    const reps: Line = { kind: "reps", reps: 4, outputMinor: 25_000_000 };
    const of = (...lines: Line[]) => resultOf({ name: "x", lines }, MONTHS);
    expect([of(leads).model, of(leads).totalMinor]).toEqual(["leads", 100_000_000]);
    expect([of(reps).model, of(reps).totalMinor]).toEqual(["reps", 100_000_000]);
    expect([of(leads, reps).model, of(leads, reps).totalMinor]).toEqual(["mixed", 200_000_000]);
    expect(of({ kind: "renewal", dueMinor: 9, rateBasisPoints: 5_000 })).toMatchObject({
      model: "none",
      totalMinor: 5,
    });
  });

  test("of more than an amount may be is refused, and so is the sum of several", () => {
    const most: Line = { kind: "reps", reps: 1, outputMinor: AMOUNT_MINOR_MAX };
    expect(amountsOf([most])).toEqual([AMOUNT_MINOR_MAX]);
    expect(() => amountsOf([most, { kind: "reps", reps: 1, outputMinor: 1 }])).toThrow(TooMuch);
    expect(() => amountsOf([{ ...most, reps: 2 }])).toThrow(TooMuch);
  });
});

test("history is the twelve whole months before the year, or before this month", () => {
  expect(historyOf("2027-01", "2026-11-29")).toEqual({ from: "2025-11-01", to: "2026-10-31" });
  expect(historyOf("2026-04", "2026-11-29")).toEqual({ from: "2025-04-01", to: "2026-03-31" });
});
