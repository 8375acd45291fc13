import { Fault, notFound } from "../../shared/fault.ts";
import { cursorsOf } from "../../shared/http/cursor.ts";
import { checkVersion, load } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { Moved } from "../../shared/records/transition.ts";
import { because } from "./reasons.ts";
import { coolsDownUntil, freePartition, isFree, type Pool, type PooledLead } from "./rules.ts";
import { poolOf } from "./settings.ts";
import { leadPool } from "./table.ts";

const isMember = (pool: Pool | undefined, userId: string): boolean =>
  pool?.members.some((m) => m.userId === userId) === true;

/** Members of a pool may look at its free leads and claim them, and so may those who write pools: they decide who is one. */
export const mayClaim = (call: Caller, pool: Pool | undefined): boolean =>
  isMember(pool, call.actor.principalId) || call.access.can("assignment.write");

/** A page of the free leads of a pool, oldest first. */
export async function freeLeadsOf(call: Call<unknown, { cursor?: string | undefined; limit: number }>, of: Noun) {
  const pool = await load(call, leadPool);
  if (!mayClaim(call, pool)) throw new Fault("forbidden", "Only members of a pool see its free leads.");
  const bound = `free-leads ${pool.id}`;
  const { cursor, limit } = call.query;
  const cursors = cursorsOf(call.tenant.sealingKey, bound, "This cursor is none of here.");
  const after = cursors.opened(cursor);
  const sources = [{ index: "parent" as const, partitions: [freePartition(pool.id)], entries: true }];
  const page = await call.table.list(of.entity, { sources, limit, after, keep: (row) => isFree(row as PooledLead) });
  const nextCursor = cursors.sealed(page.next);
  return { items: page.rows, nextCursor };
}

/** The lead as somebody who might claim it may see it. */
export async function claimable(call: Caller, of: Noun, id: string): Promise<PooledLead> {
  const lead = (await call.table.get(of.entity, id)) as PooledLead;
  const pool = await poolOf(call.table, lead.poolId);
  const seen = call.access.sees(of.entity, lead);
  if (!seen && !isMember(pool, call.actor.principalId)) throw notFound(of.entity.noun, id);
  checkVersion(call, of.entity, lead);
  if (!mayClaim(call, pool)) throw new Fault("forbidden", "Only members of its pool may claim a lead.");
  return lead;
}

/** Why a lead cannot be claimed just now, whoever else wants it. */
function checkClaim(call: Caller, lead: PooledLead, pool: Pool | undefined): void {
  if (!pool) throw new Fault("invalid_state", "The lead is in no pool, so there is nobody who may claim it.");
  if (lead.ownerId) throw new Fault("conflict", "The lead has been claimed by somebody else.");
  const until = coolsDownUntil(lead, call.actor.principalId, pool, call.now);
  if (!until) return;
  const seconds = Math.ceil((Date.parse(until) - Date.parse(call.now)) / 1000);
  const detail = `You had this lead before; its pool lets you claim it again from ${until} on.`;
  throw new Fault("conflict", detail, { headers: { "retry-after": String(seconds) } });
}

/** Makes the caller the owner of a free lead of a pool of theirs, if its limits allow. Of several who try, one succeeds. */
export async function claimed(call: Caller, lead: PooledLead): Promise<Moved> {
  checkClaim(call, lead, await poolOf(call.table, lead.poolId));
  const { principalId, departmentId } = call.actor;
  const why = [because("claimed")];
  const assignment = { poolId: lead.poolId, userId: principalId, how: "claim", why, at: call.now };
  return { fields: { ownerId: principalId, ...(departmentId && { departmentId }), assignment } };
}

/** Gives a lead back to its pool. */
export async function released(call: Caller, lead: PooledLead, reason?: string): Promise<Moved> {
  const pool = await poolOf(call.table, lead.poolId);
  if (!pool) throw new Fault("invalid_state", "The lead is in no pool that it could go back to.");
  const why = [because("released", { who: call.actor.principalId }), ...(reason ? [reason] : [])];
  const assignment = { poolId: pool.id, how: "released", why, at: call.now };
  return { fields: { ...backInPool(pool), assignment } };
}

/** What a lead is without its owner: the pool's department looks after it, if there is one. */
export const backInPool = (pool: Pool): Record<string, unknown> => ({
  ownerId: null,
  ...(pool.departmentId && { departmentId: pool.departmentId }),
});
