import { editsToBegin } from "./edits.ts";
import { DIGIT_TAILS, type Lookup, withoutFirst } from "./lookups.ts";
import type { Posting } from "./postings.ts";
import { queryOf, type Word } from "./query.ts";
import { nextNear } from "./seek.ts";
import { cut, restOf, TERM_CHARS_MAX } from "./text.ts";

/** What a row says of the text that it is a place in. */
type Place = Pick<Posting, "term" | "before">;

/**
 * Says of a row that a lookup met how many edits it is from what was typed; undefined where the row alone is no reason to
 * read the record: a lookup of what may have been meant meets everything with some letters in common. Lets through every
 * row by which `matchOf` could find the lookup's word.
 */
export function sieveOf(
  query: string,
): (place: Place, lookup: Pick<Lookup, "word" | "edits" | "isEnd">) => number | undefined {
  const { words } = queryOf(query);
  return (place, { word: n, edits, isEnd }) => {
    const word = words[n];
    if (word === undefined) return 0;
    const found = isEnd ? editsInAll(word, place) : editsIn(word, place.term);
    return found > (edits ?? word.editsMax) ? undefined : found;
  };
}

/** Of what stands before the term and the term together. */
const editsInAll = ({ bare, editsMax }: Word, { term, before }: Place): number =>
  Math.min(...before.map((head) => editsWithin(bare, head + (restOf(term) ?? term), editsMax, head.length)));

function editsIn(word: Word, term: string): number {
  const begins = (form: string): boolean => form !== "" && term.startsWith(cut(form, TERM_CHARS_MAX));
  if ([...word.forms, ...word.phones, word.undivided, withoutFirst(word)].some(begins)) return 0;
  const { bare, editsMax } = word;
  if (editsMax === 0) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(bare) && DIGIT_TAILS.some((length) => begins(bare.slice(-length)))) return 1;
  return editsWithin(bare, term, editsMax);
}

/** Compared no further than a cut term, and what stands before it, reaches with all edits. */
const compared = (typed: string, most: number, before = 0): string => cut(typed, before + TERM_CHARS_MAX - 1 - most);

const editsWithin = (typed: string, term: string, most: number, before = 0): number =>
  editsToBegin(compared(typed, most, before), term, most);

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
