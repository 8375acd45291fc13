import * as z from "zod";
import { instant } from "../schema.ts";
import { entity, recordFields } from "../table/entity.ts";

/** Outside every tenant: who works on one shard of what is due, and until when nobody else does. */
export const dueLease = entity({
  noun: "dueLease",
  plural: "leases of due work",
  prefix: "dls",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, heldBy: z.string(), until: instant }),
});
export const dueLeaseId = (work: string, shard: number): string => `${dueLease.prefix}_${work}${shard}`;

/** Outside every tenant: the first day that may still hold work of one kind; those before it are empty for good. */
export const dueMark = entity({
  noun: "dueMark",
  plural: "marks of due work",
  prefix: "dmk",
  audited: false,
  scoped: false,
  schema: z.object({ ...recordFields, day: z.int() }),
});
export const dueMarkId = (work: string): string => `${dueMark.prefix}_${work}`;
