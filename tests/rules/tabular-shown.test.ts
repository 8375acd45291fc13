import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Oddity, readTable } from "../../shared/tabular/index.ts";
import { streamed, workbookOf, workbookParts, zipped } from "../support/tables.ts";

/** A workbook as people see it, and what is odd in it. */
async function shown(bytes: Uint8Array, asShown = true) {
  const odd: Oddity[] = [];
  const rows = await Array.fromAsync(readTable("xlsx", streamed(bytes, 700), { asShown, tell: (o) => odd.push(o) }));
  return { cells: rows.map(({ cells }) => cells), odd, rows };
}

/** A sheet that another program has written. */
function written(rows: unknown[][], change: (sheet: Record<string, never>) => void = () => {}): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows);
  change(sheet as never);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "A");
  return write(book, { type: "buffer", bookType: "xlsx", cellStyles: true }) as Uint8Array;
}

describe("a workbook as it is shown", () => {
  test.each([
    ["000000", 42, "000042"],
    ["0000-0000", 12345678, "1234-5678"],
    ['"K-"00000', 7, "K-00007"],
    ["000", 12345, "12345"],
    ["0%", 0.6, "60%"],
    ["0.0%", 0.125, "12.5%"],
    ["#,##0", 1234, "1234"],
    ["0.00", 1.5, "1.5"],
    ["0", 42, "42"],
    ['0"件"', 42, "42"],
  ])("fills up numbers where the format %s does", async (code, value, text) => {
    const bytes = written([["a"], [value]], (sheet) => Object.assign(sheet.A2 ?? {}, { z: code }));
    expect((await shown(bytes)).cells).toEqual([["a"], [text]]);
  });

  test("a format of zeros shows a number as a spreadsheet does, whatever the number", () => {
    return fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 0, max: 999_999_999 }),
        async (zeros, value) => {
          const bytes = written([["a"], [value]], (sheet) => Object.assign(sheet.A2 ?? {}, { z: "0".repeat(zeros) }));
          expect((await shown(bytes)).cells[1]).toEqual([String(value).padStart(zeros, "0")]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("merged cells stand in each of their rows, and it is told", async () => {
    const rows = [
      ["客户", "联系人"],
      ["甲", "a"],
      [null, "b"],
      [null, "c"],
      ["乙", "d"],
    ];
    const bytes = written(rows, (sheet) => {
      (sheet as Record<string, unknown>)["!merges"] = [{ s: { r: 1, c: 0 }, e: { r: 3, c: 0 } }];
    });
    const { cells, odd } = await shown(bytes);
    expect(cells.map(([first]) => first)).toEqual(["客户", "甲", "甲", "甲", "乙"]);
    expect(odd).toEqual([3, 4].map((row) => ({ kind: "merged", row, column: 0 })));
  });

  test("hidden rows are left out and told, and stay where they are read whole", async () => {
    const sheet =
      '<row r="1"><c t="str"><v>a</v></c></row><row r="2" hidden="1"><c t="str"><v>b</v></c></row><row r="3"><c t="str"><v>c</v></c></row>';
    const seen = await shown(workbookOf(sheet));
    expect(seen.cells).toEqual([["a"], ["c"]]);
    expect(seen.odd).toEqual([{ kind: "hidden", row: 2 }]);
    expect((await shown(workbookOf(sheet), false)).cells).toHaveLength(3);
  });

  test.each([
    ["1234567890123456", false],
    ["1234567890123450", true],
    ["1.23456789012346E+17", true],
    ["123456789012345678", true],
    ["123456789012345", false],
  ])("of the number %s it is told whether digits are lost: %s", async (value, isLost) => {
    const { odd, rows } = await shown(workbookOf(`<row r="1"><c r="A1"><v>${value}</v></c></row>`));
    expect(odd).toEqual(isLost ? [{ kind: "lostDigits", row: 1, column: 0 }] : []);
    expect(rows[0]?.lost).toEqual(isLost ? [0] : undefined);
  });

  test("formulas without a result and in error are told", async () => {
    const sheet = '<row r="1"><c t="str"><v>a</v></c><c><f>1+1</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>';
    expect((await shown(workbookOf(sheet))).odd.map(({ kind }) => kind)).toEqual(["uncalculated", "failed"]);
  });

  test("a decimal number is one, and a text that looks so is none", async () => {
    const parts = workbookParts('<row r="1"><c><v>1.234</v></c><c t="str"><v>1.234</v></c></row>');
    expect((await shown(zipped(parts))).rows[0]).toMatchObject({ cells: ["1.234", "1.234"], exact: [0] });
  });
});
