import { isDeepStrictEqual } from "node:util";
import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { hashedId } from "../hashed.ts";
import { entity, nextVersion, type RowOf, recordFields } from "../table/entity.ts";
import { ERASE } from "../table/written.ts";
import type { Change, Consumer, Work } from "./event.ts";

/**
 * A change whose work failed for a reason that does not pass by itself. It lies here with its images, so that an
 * operator sees it and can run it again; the others go on.
 */
export const parkedRecord = entity({
  noun: "parkedRecord",
  plural: "parked records",
  prefix: "prk",
  audited: false,
  scoped: false,
  schema: z.object({
    ...recordFields,
    consumer: z.enum(["money", "rest"]),
    event: z.string(),
    noun: z.string(),
    recordId: z.string(),
    error: z.string(),
    state: z.enum(["parked", "retrying", "done"]),
    attempts: z.int(),
    /** The stream record as it came (DynamoDB JSON). */
    record: z.string(),
    /** Seconds since 1970, when the table forgets one that is done: its images tell of people. */
    ttl: z.int().optional(),
  }),
  indexes: {
    all: { by: [], sorts: "createdAt", answers: "the parked records of the tenant, newest first" },
    work: {
      by: [],
      tag: "parked",
      sorts: "updatedAt",
      when: (row) => row.state === "parked",
      answers: "what waits to be done again, those first that were tried longest ago",
    },
  },
});

export type ParkedRow = RowOf<typeof parkedRecord>;

/** Characters of an error that are kept. */
const ERROR_CHARS_MAX = 500;

/** How long one that is done can still be looked at. */
const DONE_KEPT_SECONDS = 90 * 86_400;

type Parking = {
  consumer: Consumer;
  task: string;
  tried: number;
  change: Change;
  work: Work;
  record: DynamoDBRecord;
  error: unknown;
};

const ALWAYS_KEPT = new Set(["pk", "sk", "id", "version", "createdAt", "updatedAt", "by"]);

/** A record as it is laid aside: of a row as it was before an erasure, only what the erasure has left. */
function laidAside({ stamp }: Change, record: DynamoDBRecord): DynamoDBRecord {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  if (stamp.action !== ERASE || !OldImage || !NewImage) return record;
  const left = Object.entries(OldImage).filter(
    ([name, value]) => ALWAYS_KEPT.has(name) || isDeepStrictEqual(value, NewImage[name]),
  );
  return { ...record, dynamodb: { ...record.dynamodb, OldImage: Object.fromEntries(left) } };
}

/** Lays a record aside. One that comes again, since its batch was redelivered, finds itself there. */
export async function park({ consumer, task, tried, change, work, record, error }: Parking): Promise<void> {
  const sequence = `${record.dynamodb?.SequenceNumber} ${task}`;
  const id = hashedId(parkedRecord.prefix, sequence);
  const found = await work.table.find(parkedRecord, id);
  if (found) return settle(work, found, error);
  await work.table.create(parkedRecord, {
    id,
    version: 1,
    createdAt: work.now,
    updatedAt: work.now,
    consumer,
    event: task,
    noun: change.entity.noun,
    recordId: String((change.after ?? change.before)?.id),
    state: "parked",
    attempts: tried,
    error: String(error).slice(0, ERROR_CHARS_MAX),
    record: JSON.stringify(laidAside(change, record)),
  });
}

/** Notes how a retry ended: done, or parked again with the new error. */
export async function settle(work: Work, row: ParkedRow, error?: unknown): Promise<void> {
  const fields =
    error === undefined
      ? { state: "done" as const, ttl: Math.floor(Date.parse(work.now) / 1_000) + DONE_KEPT_SECONDS }
      : { state: "parked" as const, error: String(error).slice(0, ERROR_CHARS_MAX) };
  await work.table.replace(parkedRecord, row, nextVersion(row, work.now, { ...fields, attempts: row.attempts + 1 }));
}
