import { columnOf } from "./references.ts";
import { tooLarge } from "./types.ts";

/** Cells of a sheet that are shown as one, by their first and last row and their first column. */
export type Merged = { column: number; from: number; to: number };

const MERGED_MAX = 200_000;
const RANGE = /<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]+)(\d+):[A-Z]+(\d+)["']/g;
/** Characters that a tag may take which begins in one piece and ends in the next. */
const TAG_CHARS = 256;

/**
 * The merged cells of a sheet that reach over several rows. They stand behind its rows, so the sheet's bytes are looked
 * through once before its rows are read; nothing of them is held.
 */
export async function mergedIn(bytes: AsyncIterable<Uint8Array>): Promise<Merged[]> {
  const found: Merged[] = [];
  let rest = "";
  for await (const piece of bytes) {
    const text = rest + Buffer.from(piece).toString("latin1");
    let end = 0;
    for (const { 0: tag, 1: letters = "", 2: first, 3: last, index } of text.matchAll(RANGE)) {
      end = index + tag.length;
      const [from, to] = [Number(first), Number(last)];
      const column = columnOf(`${letters}1`);
      if (to > from && column !== undefined) found.push({ column, from, to });
      if (found.length > MERGED_MAX) throw tooLarge(`The workbook's sheet has more than ${MERGED_MAX} merged cells.`);
    }
    rest = text.slice(Math.max(end, text.length - TAG_CHARS));
  }
  return found;
}

/** Gives the value of a merged cell to each of its rows, as people see it; tells in which columns a row was filled. */
export function mergedFiller(merged: readonly Merged[]): (number: number, cells: string[]) => number[] {
  const coming = [...merged].sort((a, b) => a.from - b.from);
  let open: (Merged & { text: string })[] = [];
  return (number, cells) => {
    open = open.filter(({ to }) => to >= number);
    const filled: number[] = [];
    for (const { column, text } of open) {
      if (text === "" || (cells[column] ?? "") !== "") continue;
      while (cells.length < column) cells.push("");
      cells[column] = text;
      filled.push(column);
    }
    while (coming[0] && coming[0].from <= number) {
      const next = coming.shift() as Merged;
      if (next.to > number) open.push({ ...next, text: next.from === number ? (cells[next.column] ?? "") : "" });
    }
    return filled;
  };
}
