import { asWritten } from "./folding.ts";
import { phonePrefixes } from "./phones.ts";
import { undivided } from "./places.ts";
import { syllablesOf } from "./readings.ts";
import { joined, normalised, searchable, type Unit, unitsOf } from "./text.ts";

/** Words of a query that count; a longer query is read up to here. */
const WORDS_MAX = 6;

/** One edit of a query is forgiven from so many letters on, two from so many, and one of a number from so many digits. */
const TYPO_LETTERS_MIN = 4;
const TWO_TYPOS_LETTERS_MIN = 9;
const TYPO_DIGITS_MIN = 8;

/** A word of a query, or all of them as one. */
export type Word = {
  /** What a start's term must begin with: as typed, without punctuation, and half-written Chinese as it is read. */
  forms: string[];
  /** The same without the words for the kinds of its places (`朝阳区` as `朝阳`); empty where it has none. */
  undivided: string;
  /** The same for a telephone number, where codes are left out at will. */
  phones: string[];
  /** The letters and digits in which an edit may be forgiven, and how many edits. */
  bare: string;
  editsMax: number;
};

export type Query = { words: Word[]; phrase: Word | undefined };

/** What joins two names: who types it may mean the sign. */
const JOINTS = new Set(["and", "und", "et"]);

/** Vowels that people without their keys write in two letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };

/** Reads what somebody typed. Chinese, pinyin and initials each meet their own starts; Chinese among letters is read. */
export function queryOf(query: string): Query {
  const typed = searchable(query);
  const spelt = searchable(normalised(query).replace(/[äöü]/g, (vowel) => TWO_LETTERS[vowel] ?? vowel)).split(" ");
  const apart = typed.split(" ").slice(0, WORDS_MAX);
  const words = apart.map((word, n) => wordOf(word, spelt[n])).filter((w) => w.forms.length > 0);
  const telling = words.filter(({ bare }) => !JOINTS.has(bare));
  return {
    words: telling.length > 0 ? telling : words,
    phrase: apart.length > 1 ? joinedOr(phraseOf(typed), apart) : undefined,
  };
}

/** A phrase also as it is without the words that may mean a sign (`at and t`). */
function joinedOr(phrase: Word, apart: readonly string[]): Word {
  const named = apart.filter((word) => !JOINTS.has(word));
  if (named.length < 2 || named.length === apart.length) return phrase;
  return { ...phrase, forms: distinct([...phrase.forms, ...phraseOf(named.join(" ")).forms]) };
}

function wordOf(typed: string, spelt = typed): Word {
  const units = unitsOf(typed);
  const bare = units.map((u) => u.text).join("");
  return {
    forms: distinct([
      typed.replace(/^@/, ""),
      withoutTag(typed),
      asWritten(typed),
      joined(units),
      bare,
      typed.includes(" ") ? "" : readMixed(units),
      spelt,
    ]),
    undivided: undivided(bare),
    phones: phonePrefixes(typed),
    bare,
    editsMax: editsIn(bare),
  };
}

/** A mail address without what its owner has put behind a plus: it reaches the same mailbox. */
export const withoutTag = (address: string): string => address.replace(/^([^@+\s]+)\+[^@\s]*(?=@)/, "$1");

/** How Chinese among Latin letters is read (`上海yunfan`); empty for what is one of the two. */
function readMixed(units: readonly Unit[]): string {
  const isMixed = units.some((u) => u.isHan) && units.some((u) => /^[a-z]/.test(u.text));
  return isMixed ? joined(units, (unit) => (unit.isHan ? syllablesOf(unit.text).join("") : unit.text)) : "";
}

/** Several words typed in one go: `zhang san`, `shang hai`, `138 1234 5678`. No edit is forgiven across words. */
function phraseOf(typed: string): Word {
  const word = wordOf(typed);
  return { ...word, forms: distinct([...word.forms, typed.replace(/ /g, "")]), editsMax: 0 };
}

function editsIn(word: string): number {
  if (!/^[a-z0-9]+$/.test(word)) return 0;
  if (/^\d+$/.test(word)) return word.length >= TYPO_DIGITS_MIN ? 1 : 0;
  if (word.length >= TWO_TYPOS_LETTERS_MIN) return 2;
  return word.length >= TYPO_LETTERS_MIN ? 1 : 0;
}

export const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].filter((t) => t !== "");
