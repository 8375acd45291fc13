import { civilDate } from "../../shared/clock.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { ownership } from "../users/ownership.ts";
import { type Choice, chooseIn, type Route, routeOf } from "./choose.ts";
import { because } from "./reasons.ts";
import {
  audienceOf,
  type Decision,
  dayAfter,
  heldBy,
  isOpen,
  type Pool,
  type PooledLead,
  recycling,
  told,
  withFormer,
} from "./rules.ts";
import { poolOf } from "./settings.ts";
import { claimsId, holdingId, leadClaims, leadHolding } from "./table.ts";
import { giveBack } from "./tickets.ts";

type Fields = Partial<PooledLead>;

/** Days that a day's count of claims is kept. */
const CLAIMS_KEPT_DAYS = 7;
const DAY_SECONDS = 86_400;

const decided = (call: Caller, decision: Omit<Decision, "at">): Decision => ({ ...decision, at: call.now });

/** Follows a route to somebody, or to the pool where the lead waits. */
async function follow(call: Caller, route: Route, before?: PooledLead): Promise<Fields> {
  const { pool, group, why } = route;
  const waiting: Choice = { decision: { poolId: pool?.id, how: "waiting", why: told(why) } };
  const { owner, decision } = group ? await chooseIn(call, group) : waiting;
  const departmentId = owner?.departmentId ?? pool?.departmentId ?? before?.departmentId;
  return {
    ...(pool && { poolId: pool.id }),
    ...(departmentId && { departmentId }),
    ownerId: owner?.id,
    assignment: decided(call, decision),
  };
}

/**
 * What becomes of a lead that nobody could be given, as things stand now. Nothing where there is still nobody. The call
 * that writes it lays it under `assignment`, so that it stands.
 */
export async function offered(call: Caller, lead: PooledLead): Promise<Fields | undefined> {
  const route = await routeOf(call, lead);
  const isTaken = route.pool !== undefined || route.group !== undefined;
  const why = isTaken ? route.why : [because("takenNoMore")];
  const fields = await follow(call, { ...route, why }, lead);
  const { assignment } = fields;
  if (!assignment || assignment.waitsFor === lead.assignment?.waitsFor) return undefined;
  const waited = because("nobodyAt", { at: lead.assignment?.at });
  return { ...fields, assignment: { ...assignment, why: told([...assignment.why, waited]) } };
}

const isPerson = (call: Caller): boolean => call.actor.kind === "user" || call.actor.kind === "apiKey";

const named = (call: Caller, lead: PooledLead): Decision =>
  decided(call, {
    poolId: lead.poolId,
    userId: lead.ownerId,
    how: "named",
    why: [because("namedBy", { who: call.actor.principalId })],
  });

/** Whose a new lead is: the one who was named, else by rule or pool, else its maker's. */
async function placed(call: Caller, lead: PooledLead): Promise<Fields> {
  const route = await routeOf(call, lead);
  if (lead.ownerId) {
    const poolId = route.pool?.id ?? lead.poolId;
    return { ...(poolId && { poolId }), assignment: named(call, { ...lead, poolId }) };
  }
  if (route.pool || route.group) return follow(call, route);
  const why = [because("notTaken")];
  if (!isPerson(call)) return { assignment: decided(call, { how: "waiting", why }) };
  const owned = (await ownership(call, { departmentId: lead.departmentId })) as Fields;
  return { ...owned, assignment: decided(call, { userId: owned.ownerId, how: "creator", why }) };
}

/** A lead that has come as far as sales: marketing gives it up, unless somebody was named for it outside every pool. */
async function handedOver(call: Caller, lead: PooledLead): Promise<Fields> {
  const pool = await poolOf(call.table, lead.poolId);
  const isMarketings = pool?.audience === "marketing";
  if (lead.ownerId && !isMarketings) return {};
  const route = await routeOf(call, isMarketings ? { ...lead, poolId: undefined } : lead);
  return (route.pool && route.pool.id !== pool?.id) || route.group ? follow(call, route, lead) : {};
}

