import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { type Terms, termsOn } from "../../functions/partners/rules.ts";
import { daysOf, monthsOf } from "../../functions/quotas/rules.ts";
import {
  entitlements,
  growth,
  marginalUpTo,
  periodOf,
  type RuleTerms,
  rebateErrors,
  type Stratum,
  sumOf,
  type Version,
  versionsFor,
} from "../../functions/rebates/rules.ts";
import { addDays } from "../../shared/clock.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 200 * SOAK;

const tiers = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 10_000 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((steps) => {
    let from = 0;
    return steps.map(([step, basisPoints], n) => {
      from += n === 0 ? 0 : step;
      return { fromMinor: from, basisPoints };
    });
  });
const terms = fc.record({ tiers, tiering: fc.constantFrom("retroactive" as const, "marginal" as const) });

type Rule = { tiers: { fromMinor: number; basisPoints: number }[]; tiering: "retroactive" | "marginal" };

/** The rate of the unit above `at`, found by looking at every tier. */
const rateAt = (of: Rule["tiers"], at: number): number => {
  let rate = of[0]?.basisPoints ?? 0;
  for (const tier of of) if (at >= tier.fromMinor) rate = tier.basisPoints;
  return rate;
};

const rounded = (basis: number): number => Math.sign(basis) * Math.floor((Math.abs(basis) + 5_000) / 10_000) + 0;

/** What one version owes, unit by unit. */
function unitByUnit(rule: Rule, from: number, to: number, volume: number): number {
  if (rule.tiering === "retroactive") return rounded((to - from) * rateAt(rule.tiers, volume));
  const upTo = (end: number): number => {
    let basis = 0;
    for (let unit = 0; unit < end; unit++) basis += rateAt(rule.tiers, unit);
    // More was paid back than came: each unit below nothing is of the first tier.
    for (let unit = 0; unit > end; unit--) basis -= rateAt(rule.tiers, 0);
    return rounded(basis);
  };
  return upTo(to) - upTo(from);
}

describe("what a period owes", () => {
  test("is what one finds by counting its cash unit by unit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(terms, fc.integer({ min: -300, max: 900 })), { minLength: 1, maxLength: 3 }),
        (of) => {
          const strata = of.map(([said, cashMinor], n) => ({ number: n + 1, cashMinor, terms: said }));
          const volume = sumOf(strata.map(({ cashMinor }) => cashMinor));
          const owed = entitlements(strata);
          let below = 0;
          for (const { number, cashMinor, terms: said } of strata) {
            expect(owed.get(number)).toBe(unitByUnit(said, below, below + cashMinor, volume));
            below += cashMinor;
          }
        },
      ),
      { numRuns },
    );
  });

  test("is booked whole by the entries of every history, whatever comes, goes back and comes late", () => {
    const move = fc.record({ version: fc.nat(2), share: fc.integer({ min: -100, max: 100 }), size: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(terms, { minLength: 3, maxLength: 3 }), fc.array(move, { maxLength: 30 }), (said, moves) => {
        const cash = [0, 0, 0];
        let strata: Stratum[] = [];
        let booked = 0;
        for (const { version, share, size } of moves) {
          const had = cash[version] as number;
          const cashMinor = share < 0 ? -Math.round((had * -share) / 100) : size;
          const stratum = { number: version + 1, cashMinor, terms: said[version] as Rule };
          const grown = growth(strata, stratum);
          cash[version] = had + cashMinor;
          strata = grown.strata;
          booked += grown.ownMinor + grown.differenceMinor;
          expect(grown.volumeMinor).toBe(sumOf(cash));
        }
        const anew = cash.flatMap((cashMinor, n) =>
          strata.some(({ number }) => number === n + 1) ? [{ number: n + 1, cashMinor, terms: said[n] as Rule }] : [],
        );
        expect(booked).toBe(sumOf(entitlements(anew).values()));
      }),
      { numRuns },
    );
  });

  test("grows by each tier for what lies in it, or by the reached tier for all of it", () => {
    const steps = [
      { fromMinor: 0, basisPoints: 500 },
      { fromMinor: 100_000, basisPoints: 800 },
    ];
    const stratum = (tiering: Rule["tiering"], cashMinor: number) => ({
      number: 1,
      cashMinor,
      terms: { tiers: steps, tiering },
    });
    expect(marginalUpTo(steps, 150_000)).toBe(9_000);
    const first = growth([], stratum("retroactive", 60_000));
    expect(first).toMatchObject({ ownMinor: 3_000, differenceMinor: 0 });
    const second = growth(first.strata, stratum("retroactive", 60_000));
    expect(second).toMatchObject({ ownMinor: 4_800, differenceMinor: 1_800, volumeMinor: 120_000 });
    expect(growth(second.strata, stratum("retroactive", -60_000))).toMatchObject({
      ownMinor: -3_000,
      differenceMinor: -3_600,
    });
    expect(growth(growth([], stratum("marginal", 60_000)).strata, stratum("marginal", 60_000))).toMatchObject({
      ...{ ownMinor: 3_600, differenceMinor: 0 },
    });
  });
});

