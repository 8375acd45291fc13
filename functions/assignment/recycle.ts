import { projected } from "../../shared/auth/access.ts";
import { civilDate } from "../../shared/clock.ts";
import { DAY_MS } from "../../shared/duration.ts";
import type { Caller } from "../../shared/http/route.ts";
import { post } from "../../shared/notify/outbox.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { dueWork } from "../tenants/due.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { backInPool } from "./claim.ts";
import { because } from "./reasons.ts";
import { heldBy, lastSeenAt, type Pool, type PooledLead, recycling } from "./rules.ts";
import { poolOf } from "./settings.ts";
import { reminderMessage } from "./text.ts";

/**
 * Reminds owners whose leads are about to go back to their pools, and takes those back that nobody has followed up. Of
 * two runs at once, or one made again after a crash, each lead is changed by one: it is replaced under the version that was
 * looked at, with its counters. A reminder's message is named by the lead and the date it tells of, so it leaves once.
 */
export const recycler = (of: Noun) =>
  dueWork("recycling", of.entity, async ({ row, caller }) => seeTo(await caller(), of, row as PooledLead));

/** What is due for one lead, by its pool as it is now: its days may have been changed since they were counted. */
async function seeTo(call: Caller, of: Noun, lead: PooledLead): Promise<void> {
  const pool = await poolOf(call.table, lead.poolId);
  const { recycleAt, poolDueAt } = recycling(lead, pool);
  const write = async (fields: Record<string, unknown>): Promise<void> => {
    await commit(call, await replacement(call, of, lead, fields));
  };
  if (!pool || !recycleAt || !poolDueAt || poolDueAt > call.now) return write({});
  if (recycleAt <= call.now) {
    const why = [because("notFollowed", { since: lastSeenAt(lead), days: pool.recycleAfterDays })];
    return write({ ...backInPool(pool), assignment: { poolId: pool.id, how: "recycled", why, at: call.now } });
  }
  await remind(call, lead, pool, recycleAt);
  return write({ remindedAt: call.now });
}

async function remind(call: Caller, lead: PooledLead, pool: Pool, recycleAt: string): Promise<void> {
  const { table, tenant, now } = call;
  const owner = await table.find(user, heldBy(lead)?.userId ?? "");
  if (!owner?.email || owner.archived) return;
  const locale = owner.locale ?? tenant.locale;
  const quietDays = Math.floor((Date.parse(now) - Date.parse(lastSeenAt(lead) ?? now)) / DAY_MS);
  const on = civilDate(new Date(recycleAt), tenant.timeZone);
  const shown = projected(accessOf(owner, tenant), "lead", lead);
  const facts = reminderMessage(locale, {
    name: String(shown.name ?? lead.id),
    company: shown.company as string | undefined,
    pool: pool.name,
    on,
    quietDays,
  });
  const to = { channel: "email" as const, recipientId: owner.id, recipientName: owner.name, to: owner.email, locale };
  const event = `leadReminder:${lead.id}:${recycleAt}`;
  await post(table, [{ ...to, event, template: "leadReminder", relatedId: lead.id, facts }], now);
}
