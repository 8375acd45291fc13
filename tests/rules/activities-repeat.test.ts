import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { dayOf, nextOn, weekdayOf } from "../../functions/activities/repeat.ts";
import { derivedTimes, nextOccurrence } from "../../functions/activities/rules.ts";
import type { ActivityRow } from "../../functions/activities/table.ts";
import { civilDate, daysBetween } from "../../shared/clock.ts";
import { activityRow, anyRepeat, anyTimes, ZONES } from "../support/activities.ts";

const NOW = "2026-11-24T02:00:00.000Z";

/** An activity and all that come after it, up to so many. */
function series(first: ActivityRow, timeZone: string, max: number): ActivityRow[] {
  const found = [first];
  while (found.length < max) {
    const next = nextOccurrence(found.at(-1) as ActivityRow, NOW, timeZone);
    if (!next) break;
    found.push(next);
  }
  return found;
}

const datesOf = (first: Partial<ActivityRow>, max: number, zone = "Asia/Shanghai"): (string | undefined)[] =>
  series(activityRow(first), zone, max).map((row) => dayOf(row, zone));

describe("a repeated activity", () => {
  test("comes on the last day of a month that has not its own, and on its own again after that", () => {
    expect(datesOf({ dueOn: "2027-01-31", repeat: { every: "month", interval: 1 } }, 5)).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
      "2027-05-31",
    ]);
    expect(datesOf({ dueOn: "2028-02-29", repeat: { every: "year", interval: 1 } }, 5)).toEqual([
      "2028-02-29",
      "2029-02-28",
      "2030-02-28",
      "2031-02-28",
      "2032-02-29",
    ]);
  });

  test("comes on each of its weekdays, in every second week", () => {
    const repeat = { every: "week" as const, interval: 2, weekdays: [5, 1] };
    expect(datesOf({ dueOn: "2026-11-23", repeat }, 5)).toEqual([
      "2026-11-23",
      "2026-11-27",
      "2026-12-07",
      "2026-12-11",
      "2026-12-21",
    ]);
  });

  test("keeps its time of the day where clocks are changed", () => {
    const first = activityRow({ startAt: "2027-03-27T08:00:00.000Z", repeat: { every: "day", interval: 1 } });
    const starts = series(first, "Europe/Berlin", 3).map((row) => row.startAt);
    expect(starts).toEqual(["2027-03-27T08:00:00.000Z", "2027-03-28T07:00:00.000Z", "2027-03-29T07:00:00.000Z"]);
  });

  test("ends after so many times, or on its last day", () => {
    expect(datesOf({ dueOn: "2026-12-01", repeat: { every: "day", interval: 1, times: 3 } }, 9)).toHaveLength(3);
    expect(
      datesOf({ dueOn: "2026-12-01", repeat: { every: "day", interval: 1, until: "2026-12-04" } }, 9),
    ).toHaveLength(4);
  });

  test("any series goes forward by its rule, keeps every span, and names each occurrence alike whoever makes it", () => {
    fc.assert(
      fc.property(anyTimes, anyRepeat, fc.constantFrom(...ZONES), (times, repeat, zone) => {
        const first = activityRow({ ...times, repeat }, zone);
        const all = series(first, zone, 12);
        all.slice(1).forEach((row, n) => {
          const [before, on] = [dayOf(all[n] as ActivityRow, zone) ?? "", dayOf(row, zone) ?? ""];
          expect(on).toBe(nextOn(repeat, before, dayOf(first, zone) ?? ""));
          expect(daysBetween(before, on)).toBeGreaterThan(0);
          if (repeat.weekdays) expect(repeat.weekdays).toContain(weekdayOf(on));
          expect(on <= (repeat.until ?? "9999")).toBe(true);
          expect(row.occurrence).toBe(n + 2);
          expect(row).toEqual(nextOccurrence(all[n] as ActivityRow, NOW, zone));
          if (first.dueOn) expect(civilDate(new Date(Date.parse(row.dueAt ?? "") - 1), zone)).toBe(row.dueOn);
        });
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        if (repeat.times) expect(all.length).toBeLessThanOrEqual(repeat.times);
      }),
    );
  });
});

describe("what follows from an activity's times", () => {
  test("its reminder lies before its start, moves with it, is sent once for each time and never after it is done", () => {
    const row = activityRow({ startAt: "2026-12-01T02:00:00.000Z", remindMinutesBefore: 30 });
    expect(row.remindAt).toBe("2026-12-01T01:30:00.000Z");
    const sent = { ...row, remindedFor: row.remindAt };
    expect(derivedTimes(sent, row, NOW, "UTC").remindAt).toBeNull();
    const moved = { ...sent, startAt: "2026-12-02T02:00:00.000Z" };
    expect(derivedTimes(moved, sent, NOW, "UTC").remindAt).toBe("2026-12-02T01:30:00.000Z");
    expect(derivedTimes({ ...moved, state: "done" }, moved, NOW, "UTC").remindAt).toBeNull();
    expect(derivedTimes({ ...moved, archived: true }, moved, NOW, "UTC").remindAt).toBeNull();
  });

  test("a day's end is its deadline, in the tenant's zone; a meeting's is its end", () => {
    expect(activityRow({ dueOn: "2026-12-01" }).deadlineAt).toBe("2026-12-01T16:00:00.000Z");
    const meeting = { startAt: "2026-12-01T02:00:00.000Z", durationMinutes: 90 };
    expect(activityRow(meeting).deadlineAt).toBe("2026-12-01T03:30:00.000Z");
  });

  test("times that contradict each other are refused by the field", () => {
    const wrong = (fields: Partial<ActivityRow>) => {
      try {
        return activityRow(fields);
      } catch (error) {
        return (error as { errors: { path: string }[] }).errors[0]?.path;
      }
    };
    expect(wrong({ endAt: NOW })).toBe("endAt");
    expect(wrong({ startAt: NOW, endAt: "2026-11-23T02:00:00.000Z" })).toBe("endAt");
    expect(wrong({ repeat: { every: "day", interval: 1 } })).toBe("repeat");
  });
});