const version = (fields: Partial<Version>): Version => ({
  ...{ id: "rbv_1", version: 1, createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" },
  ...{ ruleId: "rbr_1", number: 1, name: "rule", fromOn: "2026-01-01", currency: "CNY", period: "month" },
  ...{ tiering: "marginal", tiers: [{ fromMinor: 0, basisPoints: 100 }] },
  ...fields,
});
const cash = { bookedOn: "2026-06-15", creditedAt: "2026-06-15T08:00:00.000Z", orderKind: "new", currency: "CNY" };
const who = (has: Terms = {}) => ({ id: "ptn_1", terms: has });
const numbers = (of: Version[], on: object = {}, has: Terms = {}, seen = new Map()) =>
  versionsFor(of, { ...cash, ...on }, who(has), seen).map(({ number }) => number);

describe("the version of a rule that holds", () => {
  test("is the latest that had begun and was known when the cash was credited", () => {
    const two = version({ number: 2, fromOn: "2026-06-15", createdAt: "2026-06-10T00:00:00.000Z" });
    const all = [version({}), two];
    expect(numbers(all)).toEqual([2]);
    expect(numbers(all, { bookedOn: "2026-06-14" })).toEqual([1]);
    // Credited before anybody knew of it.
    expect(numbers([version({}), { ...two, createdAt: "2026-06-15T09:00:00.000Z" }])).toEqual([1]);
  });

  test("is none once the rule has ended or was archived, and the earlier one until a partner has acknowledged", () => {
    expect(numbers([version({}), version({ number: 2, toOn: "2026-06-14" })])).toEqual([]);
    expect(numbers([version({}), version({ number: 2, isOff: true, fromOn: "2026-06-01" })])).toEqual([]);
    const asking = [version({}), version({ number: 2, asksAcknowledgement: true })];
    expect(numbers(asking)).toEqual([1]);
    const seen = (at: string, on: string) => new Map([["rbr_1", [{ number: 2, at, on, by: "x" }]]]);
    expect(numbers(asking, {}, {}, seen("2026-06-14T00:00:00.000Z", "2026-06-14"))).toEqual([2]);
    expect(numbers(asking, {}, {}, seen("2026-06-16T00:00:00.000Z", "2026-06-16"))).toEqual([1]);
  });

  test("is of the order's kind, the product's type, the partner's tier and territory, within the contract", () => {
    expect(numbers([version({ orderKinds: ["renewal"] })])).toEqual([]);
    expect(numbers([version({ productTypes: ["service"] })], { productType: "subscription" })).toEqual([]);
    expect(numbers([version({ productTypes: ["service"] })], { productType: "service" })).toEqual([1]);
    expect(numbers([version({ partnerTiers: ["金牌"] })], {}, { tier: "银牌" })).toEqual([]);
    expect(numbers([version({ territories: ["浙江"] })], {}, { territories: ["上海", "浙江"] })).toEqual([1]);
    expect(numbers([version({ partnerIds: ["ptn_2"] })])).toEqual([]);
    expect(numbers([version({ currency: "USD" })])).toEqual([]);
    expect(numbers([version({})], {}, { contractToOn: "2026-06-14" })).toEqual([]);
    expect(numbers([version({})], {}, { contractFromOn: "2026-06-15" })).toEqual([1]);
  });
});

test("a partner's terms of a day are those of the last change by then that was known", () => {
  const change = (on: string, tier: string, before?: Terms) => ({
    ...{ id: `ptc_${on}`, version: 1, createdAt: `${on}T01:00:00.000Z`, updatedAt: `${on}T01:00:00.000Z` },
    ...{ partnerId: "ptn_1", at: `${on}T01:00:00.000Z`, on, terms: { tier }, ...(before && { before }) },
  });
  const changes = [change("2026-03-01", "B", { tier: "C" }), change("2026-06-01", "A")];
  const at = (on: string, knownAt = "2027-01-01T00:00:00.000Z") => termsOn(changes, on, knownAt, { tier: "now" }).tier;
  expect(["2026-02-28", "2026-03-01", "2026-05-31", "2026-06-01"].map((on) => at(on))).toEqual(["C", "B", "B", "A"]);
  expect(at("2026-06-02", "2026-05-30T00:00:00.000Z")).toBe("B");
  expect(termsOn([], "2026-01-01", "2027-01-01T00:00:00.000Z", { tier: "now" }).tier).toBe("now");
});

test("periods are months, quarters and years of the calendar", () => {
  const quarter = { period: "quarter" } as const;
  expect(["2026-01-31", "2026-03-31", "2026-04-01", "2026-12-31"].map((on) => periodOf(quarter, on))).toEqual([
    ...["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"],
  ]);
  const whole = (["month", "year"] as const).map((period) => periodOf({ period }, "2026-11-30"));
  expect(whole).toEqual(["2026-11", "2026"]);
});

test("a day lies in the days of its period, in whichever month the tenant's years begin", () => {
  const days = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays("2024-01-01", n));
  const periods = fc.constantFrom("month" as const, "quarter" as const, "year" as const);
  fc.assert(
    fc.property(days, periods, fc.integer({ min: 1, max: 12 }), (on, period, yearStartsInMonth) => {
      const { from, to } = daysOf(monthsOf(periodOf({ period, yearStartsInMonth }, on), yearStartsInMonth));
      expect([from <= on, on <= to]).toEqual([true, true]);
    }),
  );
});

test("tiers that do not rise and ends before beginnings are told by their fields", () => {
  const wrong = {
    ...version({}),
    toOn: "2025-12-31",
    tiers: [
      { fromMinor: 5, basisPoints: 1 },
      { fromMinor: 5, basisPoints: 2 },
    ],
  } as RuleTerms;
  expect(rebateErrors(wrong).map(({ path }) => path)).toEqual(["tiers.0.fromMinor", "tiers.1.fromMinor", "toOn"]);
});
