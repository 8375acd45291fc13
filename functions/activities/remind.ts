import type { Caller } from "../../shared/http/route.ts";
import { errorFields, log } from "../../shared/log.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { activityNoun } from "./noun.ts";
import { activity } from "./table.ts";
import { tellOwner } from "./tell.ts";

/** Reminders of one tenant that one run sends; the next run goes on. */
const REMINDERS_MAX = 500;

/**
 * Runs every minute and reminds the owners of what is about to begin or be due. The message's id follows from activity and
 * time, and the time is taken off the activity only after the message stands in the outbox: a run that is doubled or
 * broken off leads to one message.
 */
export const handler = everyTenant("reminders", remindAll);

async function remindAll({ table, now, caller }: Turn): Promise<void> {
  const due = await table.list(activity, {
    sources: [sourceOf(activity, "work")],
    range: { to: `${timeKey(now.toISOString())}~` },
    limit: REMINDERS_MAX,
  });
  if (due.rows.length === 0) return;
  const call = await caller();
  for (const { id } of due.rows) {
    // One that cannot be told must not keep the others waiting.
    await remind(call, id).catch((error) =>
      log.error("activity not reminded of", { activityId: id, ...errorFields(error) }),
    );
  }
}

/** The index may lag, so the row itself says whether it is still to be reminded of. */
async function remind(call: Caller, id: string): Promise<void> {
  const { table, tenant, now } = call;
  const row = await table.find(activity, id);
  if (!row?.remindAt || Date.parse(row.remindAt) > Date.parse(now)) return;
  await tellOwner({ table, tenant, now }, row);
  try {
    await commit(call, await replacement(call, activityNoun, row, { remindedFor: row.remindAt }));
  } catch (error) {
    // Another run, or a change of the activity, was first.
    if (!isStale(error)) throw error;
  }
}
