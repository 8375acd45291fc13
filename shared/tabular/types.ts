import { Fault } from "../fault.ts";

/**
 * One row of a table file: its cells as text, by column position. `number` is the row's number as a spreadsheet
 * program shows it (from 1, blank rows counted). The first row of a table is its header and ends with its last name;
 * each other row is as wide as the header and wider only where it has text beyond it, so that the reader can tell of
 * it.
 */
export type TableRow = {
  number: number;
  cells: string[];
  /** Columns whose decimals a workbook holds as numbers, so that their point is one. */
  exact?: number[];
  /** Columns whose numbers have lost digits. */
  lost?: number[];
};

/** What a reader of a file should know of a row or a cell of it; `column` from 0. */
export type Oddity = {
  kind: "hidden" | "merged" | "uncalculated" | "failed" | "lostDigits";
  row: number;
  column?: number;
};

/** What a text file may be written in that nobody can tell by its bytes; UTF-8, UTF-16 and GB18030 are told. */
export const ENCODINGS = [
  ...["utf-8", "utf-16le", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-874", "windows-1250"],
  ...["windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257"],
] as const;

/**
 * How a table is read: as people see it, without hidden rows and merged cells filled; in which encoding, where somebody
 * has said it; and who is told what is odd.
 */
export type Reading = { asShown?: boolean; encoding?: string; tell?(odd: Oddity): void };

/**
 * A cell to be written. Text stays text in every program that opens the file; `null` and numbers that are none
 * leave the cell empty.
 */
export type Cell = string | number | boolean | null | Day;

/** A civil date: a day in a workbook, and written year first in a text. */
export type Day = { on: string };

export type TableFormat = "csv" | "xlsx";

/** Columns of a table. */
export const COLUMNS_MAX = 200;
/** UTF-16 units in one cell: what a spreadsheet program takes. */
export const CELL_CHARS_MAX = 32_767;
/** UTF-16 units in all cells of one row; a stored record is smaller. */
export const ROW_CHARS_MAX = 1_000_000;
/** Rows of a sheet, the header among them: what a spreadsheet program takes. */
export const SHEET_ROWS_MAX = 1_048_576;

/** The file is not what it claims to be; the sentence says what to do with it. */
export const malformed = (detail: string): Fault => new Fault("malformed_request", detail);

/** An archive of an office's document says in its first part, which is not compressed, what it is. */
const OPEN_DOCUMENT = "mimetypeapplication/vnd.oasis.opendocument";
const HEAD_BYTES = 100;

/** True of the first bytes of a document as LibreOffice keeps it. */
export const isOpenDocument = (head: Uint8Array): boolean =>
  new TextDecoder("latin1").decode(head.subarray(0, HEAD_BYTES)).includes(OPEN_DOCUMENT);

export const openDocument = (): Fault =>
  malformed("The file is an OpenDocument workbook (ods), which is not read. Save it as xlsx and send that.");

export const tooLarge = (detail: string): Fault => new Fault("too_large", detail);

/** Bytes that are looked at in one go: bounds what waits in memory, however large the pieces of the source are. */
const PIECE_BYTES = 16_384;

/** The same bytes in pieces of a bounded size. */
export async function* pieces(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
}
