import type * as z from "zod";
import { addDays, zonedInstant } from "../../shared/clock.ts";
import { DAY_MS, later } from "../../shared/duration.ts";
import type { AnyRow, Entry } from "../../shared/table/entity.ts";
import { because } from "./reasons.ts";
import type { Audience, LeadPool, Member } from "./schema.ts";

/** How a lead came to its owner, or to have none. */
export const WAYS = ["rule", "pool", "claim", "named", "creator", "waiting", "released", "recycled"] as const;
export type Way = (typeof WAYS)[number];

export type Decision = {
  ruleId?: string;
  poolId?: string;
  userId?: string;
  how: Way;
  why: string[];
  at: string;
  /** The turn that decided, where somebody was chosen in turn. */
  turn?: { of: string; number: number };
  /** The group (a pool's people, or a rule's) of whom nobody could be given it at the time. */
  waitsFor?: string;
};

/** What this module knows of a lead: the fields that say whose it is, and on what terms. */
export type PooledLead = AnyRow & {
  status?: string;
  poolId?: string;
  ownerId?: string;
  departmentId?: string;
  claimedAt?: string;
  lastActivityAt?: string;
  remindedAt?: string;
  recycleAt?: string;
  poolDueAt?: string;
  salesJoinedAt?: string;
  formerOwners?: { userId: string; releasedAt: string }[];
  assignment?: Decision;
  archived?: boolean;
};

export type Pool = z.output<typeof LeadPool>;

/** States in which nobody works on a lead any more. */
const ENDED = ["converted", "disqualified"];

/** Former owners that a lead remembers; the oldest go first. */
export const FORMER_OWNERS_MAX = 20;
/** Reasons that an explanation gives. */
const REASONS_MAX = 20;

export const isOpen = (lead: PooledLead): boolean => !lead.archived && !ENDED.includes(lead.status ?? "");

/** True where members of its pool may claim it. */
export const isFree = (lead: PooledLead): boolean => isOpen(lead) && !lead.ownerId && lead.poolId !== undefined;

/** Whose count of which pool a lead stands in. */
export function heldBy(lead: PooledLead | undefined): { poolId: string; userId: string } | undefined {
  if (!lead?.ownerId || !lead.poolId || !isOpen(lead)) return undefined;
  return { poolId: lead.poolId, userId: lead.ownerId };
}

export const audienceOf = (lead: PooledLead): Audience => (lead.salesJoinedAt ? "sales" : "marketing");

const after = (at: string, days: number): string => later(at, days * DAY_MS);

/** When an owner was last heard of: since they have the lead, or since they did something about it. */
export const lastSeenAt = (lead: PooledLead): string | undefined =>
  lead.claimedAt && lead.lastActivityAt && lead.lastActivityAt > lead.claimedAt ? lead.lastActivityAt : lead.claimedAt;

/**
 * When a lead goes back to its pool, and when its pool must look at it next: to remind its owner, then to take it back.
 * A follow-up puts off both, and its reminder is a new one.
 */
export function recycling(lead: PooledLead, pool: Pool | undefined): Pick<PooledLead, "recycleAt" | "poolDueAt"> {
  const seenAt = lastSeenAt(lead);
  if (!pool?.recycleAfterDays || !seenAt || !heldBy(lead)) return { recycleAt: undefined, poolDueAt: undefined };
  const recycleAt = after(seenAt, pool.recycleAfterDays);
  const isReminded = lead.remindedAt !== undefined && lead.remindedAt >= seenAt;
  const remindAt = pool.remindBeforeDays && after(recycleAt, -pool.remindBeforeDays);
  return { recycleAt, poolDueAt: !remindAt || isReminded ? recycleAt : remindAt };
}

/** Until when a former owner must leave a lead to others; `undefined` if they may claim it. */
export function coolsDownUntil(lead: PooledLead, userId: string, pool: Pool, now: string): string | undefined {
  const last = lead.formerOwners?.findLast((owner) => owner.userId === userId);
  if (!last || !pool.coolDownDays) return undefined;
  const until = after(last.releasedAt, pool.coolDownDays);
  return until > now ? until : undefined;
}

/** The former owners once the present one has gone. */
export const withFormer = (lead: PooledLead, now: string): PooledLead["formerOwners"] =>
  lead.ownerId
    ? [...(lead.formerOwners ?? []), { userId: lead.ownerId, releasedAt: now }].slice(-FORMER_OWNERS_MAX)
    : lead.formerOwners;

/** Further places of a lead: while it is free it stands among the free ones of its pool. */
export const freePlaces = (lead: PooledLead): Entry[] =>
  isFree(lead) ? [{ index: "parent", partition: freePartition(lead.poolId as string) }] : [];
export const freePartition = (poolId: string): string => `free#${poolId}`;

/** While nobody of a group can be given a lead it stands among those that wait for them, in the order of arrival. */
export function waitingPlaces(lead: PooledLead): Entry[] {
  const group = lead.assignment?.waitsFor;
  return group && isOpen(lead) && !lead.ownerId ? [{ index: "parent", partition: waitingPartition(group) }] : [];
}
export const waitingPartition = (groupId: string): string => `waiting#${groupId}`;

/** The instant at which the civil day after `on` begins. */
export const dayAfter = (on: string, zone: string): string => zonedInstant(addDays(on, 1), "00:00", zone).toISOString();

/** Reasons as an explanation keeps them: the last one counts those that there is no room for. */
export const told = (why: readonly string[]): string[] =>
  why.length <= REASONS_MAX
    ? [...why]
    : [...why.slice(0, REASONS_MAX - 1), because("more", { count: why.length - REASONS_MAX + 1 })];

/** Lower priority first, then age. */
export const inOrder = <R extends { priority?: number; createdAt: string; id: string }>(rows: readonly R[]): R[] =>
  [...rows].sort(
    (a, b) =>
      (a.priority ?? Number.MAX_SAFE_INTEGER) - (b.priority ?? Number.MAX_SAFE_INTEGER) ||
      a.createdAt.localeCompare(b.createdAt) ||
      a.id.localeCompare(b.id),
  );

/** A member's state as it bears on being given a lead. */
export type Standing = Member & { why?: string };
