import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { later, MINUTE_MS } from "../../shared/duration.ts";
import { callerOf } from "../../shared/events/caller.ts";
import type { Work } from "../../shared/events/event.ts";
import { RULES_KEPT_MS } from "../../shared/records/inforce.ts";
import { nextVersion, type RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { together } from "../../shared/together.ts";
import { follow } from "./follow.ts";
import { account, TIER_SWEEP_ID, tierSweep } from "./table.ts";
import { tierOf, tierRulesInForce } from "./tiers.ts";

type Sweep = RowOf<typeof tierSweep>;

/** Accounts of one step; between two steps the consumer sees to other work. */
const ACCOUNTS_A_STEP = 200;
const ACCOUNTS_AT_ONCE = 8;

/** A step that has not come in this time was lost (its change lies parked); the sweep is given a push. */
const LOST_AFTER_MS = 15 * MINUTE_MS;

/** Begins to give all accounts their tiers anew, from the first one on, whatever was under way. */
export async function startSweep(work: Work, ruleChangedAt?: string): Promise<void> {
  const row = await work.table.find(tierSweep, TIER_SWEEP_ID);
  const begin = { state: "running" as const, startedAt: work.now, after: undefined, looked: 0, changed: 0 };
  const dueAt = later(work.now, LOST_AFTER_MS);
  const fields = { ...begin, dueAt, ...(ruleChangedAt && { ruleChangedAt }) };
  const base = { id: TIER_SWEEP_ID, version: 1, createdAt: work.now, updatedAt: work.now };
  if (!row) await work.table.createOnce(tierSweep, { ...base, ...fields });
  else await work.table.replace(tierSweep, row, nextVersion(row, work.now, fields));
}

/** Looks at the next accounts and notes how far it came; a sweep that was begun anew meanwhile goes on by itself. */
export async function sweepStep(work: Work, told: Sweep): Promise<void> {
  const row = await work.table.find(tierSweep, TIER_SWEEP_ID);
  if (row?.state !== "running" || row.version !== told.version) return;
  const call = callerOf(work, "tiers");
  tierRulesInForce.forget(work.tenant.id);
  const sources = [sourceOf(account, "all")];
  const page = await work.table.list(account, { sources, limit: ACCOUNTS_A_STEP, after: row.after });
  let changed = 0;
  await together(page.rows, ACCOUNTS_AT_ONCE, async (next) => {
    if (Object.keys(await tierOf(call, next)).length === 0) return;
    if (await follow(call, next.id, () => undefined)) changed += 1;
  });
  const state = page.next === undefined ? ("done" as const) : ("running" as const);
  const totals = { looked: row.looked + page.rows.length, changed: row.changed + changed };
  const next = nextVersion(row, work.now, { state, after: page.next, ...totals });
  await work.table.replace(tierSweep, row, { ...next, dueAt: nextSweepAt(next, work.tenant.timeZone) });
}

/**
 * When the tenant's accounts are looked at again: every day, since days pass out of "the last 365", and once more after a
 * rule was changed, since other processes may have written by the rules of before for RULES_KEPT_MS. One that is under way is
 * given a push where nothing is heard of it.
 */
export function nextSweepAt(row: Omit<Sweep, "dueAt">, timeZone: string): string {
  if (row.state === "running") return later(row.updatedAt, LOST_AFTER_MS);
  const on = civilDate(new Date(row.startedAt), timeZone);
  const tomorrow = zonedInstant(addDays(on, 1), "00:00", timeZone).toISOString();
  const isUnsure = row.ruleChangedAt !== undefined && row.startedAt < later(row.ruleChangedAt, RULES_KEPT_MS);
  const sure = isUnsure && row.ruleChangedAt ? [later(row.ruleChangedAt, RULES_KEPT_MS + 1)] : [];
  return [tomorrow, ...sure].sort()[0] as string;
}
