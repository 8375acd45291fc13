import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { dueInstants, MISSED_MAX, nextDue, reportedDays, type Schedule } from "../../functions/reports/rules.ts";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { SOAK } from "../support/soak.ts";

const runs = 200 * SOAK;
const ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "America/St_Johns", "UTC"];

const schedule: fc.Arbitrary<Schedule> = fc.record({
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
