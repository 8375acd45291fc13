/**
 * A calendar gets a rule only where the rule says in UTC what the tenant's calendar says. Where clocks change, or a
 * day of the month begins on another day of UTC, it gets the next hundred dates instead.
 */
import { addDays, daysBetween, zonedInstant, zoneOffsetMinutes } from "../../shared/clock.ts";
import { DAY_MS } from "../../shared/duration.ts";
import { calendarOf, escaped, utc } from "../../shared/notify/ics.ts";
import { dayOf, nextTimes, weekdayOf } from "./repeat.ts";
import { endOf } from "./rules.ts";
import type { ActivityRow } from "./table.ts";

const date = (on: string): string => on.replaceAll("-", "");

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** Every month has days up to this one; later ones stand for the last where a month lacks them. */
const DAY_IN_EVERY_MONTH = 28;

/** The days of the month of which the last that there is counts: `28,29,30,31` for the 31st. */
const monthDays = (day: number): string =>
  Array.from(
    { length: Math.max(1, day - DAY_IN_EVERY_MONTH + 1) },
    (_, n) => Math.min(day, DAY_IN_EVERY_MONTH) + n,
  ).join();

/** The rule's days where a date of the calendar begins on another day of UTC: `shift` is by how many days. */
function partsOf({ repeat, seriesOn = "" }: ActivityRow, on: string, shift: number): string[] | undefined {
  if (!repeat) return undefined;
  const { every, interval } = repeat;
  const parts = [
    `FREQ=${{ day: "DAILY", week: "WEEKLY", month: "MONTHLY", year: "YEARLY" }[every]}`,
    `INTERVAL=${interval}`,
  ];
  if (every === "day") return parts;
  if (every === "week") {
    const days = repeat.weekdays ?? [weekdayOf(on)];
    if (!days.includes(weekdayOf(on))) return undefined;
    // Over a border of the week the order of days changes, and with it which of them an interval leaves out.
    if (shift !== 0 && interval > 1) return undefined;
    return [...parts, "WKST=MO", `BYDAY=${days.map((day) => WEEKDAYS[(day - 1 + shift + 7) % 7]).join()}`];
  }
  if (shift !== 0) return undefined;
  const day = Number(seriesOn.slice(8));
  const last = day > DAY_IN_EVERY_MONTH ? [`BYMONTHDAY=${monthDays(day)}`, "BYSETPOS=-1"] : [`BYMONTHDAY=${day}`];
  return [...parts, ...(every === "year" ? [`BYMONTH=${Number(on.slice(5, 7))}`] : []), ...last];
}

const YEAR_QUARTERS = [0, 91, 182, 273, 365];

/** True where the zone keeps its offset for a year, so that a time of the day is the same time of UTC. */
const keepsOffset = (at: string, timeZone: string): boolean => {
  const offsets = YEAR_QUARTERS.map((days) => zoneOffsetMinutes(new Date(Date.parse(at) + days * DAY_MS), timeZone));
  return new Set(offsets).size === 1;
};

/** Further occurrences that a calendar is told one by one where no rule says them exactly in UTC. */
const DATES_MAX = 100;

/** The beginning of an occurrence: an instant, or a day where it is for all of it. */
const beginOf = (row: ActivityRow): string | undefined => row.startAt ?? (row.dueOn ? row.dueOn : row.dueAt);

function laterDates(row: ActivityRow, timeZone: string, max = DATES_MAX): string[] {
  const found: string[] = [];
  let at: ActivityRow | undefined = row;
  while (at && found.length < max) {
    const times: Partial<ActivityRow> | undefined = nextTimes(at, timeZone);
    at = times && { ...at, ...times };
    const begin = at && beginOf(at);
    if (begin) found.push(begin);
  }
  return found;
}

/**
 * How a repeated one comes again, for a calendar: a rule where it says in UTC what the tenant's calendar says, else the
 * next dates themselves. Only an open one has it, since each occurrence is a record of its own once it is reached.
 */
