import { guarded } from "./formulas.ts";
import { plainNumber } from "./numbers.ts";
import type { Cell } from "./types.ts";

/** By this mark a spreadsheet program knows that the file is UTF-8 and shows Chinese right. */
const MARK = "\u{FEFF}";
/** Characters that are written together. */
const CHUNK_CHARS = 65_536;

/**
 * Cells with any separator are quoted, not those with the comma alone, so that the reader finds no other one
 * outside quotes.
 */
const NEEDS_QUOTES = /[",;|\t\r\n]/;

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (typeof cell === "number") return plainNumber(cell);
  if (typeof cell === "object") return cell.on;
  const text = guarded(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A CSV of the rows: UTF-8 with a mark, commas, CRLF. Text that a program would calculate is guarded by an
 * apostrophe.
 */
export async function* writeCsv(rows: AsyncIterable<Cell[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = MARK;
  for await (const row of rows) {
    text += `${row.map(cellText).join(",")}\r\n`;
    if (text.length < CHUNK_CHARS) continue;
    yield encoder.encode(text);
    text = "";
  }
  if (text !== "") yield encoder.encode(text);
}
