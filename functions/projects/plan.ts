/**
 * A plan is one row. A project's tasks and milestones are read, checked and dated together, so that a change and all
 * that moves with it are one write under one version: no circle and no broken dependency can be stored, whoever
 * changes what at the same moment. Dates follow from durations, dependencies and named days (`projects/rules.ts`
 * counts in working days from the plan's first); what is begun or done keeps its dates. Who has something to do in it
 * has it as a further place, by which capacity reads the plans of one person. The row costs a write unit a kilobyte,
 * some fifteen for a plan of thirty nodes.
 */
import { isDeepStrictEqual } from "node:util";
import { Fault } from "../../shared/fault.ts";
import { checkVersion, loaded } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import { anew } from "../../shared/table/anew.ts";
import { write } from "../../shared/table/table.ts";
import { projectNoun } from "./noun.ts";
import { checkNodes, Days, type Node } from "./rules.ts";
import { endOf, planOf, replanned, workingTimeOf } from "./schedule.ts";
import { type PlanRow, type ProjectRow, plan, project } from "./table.ts";

/** Whoever names no version changes the plan as it stands; so often at most somebody may come first. */
const TRIES_MAX = 8;

/** What a change makes of a plan, of its project, and what is written with them. */
export type Planned = {
  nodes: readonly Node[];
  /** Fields of the project that change besides. */
  project?: Record<string, unknown>;
  beside?: readonly Action[];
  /** The word of the project's history. */
  as?: string;
};

export type At = { row: ProjectRow; before: PlanRow; days: Days };

/** Work is done on what is neither over nor waits for an approval. */
export function checkWorkable(row: ProjectRow): void {
  if (row.approvalId) throw new Fault("invalid_state", `The project waits for the approval ${row.approvalId}.`);
  const sealed = project.sealed?.(row);
  if (sealed) throw new Fault("invalid_state", `The project is ${sealed}: it is kept as it was.`);
}

/**
 * The writes of a changed plan: its row whole, and its project, whose last day and members go by it. The project's version
 * holds, so that nothing is planned in one that is closed at this moment.
 */
export async function planning(
  call: Caller,
  { row, before }: Pick<At, "row" | "before">,
  planned: Planned,
): Promise<{ after: PlanRow; actions: Action[] }> {
  checkNodes(planned.nodes, (key) => key);
  const after = await replanned(call, before, planned);
  const memberIds = [...new Set([...(row.memberIds ?? []), ...(after.assigneeIds ?? [])])];
  const follows = { endOn: endOf(after.nodes), ...(memberIds.length > 0 && { memberIds }), ...planned.project };
  const isSame = Object.entries(follows).every(([name, value]) =>
    isDeepStrictEqual(row[name as keyof ProjectRow], value),
  );
  const { replacement } = await import("../../shared/records/write.ts");
  const fields = { ...follows, endOn: follows.endOn ?? null };
  const ofProject = isSame
    ? [write.check(project, row)]
    : (await replacement(call, projectNoun, row, fields, planned.as ? { as: planned.as } : {})).actions;
  return { after, actions: [write.replace(plan, before, after), ...ofProject, ...(planned.beside ?? [])] };
}

/** Changes the plan of a project that the caller may change; `If-Match` is about the plan. */
export function changePlan(
  call: Caller,
  projectId: string,
  work: (at: At) => Promise<Planned> | Planned,
): Promise<PlanRow> {
  return anew(TRIES_MAX, async () => {
    const row = await loaded({ ...call, ifMatch: undefined }, project, projectId);
    checkWorkable(row);
    const before = await planOf(call, row.id);
    checkVersion(call, plan, before);
    const days = new Days(await workingTimeOf(call), before.startOn);
    const { after, actions } = await planning(call, { row, before }, await work({ row, before, days }));
    await call.table.commit(actions);
    return after;
  });
}
