/**
 * A typing error leaves what is before it and what is behind it. What is before it is the beginning of the typed word.
 * What is behind it begins at a later syllable, which has a row like every other start, or after the third or sixth
 * letter of a word, for which there are rows of their own (marked by a control character that no text keeps). Such a
 * row also says what stands before it in the text, so that the whole can be compared without reading the record. All
 * these parts of a mistyped word, some sixteen, are asked at once for up to 128 rows each; one of them is nearly
 * always rare enough to come to its end, however large the tenant. Where none of those holds an answer, those with
 * more rows are read, and at last the terms with the same three letters are skipped along, from one beginning that is
 * near enough to the next (`shared/search/seek.ts`). Of what is found the nearest is read first. The cursor keeps the
 * order in which the parts are read.
 */
import { distinct, queryOf, type Word } from "./query.ts";
import { laterSyllables } from "./sounds.ts";
import { bucketOf, cut, HEAD_CHARS, TERM_CHARS_MAX, TWO_TAILS_CHARS_MIN, tailOf } from "./text.ts";

/** Key queries that one search makes at most. */
export const LOOKUPS_MAX = 64;

/**
 * A key query of the index: the rows of `bucket` whose sort keys begin with `prefix`. `word` counts the query's words; the
 * whole query has −1. A record must be found for every word, so that the word with the fewest rows is enough to read.
 */
export type Lookup = {
  bucket: string;
  prefix: string;
  word: number;
  /** Only terms within so many typing errors are meant. */
  edits?: number;
  /** The prefix is the end of what was typed: rows are judged together with what stands before their term. */
  isEnd?: boolean;
  /**
   * How it is asked. A `quick` one is worth reading where few rows are of it, and another finds the same where they are
   * many; a `slow` one has too many rows to begin with.
   */
  pace?: "quick" | "slow";
};

/** In a number as it was dialled, what stands behind a mistyped beginning: the starts of a telephone number. */
export const DIGIT_TAILS = [8, 4];

/** Ends of a word that are looked up: a name's trade and legal form, from which it is not found, come last. */
const ENDS_MAX = 10;

/** By so many letters the beginnings of a long word differ that are looked up: an error is soon behind one of them. */
const BEGIN_STEP = 2;

/** What has so many later syllables is a reading, and no word of letters of which the sixth one could begin a tail. */
const READ_ENDS_MIN = 3;

/** Of a long word's tail so much is compared, so that its end may be mistyped as well. */
const LONG_TAIL_CHARS = 5;

/**
 * What to look up for a query, the most telling first: the whole query, then its words from the longest on; with `fuzzy`
 * also what may have been meant. What is found this way is a candidate and is verified by `matchOf`.
 */
export function lookupsOf(query: string, fuzzy: boolean): Lookup[] {
  const { words, phrase } = queryOf(query);
  const ordered = words.map((word, n) => ({ word, n })).sort((a, b) => telling(b.word) - telling(a.word));
  const exact = [
    ...(phrase ? prefixesOf(phrase).map((prefix) => lookup(prefix, -1)) : []),
    ...ordered.flatMap(({ word, n }) => prefixesOf(word).map((prefix) => lookup(prefix, n))),
  ];
  const meant = fuzzy
    ? ordered.flatMap(({ word, n }) =>
        meantBy(word).map(({ prefix, ...how }): Lookup => ({ ...lookup(prefix, n), ...how })),
      )
    : [];
  const found = new Map<string, Lookup>();
  for (const each of [...exact, ...meant]) {
    const key = `${each.word} ${each.prefix} ${each.edits ?? ""} ${each.isEnd ?? ""}`;
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()].slice(0, LOOKUPS_MAX);
}

function lookup(form: string, word: number): Lookup {
  const prefix = cut(form, TERM_CHARS_MAX);
  return { bucket: bucketOf(prefix), prefix, word };
}

