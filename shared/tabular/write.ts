import { writeCsv } from "./csv-write.ts";
import { CELL_CHARS_MAX, type Cell, COLUMNS_MAX, type TableFormat, tooLarge } from "./types.ts";
import { writeXlsx } from "./xlsx-write.ts";

/** What no text file holds: halves of characters, and the byte zero, become the mark of replacement. */
const storable = (text: string): string => text.toWellFormed().replaceAll("\0", "\ufffd");

/** The header and the rows, each cell as it can be stored. */
async function* checked(header: string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<Cell[]> {
  let number = 0;
  const check = (cells: Cell[]): Cell[] => {
    number++;
    if (cells.length > COLUMNS_MAX) throw tooLarge(`A table has at most ${COLUMNS_MAX} columns.`);
    return cells.map((cell, column) => {
      if (typeof cell !== "string") return cell;
      if (cell.length <= CELL_CHARS_MAX) return storable(cell);
      throw tooLarge(
        `Row ${number}, column ${column + 1} has ${cell.length} characters; a cell has at most ${CELL_CHARS_MAX}.`,
      );
    });
  };
  yield check(header);
  for await (const row of rows) yield check(row);
}

/**
 * Streams a table file: csv as UTF-8 with its mark and CRLF, xlsx with one sheet and the header frozen. No text
 * becomes a formula in the program that opens it: csv by an apostrophe (formulas.ts), xlsx by the cell's type.
 * @throws Fault too_large beyond what a spreadsheet program takes: columns, characters of a cell, rows of a sheet.
 */
export async function* writeTable(
  format: TableFormat,
  header: string[],
  rows: AsyncIterable<Cell[]>,
): AsyncGenerator<Uint8Array> {
  const all = checked(header, rows);
  yield* format === "csv" ? writeCsv(all) : writeXlsx(all);
}
