import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { CronError, cronOf } from "../../functions/reports/cron.ts";
import {
  dueAfter,
  dueInstants,
  MISSED_MAX,
  nextDue,
  reportedDays,
  type Schedule,
  WEEKDAYS,
  weekBefore,
} from "../../functions/reports/rules.ts";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { minutesOf } from "../support/minutes.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;
const ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "America/St_Johns", "UTC"];

const schedule: fc.Arbitrary<Schedule & { at: string }> = fc.record({
  at: fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`),
  timeZone: fc.constantFrom(...ZONES),
  days: fc.constantFrom("daily" as const, "workdays" as const),
});
const instant = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));

describe("when a report is due", () => {
  test("is the first time after now that the zone's clock shows it on a wanted day", () => {
    fc.assert(
      fc.property(schedule, instant, (s, now) => {
        const due = nextDue(s, now);
        expect(due > now).toBe(true);
        const on = civilDate(due, s.timeZone);
        const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
        if (s.days === "workdays") expect([1, 2, 3, 4, 5]).toContain(weekday);
        expect(due).toEqual(zonedInstant(on, s.at, s.timeZone));
        // Nothing that was wanted lies between.
        for (let day = civilDate(now, s.timeZone); day < on; day = addDays(day, 1)) {
          const isWanted = s.days === "daily" || ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
          if (isWanted) expect(zonedInstant(day, s.at, s.timeZone) <= now).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  test.each(["daily", "workdays"] as const)("tells of every civil day once, clock changes included: %s", (days) => {
    const s: Schedule = { at: "02:30", timeZone: "Europe/Berlin", days };
    let at = new Date("2026-03-26T12:00:00Z");
    const told = Array.from({ length: 250 }, () => {
      at = nextDue(s, at);
      return reportedDays(s, at);
    }).flat();
    expect(told).toEqual(told.map((_, n) => addDays("2026-03-26", n)));
  });

  test("after an interruption is every missed time, the latest few of them", () => {
    fc.assert(
      fc.property(schedule, instant, fc.integer({ min: 0, max: 30 * 86_400 }), (s, from, seconds) => {
        const now = new Date(from.getTime() + seconds * 1_000);
        const first = nextDue(s, from);
        const due = dueInstants(s, first, now);
        expect(due.length).toBeLessThanOrEqual(MISSED_MAX);
        expect(due.every((at) => at <= now)).toBe(true);
        if (due.length > 0) expect(nextDue(s, due.at(-1)!) > now).toBe(true);
        if (first <= now) expect(due.length).toBeGreaterThan(0);
      }),
      { numRuns: runs },
    );
  });
});

const weekday = (on: string): number => new Date(`${on}T00:00:00Z`).getUTCDay();
const dayOf = (on: string): number => Number(on.slice(8));

/** Schedules as cron writes them, and when the clock's minute is one of them, said another way. */
const CRONS: readonly [cron: string, isDue: (on: string, time: string) => boolean][] = [
  ["0 8 * * *", (_on, time) => time === "08:00"],
  ["30 2 * * *", (_on, time) => time === "02:30"],
  ["*/30 1-3 * * SUN", (on, time) => weekday(on) === 0 && /^0[123]:[03]0$/.test(time)],
  ["15,45 23 L * *", (on, time) => dayOf(addDays(on, 1)) === 1 && (time === "23:15" || time === "23:45")],
  ["0 9 29 2 *", (on, time) => on.endsWith("-02-29") && time === "09:00"],
  ["5 0 1 * mon-wed", (on, time) => (dayOf(on) === 1 || [1, 2, 3].includes(weekday(on))) && time === "00:05"],
  [
    "0 0-23/6 */2 mar 5-7",
    (on, time) => {
      const isOn = on.slice(5, 7) === "03" && dayOf(on) % 2 === 1 && [5, 6, 0].includes(weekday(on));
      return isOn && Number(time.slice(0, 2)) % 6 === 0 && time.endsWith(":00");
    },
  ],
];

/** Weeks in which something is out of the ordinary, by zone: clocks change, days are skipped, there is a leap day. */
const WEEKS: readonly [zone: string, from: string, to: string][] = [
  ["Europe/Berlin", "2028-02-26T00:00:00Z", "2028-03-05T00:00:00Z"],
  ["Europe/Berlin", "2028-03-24T12:00:00Z", "2028-03-28T00:00:00Z"],
  ["Europe/Berlin", "2028-10-28T00:00:00Z", "2028-10-31T00:00:00Z"],
  ["America/New_York", "2027-03-12T06:00:00Z", "2027-03-16T00:00:00Z"],
  ["America/New_York", "2027-11-06T00:00:00Z", "2027-11-09T00:00:00Z"],
  ["Australia/Lord_Howe", "2027-04-03T00:00:00Z", "2027-04-05T00:00:00Z"],
  ["America/Scoresbysund", "2027-03-27T00:00:00Z", "2027-03-29T12:00:00Z"],
  ["Africa/Cairo", "2027-04-29T00:00:00Z", "2027-05-02T00:00:00Z"],
];

describe("a schedule in five fields", () => {
  test.each(WEEKS)("is due when a walk minute by minute says so: %s from %s", (timeZone, from, to) => {
    const [first, last] = [new Date(from), new Date(to)];
    const minutes = minutesOf(timeZone, new Date(first.getTime() - 3 * 3_600_000), last);
    const holiday = civilDate(new Date((first.getTime() + last.getTime()) / 2), timeZone);
    const made = addDays(holiday, 1);
    const working = {
      isWorkday: (on: string) => on === made || (on !== holiday && WEEKDAYS.isWorkday(on)),
    };
    const isWorked = (on: string): boolean =>
      on !== holiday && (on === addDays(holiday, 1) || ![0, 6].includes(weekday(on)));
    for (const [cron, isDue] of CRONS) {
      for (const days of ["daily", "workdays"] as const) {
        const walked = minutes.filter((m) => isDue(m.on, m.time) && (days === "daily" || isWorked(m.on)));
        const wanted = [...new Set(walked.map(({ at }) => at.toISOString()))].sort();
        const schedule: Schedule = { cron, timeZone, days };
        const found: string[] = [];
        const next = (at: Date): Date | undefined => dueAfter(schedule, at, working);
        for (let at = next(new Date(first.getTime() - 1)); at && at <= last; at = next(at))
          found.push(at.toISOString());
        const within = wanted.filter((at) => at >= first.toISOString() && at <= last.toISOString());
        expect([cron, days, found]).toEqual([cron, days, within]);
        const [begins] = within;
        if (begins) {
          const made = dueInstants(schedule, new Date(begins), last, working).map((at) => at.toISOString());
          expect([cron, days, made]).toEqual([cron, days, within.slice(-MISSED_MAX)]);
        }
      }
    }
  });

  test("comes within nine years or not at all", () => {
    const on = (cron: string) => nextDue({ cron, timeZone: "UTC", days: "daily" }, new Date("2097-01-01T00:00:00Z"));
    expect(on("0 8 29 2 *").toISOString()).toBe("2104-02-29T08:00:00.000Z");
    expect(() => on("0 8 31 4 *")).toThrow(RangeError);
  });

  test("that means nothing is refused with a word on what is wrong", () => {
    const wrong = ["", "0 8 * *", "0 8 * * * *", "60 8 * * *", "0 24 * * *", "0 8 0 * *", "0 8 * 13 *", "0 8 * * 8"];
    const odd = [
      "0 8 * * XYZ",
      "a 8 * * *",
      "0 8 5-2 * *",
      "0 8 1-2-3 * *",
      "*/0 8 * * *",
      "* 8 * * *",
      "0/5/5 8 * * *",
    ];
    for (const text of [...wrong, ...odd]) expect(() => cronOf(text)).toThrow(CronError);
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        try {
          expect(cronOf(text).times.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(CronError);
        }
      }),
      { numRuns: runs },
    );
  });
});

test("some days are compared with the same days of a week that does not meet them", () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(30), (start, length) => {
      const from = addDays("2027-11-01", start);
      const to = addDays(from, length);
      const other = weekBefore(from, to);
      expect([weekday(other.from), weekday(other.to)]).toEqual([weekday(from), weekday(to)]);
      expect(other.to < from).toBe(true);
      expect(addDays(other.to, 7) < from).toBe(false);
    }),
    { numRuns: runs },
  );
});
