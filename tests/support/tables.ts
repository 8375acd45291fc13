import { zipSync } from "fflate";
import { type Cell, readTable, type TableFormat, type TableRow, writeTable } from "../../shared/tabular/index.ts";

/** Bytes as a stream hands them out: in pieces of a size that fits no character and no tag. */
export async function* streamed(bytes: Uint8Array | string, pieceBytes = 65_536): AsyncGenerator<Uint8Array> {
  const all = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  for (let at = 0; at < all.length; at += pieceBytes) yield all.subarray(at, at + pieceBytes);
}

export async function rowsOf(
  format: TableFormat,
  bytes: Uint8Array | string,
  pieceBytes?: number,
): Promise<TableRow[]> {
  return Array.fromAsync(readTable(format, streamed(bytes, pieceBytes)));
}

export const cellsOf = async (
  format: TableFormat,
  bytes: Uint8Array | string,
  pieceBytes?: number,
): Promise<string[][]> => (await rowsOf(format, bytes, pieceBytes)).map(({ cells }) => cells);

async function* rowByRow(rows: Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows;
}

export async function written(format: TableFormat, header: string[], rows: Cell[][]): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(writeTable(format, header, rowByRow(rows))));
}

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relations = (all: [id: string, type: string, target: string][]): string =>
  `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

/** The parts of a small workbook, any of them to be replaced. */
export const workbookParts = (sheet: string, parts: Record<string, string> = {}): Record<string, string> => ({
  "_rels/.rels": relations([["rId1", "officeDocument", "xl/workbook.xml"]]),
  "xl/workbook.xml": `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": relations([
    ["rId1", "worksheet", "worksheets/sheet1.xml"],
    ["rId2", "sharedStrings", "sharedStrings.xml"],
    ["rId3", "styles", "/xl/styles.xml"],
  ]),
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  ...parts,
});

export const zipped = (parts: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));

export const workbookOf = (sheet: string, parts?: Record<string, string>): Uint8Array =>
  zipped(workbookParts(sheet, parts));
