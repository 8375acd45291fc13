import { fresh } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { WorkingTime } from "../../shared/working-time.ts";
import { workingCalendar } from "../tenants/table.ts";
import { criticalPath, Days, type Draft, type Node, scheduled, slackOf } from "./rules.ts";
import { type PlanRow, type ProjectRow, plan, planId } from "./table.ts";

type Reading = Pick<Caller, "table" | "tenant">;

export async function workingTimeOf({ table, tenant }: Reading): Promise<WorkingTime> {
  return new WorkingTime(await workingCalendar.held(table), tenant.timeZone);
}

/** The plan of a project that the caller sees. */
export const planOf = (call: Pick<Caller, "table">, projectId: string): Promise<PlanRow> =>
  call.table.get(plan, planId(projectId));

/** A plan that nobody has worked on, from the nodes of templates. */
export async function firstPlan(
  call: Caller,
  { id: projectId, startOn }: Pick<ProjectRow, "id" | "startOn">,
  drafts: readonly Draft[],
): Promise<PlanRow> {
  const days = new Days(await workingTimeOf(call), startOn);
  const open = drafts.map((one): Node => ({ ...one, state: "open", startOn, endOn: startOn }));
  return { ...fresh(call, plan, planId(projectId)), projectId, startOn, nodes: scheduled(open, days) };
}

/** The last day of what is to be done. */
export const endOf = (nodes: readonly Node[]): string | undefined =>
  nodes
    .filter(({ state }) => state !== "dropped")
    .map(({ endOn }) => endOn)
    .sort()
    .at(-1);

const assigneesOf = (nodes: readonly Node[]): string[] => {
  const open = nodes.filter(({ state }) => state === "open" || state === "doing");
  return [...new Set(open.flatMap(({ assigneeId }) => assigneeId ?? []))].sort();
};

/** A plan with other nodes, or from another day on: all dates as they now follow. */
export async function replanned(
  call: Caller,
  before: PlanRow,
  { nodes = before.nodes, startOn = before.startOn }: { nodes?: readonly Node[]; startOn?: string },
): Promise<PlanRow> {
  const dated = scheduled(nodes, new Days(await workingTimeOf(call), startOn));
  const assigneeIds = assigneesOf(dated);
  const who = assigneeIds.length > 0 ? assigneeIds : undefined;
  return nextVersion(before, call.now, { nodes: dated, startOn, assigneeIds: who });
}

type Shown = Node & { slackDays: number; isCritical: boolean; delayDays?: number };

/** A plan with what its dates lead to. */
export async function shownPlan(call: Reading, row: PlanRow) {
  const working = await workingTimeOf(call);
  const days = new Days(working, row.startOn);
  const { keys, lengthDays } = criticalPath(row.nodes, days);
  const slack = slackOf(row.nodes, days);
  const late = (from: string, to: string): number =>
    from <= to ? Math.max(0, working.workdaysBetween(from, to) - 1) : -late(to, from);
  const nodes = row.nodes.map(
    (one): Shown => ({
      ...one,
      slackDays: slack.get(one.key) ?? 0,
      isCritical: keys.includes(one.key),
      ...(one.baseline && { delayDays: late(one.baseline.endOn, one.endOn) }),
    }),
  );
  const { projectId, version, startOn } = row;
  return { projectId, version, startOn, endOn: endOf(row.nodes) ?? startOn, criticalPath: keys, lengthDays, nodes };
}
