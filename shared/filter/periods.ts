/**
 * A day in a filter is a stretch of time. `today`, `2026-11-24` and `{ last: 30, unit: day }` are whole days of the
 * tenant's zone; `lt` is before they begin, `gt` after they end. "Last" ends with today, "next" begins with it.
 * Equalities for indexes leave out text (compared folded) and instants (written in several ways): an index knows only
 * what stands in the row.
 */
import { addDays, addMonths } from "../clock.ts";
import type { PeriodUnit, Relative } from "./filter.ts";

/** Civil days from `from` on and before `to`. */
export type Days = { from: string; to: string };

const BASES = ["Week", "Month", "Quarter", "Year"] as const;
type Base = (typeof BASES)[number];
const DAY_WORDS: Record<string, number> = { yesterday: -1, today: 0, tomorrow: 1 };
const SHIFTS: Record<string, number> = { last: -1, this: 0, next: 1 };

/** The words that mean days: today and its neighbours; this, last and next Week, Month, Quarter and Year. */
export const PERIOD_WORDS: readonly string[] = [
  ...Object.keys(DAY_WORDS),
  ...Object.keys(SHIFTS).flatMap((shift) => BASES.map((base) => shift + base)),
];

const DAYS_A_WEEK = 7;
const MONTHS: Record<"Month" | "Quarter" | "Year", number> = { Month: 1, Quarter: 3, Year: 12 };

/** The first day of the week (a Monday), month, quarter or year that a day lies in. */
function startOf(base: Base, on: string): string {
  if (base === "Week") {
    const sinceMonday = (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % DAYS_A_WEEK;
    return addDays(on, -sinceMonday);
  }
  const month = Number(on.slice(5, 7)) - 1;
  return addMonths(`${on.slice(0, 8)}01`, -(month % MONTHS[base]));
}

const moved = (base: Base, on: string, by: number): string =>
  base === "Week" ? addDays(on, DAYS_A_WEEK * by) : addMonths(on, MONTHS[base] * by);

/** The days that a word means on the day `today`; `undefined` if it is none of PERIOD_WORDS. */
export function daysOfWord(word: string, today: string): Days | undefined {
  if (!PERIOD_WORDS.includes(word)) return undefined;
  const ahead = DAY_WORDS[word];
  if (ahead !== undefined) return { from: addDays(today, ahead), to: addDays(today, ahead + 1) };
  const base = BASES.find((b) => word.endsWith(b)) as Base;
  const shift = SHIFTS[word.slice(0, -base.length)] as number;
  const from = moved(base, startOf(base, today), shift);
  return { from, to: moved(base, from, 1) };
}

const later = (on: string, unit: Exclude<PeriodUnit, "hour">, by: number): string => {
  if (unit === "day") return addDays(on, by);
  const base = BASES.find((b) => b.toLowerCase() === unit) as Base;
  return moved(base, on, by);
};

/**
 * The days of "last 30 days": so many whole days, today the last of them. "Next" begins with today. A month back from the
 * 31st is the last day of a shorter month, so the last month on 31 March is all of March.
 */
export function daysOfRelative(relative: Relative, today: string): Days {
  const unit = relative.unit as Exclude<PeriodUnit, "hour">;
  if ("next" in relative) return { from: today, to: later(today, unit, relative.next) };
  const tomorrow = addDays(today, 1);
  return { from: addDays(later(today, unit, -relative.last), 1), to: tomorrow };
}
