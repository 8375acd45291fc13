import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readCell } from "../../functions/jobs/cells.ts";
import type { Column } from "../../functions/jobs/columns.ts";
import { placed, Survey } from "../../functions/jobs/survey.ts";

const CONTEXT = { timeZone: "Asia/Shanghai", currency: "CNY" };

/** What a file of one column is read as, and whether somebody is asked how it is written. */
function readAll(kind: Column["kind"], cells: readonly string[]) {
  const columns = [{ field: "x", kind, label: "x", names: ["x"] }];
  const survey = new Survey(placed(["X"], { X: "x" }, columns));
  for (const [n, cell] of cells.entries()) survey.add({ number: n + 2, cells: [cell] });
  const { forms, asked } = survey.end();
  const [place] = placed(["X"], { X: "x" }, columns, { forms });
  return { isAsked: asked.length > 0, values: cells.map((cell) => readCell(place as Column, cell, CONTEXT)) };
}

const grouped = (whole: string, mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);
const inLakhs = (whole: string): string =>
  whole.length > 3 ? `${whole.slice(0, -3).replace(/\B(?=(\d{2})+$)/g, ",")},${whole.slice(-3)}` : whole;
const inDigits = (zero: string) => (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));

/** How a whole part is grouped, what stands before decimals, and in which digits. */
const STYLES: readonly { group: (whole: string) => string; mark: string; digits?: string }[] = [
  { group: (whole) => grouped(whole, ","), mark: "." },
  { group: (whole) => grouped(whole, "."), mark: "," },
  { group: (whole) => grouped(whole, " "), mark: "," },
  { group: (whole) => grouped(whole, "\u00a0"), mark: "," },
  { group: (whole) => grouped(whole, "\u202f"), mark: "," },
  { group: (whole) => grouped(whole, "’"), mark: "." },
  { group: (whole) => grouped(whole, "'"), mark: "." },
  { group: inLakhs, mark: "." },
  { group: inLakhs, mark: ".", digits: "०" },
  { group: (whole) => grouped(whole, "٬"), mark: "٫", digits: "٠" },
  { group: (whole) => grouped(whole, "٬"), mark: "٫", digits: "۰" },
  { group: (whole) => grouped(whole, "，"), mark: "．", digits: "０" },
  { group: (whole) => grouped(whole, ","), mark: ".", digits: "๐" },
];

/** How people name a currency beside an amount, and which it is; none where the row's own is meant. */
const CURRENCIES: readonly [before: string, behind: string, currency?: string][] = [
  ["", ""],
  ["¥", ""],
  ["￥ ", ""],
  ["", "元"],
  ["", " 元"],
  ["人民币", "元", "CNY"],
  ["RMB ", "", "CNY"],
  ["RMB", "", "CNY"],
  ["", " CNY", "CNY"],
  ["USD ", "", "USD"],
  ["US$", "", "USD"],
  ["", " 美元", "USD"],
  ["$", " USD", "USD"],
  ["€ ", "", "EUR"],
  ["", " €", "EUR"],
  ["EUR ", "", "EUR"],
  ["£", "", "GBP"],
  ["₹", "", "INR"],
  ["HK$", "", "HKD"],
  ["NT$ ", "", "TWD"],
  ["CHF ", "", "CHF"],
  ["", " Fr.", "CHF"],
  ["R$ ", "", "BRL"],
  ["", " zł", "PLN"],
  ["", " ₽", "RUB"],
  ["Rs. ", " INR", "INR"],
  ["Rp ", "", "IDR"],
  ["", " Euro", "EUR"],
  ["RM", "", "MYR"],
  ["", " kr SEK", "SEK"],
  ["฿", "", "THB"],
];

const SIGNS: readonly ((text: string) => string)[] = [
  (text) => `-${text}`,
  (text) => `−${text}`,
  (text) => `(${text})`,
  (text) => `${text}-`,
];

/** Signs of countries that write a decimal point alone. */
const POINT_ONLY = /[¥￥元₹]|NT\$|HK\$/;

