import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { sideOf } from "../../functions/orders/rules.ts";
import { handOverSchema } from "../../functions/orders/schema.ts";
import { forSpan, lastDay, rescaled, spanOf } from "../../functions/orders/terms.ts";
import { civilDate } from "../../shared/clock.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 300 * SOAK;
const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const day = fc
  .integer({ min: Date.UTC(2024, 0, 1) / DAY_MS, max: Date.UTC(2031, 0, 1) / DAY_MS })
  .map((n) => dayOf(n * DAY_MS));

/** The same day so many months later, or the month's last, found by counting days on. */
function monthsOn(on: string, months: number): string {
  const [year, month, date] = on.split("-").map(Number) as [number, number, number];
  const first = Date.UTC(year, month - 1 + months, 1);
  let at = first;
  while (new Date(at).getUTCDate() < date && new Date(at + DAY_MS).getUTCMonth() === new Date(first).getUTCMonth())
    at += DAY_MS;
  return dayOf(at);
}

/** What is left of a contract, day by day: each day is its part of the month, from date to date, that it lies in. */
function byDays(
  monthlyMinor: number,
  quantity: number,
  startsOn: string,
  endsOn: string,
): { numerator: bigint; denominator: bigint } {
  let [numerator, denominator] = [0n, 1n];
  for (let month = 0; monthsOn(startsOn, month) <= endsOn; month++) {
    const from = Date.parse(monthsOn(startsOn, month));
    const length = BigInt((Date.parse(monthsOn(startsOn, month + 1)) - from) / DAY_MS);
    let within = 0n;
    for (let at = from; at < Date.parse(monthsOn(startsOn, month + 1)); at += DAY_MS)
      if (dayOf(at) <= endsOn) within += 1n;
    numerator = numerator * length + within * denominator;
    denominator *= length;
  }
  return { numerator: numerator * BigInt(monthlyMinor) * BigInt(quantity), denominator };
}

describe("a co-termed price", () => {
  test("is that of its days, counted one by one and rounded once", () => {
    const drawn = fc.tuple(
      day,
      fc.integer({ min: 0, max: 1_200 }),
      fc.integer({ min: 1, max: 9_999_999 }),
      fc.integer({ min: 1, max: 500 }),
    );
    fc.assert(
      fc.property(drawn, ([startsOn, more, monthly, quantity]) => {
        const endsOn = dayOf(Date.parse(startsOn) + more * DAY_MS);
        const { numerator, denominator } = byDays(monthly, quantity, startsOn, endsOn);
        const found = BigInt(forSpan(monthly, quantity, spanOf(startsOn, endsOn)));
        // The nearest whole number, halves up: none is nearer.
        expect(2n * found * denominator - 2n * numerator <= denominator).toBe(true);
        expect(2n * numerator - 2n * found * denominator < denominator).toBe(true);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test("of whole months is the price times their number, whatever the month's length", () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 99_999 }),
        (startsOn, months, monthly) => {
          const span = spanOf(startsOn, lastDay(startsOn, months));
          expect(span).toMatchObject({ months, days: 0 });
          expect(forSpan(monthly, 3, span)).toBe(monthly * 3 * months);
          expect(rescaled(monthly * months, span, spanOf(startsOn, lastDay(startsOn, 12)))).toBe(monthly * 12);
        },
      ),
      { numRuns },
    );
    expect(spanOf("2027-01-31", "2027-02-27")).toEqual({ months: 1, days: 0, daysOfMonth: expect.any(Number) });
    expect(forSpan(3_100, 1, spanOf("2027-01-01", "2027-01-10"))).toBe(1_000);
  });
});

describe("a hand-over window", () => {
  const policy = fc.integer({ min: 0, max: 60 }).map((upsellMonths) => handOverSchema.parse({ upsellMonths }));

  test("holds to the day before the same day n months on, and not on that day", () => {
    fc.assert(
      fc.property(policy, day, fc.integer({ min: 0, max: 2_500 }), (of, baseSignedOn, later) => {
        const signedOn = dayOf(Date.parse(baseSignedOn) + later * DAY_MS);
        const { side, until } = sideOf(of, { kind: "upsell", signedOn, baseSignedOn });
        expect(until).toBe(monthsOn(baseSignedOn, of.upsellMonths));
        expect(side).toBe(signedOn < monthsOn(baseSignedOn, of.upsellMonths) ? "sales" : "customerSuccess");
        expect(sideOf(of, { kind: "upsell", signedOn: until ?? "", baseSignedOn }).side).toBe("customerSuccess");
        if (of.upsellMonths === 0) return;
        const eve = dayOf(Date.parse(until ?? "") - DAY_MS);
        expect(sideOf(of, { kind: "upsell", signedOn: eve, baseSignedOn }).side).toBe("sales");
      }),
      { numRuns },
    );
  });

  test("knows sides for every kind, and is of civil days wherever the clock changes", () => {
    const of = handOverSchema.parse({});
    expect(sideOf(of, { kind: "new", signedOn: "2027-01-01" })).toEqual({ side: "sales" });
    expect(sideOf(of, { kind: "renewal", signedOn: "2027-01-01" })).toEqual({ side: "customerSuccess" });
    expect(sideOf(of, { kind: "upsell", signedOn: "2027-01-01" })).toEqual({ side: "customerSuccess" });
    // The night in which Berlin's clocks go forward: the window of 28 September 2026 ends with its 27 March.
    const base = civilDate(new Date("2026-09-28T21:30:00Z"), "Europe/Berlin");
    const at = (instant: string) =>
      sideOf(of, { kind: "upsell", signedOn: civilDate(new Date(instant), "Europe/Berlin"), baseSignedOn: base });
    expect(at("2027-03-27T22:59:59Z")).toEqual({ side: "sales", until: "2027-03-28" });
    expect(at("2027-03-27T23:00:00Z").side).toBe("customerSuccess");
  });
});
