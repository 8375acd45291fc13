import type { Access } from "../../shared/auth/access.ts";
import { projected } from "../../shared/auth/access.ts";
import { type Noun, titleOf } from "../../shared/records/noun.ts";
import { isFindable, textsOf } from "../../shared/records/searched.ts";
import {
  type Lookup,
  lookupsOf,
  matcherOf,
  type Posting,
  postingsOf,
  sieveOf,
  skipOf,
} from "../../shared/search/index.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import type { SearchItem } from "./schema.ts";

/**
 * A query is answered in passes: records that have it as one (`zhang san`), records that have each of its words, and,
 * where there are none, records that have them mistyped: at first by what has few rows, which finds nearly all, and at
 * last by everything. Each pass reads the rows of one word, of which others are rarer or not to be found at all, and looks
 * into the records themselves for the rest.
 */
export const PASSES = ["phrase", "words", "near", "fuzzy"] as const;
export type Pass = (typeof PASSES)[number];

/** Where a search has come to: in which pass, by which word, at which of its lookups, and how many it has found. */
export type Position = {
  pass: number;
  word: number;
  at: number;
  /** For what is mistyped: the lookups in the order in which they are read, which is by how many rows they have. */
  order?: number[];
  /** The sort key after which the lookup goes on. */
  after?: string;
  /** The last candidate of this stretch that was looked at. */
  within?: string;
  /** How far the next stretch reaches, as its place among `LOOKUP_ROWS`. */
  stride: number;
  found: number;
};

/** What a search for mistyped words has asked for so far. */
export type Guess = Pick<Position, "word" | "order">;

/** A query as one caller may ask it. */
export type Search = {
  access: Access;
  nouns: ReadonlyMap<string, Noun>;
  exact: readonly Lookup[];
  fuzzy: readonly Lookup[];
  editsOf: ReturnType<typeof sieveOf>;
  skip: ReturnType<typeof skipOf>;
  match: ReturnType<typeof matcherOf>;
};

export const searchFor = (query: string, access: Access, nouns: readonly Noun[]): Search => ({
  access,
  nouns: new Map(nouns.map((of) => [of.entity.prefix, of])),
  exact: lookupsOf(query, false),
  fuzzy: lookupsOf(query, true),
  editsOf: sieveOf(query),
  skip: skipOf(query),
  match: matcherOf(query),
});

/** The words of a query, the most telling first. */
export const wordsOf = ({ exact }: Search): number[] =>
  [...new Set(exact.map(({ word }) => word))].filter((w) => w >= 0);

const PHRASE = -1;

/** Whether a pass looks for what may have been meant. */
export const isGuess = (pass: number): boolean => pass >= PASSES.indexOf("near");

/** What a pass reads. */
export function lookupsFor(
  search: Search,
  { pass, word, order = [] }: Pick<Position, "pass"> & Guess,
): readonly Lookup[] {
  if (isGuess(pass)) return order.flatMap((n) => search.fuzzy[n] ?? []);
  const wanted = PASSES[pass] === "phrase" ? PHRASE : word;
  return search.exact.filter((lookup) => lookup.word === wanted);
}

type Place = Pick<Posting, "bucket" | "term" | "before">;

/** True for a row that a lookup meets, and which is reason enough to read the record. */
const meets = ({ editsOf }: Search, lookup: Lookup, place: Place): boolean =>
  place.bucket === lookup.bucket && place.term.startsWith(lookup.prefix) && editsOf(place, lookup) !== undefined;

/** In the order of the table, which is that of bytes. */
const isAfter = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0;

/**
 * Whether this search shows a record where it now is. A record has many rows and is shown at the first of them that it
 * is met by; what that is, its own texts say, so that no page needs to know what another has shown.
 */
function isFirstHere(search: Search, position: Position, id: string, placesOf: () => readonly Place[]): boolean {
  const has = (lookups: readonly Lookup[]): boolean =>
    lookups.length > 0 && placesOf().some((p) => lookups.some((l) => meets(search, l, p)));
  const ofWord = (word: number): Lookup[] => search.exact.filter((lookup) => lookup.word === word);
  const pass = PASSES[position.pass];
  // The word that is looked for here has been met.
  const others = wordsOf(search).filter((word) => pass !== "words" || word !== position.word);
  const hasWords = (): boolean => others.every((word) => has(ofWord(word)));
  if (pass !== "phrase" && has(ofWord(PHRASE))) return false;
  if (pass === "words" && !hasWords()) return false;
  if (isGuess(position.pass) && hasWords()) return false;
  if (position.at === 0 && position.after === undefined) return true;
  const lookups = lookupsFor(search, position);
  return !placesOf().some((place) => {
    const at = lookups.findIndex((lookup) => meets(search, lookup, place));
    const isPassed =
      at === position.at && position.after !== undefined && !isAfter(`${place.term}#${id}`, position.after);
    return at >= 0 && (at < position.at || isPassed);
  });
}

/** The answer that a record is, if it is one: one that the caller may see, by what the caller may read of it. */
export function answerOf(search: Search, position: Position, of: Noun, row: AnyRow): SearchItem | undefined {
  const { access, match } = search;
  const { noun } = of.entity;
  if (!isFindable(row) || !access.sees(of.entity, row)) return undefined;
  const texts = textsOf(of, access.tenant, row);
  const readable = texts.filter(({ field }) => !access.isClosed(noun, field));
  const matched = match(readable);
  let places: readonly Posting[] | undefined;
  const placesOf = (): readonly Posting[] => {
    places ??= postingsOf(texts);
    return places;
  };
  if (!matched || !isFirstHere(search, position, row.id, placesOf)) return undefined;
  return { noun, id: row.id, title: titleOf(of, projected(access, noun, row)), matched };
}
