import { addDays, addMonths, civilDate, zonedInstant } from "../../../../shared/clock.ts";
import type { Activity } from "../lib/api.ts";

export type Span = "day" | "week" | "month";
export const DAY_MINUTES = 1_440;
/** What has no length is as long as this on the grid. */
const SHORTEST_MINUTES = 30;

/** The day of the week as ISO 8601 counts it: 1 is Monday. */
export const weekdayOf = (on: string): number => new Date(`${on}T00:00:00Z`).getUTCDay() || 7;

const monday = (on: string): string => addDays(on, 1 - weekdayOf(on));

/** The days that are shown around one: itself, its week, or the whole weeks of its month. */
export function daysAround(on: string, span: Span): string[] {
  if (span === "day") return [on];
  const first = monday(span === "week" ? on : `${on.slice(0, 7)}-01`);
  if (span === "week") return Array.from({ length: 7 }, (_, n) => addDays(first, n));
  const last = addDays(addMonths(`${on.slice(0, 7)}-01`, 1), -1);
  const days = Array.from({ length: 42 }, (_, n) => addDays(first, n));
  return days.filter((day) => monday(day) <= last);
}

/** The same place one period on, or back. */
export const stepped = (on: string, span: Span, by: number): string =>
  span === "month" ? addMonths(`${on.slice(0, 7)}-01`, by) : addDays(on, by * (span === "week" ? 7 : 1));

/** Minutes since midnight in a zone. */
export function minutesIn(at: Date, timeZone: string): number {
  const form = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const [hours = 0, minutes = 0] = form.format(at).split(":").map(Number);
  return hours * 60 + minutes;
}

/** Something of somebody's calendar: on a day, and within it from a minute to a minute, or the whole day. */
export type Placed = {
  activity: Activity;
  on: string;
  from: number;
  to: number;
  isWhole: boolean;
  /** Of those that lie side by side, which it is and how many there are. */
  lane: number;
  lanes: number;
};

/** Where an activity stands: from its start to its end, else at the time by which it is due, else on its day. */
function placeOf(activity: Activity, timeZone: string): Placed | undefined {
  const { startAt, endAt, dueAt, dueOn, durationMinutes = 0 } = activity;
  const base = { activity, lane: 0, lanes: 1 };
  const at = startAt ?? (dueOn ? undefined : dueAt);
  if (at === undefined) return dueOn ? { ...base, on: dueOn, from: 0, to: DAY_MINUTES, isWhole: true } : undefined;
  const start = new Date(at);
  const on = civilDate(start, timeZone);
  const from = minutesIn(start, timeZone);
  const told = startAt && endAt ? (Date.parse(endAt) - start.getTime()) / 60_000 : durationMinutes;
  const to = Math.min(DAY_MINUTES, from + Math.max(told, SHORTEST_MINUTES));
  return { ...base, on, from: Math.min(from, DAY_MINUTES - SHORTEST_MINUTES), to, isWhole: false };
}

/** Puts what overlaps side by side: each takes the first lane that is free, and as many share the width as overlap. */
function inLanes(all: readonly Placed[]): Placed[] {
  const sorted = all.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const out: Placed[] = [];
  let group: Placed[] = [];
  let ends: number[] = [];
  const close = (): void => {
    out.push(...group.map((one) => ({ ...one, lanes: ends.length })));
    group = [];
    ends = [];
  };
  for (const one of sorted) {
    if (ends.length > 0 && ends.every((end) => end <= one.from)) close();
    const free = ends.findIndex((end) => end <= one.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = one.to;
    group.push({ ...one, lane });
  }
  close();
  return out;
}

/** The activities of each day, in the order of the clock; those of the whole day first. */
export function byDay(activities: readonly Activity[], timeZone: string): Map<string, Placed[]> {
  const placed = activities.flatMap((activity) => placeOf(activity, timeZone) ?? []);
  const days = Map.groupBy(placed, ({ on }) => on);
  return new Map(
    [...days].map(([day, of]) => [
      day,
      [...of.filter(({ isWhole }) => isWhole), ...inLanes(of.filter(({ isWhole }) => !isWhole))],
    ]),
  );
}

/** The instant some days and minutes later by the clock on the wall, so that nine stays nine when the clocks change. */
export function movedInstant(at: string, days: number, minutes: number, timeZone: string): string {
  const before = new Date(at);
  const wall = minutesIn(before, timeZone) + minutes;
  const on = addDays(civilDate(before, timeZone), days + Math.floor(wall / DAY_MINUTES));
  const within = ((wall % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const two = (n: number): string => String(n).padStart(2, "0");
  return zonedInstant(on, `${two(Math.floor(within / 60))}:${two(within % 60)}`, timeZone).toISOString();
}

type Times = Pick<Activity, "startAt" | "endAt" | "dueAt" | "dueOn">;

/** The fields of an activity that change when it is moved; it stays as long as it was. */
export function movedTimes(activity: Times, days: number, minutes: number, timeZone: string): Partial<Times> {
  const { startAt, endAt, dueAt, dueOn } = activity;
  const later = (at: string): string => movedInstant(at, days, minutes, timeZone);
  if (startAt) {
    const start = later(startAt);
    const length = endAt ? Date.parse(endAt) - Date.parse(startAt) : 0;
    return { startAt: start, ...(endAt && { endAt: new Date(Date.parse(start) + length).toISOString() }) };
  }
  if (dueOn) return { dueOn: addDays(dueOn, days) };
  return dueAt ? { dueAt: later(dueAt) } : {};
}
