import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { amountIn } from "../../functions/bank/intake/table/cells.ts";
import { minorOf } from "../../functions/console/app/lib/amounts.ts";
import { moneyOf, unitOf } from "../../functions/jobs/money-cells.ts";

const amountOf = (text: string, currency = "CNY", header = "Amount") =>
  moneyOf(text, { currency, unit: unitOf(header) });

/** A whole number of thousandths as people of a decimal mark write it. */
const figures = (thousandths: number, mark: string): string =>
  `${Math.floor(thousandths / 1_000)}${mark}${String(thousandths % 1_000)
    .padStart(3, "0")
    .replace(/0{1,2}$/, "")}`;

const UNITS: readonly [unit: string, tens: number][] = [
  ...(["k", "K", " k", " Tsd", " Tsd.", " thousand", " тыс.", " tys.", "千", "仟", "천"] as const).map(
    (unit): [string, number] => [unit, 3],
  ),
  ...(["万", "萬", " 万", "만"] as const).map((unit): [string, number] => [unit, 4]),
  ...(
    [" Mio", " Mio.", " MIO", " million", " millions", " Millionen", " millones", " млн", "mn", "MM", "百万"] as const
  ).map((unit): [string, number] => [unit, 6]),
  ...([" Mrd.", " bn", " milliards", " млрд", " mld"] as const).map((unit): [string, number] => [unit, 9]),
  ...([" lakh", " Lac"] as const).map((unit): [string, number] => [unit, 5]),
  ...([" crore", "千万"] as const).map((unit): [string, number] => [unit, 7]),
  ...(["亿", "億", "억"] as const).map((unit): [string, number] => [unit, 8]),
];

describe("amounts that name their unit", () => {
  // One to three decimals of which the last is none of a group of three.
  const thousandths = fc.integer({ min: 1, max: 99_999 }).map((n) => n * 10);

  test("are as many minor units as they say, wherever the unit is from", () => {
    fc.assert(
      fc.property(thousandths, fc.constantFrom(...UNITS), fc.constantFrom(".", ","), (n, [unit, tens], mark) => {
        // What is written in countries of a decimal point alone has no comma before its decimals.
        if (mark === "," && /[千仟万萬百亿億lLc]/.test(unit) && !/mil|Mil|mld/.test(unit)) return;
        const amountMinor = (n * 10 ** tens) / 10;
        expect([unit, amountOf(`${figures(n, mark)}${unit}`)]).toEqual([unit, { amountMinor }]);
      }),
    );
  });

  test.each(["2.5M", "2.5m", "1.5 B", "2 billion", "3 mil", "2.5 x", "1 k k", "5k6", "k5", "1.2.3k", "1,2,3 Mio"])(
    "%s is refused with a sentence",
    (text) => expect(amountOf(text)).toMatchObject({ wrong: expect.stringContaining(text) }),
  );

  test("that may be two numbers are asked for", () => {
    expect(amountOf("1.234k")).toMatchObject({ code: "ambiguous" });
    expect(amountOf("1,234 Mio")).toMatchObject({ code: "ambiguous" });
  });
});

describe("the unit of a header", () => {
  test.each([
    ["金额（万元）", 4],
    ["金额万元", 4],
    ["金额(百万)", 6],
    ["金额(千万元)", 7],
    ["Amount in thousands", 3],
    ["Umsatz (TEUR)", 3],
    ["Umsatz T€", 3],
    ["Revenue (k€)", 3],
    ["Sales Mio. EUR", 6],
    ["Sales in Mio. EUR", 6],
    ["Budget (USD millions)", 6],
    ["Revenue $MM", 6],
    ["Сумма, млн", 6],
    ["Сумма (тыс. руб.)", 3],
    ["Amount (net)", 0],
    ["Total (incl. VAT)", 0],
    ["Amount (m²)", 0],
    ["Montant", 0],
  ])("%s is read", (header, tens) => {
    expect(unitOf(header)).toMatchObject({ tens });
    expect(unitOf(header).unsure).toBeUndefined();
  });

  test.each(["Revenue ($M)", "ARR ($m)", "Valeur (en M€)", "Sales USD m", "Budget (USD B)"])(
    "%s may be one of two, so that no amount is read under it",
    (header) => expect(amountOf("3.5", "USD", header)).toMatchObject({ code: "ambiguous" }),
  );

  test("is not multiplied by that of a cell", () => {
    expect(amountOf("3.5万", "CNY", "金额（万元）")).toMatchObject({ code: "ambiguous" });
    expect(amountOf("3.5", "CNY", "金额（万元）")).toEqual({ amountMinor: 3_500_000 });
  });
});

test.each([
  ["１２３", 12_300],
  ["₹1,00,000", 10_000_000],
  ["(1,234.50)", -123_450],
  ["1'234.50", 123_450],
  ["12.34-", -1_234],
  ["−12.34", -1_234],
  ["۱۲۳", 12_300],
])("%s is read", (text, amountMinor) => expect(amountOf(text, "INR")).toMatchObject({ amountMinor }));

test.each([
  "½",
  "1e5",
  "1.5E3",
  "0x10",
  "10%",
  "1/2",
  "12 34",
  "1 2 3",
  "--5",
  "NaN",
  "N/A",
  "12.34 CR",
  "1.23.45",
  "(12",
  "1_000",
  "0.005",
])("%s is no amount", (text) => expect(amountOf(text)).toHaveProperty("wrong"));

describe("amounts of bank tables", () => {
  const read = (text: string, currency: string) => amountIn(text, currency, { decimalMark: undefined });

  test.each([
    ["$5", "USD", 500],
    ["USD 12.34", "USD", 1_234],
    ["RMB 5", "CNY", 500],
    ["¥ 1,234.50", "CNY", 123_450],
    ["1 234,50 €", "EUR", 123_450],
    ["1'234.50", "CHF", 123_450],
    ["１２３元", "CNY", 12_300],
    ["($1,234.50)", "USD", -123_450],
  ])("%s in %s is read", (text, currency, value) => expect(read(text, currency)).toEqual({ value }));

  test.each([
    ["5$", "EUR"],
    ["12.34USD", "EUR"],
    ["€5", "USD"],
    ["5元", "USD"],
    ["12 34", "EUR"],
    ["1 2 3", "EUR"],
    ["1 234 5", "EUR"],
    ["1.2k", "EUR"],
  ])("%s in %s is refused", (text, currency) => expect(read(text, currency)).toMatchObject({ code: "invalid_amount" }));
});

test.each([
  ["1,234.50", 123_450],
  ["1 234.50", 123_450],
  ["1,00,000", 10_000_000],
  ["￥１２３", 12_300],
  ["-5", -500],
  ["1,5", undefined],
  ["12,34", undefined],
  ["1,2345", undefined],
  ["12 34", undefined],
  ["1.2k", undefined],
])("what somebody types as %s is %s minor units", (text, minor) => expect(minorOf(text, "CNY")).toBe(minor));