describe("amounts as the world writes them", () => {
  const cents = fc.integer({ min: 1, max: 99_999_999_99 });
  const signed = fc.option(fc.constantFrom(...SIGNS));
  const written = fc.tuple(fc.constantFrom(...STYLES), fc.constantFrom(...CURRENCIES), signed);

  test("are read to the cent in the currency that they name, whatever the marks, digits and sign", () => {
    fc.assert(
      fc.property(cents, written, (minor, [{ group, mark, digits }, [before, behind, currency], sign]) => {
        const [whole = "", rest = ""] = (minor / 100).toFixed(2).split(".");
        const figures = `${group(whole)}${mark}${rest}`;
        const inScript = digits ? inDigits(digits)(figures) : figures;
        const text = `${before}${sign ? sign(inScript) : inScript}${behind}`;
        const value = { amountMinor: sign ? -minor : minor, currency: currency ?? "CNY" };
        const isWrong = mark === "," && POINT_ONLY.test(text);
        const wanted = isWrong ? { wrong: expect.any(String) } : { value };
        expect([text, readAll("money", [text]).values[0]]).toEqual([text, wanted]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("without cents, as Swiss, German and Dutch prices are written, are no less than nothing", () => {
    const without = fc.constantFrom([",", ".-"], [",", ".–"], [".", ",-"], [".", ",--"], [".", ",—"]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999 }), without, (whole, [group = "", end = ""]) => {
        const figures = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
        expect([figures + end, readAll("amount", [`CHF ${figures}${end}`])]).toEqual([
          figures + end,
          { isAsked: false, values: [{ value: 100 * whole, currency: "CHF" }] },
        ]);
      }),
    );
  });

  test("in units of China and India are what they come to, to the last digit", () => {
    const units = { 千: 3, 万: 4, 萬: 4, 百万: 6, 千万: 7, 亿: 8, 億: 8, "": 0, lakh: 5, " lakhs": 5, " crore": 7 };
    const unit = fc.constantFrom(...(Object.entries(units) as [string, number][]));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 0, max: 3 }),
        unit,
        (digits, places, [name, tens]) => {
          const text = `${(digits / 10 ** places).toFixed(places)}${name}`;
          if (tens === 0) return;
          expect([text, readAll("number", [text])]).toEqual([
            text,
            { isAsked: false, values: [{ value: Number(`${digits}e${tens - places}`) }] },
          ]);
        },
      ),
    );
  });

  test("of which a column has one that is sure are all of its form, currencies beside them or not", () => {
    expect(readAll("amount", ["EUR 1.234,50", "EUR 1.234", "12"]).values).toEqual([
      { value: 123_450, currency: "EUR" },
      { value: 123_400, currency: "EUR" },
      { value: 1_200 },
    ]);
    expect(readAll("amount", ["1.200 ₫", "JPY 1,200", "₩1,200"])).toMatchObject({
      isAsked: false,
      values: [{ value: 1_200 }, { value: 1_200 }, { value: 1_200 }],
    });
  });

  test.each(["10 20", "1 23", "1234 567", "5mil", "12kgs", "1,2,3", "N/A", "1.2E+05", "12.50 Cr", "0x1F", "½"])(
    "that may be none are none: %s",
    (text) => {
      for (const kind of ["number", "amount", "money"] as const)
        expect(readAll(kind, [text]).values).toEqual([{ wrong: expect.any(String) }]);
    },
  );
});

/** Languages in which people write the month as a word, and those whose calendars count other years. */
const LANGUAGES =
  "en-US en-GB en-IN de fr es it pt-BR pt-PT nl pl sv da nb fi cs sk ro hu tr ru uk el vi id zh-CN zh-TW ja ko ar-EG hi".split(
    " ",
  );
const OTHER_YEARS = ["th", "fa"];

