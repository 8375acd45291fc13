import { type DateKind, dateKind } from "./dates.ts";
import { type Pattern, patternOf } from "./patterns.ts";
import { readStrings, SharedStrings } from "./strings.ts";
import { malformed, tooLarge } from "./types.ts";
import { readXml, type XmlReader } from "./xml.ts";
import type { Archive } from "./zip.ts";

/** Formats and styles of a workbook; Excel itself stops at 65,490. */
const STYLES_MAX = 100_000;
const SHEETS_MAX = 1_000;
const RELATIONS_MAX = 10_000;

/** What the cells of a sheet refer to. */
export type Workbook = {
  sheetPart: string;
  strings: SharedStrings;
  /** The kind of date that each style shows, by the style's number. */
  dates: (DateKind | undefined)[];
  /** How each style fills numbers up. */
  patterns: (Pattern | undefined)[];
  from1904: boolean;
};

type Relation = { type: string; part: string };

async function readAll(
  archive: Archive,
  part: string,
  open: NonNullable<XmlReader["open"]>,
  close?: XmlReader["close"],
) {
  for await (const _ of readXml(part, archive.inflate(part), { open, close }));
}

/** A relation's target as a part's path: absolute, or beside the part that names it. */
function resolved(folder: string, target: string): string {
  const names = target.startsWith("/") ? [] : folder.split("/").filter(Boolean);
  for (const name of target.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return names.join("/");
}

/**
 * What a part refers to, by the ids that it uses; a type is told by its last word, since two standards begin it
 * differently.
 */
async function relationsOf(archive: Archive, part: string): Promise<Map<string, Relation>> {
  const cut = part.lastIndexOf("/") + 1;
  const folder = part.slice(0, cut);
  const relations = new Map<string, Relation>();
  const path = `${folder}_rels/${part.slice(cut)}.rels`;
  if (!archive.has(path)) return relations;
  await readAll(archive, path, (name, { Id, Type, Target }) => {
    if (name !== "Relationship" || Id === undefined || Type === undefined || Target === undefined) return;
    if (relations.size >= RELATIONS_MAX) throw tooLarge(`The workbook's part ${path} has too many relations.`);
    relations.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), part: resolved(folder, Target) });
  });
  return relations;
}

const partOf = (relations: Map<string, Relation>, type: string): string | undefined =>
  [...relations.values()].find((relation) => relation.type === type)?.part;

type Sheet = { visible: boolean; relation: string };

async function sheetsOf(archive: Archive, part: string): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readAll(archive, part, (name, { state, id, date1904 }) => {
    if (name === "workbookPr") from1904 = date1904 === "1" || date1904 === "true";
    if (name !== "sheet" || id === undefined) return;
    if (sheets.length >= SHEETS_MAX) throw tooLarge(`The workbook has more than ${SHEETS_MAX} sheets.`);
    sheets.push({ visible: state === undefined || state === "visible", relation: id });
  });
  return { sheets, from1904 };
}

/** Formats that every program knows by number: per cent, without and with decimals. */
const PERCENT_FORMATS = [9, 10];

type Styles = Pick<Workbook, "dates" | "patterns">;

async function stylesOf(archive: Archive, part: string | undefined): Promise<Styles> {
  const styles: Styles = { dates: [], patterns: [] };
  const { dates, patterns } = styles;
  if (part === undefined || !archive.has(part)) return styles;
  const codes = new Map<number, string>();
  let inCells = false;
  await readAll(
    archive,
    part,
    (name, { numFmtId, formatCode }) => {
      if (name === "cellXfs") inCells = true;
      if (dates.length + codes.size > STYLES_MAX) throw tooLarge(`The workbook has more than ${STYLES_MAX} styles.`);
      if (name === "numFmt" && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      if (name !== "xf" || !inCells) return;
      const id = Number(numFmtId ?? 0);
      const code = codes.get(id) ?? (PERCENT_FORMATS.includes(id) ? "0%" : undefined);
      dates.push(dateKind(id, codes.get(id)));
      patterns.push(code === undefined ? undefined : patternOf(code));
    },
    (name) => {
      if (name === "cellXfs") inCells = false;
    },
  );
  return styles;
}

/**
 * Finds the first visible sheet of a workbook, and reads what its cells refer to.
 * @throws Fault malformed_request or too_large.
 */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const top = partOf(await relationsOf(archive, ""), "officeDocument") ?? "xl/workbook.xml";
  const { sheets, from1904 } = await sheetsOf(archive, top);
  const relations = await relationsOf(archive, top);
  const sheetPart = sheets
    .filter((sheet) => sheet.visible && relations.get(sheet.relation)?.type === "worksheet")
    .map((sheet) => relations.get(sheet.relation)!.part)[0];
  if (sheetPart === undefined) throw malformed("The workbook has no visible sheet with cells.");
  const shared = partOf(relations, "sharedStrings");
  const strings =
    shared && archive.has(shared) ? await readStrings(shared, archive.inflate(shared)) : new SharedStrings();
  return { sheetPart, strings, ...(await stylesOf(archive, partOf(relations, "styles"))), from1904 };
}
