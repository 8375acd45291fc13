import { Zip } from "fflate";
import { DeflatedPart } from "./archive.ts";
import { daySerial } from "./dates.ts";
import { type Cell, SHEET_ROWS_MAX, tooLarge } from "./types.ts";

/** Characters of a sheet that are compressed together. */
const BLOCK_CHARS = 262_144;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org";
const MAIN = `xmlns="${OFFICE}/spreadsheetml/2006/main"`;
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (...all: string[]): string =>
  `${HEAD}<Relationships xmlns="${OFFICE}/package/2006/relationships">${all.join("")}</Relationships>`;

const override = (part: string, type: string): string =>
  `<Override PartName="/xl/${part}.xml" ContentType="${TYPE}.${type}+xml"/>`;
const CONTENT_TYPES = [
  `<Types xmlns="${OFFICE}/package/2006/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  override("workbook", "sheet.main"),
  override("worksheets/sheet1", "worksheet"),
  override("styles", "styles"),
  "</Types>",
].join("");

const WORKBOOK = [
  `<workbook ${MAIN} xmlns:r="${OFFICE}/officeDocument/2006/relationships">`,
  '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
].join("");

const PLAIN = 'fillId="0" borderId="0"';
const FONT = '<sz val="11"/><name val="Calibri"/>';
const STYLES = [
  `<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>`,
  `<fonts count="2"><font>${FONT}</font><font><b/>${FONT}</font></fonts>`,
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" ${PLAIN}/></cellStyleXfs>`,
  `<cellXfs count="4"><xf numFmtId="0" fontId="0" ${PLAIN} xfId="0"/>`,
  `<xf numFmtId="49" fontId="1" ${PLAIN} xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  `<xf numFmtId="49" fontId="0" ${PLAIN} xfId="0" applyNumberFormat="1"/>`,
  `<xf numFmtId="164" fontId="0" ${PLAIN} xfId="0" applyNumberFormat="1"/></cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join("");

/** Everything of a workbook but its sheet, in the order in which Excel writes it. */
const PARTS: Record<string, string> = {
  "[Content_Types].xml": HEAD + CONTENT_TYPES,
  "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
  "xl/workbook.xml": HEAD + WORKBOOK,
  "xl/_rels/workbook.xml.rels": relations(
    relation("rId1", "worksheet", "worksheets/sheet1.xml"),
    relation("rId2", "styles", "styles.xml"),
  ),
  "xl/styles.xml": HEAD + STYLES,
};
/** Styles by number: the header in bold, text that stays text when somebody edits it, and days. */
const HEADER_STYLE = 1;
const TEXT_STYLE = 2;
const DAY_STYLE = 3;

const SHEET_HEAD = [
  `${HEAD}<worksheet ${MAIN}><sheetViews><sheetView tabSelected="1" workbookViewId="0">`,
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
  '<sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>',
].join("");
const SHEET_END = "</sheetData></worksheet>";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold.
const UNSAFE = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const escaped = (text: string): string =>
  text.replace(
    UNSAFE,
    (char) => ENTITIES[char] ?? `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
  );

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function cellXml(cell: Cell, reference: string, textStyle: number): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "boolean") return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === "number") return Number.isFinite(cell) ? `<c r="${reference}"><v>${cell}</v></c>` : "";
  const serial = typeof cell === "object" ? daySerial(cell.on) : undefined;
  if (serial !== undefined) return `<c r="${reference}" s="${DAY_STYLE}"><v>${serial}</v></c>`;
  const text = escaped(typeof cell === "object" ? cell.on : cell);
  return `<c r="${reference}" s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** The XML of a sheet's rows in blocks. */
async function* sheetBlocks(rows: AsyncIterable<Cell[]>): AsyncGenerator<string> {
  const names: string[] = [];
  let block = SHEET_HEAD;
  let number = 0;
  for await (const row of rows) {
    if (++number > SHEET_ROWS_MAX)
      throw tooLarge(`A sheet has at most ${SHEET_ROWS_MAX} rows. Export as csv, or fewer rows.`);
    while (names.length < row.length) names.push(columnName(names.length));
    const style = number === 1 ? HEADER_STYLE : TEXT_STYLE;
    block += `<row r="${number}">`;
    for (let at = 0; at < row.length; at++) block += cellXml(row[at]!, names[at]! + number, style);
    block += "</row>";
    if (block.length < BLOCK_CHARS) continue;
    yield block;
    block = "";
  }
  yield block + SHEET_END;
}

/** A workbook of one sheet whose first row is frozen. Text is text and never a formula, numbers are numbers. */
export async function* writeXlsx(rows: AsyncIterable<Cell[]>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    ready.push(bytes);
  });
  for (const [name, text] of Object.entries(PARTS)) {
    const part = new DeflatedPart(name);
    zip.add(part);
    part.push(text, true);
  }
  const sheet = new DeflatedPart("xl/worksheets/sheet1.xml");
  zip.add(sheet);
  for await (const block of sheetBlocks(rows)) {
    sheet.push(block, false);
    yield* ready.splice(0);
  }
  sheet.push("", true);
  zip.end();
  yield* ready.splice(0);
}
