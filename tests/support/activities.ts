import * as fc from "fast-check";
import { derivedTimes } from "../../functions/activities/rules.ts";
import type { Repeat } from "../../functions/activities/schema.ts";
import type { ActivityRow } from "../../functions/activities/table.ts";

const NOW = "2026-11-24T02:00:00.000Z";

/** An activity as it is stored, with what follows from its fields. */
export function activityRow(fields: Partial<ActivityRow>, timeZone = "Asia/Shanghai", now = NOW): ActivityRow {
  const base = { id: "act_0000000001", version: 1, createdAt: NOW, updatedAt: NOW };
  const row = { ...base, kind: "task", subject: "回访", state: "open", ...fields } as ActivityRow;
  const all = { ...row, ...derivedTimes(row, undefined, now, timeZone) };
  const kept = Object.entries(all).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as unknown as ActivityRow;
}

export const ZONES = ["Asia/Shanghai", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"] as const;

const day = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

/** Any instant of a minute within some years. */
export const anyInstant = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true })
  .map((at) => `${at.toISOString().slice(0, 16)}:00.000Z`);

export const anyRepeat: fc.Arbitrary<Repeat> = fc
  .record({
    every: fc.constantFrom("day", "week", "month", "year"),
    interval: fc.integer({ min: 1, max: 4 }),
    until: fc.option(day, { nil: undefined }),
    times: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ weekdays, ...repeat }) => ({ ...repeat, ...(repeat.every === "week" && { weekdays }) }) as Repeat);

/** When an activity is: a day, a start with a duration or without, or an instant by which it is due. */
export const anyTimes: fc.Arbitrary<Partial<ActivityRow>> = fc.oneof(
  day.map((dueOn) => ({ dueOn })),
  anyInstant.map((dueAt) => ({ dueAt })),
  fc.record({ startAt: anyInstant, durationMinutes: fc.integer({ min: 1, max: 600 }) }),
  anyInstant.map((startAt) => ({ startAt })),
);
