import { listOf } from "../rules.ts";
import type { BasketLine, Effect, Rejection, Rule, Scope, Step } from "./types.ts";

/**
 * What a rule does to the lines that it touches, in one of five ways. `part` is the share of each line's amount that it looks
 * at, as a fraction of integers: all of it, or so many of its units or months.
 * - `share`: the part itself is taken off.
 * - `off`: an amount a line.
 * - `target`: what the part costs beyond an amount a line.
 * - `sum`: what a step of the parts' sum says, split over them.
 * - `set`: what the parts cost together beyond one price, split over them.
 */
export type Kernel =
  | { kind: "share" }
  | { kind: "off"; most: readonly number[] }
  | { kind: "target"; to: readonly number[] }
  | { kind: "sum"; steps: readonly Step[]; each: boolean }
  | { kind: "set"; priceMinor: number };

export type Compiled = {
  rule: Rule;
  /** Promotions on lines, then those on the basket, then coupons. */
  phase: 1 | 2 | 3;
  /** Places of the lines that it touches. */
  lines: readonly number[];
  num: readonly number[];
  den: readonly number[];
  kernel: Kernel;
  /** Places of the lines whose amount its threshold is compared with. */
  within: readonly number[];
};

const WHOLE = 10_000;

const isIn = (scope: Scope | undefined, { productId, productType }: BasketLine): boolean =>
  (!scope?.productIds || scope.productIds.includes(productId)) &&
  (!scope?.productTypes || scope.productTypes.includes(productType));

const placesIn = (lines: readonly BasketLine[], scope: Scope | undefined): number[] =>
  lines.flatMap((line, n) => (isIn(scope, line) ? [n] : []));

const quantityOf = (lines: readonly BasketLine[], places: readonly number[]): number =>
  places.reduce((sum, n) => sum + (lines[n]?.quantity ?? 0), 0);

/** So many units of some lines, the cheapest or the dearest first; equal ones in the order of the lines. */
function unitsOf(
  lines: readonly BasketLine[],
  places: readonly number[],
  count: number,
  first: "cheapest" | "dearest",
) {
  const sign = first === "cheapest" ? 1 : -1;
  const price = (n: number): { amount: bigint; quantity: bigint } => {
    const { amountMinor = 0, quantity = 1 } = lines[n] ?? {};
    return { amount: BigInt(amountMinor), quantity: BigInt(quantity) };
  };
  const compare = (a: number, b: number): number => {
    const [one, other] = [price(a), price(b)];
    const [left, right] = [one.amount * other.quantity, other.amount * one.quantity];
    return left === right ? a - b : left < right ? -sign : sign;
  };
  const units = new Map<number, number>();
  let left = count;
  for (const n of places.toSorted(compare)) {
    const taken = Math.min(left, lines[n]?.quantity ?? 0);
    if (taken > 0) units.set(n, taken);
    left -= taken;
  }
  return units;
}

type Body = Pick<Compiled, "lines" | "num" | "den" | "kernel">;
const plain = (kernel: Kernel, lines: readonly number[], num = 1, den = 1): Body => ({
  kernel,
  lines,
  num: lines.map(() => num),
  den: lines.map(() => den),
});
const ofUnits = (
  kernel: Kernel,
  lines: readonly BasketLine[],
  units: ReadonlyMap<number, number>,
  bp = 1,
  whole = 1,
) => {
  const places = [...units.keys()].sort((a, b) => a - b);
  const num = places.map((n) => (units.get(n) ?? 0) * bp);
  return { kernel, lines: places, num, den: places.map((n) => (lines[n]?.quantity ?? 1) * whole) };
};

const lacks = (missingQuantity: number): Rejection => ({ why: "below_quantity", missingQuantity });

function bundleBody(effect: Extract<Effect, { type: "bundle" }>, lines: readonly BasketLine[]): Body | Rejection {
  const { items, priceMinor, basisPoints, amountMinor, timesMax } = effect;
  const found = items.map(({ productId, quantity }) => {
    const places = placesIn(lines, { productIds: [productId] });
    return { places, quantity, there: quantityOf(lines, places) };
  });
  const missing = found.reduce((sum, { there, quantity }) => sum + Math.max(0, quantity - there), 0);
  if (missing > 0) return lacks(missing);
  const whole = Math.min(...found.map(({ there, quantity }) => Math.floor(there / quantity)));
  const times = Math.min(whole, timesMax ?? whole);
  const units = new Map(
    found.flatMap(({ places, quantity }) => [...unitsOf(lines, places, times * quantity, "dearest")]),
  );
  if (basisPoints !== undefined) return ofUnits({ kind: "share" }, lines, units, basisPoints, WHOLE);
  if (priceMinor !== undefined) return ofUnits({ kind: "set", priceMinor: priceMinor * times }, lines, units);
  const steps = [{ fromMinor: 0, offMinor: (amountMinor ?? 0) * times }];
  return ofUnits({ kind: "sum", steps, each: false }, lines, units);
}

