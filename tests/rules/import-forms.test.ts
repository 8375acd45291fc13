import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCell } from "../../functions/jobs/cells.ts";
import type { Column } from "../../functions/jobs/columns.ts";
import { formsOfDay, numberOf } from "../../functions/jobs/forms.ts";
import { moneyOf, unitOf } from "../../functions/jobs/money-cells.ts";
import type { Form } from "../../functions/jobs/schema.ts";
import { placed, Survey } from "../../functions/jobs/survey.ts";

const CONTEXT = { timeZone: "Asia/Shanghai", currency: "EUR" };
const column = (field: string, kind: Column["kind"], more: Partial<Column> = {}): Column => ({
  ...{ field, kind, label: field, names: [field] },
  ...more,
});

/** What a file of one column is surveyed and read as. */
function readAll(kind: Column["kind"], cells: string[], forms: Record<string, Form> = {}) {
  const columns = [column("x", kind)];
  const survey = new Survey(placed(["X"], { X: "x" }, columns, { forms }));
  cells.forEach((cell, n) => {
    survey.add({ number: n + 2, cells: [cell] });
  });
  const found = survey.end();
  const [place] = placed(["X"], { X: "x" }, columns, { forms: found.forms });
  return { ...found, values: cells.map((cell) => readCell(place as Column, cell, CONTEXT)) };
}

/** How people of a country write a number: its marks for groups and for decimals. */
const COUNTRIES = [
  { group: ",", mark: ".", form: "decimalPoint" },
  { group: ".", mark: ",", form: "decimalComma" },
  { group: " ", mark: ",", form: "decimalComma" },
  { group: "\u202f", mark: ",", form: "decimalComma" },
  { group: "'", mark: ".", form: "decimalPoint" },
  { group: "", mark: ".", form: "decimalPoint" },
  { group: "", mark: ",", form: "decimalComma" },
] as const;

const grouped = (whole: string, group: string): string => whole.replace(/\B(?=(\d{3})+$)/g, group);

describe("numbers of a column", () => {
  const cents = fc.integer({ min: 0, max: 99_999_999_99 });

  test("are read as their country wrote them, or asked for, and never as something else", () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 12 }), fc.constantFrom(...COUNTRIES), (all, country) => {
        const written = all.map((minor) => {
          const [whole = "", rest = ""] = (minor / 100).toFixed(2).split(".");
          return `${grouped(whole, country.group)}${country.mark}${rest}`;
        });
        const { values, asked, forms } = readAll("amount", written);
        expect(asked).toEqual([]);
        expect(forms).toEqual({ X: country.form });
        expect(values).toEqual(all.map((value) => ({ value })));
      }),
    );
  });

  test("without decimals and with one mark are asked for, and are what the importer says", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1_000, max: 999_999 }), { minLength: 1, maxLength: 8 }), (all) => {
        const written = all.map((whole) => grouped(String(whole), ","));
        expect(readAll("amount", written).asked).toMatchObject([{ path: "forms.X", code: "ambiguous" }]);
        const said = readAll("amount", written, { X: "decimalPoint" });
        expect(said.asked).toEqual([]);
        expect(said.values).toEqual(all.map((whole) => ({ value: whole * 100 })));
      }),
    );
  });

  test("of a column with both forms are asked for", () => {
    const { asked } = readAll("amount", ["1.234,50", "1,234.50"]);
    expect(asked).toMatchObject([{ code: "ambiguous" }]);
    expect(asked[0]?.message).toContain("row 3");
  });

  test.each([
    [
      ["0,125", "1,234"],
      [0.125, 1.234],
    ],
    [
      ["0,500", "2,000"],
      [0.5, 2],
    ],
    [
      ["1.5", "1.234"],
      [1.5, 1.234],
    ],
    [["12,34,567.5"], [1234567.5]],
    [
      ["(12.5)", "3-"],
      [-12.5, -3],
    ],
    [
      ["１２.5", "٣٫٥", "१२.5"],
      [12.5, 3.5, 12.5],
    ],
    [["60%"], [60]],
    [
      ["1.2万", "3亿"],
      [12_000, 300_000_000],
    ],
  ])("%j are %j", (cells, numbers) => {
    expect(readAll("number", cells).values).toEqual(numbers.map((value) => ({ value })));
  });

  test("that are whole have no decimals to be taken for", () => {
    expect(numberOf("1,200", undefined, true)).toEqual({ digits: "1200" });
    expect(numberOf("1.200", undefined, true)).toEqual({ digits: "1200" });
  });
});

