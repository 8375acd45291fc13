import { read, utils, type WorkBook } from "@e965/xlsx";
import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { dailyFigures, type ReceiptRow } from "../../functions/reports/figures.ts";
import { dailyReceiptsWorkbook, WORKBOOK_ROWS_MAX } from "../../functions/reports/workbook.ts";
import { decimalAmount } from "../../shared/money.ts";
import { anyCharacter } from "../support/characters.ts";
import { anyRow, receiptRow } from "../support/receipts.ts";
import { SOAK } from "../support/soak.ts";

const runs = 25 * SOAK;

async function workbook(
  rows: ReceiptRow[],
  timeZone = "Asia/Shanghai",
  locale: "zh-CN" | "en" = "zh-CN",
): Promise<WorkBook> {
  const figures = dailyFigures({ on: "2026-11-22", homeCurrency: "CNY", rows });
  const bytes = await dailyReceiptsWorkbook({ locale, figures, rows, scope: "=全公司", timeZone });
  return read(bytes, { cellNF: true, cellDates: true, UTC: true, bookFiles: true });
}

/** The XML of a sheet, for what the reader does not tell (frozen panes). */
const sheetXml = (book: WorkBook, number: number): string =>
  String(
    (book as unknown as { files: Record<string, { content: Uint8Array }> }).files[`xl/worksheets/sheet${number}.xml`]
      ? Buffer.from(
          (book as unknown as { files: Record<string, { content: Uint8Array }> }).files[
            `xl/worksheets/sheet${number}.xml`
          ]!.content,
        ).toString()
      : "",
  );

const cell = (book: WorkBook, sheet: number, address: string) => book.Sheets[book.SheetNames[sheet]!]![address];
const table = (book: WorkBook, sheet: number): unknown[][] =>
  utils.sheet_to_json(book.Sheets[book.SheetNames[sheet]!]!, { header: 1, raw: true, UTC: true });

describe("the workbook of a day, read by another library", () => {
  test("has a summary and a line per receipt, both with frozen heads and widths", async () => {
    const book = await workbook([receiptRow({ amountMinor: 118_580 })]);
    expect(book.SheetNames).toEqual(["汇总", "到款明细"]);
    expect(table(book, 1)).toHaveLength(2);
    for (const number of [1, 2]) {
      expect(sheetXml(book, number)).toMatch(/<pane [^>]*ySplit="[12]"[^>]*state="frozen"/);
      expect(sheetXml(book, number)).toMatch(/<col [^>]*width=/);
    }
  });

  test("holds amounts as numbers with their currency's format, dates as dates and instants in the zone's own time", async () => {
    const rows = [
      receiptRow({ amountMinor: 118_580, receivedAt: "2026-11-21T16:30:15.900Z" }),
      receiptRow({ amountMinor: 118_580, currency: "JPY" }),
      receiptRow({ amountMinor: 118_580, currency: "KWD" }),
    ];
    const book = await workbook(rows);
    expect(
      [2, 3, 4].map((line) => [cell(book, 1, `G${line}`).t, cell(book, 1, `G${line}`).v, cell(book, 1, `G${line}`).z]),
    ).toEqual([
      ["n", 1185.8, "[$¥-804]#,##0.00"],
      ["n", 118_580, "[$JPY] #,##0"],
      ["n", 118.58, "[$KWD] #,##0.000"],
    ]);
    expect([cell(book, 1, "A2").t, cell(book, 1, "A2").v.toISOString()]).toEqual(["d", "2026-11-22T00:00:00.000Z"]);
    expect([cell(book, 1, "B2").t, cell(book, 1, "B2").v.toISOString()]).toEqual(["d", "2026-11-22T00:30:15.000Z"]);
  });

  test("never turns a text into a formula", async () => {
    const evil = [
      "=1+1",
      "+1+1",
      "-1+1",
      "@SUM(A1)",
      '=HYPERLINK("http://x.example","y")',
      "\t=1+1",
      "=cmd|' /C calc'!A0",
      "00123",
      "</t><f>1+1</f>",
    ];
    const rows = evil.map((text) =>
      receiptRow({ amountMinor: 1, payerName: text, remittance: text, departmentName: text, departmentId: text }),
    );
    const book = await workbook(rows);
    for (const name of book.SheetNames)
      for (const [address, found] of Object.entries(book.Sheets[name]!))
        if (!address.startsWith("!")) expect(found.f).toBeUndefined();
    expect(
      table(book, 1)
        .slice(1)
        .map((line) => String(line[11]).trim()),
    ).toEqual(evil.map((text) => text.trim()));
    for (const [index] of evil.entries()) expect(cell(book, 1, `L${index + 2}`).t).toBe("s");
    expect(cell(book, 0, "B2").v).toBe("=全公司");
  });

  test("adds up to the figures of the mail, to the cent", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { maxLength: 15 }),
        fc.constantFrom("zh-CN" as const, "en" as const),
        async (rows, locale) => {
          const book = await workbook(rows, "Asia/Shanghai", locale);
          const lines = table(book, 1).slice(1);
          const counted = rows.filter((row) => row.state !== "excluded");
          expect(lines.map((line) => line[6])).toEqual(
            counted.map((row) => Number(decimalAmount(row.amountMinor, row.currency))),
          );
          const figures = dailyFigures({ on: "2026-11-22", homeCurrency: "CNY", rows });
          const totals = table(book, 0).slice(4, 4 + figures.currencies.length);
          expect(totals.map((line) => [line[0], line[2], line[3]])).toEqual(
            figures.currencies.map((c) => [
              c.currency,
              c.total.count,
              Number(decimalAmount(c.total.amountMinor, c.currency)),
            ]),
          );
        },
      ),
      { numRuns: runs },
    );
  });

  test("is readable whatever the texts are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter, maxLength: 50 }), async (text) => {
        const book = await workbook([
          receiptRow({ amountMinor: 1, payerName: `x${text}`, accountName: text, accountId: "acc_1" }),
        ]);
        expect(table(book, 1)).toHaveLength(2);
      }),
      { numRuns: runs },
    );
  });

  test("takes names that JavaScript objects inherit, which its writer alone would stumble over", async () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const book = await workbook(names.map((name) => receiptRow({ amountMinor: 1, payerName: name })));
    const read = table(book, 1)
      .slice(1)
      .map((line) => String(line[2]).trimEnd());
    expect(read).toEqual(names);
  });

  test("stops at its limit and says how many receipts are not listed", async () => {
    const rows = Array.from({ length: WORKBOOK_ROWS_MAX + 3 }, () => receiptRow({ amountMinor: 100 }));
    const figures = dailyFigures({ on: "2026-11-22", homeCurrency: "CNY", rows });
    const bytes = await dailyReceiptsWorkbook({
      locale: "zh-CN",
      figures,
      rows,
      scope: "全公司",
      timeZone: "Asia/Shanghai",
    });
    const lines = table(read(bytes, { sheets: 1, dense: true }), 1);
    expect(lines).toHaveLength(WORKBOOK_ROWS_MAX + 2);
    expect(lines.at(-1)).toEqual(["另有 3 笔未列出，请在系统中导出。"]);
    expect(bytes.byteLength).toBeLessThan(5_000_000);
  });
});
