import type { Context } from "./context.ts";
import { holds, type Place, type Reading } from "./reader/index.ts";
import { isMonth } from "./reader/vocabulary.ts";

/**
 * Does the text say which of several equal instalments is meant, in words that nobody could follow? A month (`Miete November`), or a small
 * number beside a word that is not known (`termín 2`). Then the earliest due is no better than any other.
 */
export function saysWhich({ signals: { reading }, matches }: Context): boolean {
  if (saysMonth(reading) || REST.test(reading.text)) return true;
  const isStrange = matches.unread.some((part) => part.why === "unread" && /\p{L}/u.test(part.text));
  const isShort = reading.settled.some((place) => place.rule === "short");
  return isStrange && (isShort || matches.unread.some(({ text }) => /^\d{1,2}$/.test(text)));
}

/** A quarter, a half of a year, a week; what is left, which is all of it or the last. */
const REST =
  /(?<![\p{L}\d])(?:Q[1-4]|H[12]|KW ?\d{1,2}|SOLDE|SALDO|BALANCE|REST(?:BETRAG|ZAHLUNG|ANT|E|S)?|REMAINDER|REMAINING|RESTERANDE|JÄLJELLÄ|LETZTE[RN]?|DERNI[EÈ]RE|LAST|[UÚ]LTIMA|LAATSTE|SISTA|SISTE|VIIMEINEN)(?![\p{L}\d])|[上下]半年|[一二三四]季度|余款|剩余/u;

/** A month that is no part of a day: `Miete November`, `2026年12月`, but not `15 Oct 2026`. */
function saysMonth({ text, dates }: Reading): boolean {
  const days = dates.filter(({ start, end }) => isDay(text.slice(start, end)));
  const isAlone = (place: Place): boolean => !days.some((day) => holds(day, place));
  return [...text.matchAll(/\p{Script=Latin}+|(?<!\d)\d{1,2}月(?!\d)/gu)]
    .filter(({ 0: word }) => /月/.test(word) || isMonth(word))
    .some(({ index, 0: word }) => isAlone({ start: index, end: index + word.length }));
}

const isDay = (date: string): boolean =>
  /月/.test(date) ? /[日号]/.test(date) : (date.match(/\d+/g) ?? []).some((digits) => digits.length <= 2);
