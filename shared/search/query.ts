import { phonePrefixes } from "./phones.ts";
import { joined, searchable, unitsOf } from "./text.ts";

/** Words of a query that count; a longer query is read up to here. */
const WORDS_MAX = 6;

/** One edit of a query is forgiven from so many letters on, two from so many, and one of a number from so many digits. */
const TYPO_LETTERS_MIN = 4;
const TWO_TYPOS_LETTERS_MIN = 9;
const TYPO_DIGITS_MIN = 8;

/** A word of a query, or all of them as one. */
export type Word = {
  /** What a start's term must begin with: as typed, without punctuation, and as parts of a number. */
  forms: string[];
  /** The same for a telephone number, where codes are left out at will. */
  phones: string[];
  /** The letters and digits in which an edit may be forgiven, and how many edits. */
  bare: string;
  editsMax: number;
};

export type Query = { words: Word[]; phrase: Word | undefined };

/** Reads what somebody typed. Nothing is translated: Chinese, pinyin and initials each meet their own starts. */
export function queryOf(query: string): Query {
  const typed = searchable(query);
  const words = typed.split(" ").slice(0, WORDS_MAX).map(wordOf);
  return {
    words: words.filter((w) => w.forms.length > 0),
    phrase: words.length > 1 ? phraseOf(typed) : undefined,
  };
}

function wordOf(typed: string): Word {
  const units = unitsOf(typed);
  const bare = units.map((u) => u.text).join("");
  return {
    forms: distinct([typed.replace(/^@/, ""), joined(units), bare]),
    phones: phonePrefixes(typed),
    bare,
    editsMax: editsIn(bare),
  };
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
