import { type Merged, mergedFiller, mergedIn } from "./merged.ts";
import { type NumberText, numberText } from "./number-text.ts";
import { columnOf } from "./references.ts";
import { textGatherer, unescaped } from "./strings.ts";
import {
  CELL_CHARS_MAX,
  COLUMNS_MAX,
  malformed,
  type Reading,
  ROW_CHARS_MAX,
  SHEET_ROWS_MAX,
  type TableRow,
  tooLarge,
} from "./types.ts";
import { openWorkbook, type Workbook } from "./workbook.ts";
import { readXml, type XmlReader } from "./xml.ts";
import { openArchive } from "./zip.ts";

/** Characters of a cell's value; as much as a formula's text may have, each character escaped. */
const VALUE_CHARS_MAX = CELL_CHARS_MAX * "_x0000_".length;

/** Dates may also be written as such; their zone, if any, is none. */
function isoText(value: string, style: number, book: Workbook): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(value) ?? [];
  if (day === undefined) return value;
  return time === undefined || book.dates[style] === "date" ? day : `${day}T${time}`;
}

type OpenCell = { column: number; type: string; style: number; isFormula?: true };

/** The text of a cell by its type; what is in error has none. */
function cellText(cell: OpenCell, value: string, inline: string, book: Workbook): NumberText {
  if (cell.type === "s") {
    const text = /^\s*\d+\s*$/.test(value) ? book.strings.at(Number(value)) : "";
    if (text === undefined) throw malformed("A cell of the workbook refers to a text that there is not.");
    return { text };
  }
  if (cell.type === "inlineStr") return { text: inline };
  if (cell.type === "str") return { text: unescaped(value) };
  if (cell.type === "b") return { text: value === "" ? "" : value === "1" || value === "true" ? "TRUE" : "FALSE" };
  if (cell.type === "d") return { text: isoText(value, cell.style, book) };
  return cell.type === "e" ? { text: "" } : numberText(value, cell.style, book);
}

/** Gathers rows out of a sheet's elements; `rows` holds those that are finished. */
class RowReader implements XmlReader {
  readonly rows: TableRow[] = [];
  readonly #book: Workbook;
  readonly #reading: Reading;
  readonly #fill: ReturnType<typeof mergedFiller>;
  #isHidden = false;
  readonly #inline = textGatherer();
  #row: TableRow | undefined;
  #rowNumber = 0;
  #chars = 0;
  #column = -1;
  #cell: OpenCell | undefined;
  #value = "";
  #inValue = false;

  constructor(book: Workbook, reading: Reading, merged: readonly Merged[]) {
    this.#book = book;
    this.#reading = reading;
    this.#fill = mergedFiller(merged);
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === "row") this.#openRow(attributes);
    else if (name === "c") this.#openCell(attributes);
    else if (this.#cell === undefined) return;
    else if (name === "v") this.#inValue = true;
    else if (name === "f") this.#cell.isFormula = true;
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

  #openRow({ r: number, hidden }: Record<string, string>): void {
    const given = number === undefined ? this.#rowNumber + 1 : Number(number);
    if (!Number.isInteger(given) || given <= this.#rowNumber || given > SHEET_ROWS_MAX)
      throw malformed(
        `The workbook's sheet has a row numbered ${String(number ?? given).slice(0, 20)} after row ${this.#rowNumber}.`,
      );
    this.#rowNumber = given;
    this.#row = { number: given, cells: [] };
    this.#isHidden = hidden === "1" || hidden === "true";
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
    const { text, isLost, isExact } = cellText(cell, this.#value, this.#inline.take(), this.#book);
    this.#tell(cell, text, isLost);
    if (text === "") return;
    if (cell.column >= COLUMNS_MAX) throw tooLarge(`Row ${this.#rowNumber} has text beyond column ${COLUMNS_MAX}.`);
    this.#chars += text.length;
    if (this.#chars > ROW_CHARS_MAX)
      throw tooLarge(`Row ${this.#rowNumber} is longer than ${ROW_CHARS_MAX} characters.`);
    const { cells } = this.#row;
    while (cells.length < cell.column) cells.push("");
    cells.push(text);
    if (isExact) this.#row.exact = [...(this.#row.exact ?? []), cell.column];
    if (isLost) this.#row.lost = [...(this.#row.lost ?? []), cell.column];
  }

  /** Tells what is odd in a cell. */
  #tell({ column, type, isFormula }: OpenCell, text: string, isLost: true | undefined): void {
    const tell = this.#reading.tell;
    if (!tell) return;
    const at = { row: this.#rowNumber, column };
    if (isLost) tell({ kind: "lostDigits", ...at });
    else if (type === "e") tell({ kind: "failed", ...at });
    else if (isFormula && text === "" && type !== "str") tell({ kind: "uncalculated", ...at });
  }

  #closeRow(): void {
    const row = this.#row;
    this.#row = undefined;
    if (row === undefined || row.cells.length === 0) return;
    const { asShown, tell } = this.#reading;
    for (const column of this.#fill(row.number, row.cells)) tell?.({ kind: "merged", row: row.number, column });
    if (!asShown || !this.#isHidden) this.rows.push(row);
    else tell?.({ kind: "hidden", row: row.number });
  }
}

/**
 * The rows of a workbook's first visible sheet that have any text. The archive is held compressed and the shared
 * strings packed; of the sheet only the rows of one piece of it.
 * @throws Fault malformed_request or too_large.
 */
export async function* readXlsx(bytes: AsyncIterable<Uint8Array>, reading: Reading = {}): AsyncGenerator<TableRow> {
  const archive = await openArchive(bytes);
  const book = await openWorkbook(archive);
  const merged = reading.asShown ? await mergedIn(archive.inflate(book.sheetPart)) : [];
  const reader = new RowReader(book, reading, merged);
  for await (const _ of readXml(book.sheetPart, archive.inflate(book.sheetPart), reader)) yield* reader.rows.splice(0);
}
