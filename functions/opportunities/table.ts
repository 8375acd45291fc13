import type * as z from "zod";
import { unspaced } from "../../shared/names.ts";
import { type Entry, entity, ownedIndexes, timeKey } from "../../shared/table/entity.ts";
import { Pipeline } from "./pipeline-schema.ts";
import { QualificationTemplate } from "./qualification-schema.ts";
import { Opportunity, StageMove } from "./schema.ts";

/** Where the open opportunities stand by what they are worth: all of the tenant's, a department's, a person's. */
export const worthPartition = (currency: string, whose: string): string => `opp.worth#${currency}#${whose}`;
export const EVERYBODY = "all";

function worthEntries(row: z.output<typeof Opportunity>): Entry[] {
  const { status, archived, amountMinor, currency, ownerId, departmentId, team = [] } = row;
  if (status !== "open" || archived || amountMinor === undefined || !currency) return [];
  const people = new Set([ownerId, ...team.map(({ userId }) => userId)]);
  return [EVERYBODY, departmentId, ...people].flatMap((whose) =>
    whose ? [{ index: "owner" as const, partition: worthPartition(currency, whose), sorts: "amountMinor" }] : [],
  );
}

export const opportunity = entity({
  noun: "opportunity",
  plural: "opportunities",
  prefix: "opp",
  schema: Opportunity,
  orders: ["name", "amountMinor", "expectedOn"],
  team: (row) => (row.team ?? []).map(({ userId }) => userId),
  owners: (row) => [row.ownerId],
  indexes: {
    ...ownedIndexes("opportunity"),
    account: {
      by: ["accountId"],
      tag: "a",
      prefix: "opp#",
      sorts: "createdAt",
      answers: "the opportunities of one account",
    },
    parent: {
      by: ["pipelineId", "stage"],
      tag: "stg",
      sorts: "createdAt",
      answers: "the opportunities in one stage of a pipeline",
    },
  },
  entries: worthEntries,
  due: {
    work: "opportunities",
    shards: 4,
    at: (row) => row.alertAt,
    answers: "what has stood in its stage for too long, or should have been decided",
  },
});

export const pipeline = entity({
  noun: "pipeline",
  plural: "pipelines",
  prefix: "pip",
  schema: Pipeline,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the pipelines of the tenant" } },
  due: {
    work: "pipelines",
    shards: 1,
    at: (row) => row.followAt,
    answers: "the pipelines whose opportunities are to follow changed times",
  },
  unique: { isDefault: (row) => (row.isDefault && !row.archived ? row.mode : undefined) },
});

/** Seen by whoever sees the opportunity and its fields. */
export const stageMove = entity({
  noun: "stageMove",
  plural: "stage moves",
  prefix: "stm",
  schema: StageMove,
  scoped: false,
  audited: false,
  tells: { noun: "opportunity", fields: ["stage", "pipelineId", "stageAt"] },
  key: (row) => ({ pk: String(row.opportunityId), sk: `stage#${timeKey(String(row.movedAt))}#${row.id}` }),
});

export const qualificationTemplate = entity({
  noun: "qualificationTemplate",
  plural: "qualification templates",
  prefix: "qtp",
  schema: QualificationTemplate,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the qualification templates of the tenant" } },
  unique: { name: (row) => (row.archived ? undefined : unspaced(row.name)) },
});
