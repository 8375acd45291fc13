/**
 * Where a word may begin that nothing parts from what is before it. Korean and kana names, Thai, Lao, Khmer and Burmese ones are written
 * without blanks: they are found from each of their syllables (무역 in 한국무역), a row each, so a Korean company takes
 * some six rows more and one in Latin letters none. A name with signs between letters is found without them as well
 * (`eon` for E.ON, `att` for AT&T), by one row.
 */
import { cut, joined, type Unit, unitsOf } from "./text.ts";

/** Places within words of one name that have a row each. */
const PLACES_MAX = 12;

/** A syllable of these scripts begins here: not at a small kana, not at a consonant that a sign before it holds. */
const SYLLABLE =
  /\p{Script=Hangul}|(?![ァィゥェォッャュョヮヵヶンヽヾ])\p{Script=Katakana}|[\u0e40-\u0e44\u0ec0-\u0ec4]|(?<![\u0e40-\u0e44\u0ec0-\u0ec4])[\u0e01-\u0e2e\u0e81-\u0eae]|(?<!\u17d2)[\u1780-\u17b3]|(?<!\u1039)[\u1000-\u102a](?!\u103a)/gu;

type Place = { term: string; isIndexed: boolean };

/** All that follows each syllable within a word, up to the legal form a row each. */
export function insidePlaces(units: readonly Unit[], end: number): Place[] {
  const places = units.flatMap(({ text, ...unit }, at) =>
    [...text.matchAll(SYLLABLE)]
      .filter(({ index }) => index > 0)
      .map(({ index }) => ({ at, term: joined([{ ...unit, text: text.slice(index) }, ...units.slice(at + 1)]) })),
  );
  return places.map(({ at, term }, n) => ({ term, isIndexed: at < end && n < PLACES_MAX }));
}

/** Signs that stand in the middle of a name as if they were none. */
const SIGNS = /(?<=[\p{L}\p{N}])[&.\-‐‑/_*・·•+](?=[\p{L}\p{N}])/gu;

/** Such a name without its signs, from the first word that has one; nothing where none has. */
export function withoutSigns(form: string): string | undefined {
  const words = form.split(" ");
  const first = words.findIndex((word) => word.replace(SIGNS, "") !== word);
  if (first < 0) return undefined;
  const term = joined(unitsOf(words.slice(first).join(" ").replace(SIGNS, "")));
  return /^\p{Script=Han}/u.test(cut(term, 1)) ? undefined : term;
}
