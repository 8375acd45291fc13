import { type Fact, source } from "../../shared/facts/fact.ts";
import {
  account,
  archived,
  average,
  balance,
  count,
  createdOn,
  currency,
  day,
  days,
  daysFrom,
  department,
  different,
  id,
  oneOf,
  owner,
  share,
  text,
  where,
  yes,
} from "../reported.ts";
import { NODE_KINDS, NODE_STATES, PROJECT_STATES } from "./schema.ts";
import { type PlanRow, plan, planId, project } from "./table.ts";

const HOUR_MINUTES = 60;
const ENDS = ["endOn", "baselineEndOn"];

/** What is delivered, and whether it ends as it was agreed at its initiation. */
export const projectFact: Fact = {
  name: "projects",
  label: ["项目", "Projects"],
  permissions: ["projects.read"],
  on: "createdOn",
  of: "project",
  dimensions: {
    createdOn,
    startOn: day(["开始日期", "Starts on"]),
    endOn: day(["计划结束日期", "Ends on"]),
    closedOn: day(["结项日期", "Closed on"], "closedAt"),
    acceptedOn: day(["验收日期", "Accepted on"], "acceptedAt"),
    accountId: account,
    orderId: id(["订单", "Order"], "order"),
    ownerId: owner,
    departmentId: department,
    grade: text(["项目等级", "Grade"]),
    status: oneOf(["状态", "Status"], PROJECT_STATES),
    currency,
    archived,
  },
  measures: {
    projects: count(["项目数", "Projects"], ["所有项目", "All projects"]),
    running: count(["在建项目", "Running"], ["已立项未结项", "Initiated and not closed"], "status"),
    accepted: count(["已验收", "Accepted"], ["客户已验收", "What customers have accepted"], "acceptedAt"),
    closed: count(["已结项", "Closed"], ["已结项的项目", "Projects that are closed"], "status"),
    cancelled: count(["已取消", "Cancelled"], ["取消的项目", "Projects that were cancelled"], "status"),
    changes: count(["变更次数", "Changes"], ["已执行的变更申请", "Change requests that were applied"], "changes"),
    budgetMinor: balance(["预算金额", "Budget"], ["项目预算之和", "The money that projects may cost"], "budgetMinor"),
    budgetMinutes: count(
      ["预算分钟", "Budget in minutes"],
      ["项目预算工时（分钟）", "The time that projects may take, in minutes"],
      "budgetHours",
    ),
    planned: count(
      ["有基线", "With a baseline"],
      ["立项时定了结束日期", "What has an end that was agreed on"],
      ...ENDS,
    ),
    inTime: count(["按期", "In time"], ["结束日期不晚于基线", "What ends by the day agreed on"], ...ENDS),
    slipDays: days(
      ["延期天数", "Days late"],
      ["结束晚于基线的天数之和", "Days by which ends lie after those agreed"],
      ...ENDS,
    ),
    closedRate: share(["结项率", "Closed share"], ["已结项 ÷ 项目数", "Closed of all"], "closed", "projects"),
    inTimeRate: share(
      ["按期率", "In time share"],
      ["按期 ÷ 有基线", "In time of those with a baseline"],
      "inTime",
      "planned",
    ),
    averageSlipDays: average(
      ["平均延期天数", "Average days late"],
      ["延期天数 ÷ 有基线", "Days late of each with a baseline"],
      ...(["days", "slipDays", "planned"] as const),
    ),
  },
  sources: [
    source(project, (row) => {
      const { status, endOn, baselineEndOn } = row;
      const isPlanned = endOn !== undefined && baselineEndOn !== undefined;
      return [
        {
          ...{ projects: 1, running: where(status === "active" || status === "accepted") },
          ...{ accepted: where(row.acceptedAt !== undefined), closed: where(status === "closed") },
          ...{ cancelled: where(status === "cancelled"), changes: row.changes ?? 0, budgetMinor: row.budgetMinor ?? 0 },
          budgetMinutes: (row.budgetHours ?? 0) * HOUR_MINUTES,
          ...{ planned: where(isPlanned), inTime: where(isPlanned && endOn <= baselineEndOn) },
          slipDays: Math.max(0, daysFrom(baselineEndOn, endOn)),
        },
      ];
    }),
  ],
};

