import { commit, replacement } from "../../shared/records/write.ts";
import { dueWork } from "../tenants/due.ts";
import { activityNoun } from "./noun.ts";
import { activity } from "./table.ts";
import { tellOwner } from "./tell.ts";

/**
 * Runs every minute and reminds the owners of what is about to begin or be due. The message's id follows from activity and
 * time, and the time is taken off the activity only after the message stands in the outbox: a run that is doubled or
 * broken off leads to one message.
 */
export const handler = dueWork("reminders", activity, async ({ row, caller }) => {
  const call = await caller();
  const { table, tenant, now } = call;
  await tellOwner({ table, tenant, now }, row);
  await commit(call, await replacement(call, activityNoun, row, { remindedFor: row.remindAt }));
});
