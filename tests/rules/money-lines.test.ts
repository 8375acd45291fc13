import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { AMOUNT_MINOR_MAX } from "../../shared/money.ts";
import {
  documentOf,
  isProblem,
  type MoneyLine,
  type PricedLine,
  priceLine,
  rounded,
} from "../../shared/money-lines.ts";
import { SOAK } from "../support/soak.ts";

const numRuns = 500 * SOAK;

const priced = (line: MoneyLine): PricedLine & { taxBasisPoints?: number } => {
  const found = priceLine(line);
  if (isProblem(found)) throw new Error(`${found.field} ${found.message}`);
  return { ...found, taxBasisPoints: line.taxBasisPoints };
};

/** Decimals of up to six digits, with what they are times a million. */
const decimal = (max: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.nat({ max: 999_999 }), fc.nat({ max: 6 }))
    .map(([whole, fraction, digits]) => {
      const cut = String(fraction).padStart(6, "0").slice(0, digits);
      const millionths = BigInt(whole) * 1_000_000n + BigInt(cut.padEnd(6, "0"));
      return { text: digits > 0 ? `${whole}.${cut}` : String(whole), millionths };
    });

const RATES = [0, 600, 900, 1_300];
const line = fc.record({
  quantity: decimal(500),
  price: decimal(90_000),
  off: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
  taxBasisPoints: fc.constantFrom(...RATES),
});
type Drawn = typeof line extends fc.Arbitrary<infer L> ? L : never;
const lineOf = ({ quantity, price, off, taxBasisPoints }: Drawn) =>
  priced({
    quantity: quantity.text,
    unitPriceMinor: price.text,
    ...(off !== undefined && { discount: { basisPoints: off } }),
    taxBasisPoints,
  });

