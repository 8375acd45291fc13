import { foldedLetters, withSigns } from "./folding.ts";
import { simplified } from "./variants.ts";

/** Longer terms are cut: a longer query is cut to the same length and verified against the whole text. */
export const TERM_CHARS_MAX = 24;

/** Of a longer text only the beginning is searched. */
export const TEXT_CHARS_MAX = 120;

/** Before everything that costs time, a text is cut to what can matter of it, marks and spaces included. */
const RAW_CHARS_MAX = 4 * TEXT_CHARS_MAX;

/**
 * One form of what people write in many: NFKC (full width to half width), case folded (`ẞ` and `ß` to `ss`), invisible
 * characters and the last code point dropped, spaces squeezed. Broken surrogates become U+FFFD, so that what goes into a
 * key comes out of it.
 */
export function normalised(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFKC")
    .replace(/[\p{Cf}\u{10ffff}]+/gu, "")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/g, "σ")
    .normalize("NFKC")
    .replace(/[\s\p{Z}\p{Cc}]+/gu, " ")
    .trim();
}

/** The normal form of a text without what people leave out or write in several ways: by it one is found in another. */
export const comparable = (text: string): string => simplified(foldedLetters(normalised(text)));

/** The same of the part of a text that is searched, with the signs of its words. */
export const searchable = (text: string): string =>
  cut(withSigns(comparable(text.slice(0, RAW_CHARS_MAX))), TEXT_CHARS_MAX).trim();

/** The first `chars` code points. */
export function cut(text: string, chars: number): string {
  if (text.length <= chars) return text;
  return [...text.slice(0, chars * 2)].slice(0, chars).join("");
}

const HAN = /^\p{Script=Han}/u;

export const isHan = (text: string): boolean => HAN.test(text);

/** A picture among letters: each is a word. The marks of a trade name are none. */
const PICTURE = /^(?![©®])\p{Extended_Pictographic}/u;

const SYLLABLE = /^\p{Script=Hangul}/u;

/**
 * The partition of a term: the first Chinese character, Korean syllable or picture, or the first two characters of another
 * script. A query is found in one partition therefore, and an import's writes spread over many.
 */
export const bucketOf = (term: string): string =>
  isHan(term) || SYLLABLE.test(term) || PICTURE.test(term) ? cut(term, 1) : cut(term, isTail(term) ? 3 : 2);

/** Marks a term that is another one without its beginning. No text and no query keeps a control character. */
const TAIL = "\u0001";

const isTail = (term: string): boolean => term.startsWith(TAIL);

/** Letters in which a typing error is looked for by what follows them; twice as many in words of so many letters. */
export const HEAD_CHARS = 3;
export const TWO_TAILS_CHARS_MIN = 9;

/** The term by which one is found whose first HEAD_CHARS characters are mistyped. */
export const tailOf = (rest: string): string => TAIL + rest;

/** What stands behind the head, if the term is such a one. */
export const restOf = (term: string): string | undefined => (isTail(term) ? term.slice(TAIL.length) : undefined);

/** What a text is made of: single Chinese characters, single pictures, and runs of letters and digits of other scripts. */
export type Unit = { text: string; isHan: boolean; followsGap: boolean };

const UNITS = /\p{Script=Han}|(?![©®])\p{Extended_Pictographic}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu;

/** The units of a text that `searchable` made. */
export function unitsOf(text: string): Unit[] {
  const whole = text.replace(/['’`]/g, "");
  let end = 0;
  return [...whole.matchAll(UNITS)].map(({ 0: unit, index }) => {
    const followsGap = index > end;
    end = index + unit.length;
    return { text: unit, isHan: isHan(unit), followsGap };
  });
}

/** Units as one text: a space between words of letters, none at a Chinese character. */
export function joined(units: readonly Unit[], write: (unit: Unit, at: number) => string = (u) => u.text): string {
  return units
    .map((unit, at) => (at > 0 && !unit.isHan && !units[at - 1]?.isHan ? " " : "") + write(unit, at))
    .join("");
}
