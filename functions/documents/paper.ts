import type PDFDocument from "pdfkit";
import { clip } from "../../shared/notify/format.ts";
import { type Covers, productFont } from "../reports/font.ts";
import type { Column, Fact, Sheet } from "./sheet.ts";

type Paper = InstanceType<typeof PDFDocument>;
/** The paper with the texts that its font can write. */
type Desk = { paper: Paper; written(text: string): string; left: number; width: number };

/** In points; A4 is 595 × 842. */
const MARGIN = 48;
const FOOT = 40;
const GAP = 8;
const CELL = 4;
const SIZE = { name: 13, title: 20, text: 9, small: 8 };
const INK = "#1c2430";
const MUTED = "#5b6675";
const LINE = "#cfd6df";
const SHADE = "#eef3f1";
const ALERT = "#a34a00";
/** What one cell may say; a longer text is cut, so that a row never outgrows its page. */
const CELL_CHARS_MAX = 400;

/** Draws a document as a PDF on A4: long tables break between rows, and every page has their heads and its number. */
export async function pdfOf(sheet: Sheet): Promise<Buffer> {
  const [{ default: Document }, font] = await Promise.all([import("pdfkit"), productFont()]);
  const paper = new Document({
    size: "A4",
    margins: { top: MARGIN, bottom: MARGIN + FOOT, left: MARGIN, right: MARGIN },
    bufferPages: true,
    // None of the library's own fonts, whose files are not with the product.
    font: "",
    lang: sheet.locale,
    displayTitle: true,
    info: { Title: sheet.title, Author: sheet.letterhead.name, Producer: "Cashloop", CreationDate: new Date(sheet.at) },
  });
  paper.font(font.bytes);
  const pieces: Buffer[] = [];
  paper.on("data", (piece: Buffer) => pieces.push(piece));
  const done = new Promise<void>((resolve, reject) => paper.on("end", resolve).on("error", reject));
  const width = paper.page.width - 2 * MARGIN;
  draw({ paper, written: writer(font.covers), left: MARGIN, width }, sheet);
  paper.end();
  await done;
  return Buffer.concat(pieces);
}

/** Characters that are not seen, or turn the direction of what follows; a line break stays. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Variation_Selector}\u2028\u2029]/gu;

/** Text as the font can write it: what it lacks stands in its plain form, and what has none is a box. */
const writer =
  (covers: Covers) =>
  (text: string): string => {
    const has = (part: string): boolean => Array.from(part).every((character) => covers(character.codePointAt(0)!));
    const shown = (character: string): string => {
      if (character === "\n" || has(character)) return character;
      const plain = character.normalize("NFKC");
      return has(plain) ? plain : "□";
    };
    const clean = text.toWellFormed().normalize("NFC").replace(/\r\n?/g, "\n").replace(UNSEEN, "");
    return Array.from(clean, shown).join("");
  };

function draw(desk: Desk, sheet: Sheet): void {
  head(desk, sheet);
  facts(desk, sheet.facts);
  table(desk, sheet.table);
  totals(desk, sheet.totals);
  for (const { heading, text } of sheet.paragraphs) paragraph(desk, heading, text);
  feet(desk, sheet.foot);
}

const bottomOf = ({ paper }: Desk): number => paper.page.height - MARGIN - FOOT;

/** Begins a page where so much room is not left. */
function room(desk: Desk, height: number): boolean {
  if (desk.paper.y + height <= bottomOf(desk)) return false;
  desk.paper.addPage();
  return true;
}

function head(desk: Desk, { letterhead, title, warning }: Sheet): void {
  const { paper, written, left, width } = desk;
  paper.fontSize(SIZE.name).fillColor(INK).text(written(letterhead.name), left, MARGIN, { width });
  paper.fontSize(SIZE.small).fillColor(MUTED);
  for (const line of letterhead.lines) paper.text(written(line), { width });
  paper.moveDown(0.6);
  paper
    .strokeColor(LINE)
    .moveTo(left, paper.y)
    .lineTo(left + width, paper.y)
    .stroke();
  paper.moveDown(1);
  paper.fontSize(SIZE.title).fillColor(INK).text(written(title), left, paper.y, { width });
  if (warning) paper.fontSize(SIZE.text).fillColor(ALERT).text(written(warning), { width });
  paper.moveDown(0.4);
}

const LABEL_SHARE = 0.34;

