import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { user } from "../users/table.ts";
import { answers } from "./fields.ts";
import { absence } from "./hours.ts";
import { because, passedOver } from "./reasons.ts";
import { audienceOf, type Decision, type Pool, type PooledLead, type Standing, told } from "./rules.ts";
import type { Audience, Member } from "./schema.ts";
import { poolOf, type Rule, type Settings, settingsOf } from "./settings.ts";
import { holdingId, leadHolding, waitingWatch } from "./table.ts";
import { giveBack, takeTurn, turnsId } from "./tickets.ts";
import { holderOfTurn } from "./turns.ts";

/** The people of whom one gets a lead, and on what terms. */
export type Group = { id: string; members: readonly Member[]; pool?: Pool; rule?: Rule; respectsHours: boolean };

/** Who gets a lead, as it was decided, with the row of whoever was chosen. */
export type Choice = { decision: Omit<Decision, "at">; owner?: RowOf<typeof user> };

/** How everybody of a group stands at the moment of a call: whoever has a `why` is passed over. */
export async function standingsOf(call: Caller, group: Group, settings: Settings): Promise<Standing[]> {
  const { pool, respectsHours } = group;
  const at = new Date(call.now);
  const { left, availabilities } = settings;
  const counted = pool?.holdingMax ? group.members.map((m) => holdingId(pool.id, m.userId)) : [];
  const holdings = await call.table.getMany(leadHolding, counted, true);
  return group.members.map((member) => {
    const absent = absence(availabilities.get(member.userId), at, call.tenant.timeZone, respectsHours);
    const away = left.has(member.userId) ? because("left") : absent;
    const holding = (pool && holdings.get(holdingId(pool.id, member.userId))?.holding) ?? 0;
    const isFull = pool?.holdingMax !== undefined && holding >= pool.holdingMax;
    const why = away ?? (isFull ? because("full", { holding, max: pool.holdingMax }) : undefined);
    return why ? { ...member, why } : { ...member };
  });
}

/** Those who may be given a lead, in the order of their turns, which is the same whatever order a pool names them in. */
export const eligibleOf = (standings: readonly Standing[]): Standing[] =>
  standings.filter((s) => !s.why).sort((a, b) => (a.userId < b.userId ? -1 : 1));

/** Chooses whose turn it is among those of a group who may be given a lead now. Nobody is chosen where nobody may. */
export async function chooseIn(call: Caller, group: Group): Promise<Choice> {
  const settings = await settingsOf(call.table);
  const standings = await standingsOf(call, group, settings);
  const passed = standings.flatMap((s) => (s.why ? [passedOver(s.userId, s.why)] : []));
  let eligible = eligibleOf(standings);
  const base = { ruleId: group.rule?.id, poolId: group.pool?.id };
  while (eligible.length > 0) {
    const turn = await takeTurn(call.table, turnsId(group.id, eligible));
    const { userId, weight } = holderOfTurn(eligible, turn.number);
    const owner = await call.table.find(user, userId);
    if (owner && !owner.archived) {
      const why = because("turn", { number: turn.number, among: eligible.length, weight });
      return {
        owner,
        decision: { ...base, userId, how: group.rule ? "rule" : "pool", why: told([why, ...passed]), turn },
      };
    }
    // Whoever left a moment ago is not known to have yet; the turn is another's.
    await giveBack(call, turn);
    passed.push(passedOver(userId, because("left")));
    eligible = eligible.filter((s) => s.userId !== userId);
  }
  await waitingWatch.ask(call.table, call.now);
  const why = told([because("nobodyNow"), ...passed]);
  return { decision: { ...base, how: "waiting", why, waitsFor: group.id } };
}

const isFor = (of: { audience?: Audience }, audience: Audience): boolean => (of.audience ?? "sales") === audience;

function ruleGroup(rule: Rule, pool: Pool | undefined): Group | undefined {
  const respectsHours = rule.respectHours ?? pool?.respectHours ?? true;
  if (rule.to.members) return { id: rule.id, members: rule.to.members, pool, rule, respectsHours };
  return pool && { id: pool.id, members: pool.members, pool, rule, respectsHours };
}

/**
 * All groups of people that leads may wait for. Whoever of a pool is there by the most lenient of its rules may get one:
 * what holds for a single lead is asked when it is offered.
 */
export function groupsOf({ rules, pools }: Settings): Group[] {
  const ignoresHours = (id: string): boolean => rules.some((r) => r.to.poolId === id && r.respectHours === false);
  const ofPools = pools.map((pool): Group => {
    const { id, members, respectHours = true } = pool;
    return { id, members, pool, respectsHours: respectHours && !ignoresHours(id) };
  });
  const ofRules = rules.flatMap((rule) => {
    const isLenient = rule.respectHours === undefined && pools.some((pool) => pool.respectHours === false);
    const group = rule.to.members ? ruleGroup(rule, undefined) : undefined;
    return group ? [isLenient ? { ...group, respectsHours: false } : group] : [];
  });
  return [...ofPools, ...ofRules];
}

/** Where a lead goes: to a group of people, or only into a pool where it waits to be claimed. */
export type Route = { pool?: Pool; group?: Group; why: string[] };

/**
 * Finds a lead's pool and the people who may be given it: by the first rule that it answers, else by its pool. Rules send
 * a lead that stands in a pool nowhere else.
 */
export async function routeOf(call: Caller, lead: PooledLead): Promise<Route> {
  const audience = audienceOf(lead);
  const { rules, pools } = await settingsOf(call.table);
  const named = await poolOf(call.table, lead.poolId);
  const routed = named ?? pools.find((p) => p.when && isFor(p, audience) && answers(call, p.when, lead));
  const fits = (rule: Rule): boolean =>
    isFor(rule, audience) && (!named || !rule.to.poolId || rule.to.poolId === named.id);
  const rule = rules.find((r) => fits(r) && answers(call, r.when, lead));
  if (rule) {
    const pool = rule.to.poolId ? await poolOf(call.table, rule.to.poolId) : routed;
    const group = ruleGroup(rule, pool);
    if (group) return { pool, group, why: [] };
  }
  if (!routed) return { why: [] };
  if (isFor(routed, "sales") && audience !== "sales")
    return { pool: routed, why: [because("otherAudience", { pool: routed.id })] };
  if (!routed.autoAssign) return { pool: routed, why: [because("toBeClaimed")] };
  const { id, members, respectHours = true } = routed;
  return { pool: routed, group: { id, members, pool: routed, respectsHours: respectHours }, why: [] };
}
