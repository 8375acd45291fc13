import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { figuresOf } from "../../functions/activities/figures.ts";
import type { ActivityRow } from "../../functions/activities/table.ts";
import { activityRow, anyInstant } from "../support/activities.ts";

const anyActivity: fc.Arbitrary<ActivityRow> = fc
  .record({
    state: fc.constantFrom("open" as const, "done" as const, "cancelled" as const),
    dueAt: anyInstant,
    doneAt: anyInstant,
  })
  .map(({ state, dueAt, doneAt }) => activityRow({ state, dueAt, ...(state === "done" && { doneAt }) }));

test("figures are those of counting one by one, and those of parts add up", () => {
  fc.assert(
    fc.property(fc.array(anyActivity), anyInstant, fc.nat(), (rows, now, cut) => {
      const figures = figuresOf(rows, now);
      const done = rows.filter((r) => r.state === "done");
      const late = done.filter((r) => (r.doneAt ?? "") > (r.dueAt ?? ""));
      expect(figures.planned).toBe(rows.filter((r) => r.state !== "cancelled").length);
      expect(figures.done).toBe(done.length);
      expect(figures.onTime).toBe(done.length - late.length);
      expect(figures.openOverdue).toBe(rows.filter((r) => r.state === "open" && (r.dueAt ?? "") < now).length);
      const minutes = late.reduce(
        (sum, r) => sum + (Date.parse(r.doneAt ?? "") - Date.parse(r.dueAt ?? "")) / 60_000,
        0,
      );
      expect(figures.delayMinutes).toBe(minutes);
      expect(figures.delayMinutesMean).toBe(done.length > 0 ? Math.round(minutes / done.length) : undefined);
      const [a, b] = [figuresOf(rows.slice(0, cut), now), figuresOf(rows.slice(cut), now)];
      for (const key of ["planned", "done", "onTime", "delayMinutes", "openOverdue"] as const) {
        expect(a[key] + b[key]).toBe(figures[key]);
      }
    }),
  );
});

test("nobody who has done nothing has a share of it", () => {
  expect(figuresOf([], "2026-11-24T00:00:00.000Z")).not.toHaveProperty("onTimeBasisPoints");
});
