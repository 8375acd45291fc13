import { addDays, civilDate, zonedInstant } from "./clock.ts";
import { MINUTE_MS } from "./duration.ts";

/** Hours of a day (`HH:MM`). One that ends no later than it begins goes on past midnight. */
export type Hours = { from: string; to: string };

/** When somebody works: 1 is Monday, 7 is Sunday. */
export type WorkingDays = {
  weekly: readonly (Hours & { day: number })[];
  /** Days on which nobody works. */
  holidays: readonly { on: string }[];
  /** Days that are worked whatever else is said, in hours of their own or in those in which the week begins. */
  workdays: readonly ({ on: string } & Partial<Hours>)[];
};

/** More days than a calendar can name as holidays, a week each: by then somebody works again. */
const LOOK_DAYS_MAX = 14_000;

const weekday = (on: string): number => new Date(`${on}T00:00:00Z`).getUTCDay() || 7;

/** What somebody works on the days of a calendar, and in which instants these hours lie in a time zone. */
export class WorkingTime {
  readonly #weekly: Map<number, Hours[]>;
  readonly #holidays: Set<string>;
  readonly #workdays: Map<string, Partial<Hours>[]>;
  readonly #firstHours: Hours[];
  readonly #timeZone: string;

  constructor({ weekly, holidays, workdays }: WorkingDays, timeZone: string) {
    this.#weekly = Map.groupBy(weekly, ({ day }) => day);
    this.#holidays = new Set(holidays.map(({ on }) => on));
    this.#workdays = Map.groupBy(workdays, ({ on }) => on);
    this.#firstHours = this.#weekly.get(Math.min(...this.#weekly.keys())) ?? [];
    this.#timeZone = timeZone;
  }

  /** The hours of a civil day; those past midnight are of the day on which they begin. */
  #hours(on: string): Hours[] {
    const worked = this.#workdays.get(on);
    if (worked) return worked.flatMap(({ from, to }) => (from && to ? [{ from, to }] : this.#firstHours));
    return this.#holidays.has(on) ? [] : (this.#weekly.get(weekday(on)) ?? []);
  }

  isWorkday(on: string): boolean {
    return this.#hours(on).length > 0;
  }

  /** The day itself if it is worked, else the next that is. */
  workdayFrom(on: string): string {
    return this.#workday(on, 1);
  }

  /** The day itself if it is worked, else the last that was. */
  workdayUntil(on: string): string {
    return this.#workday(on, -1);
  }

  #workday(on: string, step: 1 | -1): string {
    for (let n = 0; n < LOOK_DAYS_MAX; n++) {
      const day = addDays(on, n * step);
      if (this.isWorkday(day)) return day;
    }
    throw new Error("The working calendar has no day that is worked.");
  }

  /** The day that is so many working days after one (before it, where `days` is negative); 0 is the next that is worked. */
  addWorkdays(on: string, days: number): string {
    const step = days < 0 ? -1 : 1;
    let day = days === 0 ? this.workdayFrom(on) : on;
    for (let left = Math.abs(days); left > 0; left--) day = this.#workday(addDays(day, step), step);
    return day;
  }

  /** How many days are worked from one to another, both counted; none where the other is the earlier one. */
  workdaysBetween(from: string, to: string): number {
    let count = 0;
    for (let on = from; on <= to; on = addDays(on, 1)) if (this.isWorkday(on)) count += 1;
    return count;
  }

  /** The stretches of milliseconds that are worked from an instant on, in order and apart from each other. */
  *#stretches(from: number): Generator<[from: number, to: number]> {
    let until = from;
    let idleDays = 0;
    let on = addDays(civilDate(new Date(from), this.#timeZone), -1);
    for (; idleDays < LOOK_DAYS_MAX; on = addDays(on, 1)) {
      const hours = this.#hours(on).map(({ from: begins, to: ends }): [number, number] => [
        zonedInstant(on, begins, this.#timeZone).getTime(),
        zonedInstant(ends > begins ? on : addDays(on, 1), ends, this.#timeZone).getTime(),
      ]);
      for (const [begins, ends] of hours.sort((a, b) => a[0] - b[0])) {
        if (ends <= until) continue;
        yield [Math.max(begins, until), ends];
        until = ends;
      }
      idleDays = hours.length > 0 ? 0 : idleDays + 1;
    }
  }

  /** Whole minutes that are worked between two instants; none where the second is the earlier one. */
  workingMinutesBetween(from: Date, to: Date): number {
    return Math.floor(this.workingMsBetween(from, to) / MINUTE_MS);
  }

  /** The same to the millisecond. */
  workingMsBetween(from: Date, to: Date): number {
    let ms = 0;
    const end = to.getTime();
    for (const [begins, ends] of this.#stretches(from.getTime())) {
      if (begins >= end) break;
      ms += Math.min(ends, end) - begins;
    }
    return ms;
  }

  /** The first instant by which so many minutes have been worked; the instant itself for none. */
  addWorkingMinutes(from: Date, minutes: number): Date {
    return this.addWorkingMs(from, minutes * MINUTE_MS);
  }

  /** The same to the millisecond. */
  addWorkingMs(from: Date, ms: number): Date {
    let left = ms;
    if (left <= 0) return from;
    for (const [begins, ends] of this.#stretches(from.getTime())) {
      if (ends - begins >= left) return new Date(begins + left);
      left -= ends - begins;
    }
    throw new Error("The working calendar has no hours that are worked.");
  }
}
