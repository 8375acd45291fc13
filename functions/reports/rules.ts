import { addDays, civilDate, daysBetween, zonedInstant } from "../../shared/clock.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { type Cron, cronOf } from "./cron.ts";
import type { reportSubscription } from "./table.ts";

export type Schedule = Pick<RowOf<typeof reportSubscription>, "at" | "cron" | "timeZone" | "days">;

/** After an interruption the mails of this many due times are made up for, the latest ones; older days stay untold. */
export const MISSED_MAX = 3;
/** A message that leaves so long after its time says as of when its figures are. */
export const LATE_AFTER_MS = 300_000;
/** Days that one message tells of at most: those of a month. */
export const STRETCH_DAYS_MAX = 31;
/** Within this many days every schedule has a due day; one on 29 February waits up to eight years. */
const DAYS_AHEAD_MAX = 366 * 9;

/** At which times of day a schedule is due, and on which days, free ones included. */
const planOf = ({ at, cron }: Schedule): Cron => (cron ? cronOf(cron) : { times: at ? [at] : [], isOn: () => true });

/** Which days the tenant works. */
export type Working = Pick<WorkingTime, "isWorkday">;

/** Monday to Friday, and no holiday. */
export const WEEKDAYS: Working = new WorkingTime(
  { weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" })), holidays: [], workdays: [] },
  "UTC",
);

/** On which civil days a schedule is due. */
function dueDays(schedule: Schedule, working: Working): (on: string) => boolean {
  const { isOn } = planOf(schedule);
  return (on) => isOn(on) && (schedule.days === "daily" || working.isWorkday(on));
}

/** The instants of one civil day, in their order. A time that a clock change skips comes with another one then. */
const instantsOn = (on: string, times: readonly string[], timeZone: string): Date[] =>
  times.map((time) => zonedInstant(on, time, timeZone)).sort((a, b) => a.getTime() - b.getTime());

/**
 * The first instant after `after` at which a schedule is due, if it ever is: one for Sundays that are worked may never be.
 * The time of day is the zone's own: where a clock change skips it, it is due right after the change, where it occurs
 * twice, the first time.
 */
export function dueAfter(schedule: Schedule, after: Date, working = WEEKDAYS): Date | undefined {
  const { timeZone } = schedule;
  const { times } = planOf(schedule);
  const isDue = dueDays(schedule, working);
  const today = civilDate(after, timeZone);
  const firstOn = (on: string): Date | undefined =>
    isDue(on) ? instantsOn(on, times, timeZone).find((at) => at > after) : undefined;
  // The zone's day may have begun before or after the one that `after` is in, so one looks from the day before on.
  for (let ahead = -1; ahead <= DAYS_AHEAD_MAX; ahead++) {
    const due = firstOn(addDays(today, ahead));
    // A change of clocks around midnight may carry a time of this day behind one of the next.
    const next = due && firstOn(addDays(today, ahead + 1));
    if (due) return next && next < due ? next : due;
  }
  return undefined;
}

/** The same of a schedule that comes for certain. */
export function nextDue(schedule: Schedule, after: Date, working = WEEKDAYS): Date {
  const due = dueAfter(schedule, after, working);
  if (!due) throw new RangeError(`no due time after ${after.toISOString()}`);
  return due;
}

/**
 * When a subscription is looked at next. Whether that day is a working day is asked on the day itself, so that a holiday
 * which is entered meanwhile counts.
 */
export const nextTurn = (schedule: Schedule, after: Date): Date => nextDue({ ...schedule, days: "daily" }, after);

/** All due instants from the first one on up to `now`, the latest MISSED_MAX of them, oldest first. */
export function dueInstants(schedule: Schedule, first: Date, now: Date, working = WEEKDAYS): Date[] {
  if (first > now) return [];
  const { timeZone, days } = schedule;
  const { times } = planOf(schedule);
  const isDue = dueDays(schedule, working);
  const firstDay = civilDate(first, timeZone);
  // The first one was due when it was noted, whatever the schedule has become since.
  const due = new Set(days === "daily" || working.isWorkday(firstDay) ? [first.getTime()] : []);
  for (let on = civilDate(now, timeZone); on >= addDays(firstDay, -1); on = addDays(on, -1)) {
    if (due.size > MISSED_MAX + times.length) break;
    const instants = isDue(on) ? instantsOn(on, times, timeZone) : [];
    for (const at of instants) if (at > first && at <= now) due.add(at.getTime());
  }
  return [...due]
    .sort((a, b) => a - b)
    .slice(-MISSED_MAX)
    .map((at) => new Date(at));
}

/**
 * The days that are told of at a due instant, oldest first: every day since the due day before, so that no day is left
 * out. Daily that is yesterday; on a Monday after workdays it is Friday, Saturday and Sunday.
 */
export function reportedDays(schedule: Schedule, due: Date, working = WEEKDAYS): string[] {
  const isDue = dueDays(schedule, working);
  const reported = [addDays(civilDate(due, schedule.timeZone), -1)];
  while (!isDue(reported[0] as string) && reported.length < STRETCH_DAYS_MAX) {
    reported.unshift(addDays(reported[0] as string, -1));
  }
  return reported;
}

const DAYS_A_WEEK = 7;

/** The same days one week earlier, or as many weeks as it takes for the two stretches not to meet. */
export function weekBefore(from: string, to: string): { from: string; to: string } {
  const weeks = Math.ceil((daysBetween(from, to) + 1) / DAYS_A_WEEK);
  return { from: addDays(from, -weeks * DAYS_A_WEEK), to: addDays(to, -weeks * DAYS_A_WEEK) };
}
