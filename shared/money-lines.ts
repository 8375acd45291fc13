/**
 * Money is rounded by one rule (`money-lines.ts`): half a minor unit goes away from zero, once, at the result. A line
 * is quantity × price less its discount, rounded once; tax is reckoned on the sum of a rate's lines and then split
 * over them, so 13 % of three times 7.50 is 2.93 and not 2.94, and every column of the lines sums to the document in
 * whatever order they stand.
 */
import assert from "node:assert";
import { AMOUNT_MINOR_MAX, apportion, BASIS_POINTS_WHOLE } from "./money.ts";

/** A number with decimals as people write it: `2`, `"0.0035"`. It is never taken through floating point. */
export type Decimal = number | string;

/** A share of an amount, or an amount of minor units. */
export type Discount = { basisPoints: number } | { amountMinor: number };

/** One line of an offer, order or invoice. Its price is in minor units and may have decimals, as of a call or a kilobyte. */
export type MoneyLine = {
  quantity: Decimal;
  unitPriceMinor: Decimal;
  discount?: Discount;
  /** The rate of tax; none is the rate 0. */
  taxBasisPoints?: number;
};

export type PricedLine = {
  /** Quantity × price. */
  listMinor: number;
  /** What the line's own discount takes off. */
  discountMinor: number;
  /** What is left: list − discount. */
  amountMinor: number;
};

/** Digits behind the point that a quantity or price may have. */
export const DECIMALS_MAX = 6;
const DECIMAL = new RegExp(`^(-?)(\\d{1,15})(?:\\.(\\d{1,${DECIMALS_MAX}}))?$`);

type Fraction = { numerator: bigint; denominator: bigint };

/** A decimal as a fraction, exactly; `undefined` where it is none, or has more digits than are allowed. */
export function fractionOf(value: Decimal): Fraction | undefined {
  const match = DECIMAL.exec(String(value).trim());
  if (!match) return undefined;
  const [, sign = "", whole = "", decimals = ""] = match;
  const digits = BigInt(`${whole}${decimals}`);
  return { numerator: sign ? -digits : digits, denominator: 10n ** BigInt(decimals.length) };
}

/**
 * THE rounding rule of money: half a minor unit goes away from zero, 2.5 → 3 and −2.5 → −3. It is applied once to a result
 * and never to a step on the way, so what is taken back is the negative of what was charged.
 */
export function rounded(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, "a fraction has a positive denominator");
  const size = numerator < 0n ? -numerator : numerator;
  const nearest = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -nearest : nearest;
}

const WHOLE = BigInt(BASIS_POINTS_WHOLE);

/** So many basis points of an amount, by the rounding rule. */
export const shareOf = (amountMinor: number, basisPoints: number): number =>
  Number(rounded(BigInt(amountMinor) * BigInt(basisPoints), WHOLE));

const isTooLarge = (amount: bigint): boolean => (amount < 0n ? -amount : amount) > BigInt(AMOUNT_MINOR_MAX);

/** What is wrong with a line: the field and a sentence that follows its name. */
export type LineProblem = { field: "quantity" | "unitPriceMinor" | "discount" | "amountMinor"; message: string };

/**
 * Prices a line. A discount in basis points is taken off the exact product, so that 3 × 33.335 less 10 % is rounded once; a
 * discount by amount is taken off the rounded one, and is no larger than it.
 */
export function priceLine({ quantity, unitPriceMinor, discount }: MoneyLine): PricedLine | LineProblem {
  const [count, price] = [fractionOf(quantity), fractionOf(unitPriceMinor)];
  const decimal = `must be a number with at most ${DECIMALS_MAX} digits behind the point`;
  if (!count) return { field: "quantity", message: decimal };
  if (!price) return { field: "unitPriceMinor", message: decimal };
  const numerator = count.numerator * price.numerator;
  const denominator = count.denominator * price.denominator;
  const list = rounded(numerator, denominator);
  if (isTooLarge(list)) return { field: "amountMinor", message: `is more than ${AMOUNT_MINOR_MAX}` };
  if (!discount) return { listMinor: Number(list), discountMinor: 0, amountMinor: Number(list) };
  if ("basisPoints" in discount) {
    const left = rounded(numerator * (WHOLE - BigInt(discount.basisPoints)), denominator * WHOLE);
    return { listMinor: Number(list), discountMinor: Number(list - left), amountMinor: Number(left) };
  }
  const { amountMinor: off } = discount;
  const fits = list < 0n ? off <= 0 && BigInt(off) >= list : off >= 0 && BigInt(off) <= list;
  if (!fits) return { field: "discount", message: `must lie between 0 and the ${list} that it is taken off` };
  return { listMinor: Number(list), discountMinor: off, amountMinor: Number(list) - off };
}

