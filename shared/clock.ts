/** The only source of time: everything that needs "now" is handed a clock. */
import { MINUTE_MS } from "./duration.ts";
export type Clock = { now(): Date };

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };

/** Clocks of zones that are kept: making one costs a hundred times what reading it does. */
const ZONES_MAX = 200;
const zones = new Map<string, { day: Intl.DateTimeFormat; time: Intl.DateTimeFormat }>();

/** What a zone's clock shows, as a day and to the second. */
function zoneClock(timeZone: string): { day: Intl.DateTimeFormat; time: Intl.DateTimeFormat } {
  const known = zones.get(timeZone);
  if (known) return known;
  const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const time = { hourCycle: "h23", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const made = {
    day: new Intl.DateTimeFormat("en-CA", { timeZone, ...day }),
    time: new Intl.DateTimeFormat("en-US", { timeZone, ...day, ...time }),
  };
  if (zones.size >= ZONES_MAX) zones.clear();
  zones.set(timeZone, made);
  return made;
}

/** The civil date (`YYYY-MM-DD`) of an instant in an IANA time zone. */
export const civilDate = (at: Date, timeZone: string): string => zoneClock(timeZone).day.format(at);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Whether a text is a civil date (`YYYY-MM-DD`) that exists. */
export function isCivilDate(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Whether a text is an instant: RFC 3339, in UTC or with an offset. */
export const isInstant = (text: string): boolean => INSTANT.test(text) && !Number.isNaN(Date.parse(text));

/** The civil date `days` after `on`; calendar arithmetic, so no time zone is involved. */
export function addDays(on: string, days: number): string {
  const at = new Date(`${on}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The civil date `months` after `on`; where that month is shorter, its last day. */
export function addMonths(on: string, months: number): string {
  const at = new Date(`${on.slice(0, 8)}01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months + 1, 0);
  const last = at.getUTCDate();
  at.setUTCDate(Math.min(last, Number(on.slice(8, 10))));
  return at.toISOString().slice(0, 10);
}

/** Days from one civil date to another; negative where the other is the earlier one. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Months from one month, or that of a civil date, to another. */
export function monthsBetween(from: string, to: string): number {
  const at = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return at(to) - at(from);
}

/** The month so many months later. */
export const monthAfter = (month: string, months: number): string => addMonths(`${month}-01`, months).slice(0, 7);

/** Months in a row, from the first on. */
export const monthsFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => monthAfter(first, n));

/** Minutes by which `timeZone` is ahead of UTC at an instant (negative west of Greenwich). */
export function zoneOffsetMinutes(at: Date, timeZone: string): number {
  const parts = zoneClock(timeZone).time.formatToParts(at);
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

/**
 * The instant at which a civil date and time (`HH:MM`) occurs in a zone. A time that a clock change skips
 * is taken after the change; one that occurs twice is taken the first time.
 */
export function zonedInstant(on: string, time: string, timeZone: string): Date {
  const guess = new Date(`${on}T${time}:00Z`).getTime();
  const before = guess - zoneOffsetMinutes(new Date(guess - 86_400_000), timeZone) * MINUTE_MS;
  const after = guess - zoneOffsetMinutes(new Date(guess + 86_400_000), timeZone) * MINUTE_MS;
  const early = Math.min(before, after);
  const fits = zoneOffsetMinutes(new Date(early), timeZone) * MINUTE_MS + early === guess;
  return new Date(fits ? early : Math.max(before, after));
}
