import type { Holding } from "../../shared/records/setting.ts";
import type { WorkingCalendar } from "./schema.ts";

/** Which days people work. */
export type WorkingDays = {
  /** 1 Monday to 7 Sunday. */
  weekend: ReadonlySet<number>;
  holidays: ReadonlySet<string>;
  /** Worked though it would be free. */
  worked: ReadonlySet<string>;
};

/** Monday to Friday, and no holiday. */
export const WEEKDAYS: WorkingDays = { weekend: new Set([6, 7]), holidays: new Set(), worked: new Set() };

/** The tenant's calendar as work by the day asks it. */
export const workingDaysOf = ({ weekend, holidays, workingDays }: Holding<typeof WorkingCalendar>): WorkingDays => ({
  weekend: new Set(weekend),
  holidays: new Set(holidays.map(({ on }) => on)),
  worked: new Set(workingDays.map(({ on }) => on)),
});

const SUNDAY = 7;

/** Whether a civil day is worked. A day that is named as worked is, whatever else is said of it. */
export function isWorkday(on: string, { weekend, holidays, worked }: WorkingDays): boolean {
  if (worked.has(on)) return true;
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay() || SUNDAY;
  return !weekend.has(weekday) && !holidays.has(on);
}
