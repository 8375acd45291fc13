import fc from "fast-check";
import type { BasketLine, Effect, Rule } from "../../../functions/prices/engine/types.ts";

/** Baskets and rules of every kind, small enough that rules meet and thresholds are missed by little. */

const PRODUCTS = ["prd_a", "prd_b", "prd_c", "prd_d"];
const TYPES = ["software", "service"];

export const basketLine: fc.Arbitrary<BasketLine> = fc.record(
  {
    productId: fc.constantFrom(...PRODUCTS),
    productType: fc.constantFrom(...TYPES),
    quantity: fc.integer({ min: 1, max: 7 }),
    months: fc.integer({ min: 1, max: 40 }),
    periodMonths: fc.constantFrom(1, 12),
    amountMinor: fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 40 })),
  },
  { requiredKeys: ["productId", "productType", "quantity", "amountMinor"] },
);

const scope = fc.record(
  {
    productIds: fc.uniqueArray(fc.constantFrom(...PRODUCTS), { minLength: 1, maxLength: 3 }),
    productTypes: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 1 }),
  },
  { requiredKeys: [] },
);

const points = fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(500, 1_000, 2_000));
const small = fc.integer({ min: 1, max: 1_500 });

/** Steps that rise, as those that are let in do. */
const rising = (length: number, make: (n: number, values: number[]) => object) =>
  fc.uniqueArray(fc.integer({ min: 1, max: 4_000 }), { minLength: 2 * length, maxLength: 2 * length }).map((values) => {
    const sorted = values.toSorted((a, b) => a - b);
    return Array.from({ length }, (_, n) => make(n, sorted));
  });

const reductions = fc.oneof(
  rising(1, (_, v) => ({ fromMinor: v[1], offMinor: v[0] })),
  rising(3, (n, v) => ({ fromMinor: v[3 + n], offMinor: v[n] })),
  rising(2, (n, v) => ({ fromMinor: v[2 + n], basisPoints: v[n] })),
);

const effect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({ type: fc.constant("percent" as const), basisPoints: points, of: fc.constantFrom("lines", "basket") }),
  fc.record({ type: fc.constant("amount" as const), amountMinor: small, of: fc.constantFrom("unit", "basket") }),
  fc.record(
    {
      type: fc.constant("unitPrice" as const),
      unitPriceMinor: fc.integer({ min: 0, max: 300 }),
      unitsMax: fc.integer({ min: 1, max: 6 }),
    },
    { requiredKeys: ["type", "unitPriceMinor"] },
  ),
  reductions.map((steps) => ({ type: "fullReduction" as const, steps: steps as never })),
  rising(1, (_, v) => ({ fromMinor: v[1], offMinor: v[0] })).map((steps) => ({
    ...{ type: "fullReduction" as const, steps: steps as never, each: true },
  })),
  rising(2, (n, v) => ({ fromQuantity: 1 + ((v[n] as number) % 5) + 5 * n, basisPoints: v[n + 2] })).map((steps) => ({
    ...{ type: "volume" as const, steps: steps as never },
  })),
  fc
    .record({
      items: fc.uniqueArray(
        fc.record({ productId: fc.constantFrom(...PRODUCTS), quantity: fc.integer({ min: 1, max: 3 }) }),
        { minLength: 1, maxLength: 3, selector: (item) => item.productId },
      ),
      timesMax: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      worth: fc.oneof(
        fc.record({ priceMinor: fc.nat(1_500) }),
        fc.record({ basisPoints: points }),
        fc.record({ amountMinor: small }),
      ),
    })
    .map(({ items, timesMax, worth }) => ({ type: "bundle" as const, items, ...(timesMax && { timesMax }), ...worth })),
  fc.record(
    {
      type: fc.constant("buyGet" as const),
      buy: fc.integer({ min: 1, max: 3 }),
      get: fc.integer({ min: 1, max: 2 }),
      basisPoints: fc.constantFrom(10_000, 5_000),
      getScope: scope,
      timesMax: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ["type", "buy", "get", "basisPoints"] },
  ),
);

