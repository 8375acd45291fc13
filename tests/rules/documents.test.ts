import { writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { pdfOf } from "../../functions/documents/paper.ts";
import { numberOf, patternProblem, periodOf } from "../../functions/documents/rules.ts";
import type { QuoteFacts } from "../../functions/offers/facts.ts";
import { quoteSheet } from "../../functions/offers/quote-sheet.ts";
import { priced } from "../../functions/quotes/price.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { SOAK } from "../support/soak.ts";

const TERMS = {
  "zh-CN": "一、报价含安装与培训。\n二、付款后三十日内开通；逾期未付的，本报价自动失效。".repeat(8),
  en: "1. Installation and training are included.\n2. Service begins within thirty days of payment.\n".repeat(8),
};

/** A quote of so many lines, as its document sees it. */
function factsOf(lines: number, locale: Locale): QuoteFacts {
  const given = Array.from({ length: lines }, (_, n) => ({
    productId: `prd_${n}`,
    quantity: (n % 7) + 1,
    unitPriceMinor: n % 5 === 0 ? "33.335" : 120_000 + n,
    ...(n % 3 === 0 && { discountBasisPoints: 1_250 }),
    ...(n % 4 === 0 && { months: 12 }),
    taxBasisPoints: [0, 600, 1_300][n % 3],
  }));
  const row = {
    ...{ id: "quo_1", version: 1, createdAt: "2026-11-22T00:00:00.000Z", updatedAt: "2026-11-22T00:00:00.000Z" },
    ...{ accountId: "acc_1", currency: "CNY", validUntil: "2026-12-31", orderKind: "new", status: "approved" },
    ...{ number: "QT-2026-0017", revision: 2, expiresAt: "2027-01-01T00:00:00.000Z" },
    ...{ discountBasisPoints: 500, ...priced({ lines: given, discountBasisPoints: 500 } as never) },
  } as QuoteFacts["row"];
  const names = ["云帆 CRM 企业版（含到款自动核销与业绩拆分）", "Cashloop CRM Enterprise, with cash application"];
  return {
    row,
    locale,
    head: {
      letterhead: { name: "上海云帆软件有限公司", lines: ["上海市浦东新区世纪大道 1 号", "税号 91310000MA1FL0000X"] },
      tax: { bankName: "招商银行上海分行", bankAccountNo: "6225 0000 0000 0017" },
      terms: { quote: TERMS[locale] },
    },
    on: "2026-11-22",
    accountName: "北京某某科技有限公司",
    saleName: "CRM 二期",
    seller: { name: "王芳", email: "wang.fang@example.com" },
    products: new Map(given.map(({ productId }, n) => [productId, { code: `P-${n}`, name: names[n % 2] as string }])),
  };
}

const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe("a document on paper", () => {
  test.each([
    [1, 2],
    [40, 4],
    [300, 24],
  ])("of %i lines takes so many pages, in both languages, and is the same bytes twice", async (lines, atMost) => {
    for (const locale of ["zh-CN", "en"] as const) {
      const sheet = quoteSheet(factsOf(lines, locale));
      const pdf = await pdfOf(sheet);
      if (process.env.SHOW) writeFileSync(`${process.env.SHOW}/paper-${locale}-${lines}.pdf`, pdf);
      expect(pagesOf(pdf)).toBeGreaterThanOrEqual(Math.ceil(lines / 60));
      expect(pagesOf(pdf)).toBeLessThanOrEqual(atMost);
      expect(pdf.equals(await pdfOf(sheet))).toBe(true);
      expect(pdf.length).toBeLessThan(600_000);
    }
  });

  test("is made of any text whatever", async () => {
    const sheet = quoteSheet(factsOf(1, "en"));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
        const paragraphs = [{ heading: text, text }];
        const rows = [[text, text, text]];
        expect(
          pagesOf(await pdfOf({ ...sheet, title: text, warning: text, paragraphs, table: { ...sheet.table, rows } })),
        ).toBe(1);
      }),
      { numRuns: 15 * SOAK },
    );
  });
});

describe("a number", () => {
  const around = fc.constantFrom("QT-", "报价/", "", "A_", "2026");
  const pattern = fc
    .tuple(around, fc.constantFrom("", "{YYYY}", "{YYYY}{MM}", "{YYYY}-{MM}-"), fc.integer({ min: 1, max: 8 }))
    .map(([head, time, digits]) => `${head}${time}{${"N".repeat(digits)}}`);
  const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

  test("of one period is never that of another count, and its period is what the pattern names", () => {
    fc.assert(
      fc.property(
        pattern,
        day,
        fc.uniqueArray(fc.integer({ min: 1, max: 200_000 }), { minLength: 2 }),
        (of, at, counts) => {
          const on = at.toISOString().slice(0, 10);
          expect(patternProblem(of)).toBeUndefined();
          const numbers = counts.map((count) => numberOf(of, on, count));
          expect(new Set(numbers).size).toBe(counts.length);
          for (const number of numbers) expect(number).not.toMatch(/[{}]/);
          expect(on.startsWith(periodOf(of, on))).toBe(true);
        },
      ),
      { numRuns: 200 * SOAK },
    );
  });
});
