import { hash, randomUUID } from "node:crypto";
import type { DynamoDBRecord } from "aws-lambda";
import { errorFields, log } from "../../shared/log.ts";
import type { StackClock } from "./clock.ts";
import type { StreamLambda } from "./declarations.ts";
import { deliver } from "./delivery.ts";
import { accountArn } from "./environment.ts";
import type { Lambda } from "./lambda.ts";
import type { Points } from "./points.ts";
import type { Queues } from "./queues.ts";
import type { Store } from "./store.ts";
import { type Checkpoint, type Page, type RecentReads, StreamReader } from "./streams.ts";
import { Bell, type Worker } from "./work.ts";

/** How often an idle consumer looks whether the database's file has changed, which costs microseconds … */
const WATCH_MS = 15;
/** … and how often it reads the stream where that file is out of reach. */
const POLL_MS = 40;
const RETRY_MS = 250;

export type MappingParts = {
  lambda: Lambda<StreamLambda>;
  endpoint: string;
  streamArn: string;
  store: Store;
  queues: Queues;
  clock: StackClock;
  points: Points;
  /** What the stream's consumers have read lately. */
  recent: RecentReads;
  /** A number that changes with every commit, or undefined where nobody can tell. */
  changes(): number | undefined;
};

/** Cuts a page into batches for each of `lanes` lanes; all records of one partition key travel in one lane. */
export function intoLanes(records: DynamoDBRecord[], lanes: number, batchSize: number): DynamoDBRecord[][][] {
  const perLane: DynamoDBRecord[][] = Array.from({ length: lanes }, () => []);
  for (const record of records) {
    const key = lanes === 1 ? "" : (record.dynamodb?.Keys?.pk?.S ?? "");
    perLane[hash("md5", key, "buffer").readUInt32BE() % lanes]!.push(record);
  }
  return perLane.map((lane) => {
    return Array.from({ length: Math.ceil(lane.length / batchSize) }, (_, i) => {
      return lane.slice(i * batchSize, (i + 1) * batchSize);
    });
  });
}

/**
 * Feeds the table's stream to one consumer as Lambda's event source mapping does: in batches, in the order of each
 * partition key, at least once, from where its own checkpoint stands.
 */
export class StreamMapping implements Worker {
  readonly name: string;
  private readonly parts: MappingParts;
  private readonly reader: StreamReader;
  private readonly bell = new Bell();
  private readonly loop: Promise<void>;
  private stopping = false;
  private busy = false;
  /** The database's change number before the last look that found the stream's end. */
  private emptyAt: number | undefined;
  /** Those who wait for a look that has not begun yet. */
  private waiting: ((empty: boolean) => void)[] = [];

  constructor(parts: MappingParts) {
    this.parts = parts;
    this.name = parts.lambda.declaration.name;
    const kept = parts.store.setting(`checkpoint.${this.name}`);
    const from = kept ? (JSON.parse(kept) as Checkpoint) : undefined;
    this.reader = new StreamReader(parts.endpoint, parts.streamArn, from, parts.recent);
    this.loop = this.run()
      .catch((error) => this.failed(error))
      .finally(() => {
        for (const answer of this.waiting.splice(0)) answer(true);
      });
  }

  nudge(): void {
    this.bell.nudge();
  }

  async drained(): Promise<boolean> {
    if (this.stopping || (!this.busy && this.unchanged())) return true;
    const looked = new Promise<boolean>((resolve) => this.waiting.push(resolve));
    this.bell.nudge();
    return looked;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.nudge();
    await this.loop;
  }

  private unchanged(): boolean {
    const now = this.parts.changes();
    return now !== undefined && now === this.emptyAt;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      if (this.waiting.length === 0 && this.unchanged()) {
        await this.bell.wait(WATCH_MS);
        continue;
      }
      const served = this.waiting.splice(0);
      const empty = await this.look();
      for (const answer of served) answer(empty);
      if (empty && this.emptyAt === undefined && this.waiting.length === 0) await this.bell.wait(POLL_MS);
    }
  }

  /** A stack that is killed takes its store away under the loop's feet; anything else is worth a line in the log. */
  private failed(error: unknown): void {
    if (!this.stopping) log.error("stream could not be read", { lambda: this.name, ...errorFields(error) });
  }

  /** One read of the stream and the delivery of what it found; true if there was nothing. */
  private async look(): Promise<boolean> {
    const before = this.parts.changes();
    try {
      const page = await this.reader.read();
      if (page.end) {
        this.emptyAt = before;
        return true;
      }
      this.busy = true;
      await this.process(page);
    } catch (error) {
      this.failed(error);
      await this.bell.wait(RETRY_MS);
    } finally {
      this.busy = false;
    }
    return false;
  }

  private async process(page: Page): Promise<void> {
    const { lambda, store, points } = this.parts;
    const { parallelization, batchSize } = lambda.declaration;
    const records = page.records.map((record) => this.eventRecord(record));
    const lanes = intoLanes(records, parallelization, batchSize).map(async (batches) => {
      for (const batch of batches) {
        await deliver(lambda, batch, (given, attempts) => this.giveUp(given, attempts, page.checkpoint));
      }
    });
    await Promise.all(lanes);
    points.cross("checkpoint.before");
    store.set(`checkpoint.${this.name}`, JSON.stringify(page.checkpoint));
    points.cross("checkpoint.after");
  }

  /** A record of the wire as the event carries it. The database stamps it by the machine's clock, the stack by its own. */
  private eventRecord(record: DynamoDBRecord): DynamoDBRecord {
    const { streamArn, clock } = this.parts;
    const dynamodb = { ...record.dynamodb };
    const stamp = Number(dynamodb.ApproximateCreationDateTime ?? 0);
    dynamodb.ApproximateCreationDateTime = clock.fromMachine(stamp);
    return { ...record, eventSourceARN: streamArn, dynamodb };
  }

  /** Sends what AWS sends to an on-failure destination: not the records but where in the stream they are. */
  private giveUp(records: DynamoDBRecord[], attempts: number, checkpoint: Checkpoint | undefined): void {
    const at = this.parts.clock.now().toISOString();
    const [first, last] = [records[0]?.dynamodb, records.at(-1)?.dynamodb];
    const body = {
      version: "1.0",
      timestamp: at,
      requestContext: {
        requestId: randomUUID(),
        functionArn: accountArn("lambda", `function:${this.name}`),
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: attempts,
      },
      DDBStreamBatchInfo: {
        shardId: checkpoint?.shardId,
        startSequenceNumber: first?.SequenceNumber,
        endSequenceNumber: last?.SequenceNumber,
        batchSize: records.length,
        streamArn: this.parts.streamArn,
      },
      keys: records.map((record) => record.dynamodb?.Keys),
    };
    this.parts.queues.send(`${this.name}-failures`, { body: JSON.stringify(body) });
  }
}
