import * as z from "zod";
import { watch } from "../../shared/due/watch.ts";
import { MINUTE_MS } from "../../shared/duration.ts";
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
import { user } from "../users/table.ts";
import { AssignmentRule, Availability, LeadPool } from "./schema.ts";

export const leadPool = entity({
  noun: "leadPool",
  plural: "lead pools",
  prefix: "lpl",
  schema: LeadPool,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the lead pools of the tenant" } },
});

export const assignmentRule = entity({
  noun: "assignmentRule",
  plural: "assignment rules",
  prefix: "asr",
  schema: AssignmentRule,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the assignment rules of the tenant" } },
});

/** People say themselves when they are there; for others whoever gives leads out does. */
function checkMay(call: Caller, userId: string): void {
  if (userId === call.actor.principalId || call.access.can("assignment.write")) return;
  throw new Fault("forbidden", "For others than yourself this call needs the permission assignment.write.");
}

/** When somebody is given leads; one row a user. */
export const availability = setting({
  noun: "availability",
  plural: "availabilities",
  prefix: "avl",
  of: { entity: user, field: "userId", checkMay },
  schema: Availability,
  path: "/v1/users/{id}/availability",
  reading: "assignment.read",
  writing: "assignment.read",
  tells: "Tells when somebody is given leads: working hours by weekday, and leave. Without any they always are.",
  replaces: "Replaces when somebody is given leads; one's own, or anybody's with the permission assignment.write.",
  example: {
    timeZone: "Asia/Shanghai",
    hours: { mon: [{ from: "09:00", to: "18:00" }], tue: [{ from: "09:00", to: "18:00" }] },
    leave: [{ fromOn: "2026-12-28", toOn: "2026-12-31" }],
  },
  indexes: { all: { by: [], sorts: "createdAt", answers: "when people work, all of the tenant" } },
});

/** The turns that have been given out among one group of people, and how many of them were given back. */
export const leadTurns = entity({
  noun: "leadTurns",
  plural: "turns",
  prefix: "ltn",
  audited: false,
  scoped: false,
  schema: z.object({ id: z.string(), next: z.int(), free: z.int() }),
});

/** A turn that was given back, because what it was taken for came to nothing. */
export const freeTurn = entity({
  noun: "freeTurn",
  plural: "free turns",
  prefix: "ltf",
  audited: false,
  scoped: false,
  key: (row) => ({ pk: `ltn#${row.of ?? ""}`, sk: `free#${row.id}` }),
  schema: z.object({ ...recordFields, of: z.string(), number: z.int() }),
});

/** How many open leads of a pool one person has; see `holdingId`. */
export const leadHolding = entity({
  noun: "leadHolding",
  plural: "holdings",
  prefix: "lho",
  audited: false,
  scoped: false,
  schema: z.object({ id: z.string(), holding: z.int() }),
});

/** How many leads of a pool one person has claimed on one day; see `claimsId`. */
export const leadClaims = entity({
  noun: "leadClaims",
  plural: "claims",
  prefix: "lcl",
  audited: false,
  scoped: false,
  schema: z.object({ id: z.string(), claims: z.int(), ttl: z.number() }),
});

export const holdingId = (poolId: string, userId: string): string => `${poolId}#${userId}`;
export const claimsId = (poolId: string, userId: string, on: string): string => `${poolId}#${userId}#${on}`;

/** Leads that nobody could be given. */
export const waitingWatch = watch({
  noun: "waitingWatch",
  plural: "watches of waiting leads",
  prefix: "wwl",
  work: "leadOffers",
  shards: 4,
  answers: "the tenants with leads that may wait for somebody to be there",
  firstMs: 0,
  idleMs: 5 * MINUTE_MS,
});
