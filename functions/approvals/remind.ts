import { changed } from "../../shared/http/record.ts";
import { dueWork } from "../tenants/due.ts";
import { escalateAt } from "./ask.ts";
import { type ApprovalRow, approval } from "./table.ts";
import { tellDeciders } from "./tell.ts";
import { turnOf } from "./who.ts";

/**
 * Runs every few minutes. Whoever lets an approval wait for a day is reminded, or whoever has taken their place is asked;
 * after three days administrators may decide. A message's id follows from the approval, the step and what is told, and it
 * stands in the outbox before the approval says so: a run that is doubled or broken off leads to one message.
 */
export const handler = dueWork("approvalReminders", approval, async ({ row, caller }) => {
  const call = await caller();
  const { table, tenant, now } = call;
  const step = row.steps[row.step];
  if (!step) return;
  const turn = await turnOf(call, step, row);
  const isReminded = step.remindedAt !== undefined;
  const noted = isReminded ? { escalatedAt: now } : { remindedAt: now, turn };
  const steps = row.steps.map((one, n) => (n === row.step ? { ...one, ...noted } : one));
  const dueAt = isReminded ? undefined : escalateAt(step.begunAt ?? row.createdAt);
  const after: ApprovalRow = changed(call, row, { steps, dueAt });
  // One whose turn is another's now is asked for by the change itself.
  if (isReminded || turn === step.turn) {
    await tellDeciders({ table, tenant, now }, after, isReminded ? "escalated" : "reminded");
  }
  await table.replace(approval, row, after);
});
