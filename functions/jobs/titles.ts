import type { TableRow } from "../../shared/tabular/types.ts";

/** Lines above a table that are looked past. */
const TITLES_MAX = 10;

/** How many headers of a row are known. */
export type Known = (header: readonly string[]) => number;

const trimmed = ({ cells }: TableRow): string[] => cells.map((cell) => cell.trim());

/**
 * The headers of two lines, the upper of which groups those of the lower: each by its own name, the group's before it
 * where another group has one of that name too. A column that the groups leave alone is called by the upper line.
 */
function grouped(upper: readonly string[], lower: readonly string[]): string[] {
  let group = "";
  const names = Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) => {
    const [above = "", own = ""] = [upper[at], lower[at]];
    if (above !== "") group = above;
    return { own: own || above, group: own === "" || own === above ? "" : group };
  });
  const isTwice = (own: string): boolean => names.filter((one) => one.own === own).length > 1;
  return names.map(({ own, group: of }) => (of !== "" && isTwice(own) ? `${of} ${own}` : own));
}

/** The header of both lines, where the upper leaves gaps and both together say more than it alone. */
function headOf(upper: TableRow, lower: TableRow, known: Known): TableRow | undefined {
  const [above, own] = [trimmed(upper), trimmed(lower)];
  const hasGap = own.some(
    (name, at) => name !== "" && ((above[at] ?? "") === "" || above.indexOf(above[at] ?? "") < at),
  );
  if (!hasGap) return undefined;
  const cells = grouped(above, own);
  const count = known(cells);
  return count > 1 && count > known(above) ? { ...lower, cells } : undefined;
}

/**
 * A table without the lines that stand above its header: a title, the day of a report. Each has text in one cell, which
 * is no header that is known, and below them stands a row with one that is. A header may have two lines, the upper of
 * which groups the lower. Everything else is read as it stands.
 */
export async function* belowTitle(rows: AsyncIterable<TableRow>, known: Known): AsyncGenerator<TableRow> {
  const above: TableRow[] = [];
  let width: number | undefined;
  const padded = (row: TableRow): TableRow => {
    while (row.cells.length < (width ?? 0)) row.cells.push("");
    return row;
  };
  const begun = (head: TableRow, ...rest: TableRow[]): TableRow[] => {
    width = head.cells.length;
    const isTitled = known(trimmed(head)) > 0 && trimmed(head).filter(Boolean).length > 1;
    return [...(isTitled ? [] : above), head, ...rest.map(padded)];
  };
  let upper: TableRow | undefined;
  for await (const row of rows) {
    if (width !== undefined) yield padded(row);
    else if (upper) {
      const head = headOf(upper, row, known);
      yield* head ? begun(head) : begun(upper, row);
    } else {
      const isTitle =
        trimmed(row).filter(Boolean).length === 1 && above.length < TITLES_MAX && known(trimmed(row)) === 0;
      if (isTitle) above.push(row);
      else upper = row;
    }
  }
  if (width === undefined) yield* upper ? begun(upper) : above;
}