describe("days as the world writes them", () => {
  const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2049-12-31"), noInvalidDate: true });
  const styles = fc.constantFrom("full" as const, "long" as const, "medium" as const);
  const read = (text: string) => readAll("date", [text]).values[0];
  const plain = (at: Date): string => at.toISOString().slice(0, 10);

  test.each(LANGUAGES)("in %s are that day, or nothing where the words do not say it", (language) => {
    fc.assert(
      fc.property(day, styles, (at, dateStyle) => {
        const text = new Intl.DateTimeFormat(language, { dateStyle, timeZone: "UTC" }).format(at);
        const found = readAll("date", [text]);
        const isSaid = !found.isAsked && "value" in (found.values[0] as object);
        if (isSaid) expect([text, found.values]).toEqual([text, [{ value: plain(at) }]]);
        if (dateStyle === "long" && !found.isAsked) expect([text, isSaid]).toEqual([text, true]);
      }),
    );
  });

  test.each(OTHER_YEARS)("in the years of %s are never taken for ours", (language) => {
    fc.assert(
      fc.property(day, fc.constantFrom("long" as const, "medium" as const), (at, dateStyle) => {
        const text = new Intl.DateTimeFormat(language, { dateStyle, timeZone: "UTC" }).format(at);
        expect([text, read(text)]).toEqual([text, { wrong: expect.any(String), code: undefined }]);
      }),
    );
  });

  test("in eras of China and Japan are of the year that they count from", () => {
    const eras = { 民国: 1911, 民國: 1911, 中華民國: 1911, 令和: 2018, 平成: 1988, 昭和: 1925 };
    const era = fc.constantFrom(...(Object.entries(eras) as [string, number][]));
    fc.assert(
      fc.property(day, era, (at, [name, before]) => {
        const year = at.getUTCFullYear() - before;
        fc.pre(year > 0);
        const text = `${name}${year}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
        expect([text, read(text)]).toEqual([text, { value: plain(at) }]);
      }),
    );
  });

  test.each([
    "24/11/69",
    "1/1/90",
    "2569-11-24",
    "1405/9/3",
    "24 Brumaire 2026",
    "2026-02-30",
    "31 June 2026",
    "2026年11月",
    "46350",
    "2026-11-24 cancelled",
  ])("that are none are none: %s", (text) => expect(read(text)).toMatchObject({ wrong: expect.any(String) }));

  test.each([
    ["24NOV2026", "2026-11-24"],
    ["24-Nov-26", "2026-11-24"],
    ["Nov-24-2026", "2026-11-24"],
    ["2026. 11. 24.", "2026-11-24"],
    ["24. 11. 2026", "2026-11-24"],
    ["2026年11月24日（火）", "2026-11-24"],
    ["2026-11-24T00:00:00+08:00", "2026-11-24"],
    ["24. marraskuuta 2026", "2026-11-24"],
    ["2026年11月24号", "2026-11-24"],
    ["Nov. 24th, 2026", "2026-11-24"],
    ["24th of November 2026", "2026-11-24"],
    ["2026-11-24 Tuesday", "2026-11-24"],
  ])("%s is %s", (text, on) => expect(read(text)).toEqual({ value: on }));
});

describe("moments as the world writes them", () => {
  const moment = fc.date({ min: new Date("2000-01-01"), max: new Date("2049-12-31"), noInvalidDate: true });
  const two = (n: number): string => String(n).padStart(2, "0");
  const at = (iso: string): string => new Date(iso).toISOString();

  test("are of the tenant's zone, or of the offset that they say", () => {
    const offsets = [
      ["", "+08:00"],
      ["Z", "Z"],
      [" UTC", "Z"],
      ["+0530", "+05:30"],
      [" +08:00", "+08:00"],
      [" GMT-0300", "-03:00"],
    ] as const;
    const clocks: readonly ((h: number, m: number) => string)[] = [
      (h, m) => `${two(h)}:${two(m)}`,
      (h, m) => `${two(h)}:${two(m)}:00`,
      (h, m) => `${two(h)}：${two(m)}`,
      (h, m) => `${h % 12 || 12}:${two(m)} ${h < 12 ? "AM" : "PM"}`,
      (h, m) => `${h % 12 || 12}:${two(m)}${h < 12 ? "am" : "pm"}`,
      (h, m) => `${h < 12 ? "上午" : "下午"}${h % 12 || 12}:${two(m)}`,
      (h, m) => `${h}时${two(m)}分`,
      (h, m) => `${h}時${two(m)}分00秒`,
      (h, m) => `${h}h${two(m)}`,
      (h, m) =>
        `${h < 6 ? "凌晨" : h < 9 ? "早上" : h < 12 ? "上午" : h < 18 ? "下午" : "晚上"}${h % 12 || 12}:${two(m)}`,
      (h, m) => `${h < 12 ? "上午" : "下午"}${h}点${two(m)}分`,
      (h, m) => `at ${h % 12 || 12}.${two(m)} ${h < 12 ? "a.m." : "p.m."}`,
    ];
    fc.assert(
      fc.property(moment, fc.constantFrom(...offsets), fc.constantFrom(...clocks), (date, [said, offset], clock) => {
        const [on, h, m] = [date.toISOString().slice(0, 10), date.getUTCHours(), date.getUTCMinutes()];
        const text = `${on} ${clock(h, m)}${said}`;
        const value = at(`${on}T${two(h)}:${two(m)}:00${offset}`);
        expect([text, readAll("instant", [text]).values]).toEqual([text, [{ value }]]);
      }),
    );
  });

  test.each([
    ["2026-11-24 晚上8点", "2026-11-24T20:00:00+08:00"],
    ["2026年11月24号下午3点半", "2026-11-24T15:30:00+08:00"],
    ["2026-11-24 中午12:05", "2026-11-24T12:05:00+08:00"],
    ["2026/11/24 星期二 15:45", "2026-11-24T15:45:00+08:00"],
    ["24/11/2026 à 15h45", "2026-11-24T15:45:00+08:00"],
    ["Tue Nov 24 2026 15:45:00 GMT+0100 (Central European Standard Time)", "2026-11-24T15:45:00+01:00"],
  ])("%s is %s", (text, iso) => expect(readAll("instant", [text]).values).toEqual([{ value: at(iso) }]));

  test.each(["2026年11月24日下午三点", "2026-11-24 noon", "2026-11-24 晚上12:00", "2026-11-24 AM 13:00"])(
    "of which the time is not sure are none: %s",
    (text) => expect(readAll("instant", [text]).values).toEqual([{ wrong: expect.any(String) }]),
  );

  test("lose no part of a second that an export has written", () => {
    fc.assert(
      fc.property(moment, (date) => {
        expect(readAll("instant", [date.toISOString()]).values).toEqual([{ value: date.toISOString() }]);
      }),
    );
  });
});
