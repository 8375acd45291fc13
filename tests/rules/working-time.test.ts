import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { addDays } from "../../shared/clock.ts";
import { type WorkingDays, WorkingTime } from "../../shared/working-time.ts";
import { scaled } from "../support/soak.ts";

const MINUTE_MS = 60_000;

/** No boundary lies in the hour that a clock change skips or repeats: what such a one means is `zonedInstant`'s to say. */
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .filter(([hour]) => hour < 1 || hour > 3)
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const hours = fc.record({ from: time, to: time });

/** Zones and days on which their clocks change, and one without. */
const PLACES = [
  ["America/New_York", "2027-03-13"],
  ["America/New_York", "2027-11-06"],
  ["Europe/Berlin", "2027-10-30"],
  ["Australia/Lord_Howe", "2027-04-03"],
  ["Asia/Shanghai", "2027-10-01"],
] as const;

const situation = fc.constantFrom(...PLACES).chain(([timeZone, first]) => {
  const on = fc.integer({ min: -1, max: 6 }).map((n) => addDays(first, n));
  const days = fc.record({
    weekly: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 7 }), hours).map(([day, h]) => ({ day, ...h })),
      { minLength: 1, maxLength: 6 },
    ),
    holidays: fc.array(fc.record({ on }), { maxLength: 2 }),
    workdays: fc.array(
      fc.oneof(
        fc.record({ on }),
        fc.tuple(on, hours).map(([o, h]) => ({ on: o, ...h })),
      ),
      {
        maxLength: 2,
      },
    ),
  });
  const minute = fc.integer({ min: 0, max: 5 * 24 * 60 });
  return fc.record({ timeZone: fc.constant(timeZone), first: fc.constant(first), days, a: minute, b: minute });
});

/** The wall clock of a zone at each minute of a span, by the runtime's own words. */
function* minutes(from: number, count: number, timeZone: string) {
  const style = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  for (let n = 0; n < count; n++) yield style.format(from + n * MINUTE_MS).split(" ") as [day: string, time: string];
}

/** Whether a minute of the wall clock is worked: by the hours of its day, or by those of the day before past midnight. */
function isWorked([on, at]: [string, string], { weekly, holidays, workdays }: WorkingDays): boolean {
  const firstDay = Math.min(...weekly.map(({ day }) => day));
  const of = (day: string) => {
    const named = workdays.filter((one) => one.on === day);
    const number = new Date(day).getUTCDay() || 7;
    if (named.length > 0)
      return named.flatMap((one) => {
        const { from, to } = one;
        return from && to ? [{ from, to }] : weekly.filter((w) => w.day === firstDay);
      });
    return holidays.some((one) => one.on === day) ? [] : weekly.filter((one) => one.day === number);
  };
  return (
    of(on).some(({ from, to }) => at >= from && (to <= from || at < to)) ||
    of(addDays(on, -1)).some(({ from, to }) => to <= from && at < to)
  );
}

test("minutes that are worked are those that a minute counter counts, and adding them gets there", () => {
  fc.assert(
    fc.property(situation, ({ timeZone, first, days, a, b }) => {
      const base = Date.parse(`${first}T00:00:00Z`);
      const [from, to] = [Math.min(a, b), Math.max(a, b)].map((n) => new Date(base + n * MINUTE_MS)) as [Date, Date];
      const working = new WorkingTime(days, timeZone);
      const flags = [...minutes(from.getTime(), Math.abs(a - b), timeZone)].map((minute) => isWorked(minute, days));
      const counted = flags.filter(Boolean).length;
      expect(working.workingMinutesBetween(from, to)).toBe(counted);
      if (counted > 0) {
        const last = from.getTime() + (flags.lastIndexOf(true) + 1) * MINUTE_MS;
        expect(working.addWorkingMinutes(from, counted).getTime()).toBe(last);
      }
    }),
    { numRuns: scaled(60, 2_000) },
  );
});

const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" }));

test("working days step over weekends and holidays, and a Saturday that makes up for one counts", () => {
  const days = {
    weekly: week,
    holidays: ["2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07"].map((on) => ({ on })),
    workdays: [{ on: "2027-10-09" }],
  };
  const working = new WorkingTime(days, "Asia/Shanghai");
  expect(working.addWorkdays("2027-09-30", 1)).toBe("2027-10-08");
  expect(working.addWorkdays("2027-09-30", 2)).toBe("2027-10-09");
  expect(working.addWorkdays("2027-10-11", -3)).toBe("2027-09-30");
  expect(working.addWorkdays("2027-10-02", 0)).toBe("2027-10-08");
  expect(working.workdayUntil("2027-10-03")).toBe("2027-09-30");
  expect(working.workdaysBetween("2027-09-30", "2027-10-11")).toBe(4);
  expect(working.workdaysBetween("2027-10-11", "2027-09-30")).toBe(0);
});

test("a calendar of nothing but free days says so", () => {
  const working = new WorkingTime({ weekly: [], holidays: [], workdays: [] }, "UTC");
  expect(() => working.addWorkdays("2027-01-01", 1)).toThrow("no day that is worked");
  expect(() => working.addWorkingMinutes(new Date("2027-01-01T00:00:00Z"), 1)).toThrow("no hours that are worked");
});
