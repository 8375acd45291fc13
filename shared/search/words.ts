import { readFileSync } from "node:fs";
import { isLatinForm, withoutHanForm } from "../names.ts";
import type { Unit } from "./text.ts";

/**
 * What company names are made of, as it stands beside this file: places that they begin with (provinces, and cities of many
 * companies), and what companies do, as their names say it. Nobody looks for a company by the second half of such a word.
 */
type Known = { places: ReadonlySet<string>; trades: ReadonlySet<string>; all: ReadonlySet<string> };

let loaded: Known | undefined;

/** Both lists, read when the first name is looked at. */
function known(): Known {
  loaded ??= parse(readFileSync(new URL("./data/words.txt", import.meta.url), "utf8"));
  return loaded;
}

function parse(file: string): Known {
  const [places = [], trades = []] = file.split("\n").map((line) => line.split(" "));
  return { places: new Set(places), trades: new Set(trades), all: new Set([...places, ...trades]) };
}

const isPlaceName = (text: string): boolean => known().places.has(text);

/** Divisions that may follow a place: 上海市, 广东省. */
const DIVISIONS = "省市区县";

const KNOWN_CHARS_MAX = 4;

/** How many characters of a name's beginning are a known place, without its division. */
export function knownPlaceChars(name: string): number {
  for (let length = KNOWN_CHARS_MAX; length > 1; length--) if (isPlaceName(name.slice(0, length))) return length;
  return 0;
}

/** How many characters of a name's beginning are a place and its division (`上海市`), and nothing else. */
export function placeCharsOf(name: string): number {
  const length = knownPlaceChars(name);
  return length > 0 && DIVISIONS.includes(name[length] ?? " ") ? length + 1 : length;
}

/** How many characters of a name's end say what the company does, or in which place it does so, and nothing else. */
export function tradeCharsOf(name: string): number {
  let left = name.length;
  for (let length = KNOWN_CHARS_MAX; length > 1; length--) {
    const end = name.slice(Math.max(0, left - length), left);
    if (!known().trades.has(end) && !isPlaceName(end)) continue;
    left -= end.length;
    length = KNOWN_CHARS_MAX + 1;
  }
  return name.length - left;
}

/** Family names of two characters. */
const DOUBLE_SURNAMES = new Set(
  "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 长孙 宇文 端木 南宫 独孤 司空 轩辕 百里".split(" "),
);

/** A person's name in Chinese is at most so long. */
const PERSON_CHARS_MAX = 4;

export type Layout = {
  /** Units before the legal form. */
  end: number;
  /** Where a word begins, by unit. */
  isWordStart: boolean[];
  /** A known word begins here, by unit: a place or a trade. */
  isKnown: boolean[];
  /** Inside a known word, by unit: no place to search from. */
  isInside: boolean[];
  /** Where a second name begins, by which people search as by the whole: the brand after the place, the given name after the family's. */
  second: { at: number; isGivenName: boolean } | undefined;
};

/** Finds the words of a name. */
export function layoutOf(units: readonly Unit[]): Layout {
  const end = withoutForm(units);
  const isWordStart = units.map((unit, at) => at === 0 || unit.followsGap || !unit.isHan || !units[at - 1]?.isHan);
  const isKnown = units.map(() => false);
  const isInside = units.map(() => false);
  let brand = 0;
  let words = 0;
  for (let at = 0; at < end; ) {
    const length = knownAt(units, at, end);
    if (length === 0) {
      at++;
      continue;
    }
    words++;
    isWordStart[at] = true;
    isKnown[at] = true;
    for (let inner = at + 1; inner < at + length; inner++) isInside[inner] = true;
    if (at + length < units.length) isWordStart[at + length] = true;
    if (brand === at && isPlace(units, at, length)) brand += length;
    at += length;
  }
  const layout = { end, isWordStart, isKnown, isInside };
  if (brand > 0 && brand < end) return { ...layout, second: { at: brand, isGivenName: false } };
  const given = words === 0 && end === units.length ? givenNameAt(units) : 0;
  if (given > 0) isWordStart[given] = true;
  return { ...layout, second: given > 0 ? { at: given, isGivenName: true } : undefined };
}

const textOf = (units: readonly Unit[], from: number, to: number): string =>
  units
    .slice(from, to)
    .map((u) => u.text)
    .join("");

/** The number of units before the legal form; all of them where a name is nothing but its form. */
function withoutForm(units: readonly Unit[]): number {
  let end = units.length;
  while (end > 0 && !units[end - 1]?.isHan && isLatinForm((units[end - 1]?.text ?? "").toUpperCase())) end--;
  let from = end;
  while (from > 0 && units[from - 1]?.isHan) from--;
  const han = textOf(units, from, end);
  end -= [...han].length - [...withoutHanForm(han)].length;
  return end === 0 ? units.length : end;
}

/** The length of the known word that begins here, its division included. */
function knownAt(units: readonly Unit[], at: number, end: number): number {
  if (!units[at]?.isHan) return 0;
  for (let length = Math.min(KNOWN_CHARS_MAX, end - at); length > 1; length--) {
    const word = textOf(units, at, at + length);
    if (!known().all.has(word)) continue;
    const divided = isPlaceName(word) && at + length < end && DIVISIONS.includes(units[at + length]?.text ?? " ");
    return divided ? length + 1 : length;
  }
  return 0;
}

const isPlace = (units: readonly Unit[], at: number, length: number): boolean =>
  isPlaceName(textOf(units, at, at + length)) || isPlaceName(textOf(units, at, at + length - 1));

/** Where the given name of a person begins; 0 where this is none, or where it is but one character. */
function givenNameAt(units: readonly Unit[]): number {
  if (units.length < 3 || units.length > PERSON_CHARS_MAX || !units.every((u) => u.isHan)) return 0;
  return DOUBLE_SURNAMES.has(textOf(units, 0, 2)) ? 2 : 1;
}
