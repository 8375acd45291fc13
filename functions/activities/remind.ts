import { clock } from "../../shared/config.ts";
import { Fault } from "../../shared/fault.ts";
import { errorFields, log } from "../../shared/log.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { everyTenant } from "../tenants/every.ts";
import { systemCaller } from "../users/system.ts";
import { activityNoun } from "./noun.ts";
import { activity } from "./table.ts";
import { tellOwner } from "./tell.ts";

const stamp = { actor: "system:reminders", from: "", requestId: "" };

/** Reminders of one tenant that one run sends; the next run goes on. */
const REMINDERS_MAX = 500;

/**
 * Runs every minute and reminds the owners of what is about to begin or be due. The message's id follows from activity and
 * time, and the time is taken off the activity only after the message stands in the outbox: a run that is doubled or
 * broken off leads to one message.
 */
export async function handler(): Promise<void> {
  const now = clock.now().toISOString();
  await everyTenant("reminders", (id) => remindAll(id, now));
}

async function remindAll(tenantId: string, now: string): Promise<void> {
  const table = await tenantTable(tenantId, stamp);
  const due = await table.list(activity, {
    sources: [sourceOf(activity, "work")],
    range: { to: `${timeKey(now)}~` },
    limit: REMINDERS_MAX,
  });
  for (const { id } of due.rows) {
    // One that cannot be told must not keep the others waiting.
    await remind(table, id, now).catch((error) =>
      log.error("activity not reminded of", { activityId: id, ...errorFields(error) }),
    );
  }
}

/** The index may lag, so the row itself says whether it is still to be reminded of. */
async function remind(table: Table, id: string, now: string): Promise<void> {
  const row = await table.find(activity, id);
  if (!row?.remindAt || Date.parse(row.remindAt) > Date.parse(now)) return;
  const call = await systemCaller(table, "reminders", new Date(now));
  const { tenant } = call;
  await tellOwner({ table, tenant, now }, row);
  try {
    await commit(call, await replacement(call, activityNoun, row, { remindedFor: row.remindAt }));
  } catch (error) {
    // Another run, or a change of the activity, was first.
    if (!(error instanceof Fault) || error.code !== "stale") throw error;
  }
}
