import * as z from "zod";
import { entity, recordFields } from "../../shared/table/entity.ts";
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

export const availability = entity({
  noun: "availability",
  plural: "availabilities",
  prefix: "avl",
  schema: Availability,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "when people work, all of the tenant" } },
});

/** One row a user, named after them. */
export const availabilityId = (userId: string): string => userId.replace(/^usr_/, `${availability.prefix}_`);

/** The turns that have been given out among one group of people, and how many of them were given back. */
export const leadTurns = entity({
  noun: "leadTurns",
  plural: "turns",
  prefix: "ltn",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, next: z.int(), free: z.int() }),
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
  schema: z.object({ ...recordFields, holding: z.int() }),
});

/** How many leads of a pool one person has claimed on one day; see `claimsId`. */
export const leadClaims = entity({
  noun: "leadClaims",
  plural: "claims",
  prefix: "lcl",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, claims: z.int(), ttl: z.number() }),
});

export const holdingId = (poolId: string, userId: string): string => `${poolId}#${userId}`;
export const claimsId = (poolId: string, userId: string, on: string): string => `${poolId}#${userId}#${on}`;
