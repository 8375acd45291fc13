import * as z from "zod";
import { MINUTE_MS } from "../../shared/duration.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { isOverdue } from "./rules.ts";
import type { ActivityRow } from "./table.ts";

/** What can be added up: of one person, of a team, of pages of a report. */
export type Sums = { planned: number; done: number; onTime: number; delayMinutes: number; openOverdue: number };

/**
 * How somebody keeps what is planned. `planned` counts activities whose deadline lies in the period and that were not
 * cancelled; `done`, `onTime` (of those, by their deadline) and `openOverdue` are parts of it. `delayMinutes` is the sum
 * over those done, what was early counting as none; ratios are of those done, and absent where nothing was.
 */
export const Figures = z.object({
  planned: z.int(),
  done: z.int(),
  onTime: z.int(),
  onTimeBasisPoints: z.int().optional(),
  delayMinutes: z.int(),
  delayMinutesMean: z.int().optional(),
  openOverdue: z.int(),
});

const NONE: Sums = { planned: 0, done: 0, onTime: 0, delayMinutes: 0, openOverdue: 0 };

/** Whole minutes by which it was done too late. */
const delayOf = ({ doneAt = "", deadlineAt = "" }: ActivityRow): number =>
  Math.max(0, Math.floor((Date.parse(doneAt) - Date.parse(deadlineAt)) / MINUTE_MS));

function sumsOf(row: ActivityRow, now: string): Sums {
  if (row.state === "cancelled" || !row.deadlineAt) return NONE;
  if (row.state === "open") return { ...NONE, planned: 1, openOverdue: isOverdue(row, now) ? 1 : 0 };
  const isOnTime = Date.parse(row.doneAt ?? "") <= Date.parse(row.deadlineAt);
  return { planned: 1, done: 1, onTime: isOnTime ? 1 : 0, delayMinutes: delayOf(row), openOverdue: 0 };
}

const added = (a: Sums, b: Sums): Sums => ({
  planned: a.planned + b.planned,
  done: a.done + b.done,
  onTime: a.onTime + b.onTime,
  delayMinutes: a.delayMinutes + b.delayMinutes,
  openOverdue: a.openOverdue + b.openOverdue,
});

/** The figures of some activities at an instant. Ratios are rounded half up. */
export function figuresOf(rows: readonly ActivityRow[], now: string): z.output<typeof Figures> {
  const sums = rows.map((row) => sumsOf(row, now)).reduce(added, NONE);
  if (sums.done === 0) return sums;
  return {
    ...sums,
    onTimeBasisPoints: Math.round((sums.onTime * BASIS_POINTS_WHOLE) / sums.done),
    delayMinutesMean: Math.round(sums.delayMinutes / sums.done),
  };
}
