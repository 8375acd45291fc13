import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import type { Stretch } from "./letter.ts";

/** So many pages without a record in a row are the end: a stretch begins with a record, and gaps of a shard are short. */
const EMPTY_PAGES_MAX = 50;

/** Beyond a day a stream forgets; no command brings its records back. */
export class StretchGone extends Error {
  constructor() {
    super("The stream keeps its records for a day, and these are older.");
  }
}

const isForgotten = (error: unknown): boolean =>
  ["TrimmedDataAccessException", "ResourceNotFoundException"].includes((error as Error).name);

/** A value of the SDK as a Lambda's event carries it: bytes in base64, instants as seconds. */
function wireOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.getTime() / 1_000;
  if (Array.isArray(value)) return value.map(wireOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => (held === undefined ? [] : [[name, wireOf(held)]])),
  );
}

/**
 * Reads the records of a stretch in their order, as a Lambda's event has them. A shard that is worked on in several
 * batches side by side has records of others in between; whoever reads a record twice finds its work done.
 */
export async function recordsOf(client: DynamoDBStreamsClient, stretch: Stretch): Promise<object[]> {
  const { streamArn: StreamArn, shardId: ShardId, from: SequenceNumber, to } = stretch;
  const records: object[] = [];
  const last = BigInt(to);
  const sequenceOf = (record: StreamRecord): bigint => BigInt(record.dynamodb?.SequenceNumber ?? 0);
  try {
    const start = { StreamArn, ShardId, SequenceNumber, ShardIteratorType: "AT_SEQUENCE_NUMBER" } as const;
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
    for (let empty = 0; ShardIterator && empty < EMPTY_PAGES_MAX; ) {
      const page: { Records?: StreamRecord[]; NextShardIterator?: string } = await client.send(
        new GetRecordsCommand({ ShardIterator }),
      );
      const found = page.Records ?? [];
      empty = found.length === 0 ? empty + 1 : 0;
      const own = found.filter((record) => sequenceOf(record) <= last);
      records.push(...own.map((record) => ({ ...(wireOf(record) as object), eventSourceARN: StreamArn })));
      const isOver = found.some((record) => sequenceOf(record) >= last);
      ShardIterator = isOver ? undefined : page.NextShardIterator;
    }
  } catch (error) {
    throw isForgotten(error) ? new StretchGone() : error;
  }
  if (records.length === 0) throw new StretchGone();
  return records;
}
