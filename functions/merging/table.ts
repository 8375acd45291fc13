import * as z from "zod";
import { later } from "../../shared/duration.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";
import { Merge, MergeStep } from "./schema.ts";

/** A merge that has stood still for so long has lost its call. */
const FORGOTTEN_AFTER_MS = 60_000;

export const merge = entity({
  noun: "merge",
  plural: "merges",
  prefix: "mrg",
  schema: Merge,
  scoped: false,
  indexes: {
    parent: { by: ["targetId"], sorts: "createdAt", answers: "the merges into one record" },
  },
  due: {
    work: "merges",
    shards: 4,
    at: ({ state, updatedAt }) =>
      state === "moving" || state === "undoing" ? later(updatedAt, FORGOTTEN_AFTER_MS) : undefined,
    answers: "the merges under way that have stood still: they are gone on with",
  },
});

export const mergeStep = entity({
  noun: "mergeStep",
  plural: "merge steps",
  prefix: "mst",
  schema: MergeStep,
  scoped: false,
  audited: false,
  key: (row) => ({ pk: String(row.mergeId), sk: `step#${String(row.number ?? "").padStart(6, "0")}` }),
});

/** Stands while a record takes part in a merge under way: it can take part in no other. */
export const mergeLock = entity({
  noun: "mergeLock",
  plural: "merge locks",
  prefix: "mlk",
  schema: z.object({ ...recordFields, mergeId: z.string() }),
  scoped: false,
  audited: false,
  key: (row) => ({ pk: `mergeLock#${row.id}`, sk: "-" }),
});
