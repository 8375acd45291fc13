import { later, MINUTE_MS } from "../../shared/duration.ts";
import { hashedId } from "../../shared/hashed.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { ImportMapping, Job, JobItem, UNDER_WAY } from "./schema.ts";

/** Longer than the longest run, and than the queue waits with a message that was not answered. */
const LOST_AFTER_MS = 20 * MINUTE_MS;

export const job = entity({
  noun: "job",
  plural: "jobs",
  prefix: "job",
  schema: Job,
  audited: false,
  ownerField: "createdBy",
  othersBy: "operations.jobs",
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the jobs of the tenant, by start" },
    owner: { by: ["createdBy"], sorts: "createdAt", answers: "the jobs that one person has started" },
  },
  due: {
    work: "lostJobs",
    shards: 4,
    at: ({ state, updatedAt, lookDueAt }) =>
      UNDER_WAY.includes(state) || lookDueAt !== undefined ? later(updatedAt, LOST_AFTER_MS) : undefined,
    answers: "the jobs under way, or to be looked at again, of which nothing is heard: they come to their queue again",
  },
});
export type JobRow = RowOf<typeof job>;

export const jobItem = entity({
  noun: "jobItem",
  plural: "job items",
  prefix: "jbi",
  schema: JobItem,
  audited: false,
  scoped: false,
});
export type JobItemRow = RowOf<typeof jobItem>;

export const importMapping = entity({
  noun: "importMapping",
  plural: "import mappings",
  prefix: "imm",
  schema: ImportMapping,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the mappings that the tenant's imports use again" } },
  unique: { name: (row) => `${row.noun} ${row.name.toLowerCase()}` },
});

/** The one place of an item of a job, whoever works on it and however often. */
export const jobItemId = (jobId: string, key: string): string => hashedId(jobItem.prefix, `${jobId}\n${key}`);