type Node = PlanRow["nodes"][number];

/** Whether a node was done by the day that its baseline says; nothing of what is not done, or was agreed on by nobody. */
function punctualOf({ state, doneAt, baseline }: Node, dayOf: (at: string) => string) {
  if (state !== "done" || doneAt === undefined || !baseline) return {};
  const isKept = dayOf(doneAt) <= baseline.endOn;
  return { agreed: 1, inTime: where(isKept), late: where(!isKept) };
}

/** The tasks and key nodes of plans, as those see them who see the project; plans tell of it too (see `besides`). */
export const projectNodeFact: Fact = {
  name: "projectNodes",
  label: ["项目节点", "Tasks and key nodes"],
  permissions: ["projects.read"],
  on: "dueOn",
  dimensions: {
    dueOn: day(["计划日期", "Due on"]),
    doneOn: day(["完成日期", "Done on"]),
    createdOn,
    projectId: id(["项目", "Project"], "project", "id"),
    accountId: account,
    ownerId: { ...owner, label: ["项目经理", "Project manager"] },
    departmentId: department,
    assigneeId: id(["执行人", "Assignee"], "user"),
    kind: oneOf(["类型", "Kind"], NODE_KINDS),
    state: oneOf(["节点状态", "State"], NODE_STATES),
    phase: text(["阶段", "Phase"]),
    role: text(["角色", "Role"]),
    isAcceptance: yes(["验收节点", "Is accepted"]),
    projectStatus: oneOf(["项目状态", "Status of the project"], PROJECT_STATES, "status"),
  },
  measures: {
    nodes: count(["节点数", "Nodes"], ["计划中的任务与节点", "Tasks and key nodes of plans"]),
    open: count(["未完成", "Open"], ["未开始或进行中", "What is to be done, or being done"]),
    done: count(["已完成", "Done"], ["已完成的节点", "What is done"]),
    agreed: count(["有基线的完成", "Done of agreed"], ["已完成且有基线", "What is done and had a day agreed on"]),
    inTime: count(["按时完成", "In time"], ["不晚于基线完成", "What was done by the day agreed on"]),
    late: count(["逾期完成", "Late"], ["晚于基线完成", "What was done after the day agreed on"]),
    acceptances: count(["验收步骤", "Acceptance steps"], ["需客户验收的节点", "Key nodes that customers accept"]),
    accepted: count(["已验收步骤", "Accepted steps"], ["客户已验收的节点", "Key nodes that customers have accepted"]),
    lacking: count(["缺文档", "Lacking documents"], ["未完成且缺少文档", "What is open and lacks documents"]),
    punctuality: share(
      ["准时率", "Punctuality"],
      ["按时完成 ÷ 有基线的完成", "In time of done of agreed"],
      "inTime",
      "agreed",
    ),
    acceptedRate: share(
      ["验收率", "Accepted share"],
      ["已验收步骤 ÷ 验收步骤", "Accepted of all acceptance steps"],
      ...(["accepted", "acceptances"] as const),
    ),
    projects: different(["项目数", "Projects"], ["不同项目", "Different projects"], "projectId"),
  },
  sources: [
    source(project, async (row, { table, day: dayOf }) => {
      if (row.archived || row.status === "cancelled") return [];
      const nodes = (await table.find(plan, planId(row.id)))?.nodes ?? [];
      return nodes.map((node) => {
        const { kind, state, phase, role, assigneeId } = node;
        const isOpen = state === "open" || state === "doing";
        const isAcceptance = node.acceptance === true;
        const attached = new Set((node.attached ?? []).map(({ name }) => name));
        return {
          ...{ dueOn: node.endOn, doneOn: dayOf(node.doneAt), projectId: row.id, projectStatus: row.status },
          ...{ kind, state, phase, role, assigneeId, isAcceptance, nodes: 1 },
          ...{ open: where(isOpen), done: where(state === "done"), ...punctualOf(node, dayOf) },
          acceptances: where(isAcceptance && state !== "dropped"),
          accepted: where(isAcceptance && state !== "dropped" && node.acceptedAt !== undefined),
          lacking: where(isOpen && (node.documents ?? []).some((name) => !attached.has(name))),
        };
      });
    }),
  ],
};
