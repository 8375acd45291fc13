import { editsToBegin } from "./edits.ts";
import { DIGIT_TAILS, type Lookup, withoutFirst } from "./lookups.ts";
import { queryOf, type Word } from "./query.ts";
import { nextNear } from "./seek.ts";
import { cut, HEAD_CHARS, restOf, TERM_CHARS_MAX } from "./text.ts";

/**
 * Says of a row that a lookup met whether its term alone is reason to read the record: a lookup of what may have been meant
 * meets everything with three letters in common. Lets through every term by which `matchOf` could find the lookup's word.
 */
export function sieveOf(query: string): (term: string, lookup: Pick<Lookup, "word" | "edits">) => boolean {
  const { words } = queryOf(query);
  return (term, { word: n, edits }) => {
    const word = words[n];
    return word === undefined || answers(edits === undefined ? word : { ...word, editsMax: edits }, term);
  };
}

function answers(word: Word, term: string): boolean {
  const begins = (form: string): boolean => form !== "" && term.startsWith(cut(form, TERM_CHARS_MAX));
  if ([...word.forms, ...word.phones, withoutFirst(word)].some(begins)) return true;
  const { bare, editsMax } = word;
  if (editsMax === 0) return false;
  if (/^\d+$/.test(bare) && DIGIT_TAILS.some((length) => begins(bare.slice(-length)))) return true;
  const rest = restOf(term);
  if (rest === undefined) return isNear(bare, term, editsMax);
  // One edit at least is in the head, which may have made it longer or shorter.
  const heads = Array.from({ length: 2 * editsMax + 1 }, (_, n) => HEAD_CHARS - editsMax + n);
  return heads.some((head) => isNear(bare.slice(head), rest, editsMax - 1));
}

/** Compared no further than a cut term reaches with all edits. */
const compared = (typed: string, most: number): string => cut(typed, TERM_CHARS_MAX - HEAD_CHARS - most);

const isNear = (typed: string, term: string, most: number): boolean =>
  editsToBegin(compared(typed, most), term, most) <= most;

/**
 * Says how far a lookup may skip behind a row that it has come to: to the next beginning of a term that the sieve could let
 * through. Undefined where nothing is left for this lookup. Only the lookup of a mistyped word's first letters meets so
 * much else that skipping pays; every other one goes on where it is.
 */
export function skipOf(query: string): (lookup: Lookup, term: string) => string | undefined {
  const { words } = queryOf(query);
  return ({ prefix, word: n, edits }, term) => {
    const word = words[n];
    if (word === undefined || edits === undefined) return term;
    const next = nextNear(compared(word.bare, edits), edits, term);
    return next?.startsWith(prefix) ? next : undefined;
  };
}