/** Of one scope every so many units some are cheaper; with a scope of its own, what one gets is not counted as bought. */
function buyGetBody(
  { buy, get, basisPoints, getScope, timesMax }: Extract<Effect, { type: "buyGet" }>,
  lines: readonly BasketLine[],
  places: readonly number[],
): Body | Rejection {
  const got = getScope ? placesIn(lines, getScope) : places;
  const bought = getScope ? places.filter((n) => !got.includes(n)) : places;
  const need = getScope ? buy : buy + get;
  const there = quantityOf(lines, bought);
  if (there < need) return lacks(need - there);
  const times = Math.min(Math.floor(there / need), timesMax ?? Number.MAX_SAFE_INTEGER);
  const units = unitsOf(lines, got, times * get, "cheapest");
  return units.size === 0 ? { why: "no_product" } : ofUnits({ kind: "share" }, lines, units, basisPoints, WHOLE);
}

function bodyOf(effect: Effect, lines: readonly BasketLine[], places: readonly number[]): Body | Rejection {
  switch (effect.type) {
    case "percent":
      if (effect.of === "lines") return plain({ kind: "share" }, places, effect.basisPoints, WHOLE);
      return plain({ kind: "sum", steps: [{ fromMinor: 0, basisPoints: effect.basisPoints }], each: false }, places);
    case "amount": {
      const { amountMinor } = effect;
      const most = places.map((n) => amountMinor * (lines[n]?.quantity ?? 0));
      if (effect.of === "unit") return plain({ kind: "off", most }, places);
      return plain({ kind: "sum", steps: [{ fromMinor: 0, offMinor: amountMinor }], each: false }, places);
    }
    case "unitPrice": {
      const count = effect.unitsMax ?? quantityOf(lines, places);
      const units = unitsOf(lines, places, count, "dearest");
      const own = ofUnits({ kind: "target", to: [] }, lines, units);
      const to = own.lines.map((n, j) => {
        const { months, periodMonths } = lines[n] as BasketLine;
        return listOf(own.num[j] as number, effect.unitPriceMinor, months, periodMonths);
      });
      return { ...own, kernel: { kind: "target", to } };
    }
    case "fullReduction":
      return plain({ kind: "sum", steps: effect.steps, each: effect.each ?? false }, places);
    case "volume": {
      const quantity = quantityOf(lines, places);
      const step = effect.steps.filter(({ fromQuantity }) => fromQuantity <= quantity).at(-1);
      if (!step) return lacks((effect.steps[0]?.fromQuantity ?? 0) - quantity);
      return plain({ kind: "share" }, places, step.basisPoints, WHOLE);
    }
    case "bundle":
      return bundleBody(effect, lines);
    case "buyGet":
      return buyGetBody(effect, lines, places);
  }
}

const ON_BASKET = (effect: Effect): boolean =>
  effect.type === "fullReduction" || ("of" in effect && effect.of === "basket");

/** A rule as it acts on a basket, or why it does not, whatever else is taken off. */
export function compile(rule: Rule, lines: readonly BasketLine[]): Compiled | Rejection {
  const within = placesIn(lines, rule.scope);
  if (within.length === 0) return { why: "no_product" };
  const short = (rule.minQuantity ?? 0) - quantityOf(lines, within);
  if (short > 0) return lacks(short);
  const body = bodyOf(rule.effect, lines, within);
  if ("why" in body) return body;
  const { monthsMax } = rule;
  const monthsOf = (n: number): number => Math.max(lines[n]?.months ?? 1, 1);
  const limited = (n: number): boolean => monthsMax !== undefined && monthsOf(n) > monthsMax;
  return {
    ...{ rule, within, kernel: body.kernel, lines: body.lines },
    phase: rule.coupon ? 3 : ON_BASKET(rule.effect) ? 2 : 1,
    num: body.num.map((num, j) => (limited(body.lines[j] as number) ? num * (monthsMax ?? 1) : num)),
    den: body.den.map((den, j) => (limited(body.lines[j] as number) ? den * monthsOf(body.lines[j] as number) : den)),
  };
}

export const isCompiled = (found: Compiled | Rejection): found is Compiled => "kernel" in found;

/** The order in which rules are taken off, whichever are: by phase, by priority, by name. */
export function inOrder(a: Compiled, b: Compiled): number {
  const names = [a, b].map(({ rule }) => rule.coupon ?? rule.id) as [string, string];
  return a.phase - b.phase || a.rule.priority - b.rule.priority || (names[0] < names[1] ? -1 : 1);
}
