import { Fault, type InputError } from "../../shared/fault.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import { ownedByAccount } from "../accounts/ownership.ts";
import { REFERABLE } from "../referable.ts";
import { user } from "../users/table.ts";
import { SuccessPlan, SuccessPlanInput } from "./plan-schema.ts";
import { ALERT_DROP, BANDS, modelErrors, NEAR_DAYS } from "./rules.ts";
import { HealthModel, HealthModelInput, Playbook, PlaybookInput } from "./schema.ts";
import { healthModel, type PlanRow, playbook, successPlan } from "./table.ts";

/** What makes a customer's health, as data. */
export const healthModelNoun: Noun = noun({
  entity: healthModel,
  module: "success",
  path: "/v1/health-models",
  input: HealthModelInput,
  view: HealthModel,
  defaults: () => ({ bands: BANDS, alertDrop: ALERT_DROP, nearDays: NEAR_DAYS }),
  check: modelErrors,
  example: {
    body: {
      name: "订阅客户健康度",
      productType: "subscription",
      metrics: [
        { metric: "logins", weight: 60, measure: "days", windowDays: 28, fullAt: 20 },
        { metric: "seats", weight: 40, measure: "average", windowDays: 14, fullAt: 50, halfLifeDays: 7 },
      ],
    },
  },
  patchExample: { body: { alertDrop: 25 } },
});

/** What is done when something happens to a customer, as data. */
export const playbookNoun: Noun = noun({
  entity: playbook,
  module: "success",
  path: "/v1/playbooks",
  input: PlaybookInput,
  view: Playbook,
  example: {
    body: {
      name: "使用下降",
      trigger: "healthDropped",
      steps: [
        { subject: "电话了解原因", afterDays: 1 },
        { subject: "安排培训", body: "针对未使用的功能", afterDays: 7 },
      ],
    },
  },
  patchExample: { body: { name: "使用明显下降" } },
});

/** Refuses steps that serve a goal which the plan does not have. */
function checkGoals({ goals, steps }: Pick<PlanRow, "goals" | "steps">): void {
  const errors = steps.flatMap(({ goal }, n): InputError[] =>
    goal === undefined || goals.some(({ key }) => key === goal)
      ? []
      : [{ path: `steps.${n}.goal`, code: "unknown_reference", message: `The plan has no goal ${goal}.` }],
  );
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
}

/** What a customer wants to come to, and what is done for it. */
export const successPlanNoun: Noun = noun({
  ...ownedByAccount,
  entity: successPlan,
  module: "success",
  path: "/v1/success-plans",
  input: SuccessPlanInput,
  view: SuccessPlan,
  listed: true,
  custom: REFERABLE,
  lacks: { referable: "tasks and tickets are about its account" },
  references: { ...ownedByAccount.references, "steps.ownerId": user },
  labels: {
    noun: ["成功计划", "Success plan"],
    fields: {
      goals: ["目标", "Goals"],
      steps: ["步骤", "Steps"],
      goalsReached: ["已达成目标", "Goals reached"],
      stepsDone: ["已完成步骤", "Steps done"],
      startedAt: ["启动时间", "Begun at"],
      endedAt: ["结束时间", "Ended at"],
      reason: ["放弃原因", "Given up because"],
    },
    options: {
      active: ["进行中", "Active"],
      completed: ["已完成", "Completed"],
      abandoned: ["已放弃", "Given up"],
    },
  },
  filters: ["accountId", "ownerId", "departmentId", "status"],
  single: ["goals", "steps"],
  kept: ["status", "goalsReached", "stepsDone", "startedAt", "endedAt"],
  search: ({ name }) => [{ field: "name", text: name, kind: "name" }],
  told: { by: "ownerId", detail: ["status", "goalsReached", "stepsDone"] },
  states: {
    field: "status",
    next: { draft: ["active", "abandoned"], active: ["completed", "abandoned"] },
    changeIn: ["draft"],
    archiveIn: ["draft", "completed", "abandoned"],
    instead: { change: "add steps and say how goals stand", archive: "complete it or give it up first" },
  },
  defaults: () => ({ status: "draft" }),
  derive: (_call, row: PlanRow) => {
    checkGoals(row);
    const reached = row.goals.filter(({ state }) => state === "reached").length;
    const done = row.steps.filter(({ doneAt }) => doneAt).length;
    return { goalsReached: reached, stepsDone: done };
  },
  example: {
    body: {
      ...{ accountId: "{accountId}", name: "2027 成功计划" },
      goals: [{ key: "adoption", name: "全员使用", measure: "月活不少于 100 人", dueOn: "2027-06-30" }],
      steps: [{ key: "training", name: "管理员培训", goal: "adoption", dueOn: "2027-01-29" }],
    },
  },
  patchExample: { body: { name: "2027 上半年成功计划" } },
});