/** The nearest whole number, halves away from zero, found by looking at the neighbours. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const floor = size / denominator;
  const [below, above] = [size - floor * denominator, (floor + 1n) * denominator - size];
  const found = above <= below ? floor + 1n : floor;
  return numerator < 0n ? -found : found;
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

describe("the rounding rule", () => {
  test("takes the nearest unit and halves away from zero, for what is charged and what is taken back alike", () => {
    expect([5n, -5n, 7n, -7n, 4n].map((n) => Number(rounded(n, 2n)))).toEqual([3, -3, 4, -4, 2]);
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 12n), (n, d) => {
        expect(rounded(n, d)).toBe(nearest(n, d));
        expect(rounded(-n, d)).toBe(-rounded(n, d));
      }),
      { numRuns },
    );
  });
});

describe("a line", () => {
  test("is rounded once, whatever decimals and discount it has", () => {
    expect(priced({ quantity: 3, unitPriceMinor: "33.335", discount: { basisPoints: 1_000 } })).toMatchObject({
      listMinor: 100,
      discountMinor: 10,
      amountMinor: 90,
    });
    expect(priced({ quantity: "0.5", unitPriceMinor: 25 }).amountMinor).toBe(13);
    expect(priced({ quantity: "-0.5", unitPriceMinor: 25 }).amountMinor).toBe(-13);
    fc.assert(
      fc.property(line, (drawn) => {
        const { quantity, price, off = 0 } = drawn;
        const exact = quantity.millionths * price.millionths;
        const { listMinor, discountMinor, amountMinor } = lineOf(drawn);
        expect(BigInt(listMinor)).toBe(nearest(exact, 10n ** 12n));
        expect(BigInt(amountMinor)).toBe(nearest(exact * BigInt(10_000 - off), 10n ** 16n));
        expect(listMinor - discountMinor).toBe(amountMinor);
      }),
      { numRuns },
    );
  });

  test.each<[MoneyLine, string]>([
    [{ quantity: "1.0000001", unitPriceMinor: 1 }, "quantity"],
    [{ quantity: "1e3", unitPriceMinor: 1 }, "quantity"],
    [{ quantity: 1, unitPriceMinor: "0x10" }, "unitPriceMinor"],
    [{ quantity: 1, unitPriceMinor: Number.NaN }, "unitPriceMinor"],
    [{ quantity: 1_000_000, unitPriceMinor: AMOUNT_MINOR_MAX }, "amountMinor"],
    [{ quantity: 1, unitPriceMinor: 100, discount: { amountMinor: 101 } }, "discount"],
    [{ quantity: 1, unitPriceMinor: 100, discount: { amountMinor: -1 } }, "discount"],
    [{ quantity: -1, unitPriceMinor: 100, discount: { amountMinor: 1 } }, "discount"],
  ])("%j is refused for its %#", (given, field) => {
    expect(priceLine(given)).toMatchObject({ field });
  });
});

describe("a document", () => {
  test("reckons tax on the sum of a rate and not line by line", () => {
    // 13 % of 7.50 is 0.975 three times over: 2.94 if each were rounded, 2.93 in truth.
    const lines = [750, 750, 750].map((unitPriceMinor) =>
      priced({ quantity: 1, unitPriceMinor, taxBasisPoints: 1_300 }),
    );
    const found = documentOf(lines);
    expect(found).toMatchObject({ netMinor: 2_250, taxMinor: 293, totalMinor: 2_543 });
    expect(found.lines.map(({ taxMinor }) => taxMinor)).toEqual([98, 98, 97]);
    expect(
      documentOf([priced({ quantity: 1, unitPriceMinor: 11_300, taxBasisPoints: 1_300 })], { inclusive: true }),
    ).toMatchObject({ netMinor: 10_000, taxMinor: 1_300, totalMinor: 11_300 });
  });

  test("takes line and header discounts together, the header's on what is left of the lines", () => {
    const lines = [
      priced({ quantity: 2, unitPriceMinor: 5_000, discount: { basisPoints: 1_000 }, taxBasisPoints: 600 }),
      priced({ quantity: 1, unitPriceMinor: 1_000, discount: { amountMinor: 100 }, taxBasisPoints: 600 }),
    ];
    expect(documentOf(lines, { discount: { basisPoints: 500 } })).toMatchObject({
      ...{ subtotalMinor: 9_900, headerDiscountMinor: 495, netMinor: 9_405, taxMinor: 564, totalMinor: 9_969 },
      lines: [{ headerDiscountMinor: 450 }, { headerDiscountMinor: 45 }],
    });
  });

  test("equals the sums of its lines in every column, in any order, and a reckoning by another way", () => {
    const drawn = fc.tuple(
      fc.array(line, { minLength: 1, maxLength: 8 }),
      fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
      fc.boolean(),
      fc.nat(),
    );
    fc.assert(
      fc.property(drawn, ([all, off, inclusive, turn]) => {
        const lines = all.map(lineOf);
        const terms = { inclusive, ...(off !== undefined && { discount: { basisPoints: off } }) };
        const found = documentOf(lines, terms);
        const column = (name: keyof (typeof found.lines)[number]): number => sum(found.lines.map((one) => one[name]));
        expect(column("amountMinor")).toBe(found.subtotalMinor);
        expect(column("headerDiscountMinor")).toBe(found.headerDiscountMinor);
        expect(column("netMinor")).toBe(found.netMinor);
        expect(column("taxMinor")).toBe(found.taxMinor);
        expect(column("grossMinor")).toBe(found.totalMinor);
        expect(found.netMinor + found.taxMinor).toBe(found.totalMinor);
        expect(sum(found.taxes.map((tax) => tax.taxMinor))).toBe(found.taxMinor);
        expect(sum(found.taxes.map((tax) => tax.netMinor))).toBe(found.netMinor);
        expect(BigInt(found.headerDiscountMinor)).toBe(
          nearest(BigInt(found.subtotalMinor) * BigInt(off ?? 0), 10_000n),
        );

        // By another way: the tax of each rate, from what its lines have left.
        for (const { taxBasisPoints, taxMinor } of found.taxes) {
          const own = found.lines.filter((_, n) => lines[n]?.taxBasisPoints === taxBasisPoints);
          const left = BigInt(sum(own.map((one) => one.amountMinor - one.headerDiscountMinor)));
          const whole = inclusive ? 10_000n + BigInt(taxBasisPoints) : 10_000n;
          expect(BigInt(taxMinor)).toBe(nearest(left * BigInt(taxBasisPoints), whole));
        }

        // In another order.
        const at = turn % lines.length;
        const turned = documentOf([...lines.slice(at), ...lines.slice(0, at)].toReversed(), terms);
        expect({ ...turned, lines: [] }).toEqual({ ...found, lines: [] });
      }),
      { numRuns },
    );
  });
});
