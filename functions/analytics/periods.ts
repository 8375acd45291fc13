import type * as z from "zod";
import { addDays, addMonths, civilDate, daysBetween, monthsBetween } from "../../shared/clock.ts";
import { invalidField } from "../../shared/fault.ts";
import { type Days, daysOfRelative, daysOfWord } from "../../shared/filter/periods.ts";
import type { Period, Query } from "./schema.ts";

/** The parts that a day lies in, from the finest up. */
export const LEVELS = ["day", "week", "month", "quarter", "year"] as const;
export type Level = (typeof LEVELS)[number];

/** Days of one period: more is another question. */
export const PERIOD_DAYS_MAX = 3_660;
const MONTHS_A_YEAR = 12;
const MONTHS_A_QUARTER = 3;
const WEEK_DAYS = 7;

/** Days, both ends included. */
export type Span = { from: string; to: string };

/** When a tenant's years and weeks begin: the month, and the day of the week from 1 for Monday on. */
export type Begins = { yearStartsInMonth: number; weekStartsOn: number };
/** How a tenant's time goes. */
export type Calendar = Begins & { now: string; timeZone: string };

const inclusive = ({ from, to }: Days): Span => ({ from, to: addDays(to, -1) });

/**
 * The days that a word means to a tenant. Its quarters and years are those of the calendar, so many months later; its weeks
 * begin so many days after Monday.
 */
export function daysIn(word: string, today: string, { yearStartsInMonth, weekStartsOn }: Begins): Days | undefined {
  const [months, later] = [yearStartsInMonth - 1, weekStartsOn - 1];
  if (word.endsWith("Week")) {
    const days = daysOfWord(word, addDays(today, -later));
    return days && { from: addDays(days.from, later), to: addDays(days.to, later) };
  }
  if (!/(Quarter|Year)$/.test(word) || months === 0) return daysOfWord(word, today);
  const days = daysOfWord(word, addMonths(`${today.slice(0, 7)}-01`, -months));
  return days && { from: addMonths(days.from, months), to: addMonths(days.to, months) };
}

/** The days of a period. */
export function spanOf(period: z.output<typeof Period>, { now, timeZone, ...begins }: Calendar): Span {
  const today = civilDate(new Date(now), timeZone);
  if (typeof period === "string") return inclusive(daysIn(period, today, begins) as Days);
  const span = "from" in period ? period : inclusive(daysOfRelative(period, today));
  if (span.to < span.from) throw invalidField("period.to", "to must not be before from.");
  if (daysBetween(span.from, span.to) >= PERIOD_DAYS_MAX) {
    const message = `A period has at most ${PERIOD_DAYS_MAX} days; ask for a shorter one, or for all times without a period.`;
    throw invalidField("period", message, "too_wide");
  }
  return span;
}

const monthEnd = (on: string): string => addMonths(`${on.slice(0, 7)}-31`, 0);
const isWholeMonths = ({ from, to }: Span): boolean => from.endsWith("-01") && to === monthEnd(to);

function monthsEarlier({ from, to }: Span, months: number): Span {
  const earlier = addMonths(to, -months);
  return { from: addMonths(from, -months), to: to === monthEnd(to) ? monthEnd(earlier) : earlier };
}

/** What a span is compared with: whole months with as many before, other days with as many before; or a year earlier. */
export function spanBefore(span: Span, compare: NonNullable<Query["compare"]>): Span {
  if (compare === "previousYear") return monthsEarlier(span, MONTHS_A_YEAR);
  if (isWholeMonths(span)) return monthsEarlier(span, monthsBetween(span.from, span.to) + 1);
  const days = daysBetween(span.from, span.to) + 1;
  return { from: addDays(span.from, -days), to: addDays(span.to, -days) };
}

/** What a day's part is called; years are named after the year in which they begin. */
export function partOf(on: string, level: Level, { yearStartsInMonth, weekStartsOn }: Begins): string {
  if (level === "day") return on;
  if (level === "month") return on.slice(0, 7);
  if (level === "week") {
    const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
    return addDays(on, -((weekday + WEEK_DAYS - (weekStartsOn % WEEK_DAYS)) % WEEK_DAYS));
  }
  const begun = addMonths(`${on.slice(0, 7)}-01`, 1 - yearStartsInMonth);
  const quarter = Math.floor((Number(begun.slice(5, 7)) - 1) / MONTHS_A_QUARTER) + 1;
  return level === "year" ? begun.slice(0, 4) : `${begun.slice(0, 4)}-Q${quarter}`;
}

/** The parts of a span, in their order. */
export function partsOf({ from, to }: Span, level: Level, begins: Begins): string[] {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n));
  return [...new Set(days.map((on) => partOf(on, level, begins)))];
}
