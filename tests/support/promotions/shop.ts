import type { BasketLine, Rule } from "../../../functions/prices/engine/types.ts";
import type { seeded } from "../generator/random.ts";

type Random = ReturnType<typeof seeded>;

/** A basket of a shop with so many lines, each product a few hundred to a few thousand. */
export const shopLines = (random: Random, count: number): BasketLine[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ productId: `prd_${n}`, productType: `type${n % 6}`, quantity: random.int(1, 12) },
    amountMinor: random.int(20_000, 2_000_000),
  }));

const lineRule = (random: Random, lines: readonly BasketLine[]): Partial<Rule> & Pick<Rule, "effect"> => {
  // A promotion is on neighbours in the catalogue, or on all of a type.
  const first = random.int(0, lines.length - 1);
  const productIds = Array.from({ length: random.int(1, 5) }, (_, n) => `prd_${(first + n) % lines.length}`);
  const scope = random.int(0, 9) === 0 ? { productTypes: [`type${random.int(0, 5)}`] } : { productIds };
  const basisPoints = random.int(100, 3_000);
  const kinds: Rule["effect"][] = [
    { type: "percent", basisPoints, of: "lines" },
    { type: "amount", amountMinor: random.int(100, 5_000), of: "unit" },
    { type: "volume", steps: [{ fromQuantity: random.int(2, 20), basisPoints }] },
    { type: "buyGet", buy: random.int(2, 4), get: 1, basisPoints: 10_000 },
  ];
  return { scope, effect: kinds[random.int(0, kinds.length - 1)] as Rule["effect"] };
};

const basketRule = (random: Random, total: number): Partial<Rule> & Pick<Rule, "effect"> => {
  const fromMinor = random.int(Math.floor(total / 20), total);
  const offMinor = Math.floor((fromMinor * random.int(1, 8)) / 100);
  const steps = [
    { fromMinor, offMinor },
    { fromMinor: fromMinor * 2, offMinor: offMinor * 3 },
  ];
  const kinds: Rule["effect"][] = [
    { type: "fullReduction", steps },
    { type: "fullReduction", steps: [steps[0] as (typeof steps)[number]], each: true },
    { type: "percent", basisPoints: random.int(100, 800), of: "basket" },
  ];
  const scope = random.int(0, 1) === 0 ? { productTypes: [`type${random.int(0, 5)}`] } : undefined;
  return { ...(scope && { scope }), effect: kinds[random.int(0, kinds.length - 1)] as Rule["effect"] };
};

/** Rules as shops have them: most on lines in a few groups, some on the basket, some coupons of which one may be used. */
export function shopRules(random: Random, lines: readonly BasketLine[], count: number): Rule[] {
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return Array.from({ length: count }, (_, n): Rule => {
    const dice = random.int(0, 9);
    const id = `pro_${String(n).padStart(4, "0")}`;
    const priority = random.int(0, 9);
    if (dice < 7) return { id, priority, group: `line${random.int(0, 2)}`, ...lineRule(random, lines) };
    if (dice < 9) return { id, priority, group: `basket${random.int(0, 3)}`, ...basketRule(random, total) };
    return { id, coupon: `code${n}`, priority, onePerPayment: true, ...basketRule(random, total) };
  });
}

/** What is hard for every search of this kind: thresholds that many near-equal discounts just miss together. */
export function adversarialRules(random: Random, lines: readonly BasketLine[], count: number): Rule[] {
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  return Array.from({ length: count }, (_, n): Rule => {
    const id = `pro_${String(n).padStart(4, "0")}`;
    const share = random.int(900, 1_100);
    if (n % 4 !== 0) {
      const scope = { productIds: [`prd_${n % lines.length}`] };
      return { id, priority: n % 7, scope, effect: { type: "percent", basisPoints: share, of: "lines" } };
    }
    const fromMinor = total - Math.floor((total * random.int(1, 30)) / 100);
    const offMinor = Math.floor((fromMinor * random.int(20, 40)) / 1_000);
    return { id, priority: n, effect: { type: "fullReduction", steps: [{ fromMinor, offMinor }] } };
  });
}