/** What a change means for whose a lead is. What this module's own calls have decided stands. */
async function moved(call: Caller, after: PooledLead, before: PooledLead): Promise<Fields> {
  if (after.assignment !== before.assignment || !isOpen(after)) return {};
  if (after.ownerId !== before.ownerId) {
    if (after.ownerId) return { assignment: named(call, after) };
    const why = [because("leftFree", { who: call.actor.principalId })];
    return { assignment: decided(call, { poolId: after.poolId, how: "released", why }) };
  }
  if (audienceOf(after) === "sales" && audienceOf(before) !== "sales") return handedOver(call, after);
  const isEntering = after.poolId !== undefined && after.poolId !== before.poolId;
  return isEntering && !after.ownerId ? follow(call, await routeOf(call, after), after) : {};
}

/**
 * What follows for a lead's owner, pool and dates, on every path that writes one: who is given it, since when, who had it
 * before, and when it goes back. Call it last, when nothing else can refuse the change any more: it may take a turn.
 */
export async function pooled(call: Caller, after: AnyRow, before?: AnyRow): Promise<Fields> {
  const [is, was] = [after as PooledLead, before as PooledLead | undefined];
  const fields = was ? await moved(call, is, was) : await placed(call, is);
  const lead = { ...is, ...fields };
  const hasChanged = lead.ownerId !== was?.ownerId;
  const since: Fields = hasChanged
    ? { claimedAt: lead.ownerId && call.now, formerOwners: was && withFormer(was, call.now) }
    : {};
  const next = { ...lead, ...since };
  const dates = recycling(next, next.ownerId ? await poolOf(call.table, next.poolId) : undefined);
  return known({ ...fields, ...since, ...dates }, is);
}

/** Without what says nothing: a field that was absent and stays so. */
const known = (fields: Fields, row: PooledLead): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined || row[name] !== undefined));

const limit = (detail: string, again: boolean, freeAt?: string, now = ""): Fault => {
  const seconds = freeAt && Math.ceil((Date.parse(freeAt) - Date.parse(now)) / 1000);
  return new Fault("conflict", detail, { again, ...(seconds && { headers: { "retry-after": String(seconds) } }) });
};

function holdingAction(pool: Pool | undefined, held: { poolId: string; userId: string }, how: string): Action {
  const max = pool?.holdingMax;
  const id = holdingId(held.poolId, held.userId);
  // Who is named by a person is that person's decision; the product's own choices and claims keep to the cap.
  if (!max || !["claim", "rule", "pool"].includes(how)) return write.add(leadHolding, id, { holding: 1 });
  const detail = `${held.userId} has ${max} open leads of this pool, which is its limit; one must be released or ended first.`;
  const fault = limit(detail, how !== "claim");
  return write.add(leadHolding, id, { holding: 1 }, { atMost: { holding: max }, fault });
}

function claimAction(call: Caller, pool: Pool | undefined, held: { poolId: string; userId: string }): Action {
  const { timeZone } = call.tenant;
  const on = civilDate(new Date(call.now), timeZone);
  const max = pool?.claimsPerDayMax;
  const ttl = Math.floor(Date.parse(call.now) / 1000) + CLAIMS_KEPT_DAYS * DAY_SECONDS;
  const freeAt = dayAfter(on, timeZone);
  const detail = `You have claimed ${max} leads of this pool today, which is its limit a day; the next from ${freeAt} on.`;
  const bound = max ? { atMost: { claims: max }, fault: limit(detail, false, freeAt, call.now) } : {};
  const id = claimsId(held.poolId, held.userId, on);
  return write.add(leadClaims, id, { claims: 1 }, { set: { ttl }, ...bound });
}

/** The counters that change with a lead, in its own transaction, whatever path it is written by. */
export async function pooledActions(call: Caller, after: AnyRow, before?: AnyRow): Promise<Action[]> {
  const lead = after as PooledLead;
  const [is, was] = [heldBy(lead), heldBy(before as PooledLead | undefined)];
  const { assignment } = lead;
  const isNew = assignment !== undefined && assignment !== (before as PooledLead | undefined)?.assignment;
  const turn = isNew ? assignment.turn : undefined;
  const actions: Action[] = turn ? [write.giveBack(() => giveBack(call, turn))] : [];
  if (is?.poolId === was?.poolId && is?.userId === was?.userId) return actions;
  if (was) actions.push(write.add(leadHolding, holdingId(was.poolId, was.userId), { holding: -1 }));
  if (!is) return actions;
  const pool = await poolOf(call.table, is.poolId);
  const how = isNew ? assignment.how : "named";
  actions.push(holdingAction(pool, is, how));
  if (how === "claim") actions.push(claimAction(call, pool, is));
  return actions;
}
