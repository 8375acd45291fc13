import { read, utils } from "@e965/xlsx";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { guarded, unguarded } from "../../shared/tabular/formulas.ts";
import { type Cell, type TableFormat, writeTable } from "../../shared/tabular/index.ts";
import { plainNumber } from "../../shared/tabular/numbers.ts";
import { anyCharacter } from "../support/characters.ts";
import { SOAK } from "../support/soak.ts";
import { cellsOf, rowsOf, written } from "../support/tables.ts";

const nasty = fc.constantFrom(
  ..."= + - @ ' ; , | _ < & > ＝ ＋".split(" "),
  ...["\t", "\r", "\n", "\r\n", '"', '""', " ", "\ufeff", "\u0001", "\u001f", "\u0085", "\u2028", "\ufffe", "\uffff"],
  ...["_x0041_", "_x005F_", "x000D_", "]]>", "<![CDATA[", "&amp;", "'=", "''+1", "=1+1", "+8613800000000", "-12.50"],
  ...["0012", "1e5", "TRUE", "张三", "😀", "__proto__", "constructor"],
);
const anyText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(nasty, fc.string({ unit: anyCharacter, maxLength: 3 })), { maxLength: 4 })
      .map((all) => all.join("")),
  },
  fc.string({ unit: "grapheme" }),
  fc.constant(""),
);
/** What a file cannot hold is written as the mark of replacement. */
const storable = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/** A header that ends with a name, and rows of its width that have any text: what a table is. */
const anyTable = fc.integer({ min: 1, max: 6 }).chain((width) => {
  const row = fc.array(anyText, { minLength: width, maxLength: width });
  return fc.record({
    header: row.map((names) => names.with(-1, names.at(-1) || "name")),
    rows: fc.array(
      row.filter((cells) => cells.some((cell) => cell !== "")),
      { maxLength: 6 },
    ),
  });
});
const formats: TableFormat[] = ["csv", "xlsx"];

describe.each(formats)("%s", (format) => {
  test("any table of texts comes back as it was, in pieces of any size", async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.integer({ min: 1, max: 400 }), async ({ header, rows }, pieceBytes) => {
        const bytes = await written(format, header, rows);
        expect(await cellsOf(format, bytes, pieceBytes)).toEqual([header, ...rows].map((row) => row.map(storable)));
      }),
      { numRuns: 150 * SOAK },
    );
  });

  test("numbers and truths come back as people see them", async () => {
    const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger());
    await fc.assert(
      fc.asyncProperty(fc.array(anyNumber, { minLength: 1 }), async (numbers) => {
        const bytes = await written(
          format,
          ["a", "b"],
          numbers.map((number) => [number, true]),
        );
        expect(await cellsOf(format, bytes)).toEqual([
          ["a", "b"],
          ...numbers.map((number) => [plainNumber(number), "TRUE"]),
        ]);
      }),
      { numRuns: 100 * SOAK },
    );
  });

  test("the same rows make the same bytes", async () => {
    const rows: Cell[][] = [
      ["张三", 1],
      [null, false],
    ];
    expect(await written(format, ["a", "b"], rows)).toEqual(await written(format, ["a", "b"], rows));
  });

  test("gaps stay gaps", async () => {
    const rows: Cell[][] = [
      [null, null, "x"],
      ["y", null, null],
      [null, null, null],
      [1, null, null],
    ];
    expect(await rowsOf(format, await written(format, ["a", "b", "c"], rows))).toEqual([
      { number: 1, cells: ["a", "b", "c"] },
      { number: 2, cells: ["", "", "x"] },
      { number: 3, cells: ["y", "", ""] },
      { number: 5, cells: ["1", "", ""] },
    ]);
  });

  test("what no program opens is refused before it is written", async () => {
    const tooLarge = { code: "too_large" };
    await expect(written(format, ["a"], [["x".repeat(32_768)]])).rejects.toMatchObject(tooLarge);
    await expect(written(format, Array(201).fill("a"), [])).rejects.toMatchObject(tooLarge);
    const longest = "\u0001".repeat(32_767);
    expect(await cellsOf(format, await written(format, ["a"], [[longest]]))).toEqual([["a"], [longest]]);
  });
});

describe("formulas", () => {
  test("what is guarded never begins as one, and comes back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(guarded(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unguarded(guarded(text))).toBe(text);
      }),
      { numRuns: 2_000 * SOAK },
    );
  });

  test("a csv shows text and numbers for what they are", async () => {
    const bytes = await written(
      "csv",
      ["phone", "=x"],
      [
        ["+8613800000000", -5],
        ["'=1", "a;b"],
        ["-12.50", 1e21],
      ],
    );
    expect(bytes.toString()).toBe(
      `\ufeffphone,'=x\r\n'+8613800000000,-5\r\n''=1,"a;b"\r\n'-12.50,1000000000000000000000\r\n`,
    );
  });

  test("text in a workbook is text to another library, whatever it looks like", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          anyText.filter((text) => text !== ""),
          { minLength: 1 },
        ),
        async (texts) => {
          const book = read(
            await written(
              "xlsx",
              ["a"],
              texts.map((text) => [text]),
            ),
            { cellFormula: true },
          );
          texts.forEach((text, n) => {
            const cell = book.Sheets.Sheet1![`A${n + 2}`];
            expect(cell.t).toBe("s");
            expect(cell.f).toBeUndefined();
            // The other library reads escaped characters of plain text alone, and ends lines in its own way.
            if (/^[\p{L}\p{N}=+@'-]*$/u.test(text)) expect(cell.v).toBe(text);
          });
        },
      ),
      { numRuns: 50 * SOAK },
    );
  });

  test("another library reads a workbook's values and its frozen header", async () => {
    const bytes = await written(
      "xlsx",
      ["名", "n", "b"],
      [
        ["张三 & <b>", 0.1, true],
        ["=1+1", 9_007_199_254_740_991, false],
      ],
    );
    const book = read(bytes, { bookFiles: true });
    expect(utils.sheet_to_json(book.Sheets.Sheet1!, { header: 1 })).toEqual([
      ["名", "n", "b"],
      ["张三 & <b>", 0.1, true],
      ["=1+1", 9_007_199_254_740_991, false],
    ]);
  });
});

test("a source that fails fails the file", async () => {
  async function* broken(): AsyncGenerator<Cell[]> {
    yield ["x"];
    throw new Error("lost");
  }
  for (const format of formats)
    await expect(Array.fromAsync(writeTable(format, ["a"], broken()))).rejects.toThrow("lost");
});
