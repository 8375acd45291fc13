import { plain } from "../../../shared/names.ts";
import { placeCharsOf, tradeCharsOf } from "../../../shared/search/words.ts";
import { isSwapOf } from "./normalise.ts";

/**
 * Names as old systems hand them on: two neighbouring characters exchanged, one lost, one that could not be read. Such a name is one
 * that nobody bears; one that another company may bear as well (`云帆`, `帆云`; `Hofmann`, `Hoffmann`) is no slip.
 */

/** What stands for a character that could not be read. */
const UNREADABLE = /[?？\uFFFD]/;
/** In shorter words a slip makes another word. */
const WORD_CHARS_MIN = 5;
/** And in words that lose a letter. */
const LOSING_CHARS_MIN = 6;

/** Where the shorter text lacks one character of the longer; of equal neighbours the first. */
function lostAt(short: string, long: string): number | undefined {
  if (long.length !== short.length + 1) return undefined;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return long.slice(at + 1) === short.slice(at) ? at : undefined;
}

/** Is one word the other with a slip? A letter that stands beside its like may well be wanting in another's name. */
export function isSlippedWord(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < WORD_CHARS_MIN || /\d/.test(a + b)) return false;
  if (isSwapOf(a, b)) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const at = lostAt(short, long);
  if (at === undefined || long.length < LOSING_CHARS_MIN || at === 0 || at === long.length - 1) return false;
  return long[at] !== long[at + 1] && long[at] !== long[at - 1];
}

/** Where in a Chinese name the company's own part stands: behind the place and before what it does. */
function brandOf(name: string): { from: number; to: number } {
  const from = placeCharsOf(name);
  return { from, to: Math.max(from, name.length - tradeCharsOf(name.slice(from))) };
}

/**
 * Is one Chinese name (without its form) the other with a slip? The company's own part must be there as it is, or differ over its
 * border: a swap within it makes another company, and so does a character that is lost there or at the place.
 */
export function isSlippedHan(a: string, b: string): boolean {
  return isSlipOfHan(a, b) || isSlipOfHan(b, a);
}

/** Of a name that is shorter a slip says too little. */
const HAN_CHARS_MIN = 5;

function isSlipOfHan(written: string, name: string): boolean {
  const { from, to } = brandOf(name);
  if (name.length < HAN_CHARS_MIN || to - from < 2) return false;
  if (isSwapOf(written, name)) {
    let at = 0;
    while (written[at] === name[at]) at++;
    return (at < from || at + 1 >= to) && !isName(written);
  }
  const at = lostAt(written, name);
  return at !== undefined && at >= to;
}

/** Does it read as a name does: a place, something, and what is done there? */
function isName(text: string): boolean {
  const { from, to } = brandOf(text);
  return from > 0 && to < text.length && to - from >= 2;
}

/** Is a name one of which a character could not be read, and the other one that it may be? Both as they are written. */
export function isUnreadableOf(a: string, b: string): boolean {
  const [marked, other] = [a, b].map((name) => plain(name).replace(/[\s()（）,.，。]/g, "")) as [string, string];
  if (!UNREADABLE.test(marked) || UNREADABLE.test(other) || marked.length !== other.length) return false;
  const differing = [...marked].filter((char, n) => char !== other[n]);
  return differing.length === 1 && UNREADABLE.test(differing[0] ?? "");
}

/** A name without the words in which a letter could not be read: nobody is found under their pieces. */
export const readableIn = (name: string): string =>
  name.replace(/\p{Script=Latin}*[?\uFFFD]\p{Script=Latin}+|\p{Script=Latin}+[?\uFFFD]/gu, " ");

/** The keys under which a Chinese name is found whose place is written with a slip: its own part, wherever that stands. */
export function slippedKeysOf(name: string): string[] {
  const own = plain(name).replace(/[\s()（）]/g, "");
  if (placeCharsOf(own) > 0) return [];
  const isPlaceBehind = UNREADABLE.test(own.slice(0, 2)) || placeCharsOf(`${own[1]}${own[0]}`) > 0;
  return isPlaceBehind && /^\p{Script=Han}{2}$/u.test(own.slice(2, 4)) ? [own.slice(2, 4)] : [];
}
