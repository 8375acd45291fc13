import { addDays } from "../../shared/clock.ts";
import type { Table } from "../../shared/table/table.ts";
import type { WorkingTime } from "../../shared/working-time.ts";
import { availability } from "../assignment/table.ts";
import { assigneePartition, type PlanRow, plan, project } from "../projects/table.ts";
import { capacityOf, minutesByWeek } from "./rules.ts";
import { capacity } from "./table.ts";

export type Week = { fromOn: string; capacityMinutes: number; plannedMinutes: number; projects: Share[] };
type Share = { projectId: string; minutes: number };

/**
 * The weeks of somebody from a Monday on: what they have, what they are planned for, and by which projects. `known` is a
 * plan that was read already and that an index may not tell of yet.
 */
export async function weeksOf(
  table: Table,
  userId: string,
  { first, weeks, working, known }: { first: string; weeks: number; working: WorkingTime; known?: PlanRow },
): Promise<{ weeks: Week[]; plans: PlanRow[] }> {
  const sources = [{ index: "owner" as const, partitions: [assigneePartition(userId)], entries: true }];
  const [own, absent, found] = await Promise.all([
    table.find(capacity.entity, capacity.rowId(userId)),
    table.find(availability.entity, availability.rowId(userId)),
    Array.fromAsync(table.each(plan, { sources })),
  ]);
  const all = known ? [...found.filter(({ id }) => id !== known.id), known] : found;
  const of = await table.getMany(
    project,
    all.map(({ projectId }) => projectId),
  );
  // What is left open in a project that is over is nobody's to do.
  const plans = all.filter(({ projectId }) => {
    const row = of.get(projectId);
    return row && !project.sealed?.(row);
  });
  const { minutesPerDay } = capacity.saidBy(own);
  const { leave = [] } = availability.saidBy(absent);
  const loads = plans.map(({ projectId, nodes }) => {
    const mine = nodes.filter((one) => one.assigneeId === userId && (one.state === "open" || one.state === "doing"));
    return { projectId, weeks: mine.map((one) => minutesByWeek(one, working, minutesPerDay)) };
  });
  const shown = Array.from({ length: weeks }, (_, n): Week => {
    const fromOn = addDays(first, 7 * n);
    const projects = loads.flatMap(({ projectId, weeks: of }) => {
      const minutes = of.reduce((sum, week) => sum + (week.get(fromOn) ?? 0), 0);
      return minutes > 0 ? [{ projectId, minutes }] : [];
    });
    const plannedMinutes = projects.reduce((sum, { minutes }) => sum + minutes, 0);
    return { fromOn, capacityMinutes: capacityOf(fromOn, working, minutesPerDay, leave), plannedMinutes, projects };
  });
  return { weeks: shown, plans };
}
