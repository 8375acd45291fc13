/**
 * The next occurrence is made by the transaction that completes the last, under an id that follows from series and
 * number: two who complete at once make one, and a reopened one finds it there.
 */
import { addDays, civilDate, daysBetween, zonedInstant, zoneOffsetMinutes } from "../../shared/clock.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import { LAST_ON, type Repeat } from "./schema.ts";
import type { ActivityRow } from "./table.ts";

const midnight = (on: string): number => Date.parse(`${on}T00:00:00Z`);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (on: string): number => new Date(midnight(on)).getUTCDay() || 7;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The date so many months later, on the day of the month `day` or the last that the month has. */
function monthsLater(on: string, months: number, day: number): string {
  const [year, month] = on.split("-").map(Number) as [number, number];
  const count = year * 12 + month - 1 + months;
  const [nextYear, nextMonth] = [Math.floor(count / 12), (count % 12) + 1];
  const nextDay = Math.min(day, daysInMonth(nextYear, nextMonth));
  return [String(nextYear).padStart(4, "0"), ...[nextMonth, nextDay].map((n) => String(n).padStart(2, "0"))].join("-");
}

function nextInWeeks({ interval, weekdays }: Repeat, on: string): string {
  const today = weekdayOf(on);
  const chosen = [...(weekdays ?? [today])].sort((a, b) => a - b);
  const later = chosen.find((day) => day > today);
  if (later !== undefined) return addDays(on, later - today);
  return addDays(on, 7 * interval + (chosen[0] ?? today) - today);
}

/**
 * The civil date on which a repeated activity comes after `on`. Months and years count from the day of `anchorOn`, so
 * that the 31st comes back after February.
 */
export function nextOn(repeat: Repeat, on: string, anchorOn: string): string {
  const day = Number(anchorOn.slice(8));
  const { every, interval } = repeat;
  if (every === "day") return addDays(on, interval);
  if (every === "week") return nextInWeeks(repeat, on);
  return monthsLater(on, every === "month" ? interval : 12 * interval, day);
}

/** The civil date that an activity is on: of its start, else that it is due on. */
export function dayOf(row: Pick<ActivityRow, "startAt" | "dueOn" | "dueAt">, timeZone: string): string | undefined {
  if (row.startAt) return civilDate(new Date(row.startAt), timeZone);
  return row.dueOn ?? (row.dueAt && civilDate(new Date(row.dueAt), timeZone));
}

/** The same time of the day so many days later, in the tenant's zone; seconds and less are kept. */
export function daysLater(at: string, days: number, timeZone: string): string {
  const instant = new Date(at);
  const local = new Date(instant.getTime() + zoneOffsetMinutes(instant, timeZone) * MINUTE_MS).toISOString();
  const there = zonedInstant(addDays(local.slice(0, 10), days), local.slice(11, 16), timeZone);
  return new Date(there.getTime() + (instant.getTime() % MINUTE_MS)).toISOString();
}

/** When a repeated activity comes next: its times, each moved by as many days; `undefined` at the end of its series. */
export function nextTimes(row: ActivityRow, timeZone: string): Partial<ActivityRow> | undefined {
  const { repeat, occurrence = 1 } = row;
  const on = dayOf(row, timeZone);
  if (!repeat || !on || occurrence >= (repeat.times ?? Number.POSITIVE_INFINITY)) return undefined;
  const next = nextOn(repeat, on, row.seriesOn ?? on);
  if (next > (repeat.until ?? LAST_ON)) return undefined;
  const days = daysBetween(on, next);
  const moved = (at: string | undefined): string | undefined => at && daysLater(at, days, timeZone);
  return {
    startAt: moved(row.startAt),
    endAt: moved(row.endAt),
    dueOn: row.dueOn && addDays(row.dueOn, days),
    dueAt: row.dueOn ? undefined : moved(row.dueAt),
    occurrence: occurrence + 1,
  };
}
