import type { TableRow } from "../../shared/tabular/types.ts";

/** Lines above a table that are looked past. */
const TITLES_MAX = 10;

/**
 * A table without the lines that stand above its header: a title, the day of a report. Each has text in one cell, which
 * is no header that is known, and below them stands a row with one that is. Everything else is read as it stands.
 */
export async function* belowTitle(
  rows: AsyncIterable<TableRow>,
  isKnown: (header: readonly string[]) => boolean,
): AsyncGenerator<TableRow> {
  const above: TableRow[] = [];
  let width: number | undefined;
  for await (const row of rows) {
    if (width === undefined) {
      const isKnownHere = isKnown(row.cells.map((cell) => cell.trim()));
      const filled = row.cells.filter((cell) => cell.trim() !== "");
      if (!isKnownHere && filled.length === 1 && above.length < TITLES_MAX) {
        above.push(row);
        continue;
      }
      if (!isKnownHere || filled.length === 1) yield* above;
      width = row.cells.length;
    }
    while (row.cells.length < width) row.cells.push("");
    yield row;
  }
  if (width === undefined) yield* above;
}
