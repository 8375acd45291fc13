import { invalidField } from "../../shared/fault.ts";
import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { stillOpen } from "../../shared/table/sealed.ts";
import { type ProjectRow, plan, planId, project } from "../projects/table.ts";
import { REFERABLE } from "../referable.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { costOf, rateOn } from "./rules.ts";
import { ProjectCost, ProjectCostInput, TimeEntryInput, TimeEntryView } from "./schema.ts";
import { costRates, projectCost, type TimeRow, timeEntry } from "./table.ts";

type Booked = { projectId: string; nodeKey?: string | null };

/** The project that something is booked on: one whose books are open, with the node that is named. */
async function bookable(call: Caller, { projectId, nodeKey }: Booked, named?: Named): Promise<ProjectRow> {
  const row = (named?.get(projectId) ?? (await call.table.get(project, projectId))) as ProjectRow;
  if (!nodeKey) return row;
  const { nodes } = await call.table.get(plan, planId(projectId));
  if (nodes.some(({ key }) => key === nodeKey)) return row;
  throw invalidField("nodeKey", `The plan of the project has no ${nodeKey}.`, "unknown_reference");
}

const booked = {
  module: "time",
  filters: ["projectId", "ownerId", "departmentId", "nodeKey"] as const,
  ranges: ["createdAt", "on"] as const,
  references: { projectId: project, ownerId: user, departmentId: department },
  alongside: ({ table }: Caller, after: Booked, before?: Booked) =>
    stillOpen(table, project, [after.projectId, before?.projectId]),
};

/** What somebody worked for a project, as everything that handles records by their declaration knows it. */
export const timeEntryNoun: Noun = noun({
  ...booked,
  entity: timeEntry,
  path: "/v1/time-entries",
  input: TimeEntryInput,
  view: TimeEntryView,
  custom: REFERABLE,
  listed: true,
  lacks: {
    search: "it has no name of its own",
    told: "a project is told of and not each hour of it",
    referable: "nothing is about an hour",
  },
  labels: {
    noun: ["工时", "Time entry"],
    fields: {
      projectId: ["项目", "Project"],
      nodeKey: ["任务", "Task"],
      on: ["日期", "On"],
      minutes: ["分钟", "Minutes"],
      note: ["备注", "Note"],
    },
  },
  history: () => true,
  title: ({ on, minutes }) => `${on} ${minutes}′`,
  prepare: async (call, input, named) => {
    await bookable(call, input, named);
    return ownership(call, input);
  },
  revise: async (call, before, patch: Partial<TimeRow>) => {
    await bookable(call, { ...before, ...patch });
    return ownership(call, before, patch);
  },
  derive: async (call, after, before) => {
    const isSame = before && (["projectId", "on", "minutes", "ownerId"] as const).every((f) => before[f] === after[f]);
    if (isSame) return {};
    const [{ currency }, { rates }] = await Promise.all([
      call.table.get(project, after.projectId),
      costRates.held(call.table),
    ]);
    const hourly = rateOn(rates, after.ownerId, after.on, currency);
    return { costMinor: hourly === undefined ? null : costOf(after.minutes, hourly) };
  },
  example: { body: { projectId: "{projectId}", nodeKey: "setup", on: "2027-01-12", minutes: 450, note: "配置审批流" } },
  patchExample: { body: { minutes: 480 } },
});

/** What was paid for a project. */
export const projectCostNoun: Noun = noun({
  ...booked,
  entity: projectCost,
  path: "/v1/project-costs",
  input: ProjectCostInput,
  view: ProjectCost,
  prepare: async (call, input, named) => {
    const { currency } = await bookable(call, input, named);
    return { currency, ...(await ownership(call, input)) };
  },
  revise: async (call, before, patch: Partial<Booked>) => {
    const { currency } = await bookable(call, { ...before, ...patch });
    return { currency, ...(await ownership(call, before, patch as object)) };
  },
  example: { body: { projectId: "{projectId}", on: "2027-01-15", kind: "差旅", amountMinor: 128_000 } },
  patchExample: { body: { note: "上海往返" } },
});
