import { commit, replacement } from "../../shared/records/write.ts";
import { dueWork } from "../tenants/due.ts";
import { alertsDue, toldOf } from "./late.ts";
import { opportunityNoun } from "./noun.ts";
import { opportunity } from "./table.ts";
import { tellOwner } from "./tell.ts";

/**
 * Runs every few minutes and tells owners of what has stood in its stage for too long, or should have been decided. What was
 * told is noted after the message stands in the outbox, whose id follows from what is told: so it is told once.
 */
export const handler = dueWork("dealAlerts", opportunity, async ({ row, caller }) => {
  const call = await caller();
  const due = alertsDue(row, call.tenant.timeZone, call.now);
  for (const alert of due) await tellOwner(call, row, alert);
  await commit(call, await replacement(call, opportunityNoun, row, toldOf(row, due)));
});