export function recurrenceLines(row: ActivityRow, timeZone: string): string[] {
  const [on, begin] = [dayOf(row, timeZone), beginOf(row)];
  if (!row.repeat || row.state !== "open" || !on || !begin || !nextTimes(row, timeZone)) return [];
  const isDay = begin.length === on.length;
  const shift = isDay ? 0 : daysBetween(on, begin.slice(0, 10));
  const parts = isDay || keepsOffset(begin, timeZone) ? partsOf(row, on, shift) : undefined;
  if (!parts) {
    const dates = laterDates(row, timeZone);
    if (dates.length === 0) return [];
    return [isDay ? `RDATE;VALUE=DATE:${dates.map(date).join()}` : `RDATE:${dates.map(utc).join()}`];
  }
  const { times, until } = row.repeat;
  // COUNT and UNTIL exclude each other: where both are set, it is counted what both leave.
  if (times !== undefined && until !== undefined) {
    const count = laterDates(row, timeZone, times).length + 1;
    return [`RRULE:${[...parts, `COUNT=${count}`].join(";")}`];
  }
  if (times !== undefined) parts.push(`COUNT=${Math.max(1, times - (row.occurrence ?? 1) + 1)}`);
  if (until !== undefined) {
    const lastSecond = zonedInstant(addDays(until, 1), "00:00", timeZone).getTime() - 1_000;
    const end = isDay ? date(until) : utc(new Date(lastSecond).toISOString());
    parts.push(`UNTIL=${end}`);
  }
  return [`RRULE:${parts.join(";")}`];
}

/** A tenth of a metre. */
const GEO_DIGITS = 6;

/** When it is: a day, a span, or the instant by which it is to be done. */
function timeLines(row: ActivityRow): string[] {
  const end = endOf(row);
  // An end must be after its begin; without one an event is of an instant.
  const lasts = row.startAt && end && Date.parse(end) > Date.parse(row.startAt);
  if (row.startAt) return [`DTSTART:${utc(row.startAt)}`, ...(lasts ? [`DTEND:${utc(end)}`] : [])];
  if (row.dueOn) return [`DTSTART;VALUE=DATE:${date(row.dueOn)}`, `DTEND;VALUE=DATE:${date(addDays(row.dueOn, 1))}`];
  return [`DTSTART:${utc(row.dueAt ?? row.createdAt)}`];
}

function event(row: ActivityRow, shown: Partial<ActivityRow>, timeZone: string): string[] {
  const { place = {}, body, subject = row.kind } = shown;
  const { address, latitude, longitude } = place;
  const hasGeo = latitude !== undefined && longitude !== undefined;
  return [
    "BEGIN:VEVENT",
    `UID:${row.id}@cashloop`,
    `SEQUENCE:${row.version - 1}`,
    `DTSTAMP:${utc(row.updatedAt)}`,
    `CREATED:${utc(row.createdAt)}`,
    `LAST-MODIFIED:${utc(row.updatedAt)}`,
    ...timeLines(row),
    ...recurrenceLines(row, timeZone),
    `SUMMARY:${escaped(subject)}`,
    ...(body ? [`DESCRIPTION:${escaped(body)}`] : []),
    ...(address ? [`LOCATION:${escaped(address)}`] : []),
    ...(hasGeo ? [`GEO:${latitude.toFixed(GEO_DIGITS)};${longitude.toFixed(GEO_DIGITS)}`] : []),
    `CATEGORIES:${row.kind.toUpperCase()}`,
    `STATUS:${row.state === "cancelled" ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
  ];
}

/** One activity, and what of it its reader's roles show. */
export type Entry = { row: ActivityRow; shown: Partial<ActivityRow> };

/** A calendar (RFC 5545) of activities that have a time, in UTC. The same rows give the same bytes. */
export function calendar(name: string, entries: readonly Entry[], timeZone: string): string {
  const events = entries.flatMap(({ row, shown }) => event(row, shown, timeZone));
  return calendarOf("PUBLISH", "Activities", [`X-WR-CALNAME:${escaped(name)}`, ...events]);
}
