import { editsToBegin } from "./edits.ts";
import { DIGIT_TAILS, type Lookup, withoutFirst } from "./lookups.ts";
import type { Posting } from "./postings.ts";
import { queryOf, type Word } from "./query.ts";
import { nextNear } from "./seek.ts";
import { cut, restOf, TERM_CHARS_MAX } from "./text.ts";

/** What a row says of the text that it is a place in. */
type Place = Pick<Posting, "term" | "before">;

/**
 * Says of a row that a lookup met whether it alone is reason to read the record: a lookup of what may have been meant
 * meets everything with some letters in common. Lets through every row by which `matchOf` could find the lookup's word.
 */
export function sieveOf(query: string): (place: Place, lookup: Pick<Lookup, "word" | "edits" | "isEnd">) => boolean {
  const { words } = queryOf(query);
  return (place, { word: n, edits, isEnd }) => {
    const word = words[n];
    if (word === undefined) return true;
    return isEnd
      ? endsAlike(word, place)
      : answers(edits === undefined ? word : { ...word, editsMax: edits }, place.term);
  };
}

/** Whether what stands before the term and the term together are near to what was typed. */
const endsAlike = ({ bare, editsMax }: Word, { term, before }: Place): boolean =>
  before.some((head) => isNear(bare, head + (restOf(term) ?? term), editsMax, head.length));

function answers(word: Word, term: string): boolean {
  const begins = (form: string): boolean => form !== "" && term.startsWith(cut(form, TERM_CHARS_MAX));
  if ([...word.forms, ...word.phones, withoutFirst(word)].some(begins)) return true;
  const { bare, editsMax } = word;
  if (editsMax === 0) return false;
  if (/^\d+$/.test(bare) && DIGIT_TAILS.some((length) => begins(bare.slice(-length)))) return true;
  return isNear(bare, term, editsMax);
}

/** Compared no further than a cut term, and what stands before it, reaches with all edits. */
const compared = (typed: string, most: number, before = 0): string => cut(typed, before + TERM_CHARS_MAX - 1 - most);

const isNear = (typed: string, term: string, most: number, before = 0): boolean =>
  editsToBegin(compared(typed, most, before), term, most) <= most;

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
