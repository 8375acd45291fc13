import { distinct, queryOf, type Word } from "./query.ts";
import { bucketOf, cut, HEAD_CHARS, TERM_CHARS_MAX, tailOf } from "./text.ts";

/** Key queries that one search makes at most. */
export const LOOKUPS_MAX = 64;

/**
 * A key query of the index: the rows of `bucket` whose sort keys begin with `prefix`. `word` counts the query's words; the
 * whole query has −1. A record must be found for every word, so that the word with the fewest rows is enough to read. With
 * `edits`, only terms within so many typing errors are meant.
 */
export type Lookup = { bucket: string; prefix: string; word: number; edits?: number };

/** In a number as it was dialled, what stands behind a mistyped beginning: the starts of a telephone number. */
export const DIGIT_TAILS = [8, 4];

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
    ? ordered.flatMap(({ word, n }) => [
        ...meantBy(word).map((prefix) => lookup(prefix, n)),
        ...errorsBehindHead(word).map((edits) => ({ ...lookup(headOf(word.bare), n), edits })),
      ])
    : [];
  const found = new Map<string, Lookup>();
  for (const each of [...exact, ...meant]) {
    const key = `${each.word} ${each.prefix} ${each.edits ?? ""}`;
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

const prefixesOf = ({ forms, phones }: Word): string[] => distinct([...forms, ...phones]);

/**
 * Beginnings of what may have been meant by a mistyped word. Most edits leave the first half; one behind the head leaves
 * the head; one within the head leaves the tail, which has postings of its own: the same tail if a letter is wrong, a longer one if a letter is missing.
 * Letters too many and letters swapped are few enough to try one by one.
 */
function meantBy(word: Word): string[] {
  const { bare, editsMax } = word;
  if (editsMax === 0) return distinct([withoutFirst(word)]);
  if (/^\d+$/.test(bare)) {
    const half = bare.slice(0, Math.ceil(bare.length / 2));
    return [...swapped(bare, half.length), half, ...DIGIT_TAILS.map((length) => bare.slice(-length))];
  }
  const tails = [bare.slice(HEAD_CHARS), bare.slice(HEAD_CHARS - 1)];
  if (editsMax > 1) tails.push(...[1, 4, 5].map((from) => bare.slice(from)));
  return [
    bare.slice(0, Math.ceil(bare.length / 2)),
    ...swapped(bare, HEAD_CHARS),
    ...Array.from({ length: HEAD_CHARS }, (_, at) => bare.slice(0, at) + bare.slice(at + 1)),
    ...tails.map((tail) => tailOf(editsMax > 1 ? tail.slice(0, LONG_TAIL_CHARS) : tail)),
  ];
}

/** What every edit behind it leaves as it is. */
const headOf = (bare: string): string => bare.slice(0, HEAD_CHARS);

/**
 * How many edits behind the head are looked for, one time after the other, among all rows that begin with it. They are many,
 * so they come last, and a second edit only after a single one: each allows for many times as many terms.
 */
const errorsBehindHead = ({ bare, editsMax }: Word): number[] =>
  /^\d+$/.test(bare) ? [] : Array.from({ length: editsMax }, (_, n) => n + 1);

/** A Chinese word that begins within a known word, where no row begins, is found by what follows; empty where too little does. */
export const withoutFirst = ({ forms: [typed = ""] }: Word): string =>
  /^\p{Script=Han}{3}/u.test(typed) ? [...typed].slice(1).join("") : "";

/** The word with two neighbours swapped, at each of the first places. */
const swapped = (word: string, places: number): string[] =>
  Array.from({ length: Math.min(places, word.length - 1) }, (_, at) => {
    return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  });