function facts(desk: Desk, blocks: Sheet["facts"]): void {
  const { paper, written, left, width } = desk;
  const half = (width - 2 * GAP) / 2;
  const top = paper.y;
  const ends = blocks.map((block, n) => {
    const x = left + n * (half + 2 * GAP);
    const value = half * (1 - LABEL_SHARE) - GAP;
    let y = top;
    paper.fontSize(SIZE.text);
    for (const fact of block) {
      const text = written(fact.value);
      const label = written(fact.label);
      paper.fillColor(MUTED).text(label, x, y, { width: half * LABEL_SHARE });
      const below = paper.y;
      paper.fillColor(INK).text(text, x + half * LABEL_SHARE + GAP, y, { width: value });
      y = Math.max(below, paper.y) + 2;
    }
    return y;
  });
  paper.x = left;
  paper.y = Math.max(...ends) + GAP;
}

type Laid = Column & { x: number; points: number };

/** The columns with their places: they share the width in proportion. */
function laid({ left, width }: Desk, columns: readonly Column[]): Laid[] {
  const whole = columns.reduce((sum, column) => sum + column.width, 0);
  let x = left;
  return columns.map((column) => {
    const points = (column.width / whole) * width;
    const at = { ...column, x, points };
    x += points;
    return at;
  });
}

function row(desk: Desk, columns: readonly Laid[], cells: readonly string[], isHead: boolean): void {
  const { paper, left, width } = desk;
  paper.fontSize(isHead ? SIZE.small : SIZE.text);
  const height = heightOf(desk, columns, cells);
  const top = paper.y;
  if (isHead) paper.rect(left, top, width, height).fill(SHADE);
  paper.fillColor(isHead ? MUTED : INK);
  columns.forEach(({ x, points, isNumber }, n) => {
    const align = isNumber ? "right" : "left";
    paper.text(cells[n] ?? "", x + CELL, top + CELL, { width: points - 2 * CELL, align });
  });
  paper.strokeColor(LINE).lineWidth(0.5);
  paper
    .moveTo(left, top + height)
    .lineTo(left + width, top + height)
    .stroke();
  paper.x = left;
  paper.y = top + height;
}

function heightOf({ paper }: Desk, columns: readonly Laid[], cells: readonly string[]): number {
  const heights = columns.map(({ points }, n) => paper.heightOfString(cells[n] || " ", { width: points - 2 * CELL }));
  return Math.max(...heights) + 2 * CELL;
}

function table(desk: Desk, { columns, rows }: Sheet["table"]): void {
  const places = laid(desk, columns);
  const titles = columns.map(({ title }) => desk.written(title));
  const heads = (): void => row(desk, places, titles, true);
  room(desk, 4 * SIZE.text + 4 * CELL);
  heads();
  for (const cells of rows) {
    const texts = cells.map((cell) => desk.written(clip(cell, CELL_CHARS_MAX)));
    desk.paper.fontSize(SIZE.text);
    if (room(desk, heightOf(desk, places, texts))) heads();
    row(desk, places, texts, false);
  }
  desk.paper.y += GAP;
}

const TOTALS_SHARE = 0.5;

/** Sums at the right, never alone on a page apart from each other. */
function totals(desk: Desk, all: readonly Fact[]): void {
  const { paper, written, left, width } = desk;
  const line = SIZE.text + 2 * CELL;
  room(desk, all.length * line);
  const x = left + width * (1 - TOTALS_SHARE);
  const half = (width * TOTALS_SHARE) / 2;
  for (const { label, value, isStrong } of all) {
    const y = paper.y;
    paper.fontSize(isStrong ? SIZE.text + 2 : SIZE.text);
    paper.fillColor(isStrong ? INK : MUTED).text(written(label), x, y, { width: half });
    paper.fillColor(INK).text(written(value), x + half, y, { width: half, align: "right" });
    paper.y = y + line;
  }
  paper.x = left;
  paper.y += GAP;
}

function paragraph(desk: Desk, heading: string, text: string): void {
  const { paper, written, left, width } = desk;
  room(desk, 5 * SIZE.text);
  paper
    .fontSize(SIZE.text + 1)
    .fillColor(INK)
    .text(written(heading), left, paper.y, { width });
  paper
    .fontSize(SIZE.text)
    .fillColor(MUTED)
    .text(written(text), left, paper.y + 2, { width, lineGap: 2 });
  paper.moveDown(1);
}

/** The foot of every page, once it is known how many there are. */
function feet(desk: Desk, foot: string): void {
  const { paper, written, left, width } = desk;
  const { start, count } = paper.bufferedPageRange();
  for (let n = 0; n < count; n++) {
    paper.switchToPage(start + n);
    // Below the margin of the text, where the library would begin another page.
    paper.page.margins.bottom = 0;
    const y = paper.page.height - MARGIN - FOOT / 2;
    paper.fontSize(SIZE.small).fillColor(MUTED);
    paper.text(written(foot), left, y, { width: width * 0.8, height: 2 * SIZE.small, ellipsis: true });
    paper.text(`${n + 1} / ${count}`, left + width * 0.8, y, { width: width * 0.2, align: "right" });
  }
}
