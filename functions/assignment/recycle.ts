import { projected } from "../../shared/auth/access.ts";
import { civilDate } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { errorFields, log } from "../../shared/log.ts";
import { post } from "../../shared/notify/outbox.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { commit, replacement } from "../../shared/records/write.ts";
import { isStale } from "../../shared/table/anew.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { everyTenant, type Turn } from "../tenants/every.ts";
import { accessOf } from "../users/access.ts";
import { user } from "../users/table.ts";
import { backInPool } from "./claim.ts";
import { heldBy, lastSeenAt, type Pool, type PooledLead, recycling } from "./rules.ts";
import { poolOf } from "./settings.ts";
import { reminderMessage } from "./text.ts";

/** Leads of one tenant that are seen to together. */
const LEADS_AT_ONCE = 8;
/** Leads of one tenant that one run sees to; the next run goes on. */
const LEADS_MAX = 2_000;
const DAY_MS = 86_400_000;

/**
 * Reminds owners whose leads are about to go back to their pools, and takes those back that nobody has followed up. Of
 * two runs at once, or one made again after a crash, each lead is changed by one: it is replaced under the version that was
 * looked at, with its counters. A reminder's message is named by the lead and the date it tells of, so it leaves once.
 */
export const recycler = (of: Noun) => everyTenant("recycling", (turn) => sweep(turn, of));

async function sweep({ table, now, caller }: Turn, of: Noun): Promise<void> {
  const { rows } = await table.list(of.entity, {
    sources: [sourceOf(of.entity, "work")],
    range: { to: `${timeKey(now.toISOString())}~` },
    limit: LEADS_MAX,
    examine: LEADS_MAX,
  });
  if (rows.length === 0) return;
  const call = await caller();
  await together(rows as PooledLead[], LEADS_AT_ONCE, (lead) =>
    // One lead's trouble must not keep the others where they are; it stays due.
    seeTo(call, of, lead).catch((error) => {
      if (isStale(error)) return;
      log.error("lead not recycled", { tenantId: table.tenantId, leadId: lead.id, ...errorFields(error) });
    }),
  );
}

/** What is due for one lead, by its pool as it is now: its days may have been changed since they were counted. */
async function seeTo(call: Caller, of: Noun, lead: PooledLead): Promise<void> {
  const pool = await poolOf(call.table, lead.poolId);
  const { recycleAt, poolDueAt } = recycling(lead, pool);
  const write = async (fields: Record<string, unknown>): Promise<void> => {
    await commit(call, await replacement(call, of, lead, fields));
  };
  if (!pool || !recycleAt || !poolDueAt || poolDueAt > call.now) return write({});
  if (recycleAt <= call.now) {
    const why = [`no follow-up since ${lastSeenAt(lead)}, ${pool.recycleAfterDays} days are allowed`];
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