describe("money", () => {
  test.each([
    ["€ 12,50", "CNY", { amountMinor: 1250, currency: "EUR" }],
    ["RMB 12.50", "USD", { amountMinor: 1250, currency: "CNY" }],
    ["12.50美元", "CNY", { amountMinor: 1250, currency: "USD" }],
    ["¥12.50", "CNY", { amountMinor: 1250 }],
    ["$12.50", "USD", { amountMinor: 1250 }],
  ])("%s beside %s", (text, currency, money) => {
    expect(moneyOf(text, { currency })).toEqual(money);
  });

  test("with a sign that its currency does not have is refused", () => {
    expect(moneyOf("$12.50", { currency: "CNY" })).toMatchObject({ code: "ambiguous" });
    expect(moneyOf("¥12.50", { currency: "EUR" })).toMatchObject({ code: "ambiguous" });
  });

  test.each([
    ["金额（万元）", "12.5", { amountMinor: 12_500_000 }],
    ["Amount (USD)", "12.5", { amountMinor: 1_250, currency: "USD" }],
    ["金额（美元）", "12.5", { amountMinor: 1_250, currency: "USD" }],
    ["Amount", "12.5", { amountMinor: 1_250 }],
  ])("below the header %s counts in its unit", (header, text, money) => {
    expect(moneyOf(text, { currency: "CNY", unit: unitOf(header) })).toEqual(money);
  });
});

describe("days of a column", () => {
  const day = fc
    .date({ min: new Date("1990-01-01"), max: new Date("2039-12-31"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  const two = (n: string | undefined, isPadded: boolean): string => (isPadded ? String(n) : String(Number(n)));

  test("are told by the whole column, or asked for, and never mixed up", () => {
    fc.assert(
      fc.property(
        fc.array(day, { minLength: 1, maxLength: 20 }),
        fc.constantFrom("dmy" as const, "mdy" as const),
        fc.constantFrom("/", ".", "-"),
        fc.boolean(),
        fc.boolean(),
        (given, order, mark, isPadded, isShort) => {
          // A year of two digits is one of this century, up to its middle; later ones are not guessed.
          const days = given
            .map((on) => (isShort ? `20${String(Number(on.slice(2, 4)) % 50).padStart(2, "0")}${on.slice(4)}` : on))
            .filter((on) => !on.endsWith("02-29"));
          const written = days.map((on) => {
            const [y = "", m, d] = on.split("-");
            const year = isShort ? y.slice(2) : y;
            const parts = order === "dmy" ? [d, m] : [m, d];
            return [...parts.map((part) => two(part, isPadded)), year].join(mark);
          });
          const { values, asked, forms } = readAll("date", written);
          if (asked.length === 0) {
            const right = days.map((value) => ({ value: isShort ? `20${value.slice(2)}` : value }));
            expect(values).toEqual(right);
            expect(forms.X === undefined || forms.X === order).toBe(true);
          }
          if (!isShort && days.some((on) => Number(on.slice(8)) > 12)) expect(asked).toEqual([]);
          const said = readAll("date", written, { X: order });
          expect(said.values).toEqual(days.map((value) => ({ value: isShort ? `20${value.slice(2)}` : value })));
        },
      ),
    );
  });

  test.each([
    ["24 Nov 2026", "2026-11-24"],
    ["November 24, 2026", "2026-11-24"],
    ["24-Nov-2026", "2026-11-24"],
    ["Tue, 24 Nov 2026", "2026-11-24"],
    ["٢٤/١١/٢٠٢٦", "2026-11-24"],
  ])("%s is %s", (text, on) => expect(readAll("date", [text]).values).toEqual([{ value: on }]));

  test.each([
    ["11/24/2026 3:45 PM", "2026-11-24T07:45:00.000Z"],
    ["2026/11/24 下午3:45", "2026-11-24T07:45:00.000Z"],
    ["2026-11-24 12:05 AM", "2026-11-23T16:05:00.000Z"],
    ["24 Nov 2026, 15:45", "2026-11-24T07:45:00.000Z"],
  ])("%s is the instant %s", (text, at) => expect(readAll("instant", [text]).values).toEqual([{ value: at }]));

  test("leave open what is one day however it is read", () => {
    expect(formsOfDay("5/5/2026")).toBeUndefined();
    expect(formsOfDay("2026-05-06")).toBeUndefined();
    expect(formsOfDay("5/6/2026")).toEqual(["dmy", "mdy"]);
  });
});
