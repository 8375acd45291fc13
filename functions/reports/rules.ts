import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { reportSubscription } from "./table.ts";

export type Schedule = Pick<RowOf<typeof reportSubscription>, "at" | "timeZone" | "days">;

/** After an interruption the mails of this many due times are made up for, the latest ones; older days stay untold. */
export const MISSED_MAX = 3;

const SATURDAY = 6;
const SUNDAY = 0;
/** Within this many days every schedule has a due day. */
const DAYS_AHEAD_MAX = 9;

const isWorkday = (on: string): boolean => {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY;
};

/**
 * The first instant after `after` at which a schedule is due. The time of day is the zone's own: where a clock change
 * skips it, it is due right after the change, where it occurs twice, the first time.
 */
export function nextDue({ at, timeZone, days }: Schedule, after: Date): Date {
  const today = civilDate(after, timeZone);
  // The zone's day may have begun before or after the one that `after` is in, so one looks from the day before on.
  for (let ahead = -1; ahead <= DAYS_AHEAD_MAX; ahead++) {
    const on = addDays(today, ahead);
    const due = zonedInstant(on, at, timeZone);
    if (due > after && (days === "daily" || isWorkday(on))) return due;
  }
  throw new RangeError(`no due time after ${after.toISOString()}`);
}

/** All due instants from the first one on up to `now`, the latest MISSED_MAX of them, oldest first. */
export function dueInstants(schedule: Schedule, first: Date, now: Date): Date[] {
  const due: Date[] = [];
  for (let at = first; at <= now; at = nextDue(schedule, at)) {
    due.push(at);
    if (due.length > MISSED_MAX) due.shift();
  }
  return due;
}

/**
 * The days that are told of at a due instant, oldest first: every day since the due day before, so that no day is left
 * out. Daily that is yesterday; on a Monday after workdays it is Friday, Saturday and Sunday, each in a mail of its own.
 */
export function reportedDays({ days, timeZone }: Pick<Schedule, "days" | "timeZone">, due: Date): string[] {
  const reported = [addDays(civilDate(due, timeZone), -1)];
  while (days === "workdays" && !isWorkday(reported[0] as string)) reported.unshift(addDays(reported[0] as string, -1));
  return reported;
}
