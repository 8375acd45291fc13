import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { anew } from "../../shared/table/anew.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type ActivityRow, activity } from "../activities/table.ts";
import { successPlanNoun } from "./noun.ts";
import { successPlan } from "./table.ts";

const TRIES_MAX = 5;

/** A step is as its task now is, in whatever order its changes are told. */
export async function followTask(work: Work, { id, accountIds = [] }: ActivityRow): Promise<void> {
  for (const accountId of accountIds) {
    const sources = [sourceOf(successPlan, "account", { accountId })];
    const plans = await Array.fromAsync(work.table.each(successPlan, { sources }));
    const found = plans.find(({ status, steps }) => status === "active" && steps.some(({ taskId }) => taskId === id));
    if (!found) continue;
    const call = callerOf(work, "success");
    await anew(TRIES_MAX, async () => {
      const [row, task] = await Promise.all([work.table.get(successPlan, found.id), work.table.find(activity, id)]);
      if (row.status !== "active") return;
      const doneAt = task?.state === "done" ? (task.doneAt ?? work.now) : undefined;
      const step = row.steps.find(({ taskId }) => taskId === id);
      if (!step || step.doneAt === doneAt) return;
      const { doneAt: _, ...rest } = step;
      const next = { ...rest, ...(doneAt && { doneAt }) };
      const steps = row.steps.map((one) => (one === step ? next : one));
      await commit(call, await replacement(call, successPlanNoun, row, { steps }, { as: "follow-task" }));
    });
  }
}
