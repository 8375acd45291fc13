import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { opportunity } from "./table.ts";

type Row = RowOf<typeof opportunity>;

/** `stale`: it has stood in its stage for longer than that allows. `overdue`: the day on which it was expected is over. */
export type Alert = "stale" | "overdue";

/** Since when an opportunity has stood in its stage. */
export const sinceOf = ({ stageAt, createdAt }: Pick<Row, "stageAt" | "createdAt">): string => stageAt ?? createdAt;

const startOf = (on: string, timeZone: string): string => zonedInstant(on, "00:00", timeZone).toISOString();

/** When what came into a stage at an instant has stood there for too long: as the day begins after `maxDays` whole days. */
export const staleFrom = (stageAt: string, maxDays: number | undefined, timeZone: string): string | undefined =>
  maxDays === undefined ? undefined : startOf(addDays(civilDate(new Date(stageAt), timeZone), maxDays + 1), timeZone);

/** What is yet to be told of an open opportunity, and from when: each stay in a stage and each expected day once. */
function pending(row: Row, timeZone: string): { alert: Alert; at: string }[] {
  if (row.status !== "open" || row.archived) return [];
  const { staleAt, expectedOn } = row;
  return [
    ...(staleAt && row.staleToldFor !== sinceOf(row) ? [{ alert: "stale" as const, at: staleAt }] : []),
    ...(expectedOn && row.overdueToldFor !== expectedOn
      ? [{ alert: "overdue" as const, at: startOf(addDays(expectedOn, 1), timeZone) }]
      : []),
  ];
}

/** When the owner is next to be told of something. */
export const alertAt = (row: Row, timeZone: string): string | undefined =>
  pending(row, timeZone)
    .map(({ at }) => at)
    .sort()[0];

export const alertsDue = (row: Row, timeZone: string, now: string): Alert[] =>
  pending(row, timeZone).flatMap(({ alert, at }) => (at <= now ? [alert] : []));

/** What is noted of what was told. */
export const toldOf = (row: Row, alerts: readonly Alert[]): Partial<Row> => ({
  ...(alerts.includes("stale") && { staleToldFor: sinceOf(row) }),
  ...(alerts.includes("overdue") && { overdueToldFor: row.expectedOn }),
});
