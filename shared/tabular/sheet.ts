import { dateText } from "./dates.ts";
import { plainNumber } from "./numbers.ts";
import { textGatherer, unescaped } from "./strings.ts";
import {
  CELL_CHARS_MAX,
  COLUMNS_MAX,
  malformed,
  ROW_CHARS_MAX,
  SHEET_ROWS_MAX,
  type TableRow,
  tooLarge,
} from "./types.ts";
import { openWorkbook, type Workbook } from "./workbook.ts";
import { readXml, type XmlReader } from "./xml.ts";
import { openArchive } from "./zip.ts";

/** Columns of a sheet: up to XFD. */
const SHEET_COLUMNS_MAX = 16_384;
/** Characters of a cell's value; as much as a formula's text may have, each character escaped. */
const VALUE_CHARS_MAX = CELL_CHARS_MAX * "_x0000_".length;

/** The column of a reference such as `AB12`, from 0; nothing where it is none. */
function columnOf(reference: string): number | undefined {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code < 65 || code > 90) return at > 0 && column <= SHEET_COLUMNS_MAX ? column - 1 : undefined;
    column = column * 26 + code - 64;
  }
  return undefined;
}

/** A cell's number as people see it: a date where its style says so, else a plain number. */
function numberText(value: string, style: number, book: Workbook): string {
  if (value === "") return "";
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  const kind = book.dates[style];
  return (kind && dateText(number, kind, book.from1904)) ?? plainNumber(number);
}

/** Dates may also be written as such; their zone, if any, is none. */
function isoText(value: string, style: number, book: Workbook): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(value) ?? [];
  if (day === undefined) return value;
  return time === undefined || book.dates[style] === "date" ? day : `${day}T${time}`;
}

type OpenCell = { column: number; type: string; style: number };

/** The text of a cell by its type; what is in error has none. */
function cellText(cell: OpenCell, value: string, inline: string, book: Workbook): string {
  if (cell.type === "s") {
    const text = /^\s*\d+\s*$/.test(value) ? book.strings.at(Number(value)) : "";
    if (text === undefined) throw malformed("A cell of the workbook refers to a text that there is not.");
    return text;
  }
  if (cell.type === "inlineStr") return inline;
  if (cell.type === "str") return unescaped(value);
  if (cell.type === "b") return value === "" ? "" : value === "1" || value === "true" ? "TRUE" : "FALSE";
  if (cell.type === "d") return isoText(value, cell.style, book);
  return cell.type === "e" ? "" : numberText(value, cell.style, book);
}

/** Gathers rows out of a sheet's elements; `rows` holds those that are finished. */
class RowReader implements XmlReader {
  readonly rows: TableRow[] = [];
  readonly #book: Workbook;
  readonly #inline = textGatherer();
  #row: TableRow | undefined;
  #rowNumber = 0;
  #chars = 0;
  #column = -1;
  #cell: OpenCell | undefined;
  #value = "";
  #inValue = false;

  constructor(book: Workbook) {
    this.#book = book;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === "row") this.#openRow(attributes.r);
    else if (name === "c") this.#openCell(attributes);
    else if (this.#cell === undefined) return;
    else if (name === "v") this.#inValue = true;
    else this.#inline.open(name, attributes);
  }

  text(piece: string): void {
    if (this.#cell === undefined) return;
    if (this.#inValue) this.#value += piece;
    else this.#inline.text(piece);
    if (this.#value.length > VALUE_CHARS_MAX)
      throw tooLarge(`A cell of row ${this.#rowNumber} has more than ${CELL_CHARS_MAX} characters.`);
  }

  close(name: string): void {
    if (name === "v") this.#inValue = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (this.#cell !== undefined) this.#inline.close(name);
  }

  #openRow(number: string | undefined): void {
    const given = number === undefined ? this.#rowNumber + 1 : Number(number);
    if (!Number.isInteger(given) || given <= this.#rowNumber || given > SHEET_ROWS_MAX)
      throw malformed(
        `The workbook's sheet has a row numbered ${String(number ?? given).slice(0, 20)} after row ${this.#rowNumber}.`,
      );
    this.#rowNumber = given;
    this.#row = { number: given, cells: [] };
    this.#column = -1;
    this.#chars = 0;
  }

  #openCell({ r, t, s }: Record<string, string>): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r);
    if (column === undefined || column <= this.#column)
      throw malformed(`Row ${this.#rowNumber} of the workbook has a cell in no place: ${String(r).slice(0, 20)}.`);
    this.#column = column;
    this.#cell = { column, type: t ?? "n", style: Number(s ?? 0) };
    this.#value = "";
  }

  #closeCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined || this.#row === undefined) return;
    const text = cellText(cell, this.#value, this.#inline.take(), this.#book);
    if (text === "") return;
    if (cell.column >= COLUMNS_MAX) throw tooLarge(`Row ${this.#rowNumber} has text beyond column ${COLUMNS_MAX}.`);
    this.#chars += text.length;
    if (this.#chars > ROW_CHARS_MAX)
      throw tooLarge(`Row ${this.#rowNumber} is longer than ${ROW_CHARS_MAX} characters.`);
    const { cells } = this.#row;
    while (cells.length < cell.column) cells.push("");
    cells.push(text);
  }

  #closeRow(): void {
    if (this.#row !== undefined && this.#row.cells.length > 0) this.rows.push(this.#row);
    this.#row = undefined;
  }
}

/**
 * The rows of a workbook's first visible sheet that have any text. The archive is held compressed and the shared
 * strings packed; of the sheet only the rows of one piece of it.
 * @throws Fault malformed_request or too_large.
 */
export async function* readXlsx(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableRow> {
  const archive = await openArchive(bytes);
  const book = await openWorkbook(archive);
  const reader = new RowReader(book);
  for await (const _ of readXml(book.sheetPart, archive.inflate(book.sheetPart), reader)) yield* reader.rows.splice(0);
}
