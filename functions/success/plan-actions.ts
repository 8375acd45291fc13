import { Fault, invalidField } from "../../shared/fault.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Call } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import { activity } from "../activities/table.ts";
import { systemCaller } from "../users/system.ts";
import { AbandonInput, GoalInput, PLAN_STEPS_MAX, StepInput } from "./plan-schema.ts";
import { type PlanRow, successPlan } from "./table.ts";

type Step = PlanRow["steps"][number];

/** The task of a step, with the step that knows it. Its id follows from plan and step, so that it is made once. */
async function withTask(call: Call<unknown>, row: PlanRow, step: Step): Promise<{ step: Step; actions: Action[] }> {
  // Whoever looks after the plan gives out its tasks, be the account within their scope or not.
  const [{ creation }, { activityNoun }, system] = await Promise.all([
    import("../../shared/records/write.ts"),
    import("../activities/noun.ts"),
    systemCaller(call.table, "success", new Date(call.now)),
  ]);
  const ownerId = step.ownerId ?? row.ownerId;
  const goal = row.goals.find(({ key }) => key === step.goal);
  const said = {
    ...{ kind: "task", subject: step.name, dueOn: step.dueOn, relatedTo: [{ noun: "account", id: row.accountId }] },
    body: [row.name, goal?.name].filter(Boolean).join(" · "),
    ...(ownerId && { ownerId }),
  };
  const { after, actions } = await creation(
    system,
    activityNoun,
    said,
    hashedId(activity.prefix, `${call.tenant.id} ${row.id} ${step.key}`),
  );
  return { step: { ...step, taskId: after.id }, actions: [...actions] };
}

const start = action(successPlan, {
  name: "start",
  label: { "zh-CN": "启动", en: "Begin" },
  summary: "Begins a success plan: each of its steps becomes a task of whoever does it.",
  to: "active",
  run: async (call, row): Promise<Moved> => {
    const made = await Promise.all(row.steps.map((step) => withTask(call, row, step)));
    return {
      fields: { startedAt: call.now, steps: made.map(({ step }) => step) },
      beside: made.flatMap(({ actions }) => actions),
    };
  },
});

const addStep = action(successPlan, {
  name: "add-step",
  label: { "zh-CN": "增加步骤", en: "Add a step" },
  summary: "Adds a step to a success plan that has begun, with its task.",
  from: ["active"],
  body: StepInput,
  example: { body: { key: "review", name: "季度回顾", dueOn: "2027-03-31" }, after: ["start"] },
  run: async (call, row): Promise<Moved> => {
    if (row.steps.length >= PLAN_STEPS_MAX) throw invalidField("key", `A plan has at most ${PLAN_STEPS_MAX} steps.`);
    if (row.steps.some(({ key }) => key === call.body.key))
      throw invalidField("key", "The plan has it already.", "duplicate");
    const { step, actions } = await withTask(call, row, call.body);
    return { fields: { steps: [...row.steps, step] }, beside: actions };
  },
});

const setGoal = action(successPlan, {
  name: "set-goal",
  label: { "zh-CN": "更新目标", en: "Say how a goal stands" },
  summary: "Says that a goal of a success plan is reached, missed, or open again.",
  from: ["active"],
  body: GoalInput,
  example: { body: { goal: "adoption", note: "月活 120 人" }, after: ["start"] },
  run: (call, row): Moved => {
    const { goal, state, note } = call.body;
    if (!row.goals.some(({ key }) => key === goal)) {
      throw invalidField("goal", `The plan has no goal ${goal}.`, "unknown_reference");
    }
    const goals = row.goals.map((one) => (one.key === goal ? { ...one, state, ...(note && { note }) } : one));
    return { fields: { goals } };
  },
});

const complete = action(successPlan, {
  name: "complete",
  label: { "zh-CN": "完成", en: "Complete" },
  summary: "Completes a success plan of which every goal is reached or missed.",
  to: "completed",
  example: { after: ["start", "set-goal"] },
  run: ({ now }, { goals }): Moved => {
    const open = goals.filter(({ state = "open" }) => state === "open");
    const errors = open.map(({ key, name }) => ({ path: `goals.${key}`, code: "open", message: `${name} is open.` }));
    if (open.length > 0) throw new Fault("conflict", errors.map(({ message }) => message).join(" "), { errors });
    return { fields: { endedAt: now } };
  },
});

const abandon = action(successPlan, {
  name: "abandon",
  label: { "zh-CN": "放弃", en: "Give up" },
  summary: "Gives a success plan up, and says why; its tasks stay with their owners.",
  to: "abandoned",
  body: AbandonInput,
  example: { body: { reason: "客户调整了目标" } },
  run: ({ now, body }): Moved => ({ fields: { endedAt: now, reason: body.reason } }),
});

export const successPlanActions = [start, addStep, setGoal, complete, abandon];
