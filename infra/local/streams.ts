import { isDeepStrictEqual } from "node:util";
import type { DynamoDBRecord } from "aws-lambda";
import { awsJson, ProtocolError } from "./protocol.ts";

const STREAMS = "DynamoDBStreams_20120810";
/** The service's own bound on one read. */
export const RECORDS_MAX = 1_000;

/** How far a consumer has come: the last record that it has done with, and that record's shard. */
export type Checkpoint = { shardId: string; after: string };

/** What one read found; `end` where the stream had nothing more. */
export type Page = { records: DynamoDBRecord[]; end: boolean; checkpoint: Checkpoint | undefined };

type Shard = { ShardId: string };
type Reply = { Records: DynamoDBRecord[]; NextShardIterator?: string };
/** One answer of the server: the changes in it, its last record, and how to go on. */
type Read = { changes: DynamoDBRecord[]; last: string | undefined; next: string | undefined };

export async function streamArn(endpoint: string, tableName: string): Promise<string> {
  const found = await awsJson<{ Streams: { StreamArn: string }[] }>(endpoint, `${STREAMS}.ListStreams`, {
    TableName: tableName,
  });
  const arn = found.Streams.at(-1)?.StreamArn;
  if (!arn) throw new Error(`The table ${tableName} has no stream.`);
  return arn;
}

/** A write that leaves an item as it was makes no record in AWS; the local server makes one. */
function isChange({ eventName, dynamodb }: DynamoDBRecord): boolean {
  if (eventName !== "MODIFY") return true;
  const { NewImage, OldImage } = dynamodb ?? {};
  // A row says by its version that it has changed.
  return NewImage?.version?.N !== OldImage?.version?.N || !isDeepStrictEqual(NewImage, OldImage);
}

/** Answers that are kept: consumers of one stream are seldom further apart. */
const READS_KEPT = 8;

/** What was read off a stream lately, by where reading began, so that its consumers do not each ask for the same. */
export class RecentReads {
  private readonly kept = new Map<string, Promise<Read | undefined>>();

  /** What another has read, or is reading, from there on; an end that another has found may be none any more. */
  async read(from: string, ask: () => Promise<Read | undefined>): Promise<Read | undefined> {
    const earlier = this.kept.get(from);
    const found = earlier && (await earlier.catch(() => undefined));
    if (found?.last !== undefined) return found;
    const asked = ask();
    this.kept.delete(from);
    this.kept.set(from, asked);
    if (this.kept.size > READS_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return asked;
  }
}

/**
 * Reads a stream from a checkpoint on, one shard after the other in the order of their lineage. That is enough for local
 * servers, which keep one shard open at a time.
 */
export class StreamReader {
  private readonly endpoint: string;
  private readonly arn: string;
  private position: Checkpoint | undefined;
  private shardId: string | undefined;
  private iterator: string | undefined;
  private finished = false;
  private readonly recent: RecentReads;

  constructor(endpoint: string, arn: string, from: Checkpoint | undefined, recent = new RecentReads()) {
    this.endpoint = endpoint;
    this.arn = arn;
    this.position = from;
    this.shardId = from?.shardId;
    this.recent = recent;
  }

  /** The next records. */
  async read(): Promise<Page> {
    for (;;) {
      this.iterator ??= await this.open();
      if (!this.iterator) return { records: [], end: true, checkpoint: this.position };
      const { iterator } = this;
      const found = await this.recent.read(`${this.shardId} ${this.position?.after}`, () => this.records(iterator));
      if (!found) continue;
      const { changes, last, next } = found;
      if (last) this.position = { shardId: this.shardId!, after: last };
      this.iterator = next;
      this.finished = !next;
      if (last || next) return { records: changes, end: !last, checkpoint: this.position };
    }
  }

  private call<T>(operation: string, input: object): Promise<T> {
    return awsJson<T>(this.endpoint, `${STREAMS}.${operation}`, input);
  }

  /** Undefined where the iterator had expired, so that the caller opens a new one. */
  private async records(iterator: string): Promise<Read | undefined> {
    try {
      const reply = await this.call<Reply>("GetRecords", { ShardIterator: iterator, Limit: RECORDS_MAX });
      const last = reply.Records.at(-1)?.dynamodb?.SequenceNumber;
      return { changes: reply.Records.filter(isChange), last, next: reply.NextShardIterator };
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== "ExpiredIteratorException") throw error;
      this.iterator = undefined;
      return undefined;
    }
  }

  private async shards(): Promise<Shard[]> {
    const reply = await this.call<{ StreamDescription: { Shards?: Shard[] } }>("DescribeStream", {
      StreamArn: this.arn,
    });
    return reply.StreamDescription.Shards ?? [];
  }

  /** An iterator at the position, or at the start of the next shard where this one is closed and read to its end. */
  private async open(): Promise<string | undefined> {
    if (this.finished || !this.shardId) {
      const shards = await this.shards();
      const next = shards[shards.findIndex((s) => s.ShardId === this.shardId) + 1];
      if (!next) return undefined;
      this.shardId = next.ShardId;
      this.finished = false;
    }
    const here = { StreamArn: this.arn, ShardId: this.shardId };
    const resumed = this.position?.shardId === this.shardId;
    const from = resumed
      ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: this.position?.after }
      : { ShardIteratorType: "TRIM_HORIZON" };
    return (await this.call<{ ShardIterator: string }>("GetShardIterator", { ...here, ...from })).ShardIterator;
  }
}