export const isProblem = (priced: PricedLine | LineProblem): priced is LineProblem => "field" in priced;

/** A line within its document: its part of the document's discount and tax. */
export type DocumentLine = PricedLine & {
  headerDiscountMinor: number;
  netMinor: number;
  taxMinor: number;
  grossMinor: number;
};

export type MoneyDocument = {
  lines: DocumentLine[];
  /** Σ of the lines before the document's own discount, as they are priced: with tax where prices include it. */
  subtotalMinor: number;
  headerDiscountMinor: number;
  /** Without tax. */
  netMinor: number;
  taxMinor: number;
  /** With tax. */
  totalMinor: number;
  /** By rate, the lowest first: what it is reckoned on, and what it comes to. */
  taxes: { taxBasisPoints: number; netMinor: number; taxMinor: number }[];
};

type Terms = {
  discount?: Discount;
  /** True where prices include the tax. */
  inclusive?: boolean;
};

const total = (parts: readonly number[]): number => parts.reduce((sum, one) => sum + one, 0);

/** Splits an amount over parts that may be of either sign, or nothing at all, in proportion to their sizes. */
function split(amountMinor: number, parts: readonly number[]): number[] {
  const sizes = parts.map(Math.abs);
  return sizes.some((size) => size > 0) ? apportion(amountMinor, sizes) : parts.map(() => 0);
}

/** The tax in an amount that includes it, or on one that does not. */
const taxOn = (amountMinor: number, rate: number, inclusive: boolean): number =>
  inclusive ? Number(rounded(BigInt(amountMinor) * BigInt(rate), WHOLE + BigInt(rate))) : shareOf(amountMinor, rate);

/** The lines of one rate, by their places, and what they come to. */
type Group = { taxBasisPoints: number; places: number[]; amounts: number[] };

function groupsOf(lines: readonly { amountMinor: number; taxBasisPoints?: number }[]): Group[] {
  const rates = [...new Set(lines.map(({ taxBasisPoints = 0 }) => taxBasisPoints))].sort((a, b) => a - b);
  return rates.map((taxBasisPoints) => {
    const places = lines.flatMap((line, n) => ((line.taxBasisPoints ?? 0) === taxBasisPoints ? [n] : []));
    return { taxBasisPoints, places, amounts: places.map((n) => lines[n]?.amountMinor ?? 0) };
  });
}

function discountOf(amountMinor: number, discount: Discount | undefined): number {
  if (!discount) return 0;
  return "basisPoints" in discount ? shareOf(amountMinor, discount.basisPoints) : discount.amountMinor;
}

/**
 * Adds up priced lines. The document's discount is split over the rates and within each over its lines, in proportion to
 * their amounts. Tax is reckoned once for each rate, on the sum of its lines, and split over them the same way: so the total
 * does not depend on how lines are ordered, and every column of the lines sums to the document, to the unit.
 */
export function documentOf(
  lines: readonly (PricedLine & { taxBasisPoints?: number })[],
  { discount, inclusive = false }: Terms = {},
): MoneyDocument {
  const groups = groupsOf(lines);
  const subtotalMinor = total(lines.map(({ amountMinor }) => amountMinor));
  const headerDiscountMinor = discountOf(subtotalMinor, discount);
  const offs = split(
    headerDiscountMinor,
    groups.map(({ amounts }) => total(amounts)),
  );
  const priced: DocumentLine[] = [];
  const taxes = groups.map(({ taxBasisPoints, places, amounts }, g) => {
    const off = split(offs[g] ?? 0, amounts);
    const left = amounts.map((amount, n) => amount - (off[n] ?? 0));
    const taxMinor = taxOn(total(left), taxBasisPoints, inclusive);
    const tax = split(taxMinor, left);
    for (const [n, place] of places.entries()) {
      const { listMinor, discountMinor, amountMinor } = lines[place] as PricedLine;
      const own = tax[n] ?? 0;
      const netMinor = (left[n] ?? 0) - (inclusive ? own : 0);
      const whole = { listMinor, discountMinor, amountMinor, headerDiscountMinor: off[n] ?? 0 };
      priced[place] = { ...whole, netMinor, taxMinor: own, grossMinor: netMinor + own };
    }
    return { taxBasisPoints, netMinor: total(left) - (inclusive ? taxMinor : 0), taxMinor };
  });
  const netMinor = total(taxes.map((tax) => tax.netMinor));
  const taxMinor = total(taxes.map((tax) => tax.taxMinor));
  return {
    lines: priced,
    subtotalMinor,
    headerDiscountMinor,
    netMinor,
    taxMinor,
    totalMinor: netMinor + taxMinor,
    taxes,
  };
}