/** How much a word says: a Chinese character is worth some letters. */
const telling = ({ forms: [form = ""] }: Word): number =>
  form.length + 2 * (form.match(/\p{Script=Han}/gu)?.length ?? 0);

const prefixesOf = ({ forms, phones, undivided }: Word): string[] => distinct([...forms, ...phones, undivided]);

type Meant = Pick<Lookup, "prefix" | "edits" | "isEnd" | "pace">;

/** What may have been meant by a word: the end of a number as it was dialled, or letters with one error, or with two. */
function meantBy(word: Word): Meant[] {
  const { bare, editsMax } = word;
  if (editsMax === 0) return distinct([withoutFirst(word)]).map((prefix) => ({ prefix }));
  if (/^\d+$/.test(bare)) {
    const half = bare.slice(0, Math.ceil(bare.length / 2));
    const tails = DIGIT_TAILS.map((length) => bare.slice(-length));
    return [...swapped(bare, half.length), half, ...tails].map((prefix) => ({ prefix }));
  }
  return [...nearBy(bare), ...farFrom(bare, editsMax)];
}

/**
 * What one error leaves as it is: all that stands before it, or all that stands behind it from where a row begins, which
 * is at a later syllable or behind a head. A head with an error is as long as it was, or longer or shorter by a letter.
 * What is not left as it is by two neighbours swapped at the end of a head, or is too short to be looked up by, is tried
 * letter by letter.
 */
function nearBy(bare: string): Meant[] {
  const isLong = bare.length >= TWO_TAILS_CHARS_MIN;
  const half = Math.ceil(bare.length / 2);
  const rest = isLong ? Math.floor((bare.length - half - 1) / BEGIN_STEP) : 0;
  const begins = Array.from({ length: rest + 1 }, (_, n) => bare.slice(0, half + n * BEGIN_STEP)).reverse();
  const ends = laterSyllables(bare).slice(0, ENDS_MAX);
  const tails = !isLong ? [2, 3] : ends.length < READ_ENDS_MIN ? [2, 3, 4, 5, 6, 7] : [2, 3, 4];
  const swaps = swapped(bare, HEAD_CHARS);
  const drops = Array.from({ length: HEAD_CHARS }, (_, at) => bare.slice(0, at) + bare.slice(at + 1));
  return [
    ...ends.map((at) => ({ prefix: bare.slice(at), isEnd: true, pace: "quick" as const })),
    ...begins.map((prefix) => ({ prefix, pace: "quick" as const })),
    ...(isLong ? swaps.slice(-1) : [...swaps, ...drops]).map((prefix) => ({ prefix })),
    ...tails.map((at) => ({ prefix: tailOf(bare.slice(at)), isEnd: true })),
  ];
}

/**
 * Errors behind the head, looked for among all rows that begin with it by skipping along their terms: one, and only then
 * two, which allow for many times as many. Of two, one may be in the head and the other at the end of a long tail.
 */
function farFrom(bare: string, editsMax: number): Meant[] {
  const head = bare.slice(0, HEAD_CHARS);
  const tails = [HEAD_CHARS, HEAD_CHARS - 1, 1, HEAD_CHARS + 1, HEAD_CHARS + 2];
  const two = tails.map((at) => ({ prefix: tailOf(bare.slice(at).slice(0, LONG_TAIL_CHARS)), isEnd: true }));
  const slow: Meant[] = [{ prefix: head, edits: 1 }, ...(editsMax > 1 ? [...two, { prefix: head, edits: 2 }] : [])];
  return slow.map((one) => ({ ...one, pace: "slow" }));
}

/** A Chinese word that begins within a known word, where no row begins, is found by what follows; empty where too little does. */
export const withoutFirst = ({ forms: [typed = ""] }: Word): string =>
  /^\p{Script=Han}{3}/u.test(typed) ? [...typed].slice(1).join("") : "";

/** The word with two neighbours swapped, at each of the first places. */
const swapped = (word: string, places: number): string[] =>
  Array.from({ length: Math.min(places, word.length - 1) }, (_, at) => {
    return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  });