const rule = fc.record(
  {
    priority: fc.integer({ min: 0, max: 4 }),
    effect,
    isCoupon: fc.boolean(),
    scope,
    minMinor: fc.integer({ min: 0, max: 6_000 }),
    minQuantity: fc.integer({ min: 1, max: 8 }),
    capMinor: fc.integer({ min: 1, max: 1_500 }),
    exclusive: fc.boolean(),
    group: fc.constantFrom("spring", "autumn"),
    onePerPayment: fc.boolean(),
    withoutPromotions: fc.boolean(),
    months: fc.integer({ min: 1, max: 36 }),
    excluded: fc.nat(5),
  },
  { requiredKeys: ["priority", "effect", "isCoupon"] },
);

const LIMITED = ["percent", "volume", "buyGet"];

/** Rules with names; most go with others, so that combinations matter. */
export const rules = (maxLength: number): fc.Arbitrary<Rule[]> =>
  fc.array(fc.tuple(rule, fc.nat(9)), { maxLength }).map((all) =>
    all.map(([{ isCoupon, months, excluded, exclusive, withoutPromotions, ...given }, dice], n): Rule => {
      const id = `pro_${n}`;
      const isLimited = months !== undefined && LIMITED.includes(given.effect.type);
      const isOfLines = !("of" in given.effect) || given.effect.of === "lines";
      return {
        ...{ id, ...given },
        ...(isCoupon && { coupon: `code${n}` }),
        ...(exclusive && dice === 0 && { exclusive }),
        ...(isCoupon && withoutPromotions && dice < 3 && { withoutPromotions }),
        ...(isLimited && isOfLines && { monthsMax: months }),
        ...(excluded !== undefined && dice > 6 && { excludes: [`pro_${excluded}`] }),
      };
    }),
  );

const kind = fc.constantFrom("line", "step", "share", "coupon");
const tenseRule = fc.record({ kind, from: fc.integer({ min: 50, max: 100 }), off: fc.integer({ min: 1, max: 60 }) });

/** Baskets on which every discount costs the thresholds of others: steps begin just below what is there, and take off much. */
export const tense: fc.Arbitrary<{ lines: BasketLine[]; rules: Rule[] }> = fc
  .record({
    amounts: fc.array(fc.integer({ min: 100, max: 3_000 }), { minLength: 1, maxLength: 3 }),
    given: fc.array(tenseRule, { minLength: 2, maxLength: 6 }),
  })
  .map(({ amounts, given }) => {
    const total = amounts.reduce((sum, one) => sum + one, 0);
    const line = { productType: "software", quantity: 1 };
    const lines = amounts.map((amountMinor, n) => ({ ...line, productId: PRODUCTS[n] as string, amountMinor }));
    const rules = given.map(({ kind: of, from, off }, n): Rule => {
      const name = { id: `pro_${n}`, priority: n };
      const fromMinor = Math.floor((total * from) / 100);
      const offMinor = Math.max(1, Math.floor((fromMinor * off) / 100));
      const basisPoints = off * 60;
      if (of === "line") return { ...name, effect: { type: "percent", basisPoints, of: "lines" } };
      if (of === "share")
        return { ...name, effect: { type: "percent", basisPoints, of: "basket" }, minMinor: fromMinor };
      const step = { ...name, effect: { type: "fullReduction" as const, steps: [{ fromMinor, offMinor }] } };
      if (of === "step") return step;
      const share = { type: "percent" as const, basisPoints, of: "basket" as const };
      return {
        ...name,
        coupon: `code${n}`,
        onePerPayment: n % 2 === 0,
        minMinor: fromMinor,
        effect: n % 3 ? share : step.effect,
      };
    });
    return { lines, rules };
  });
