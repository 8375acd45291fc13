import { addMonths } from "../../shared/clock.ts";

const MONTHS_A_QUARTER = 3;
const MONTHS_A_YEAR = 12;

/** A year, a quarter or a month: 2026, 2026-Q4, 2026-11. */
export const PERIOD = /^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/;

/** The month so many months later. */
export const monthAfter = (month: string, months: number): string => addMonths(`${month}-01`, months).slice(0, 7);

/** Months in a row, from the first on. */
export const monthsFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => monthAfter(first, n));

/**
 * The months of a period. A year is named after the calendar year in which it begins, and its first quarter begins with it:
 * where years begin in April, 2026-Q4 is January to March 2027. A month is always that of the calendar.
 */
export function monthsOf(period: string, yearStartsInMonth: number): string[] {
  const [year = "", part] = period.split("-");
  if (part && !part.startsWith("Q")) return [period];
  const start = `${year}-${String(yearStartsInMonth).padStart(2, "0")}`;
  if (!part) return monthsFrom(start, MONTHS_A_YEAR);
  return monthsFrom(monthAfter(start, (Number(part.slice(1)) - 1) * MONTHS_A_QUARTER), MONTHS_A_QUARTER);
}

/** The first and the last day of some months in a row. */
export const daysOf = (months: readonly string[]): { from: string; to: string } => ({
  from: `${months[0]}-01`,
  to: addMonths(`${months.at(-1)}-31`, 0),
});
