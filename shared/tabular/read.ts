import { readCsv } from "./csv-read.ts";
import { readXlsx } from "./sheet.ts";
import {
  CELL_CHARS_MAX,
  COLUMNS_MAX,
  malformed,
  type Reading,
  ROW_CHARS_MAX,
  type TableFormat,
  type TableRow,
  tooLarge,
} from "./types.ts";

/** Cells up to the last that has text. */
function trimmed(cells: string[]): string[] {
  let width = cells.length;
  while (width > 0 && cells[width - 1] === "") width--;
  return width === cells.length ? cells : cells.slice(0, width);
}

function refuseOversized({ number, cells }: TableRow): void {
  if (cells.length > COLUMNS_MAX) throw tooLarge(`Row ${number} has text beyond column ${COLUMNS_MAX}.`);
  let chars = 0;
  cells.forEach((cell, column) => {
    chars += cell.length;
    if (cell.length <= CELL_CHARS_MAX) return;
    throw tooLarge(
      `Row ${number}, column ${column + 1} has ${cell.length} characters; a cell has at most ${CELL_CHARS_MAX}.`,
    );
  });
  if (chars > ROW_CHARS_MAX) throw tooLarge(`Row ${number} is longer than ${ROW_CHARS_MAX} characters.`);
}

/**
 * Streams the rows of a table file, the header first; rows without any text are left out, but counted. Leaving the
 * loop early closes the source.
 *
 * - csv: UTF-8, UTF-16 with its mark, GB18030, or what the reader is told; separated by comma, semicolon, tab or bar; see decode.ts and
 *   separator.ts.
 * - xlsx: the first visible sheet; dates as ISO dates, numbers plainly or filled up as their format shows them, formulas by
 *   their last result, errors as empty. Read as shown, hidden rows are left out and merged cells fill all their rows.
 *
 * What `writeTable` wrote comes back: text as it was (signs that guard from formulas taken away), numbers as
 * `plainNumber`, booleans as TRUE and FALSE.
 * @throws Fault malformed_request or too_large, with a sentence for whoever made the file; rows before that place
 *   may have been yielded by then.
 */
export async function* readTable(
  format: TableFormat,
  bytes: AsyncIterable<Uint8Array>,
  reading: Reading = {},
): AsyncGenerator<TableRow> {
  let width = 0;
  for await (const row of format === "csv" ? readCsv(bytes, reading.encoding) : readXlsx(bytes, reading)) {
    const cells = trimmed(row.cells);
    if (cells.length === 0) continue;
    refuseOversized({ number: row.number, cells });
    if (width === 0) width = cells.length;
    while (cells.length < width) cells.push("");
    yield { ...row, cells };
  }
  if (width === 0) throw malformed("The file has no rows.");
}
