import { createHash } from "node:crypto";
import type { SQSRecord } from "aws-lambda";
import { errorFields, log } from "../../shared/log.ts";
import { accountArn, REGION } from "./environment.ts";
import type { QueueMessage, Queues } from "./queues.ts";
import { Bell, type Worker } from "./work.ts";

const WATCH_MS = 100;

export type ConsumerParts = {
  name: string;
  queue: string;
  queues: Queues;
  batchSize: number;
  concurrency: number;
  /** Works on a batch and says which of its messages (by id) have failed; a rejection fails them all. */
  work(messages: QueueMessage[]): Promise<Set<string>>;
};

/** A message as the Lambda service hands it to a function. */
export function sqsRecord(queue: string, message: QueueMessage): SQSRecord {
  const attributes = Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => {
    return [name, { dataType: DataType, stringValue: StringValue, binaryValue: BinaryValue }] as const;
  });
  return {
    messageId: message.id,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receives),
      SentTimestamp: String(message.sentAtMs),
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    },
    messageAttributes: Object.fromEntries(attributes) as SQSRecord["messageAttributes"],
    md5OfBody: createHash("md5").update(message.body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: accountArn("sqs", queue),
    awsRegion: REGION,
  };
}

/** The ids that an SQS handler's answer reports as failed. */
export function failedIds(answer: unknown): Set<string> {
  const failures = (answer as { batchItemFailures?: { itemIdentifier: string }[] } | null)?.batchItemFailures ?? [];
  return new Set(failures.map((failure) => failure.itemIdentifier));
}

/** Receives what is due in one queue and hands it on, several batches at once. Accepted messages are deleted. */
export class QueueConsumer implements Worker {
  readonly name: string;
  private readonly parts: ConsumerParts;
  private readonly bell = new Bell();
  private readonly running = new Set<Promise<void>>();
  private readonly loop: Promise<void>;
  private stopping = false;

  constructor(parts: ConsumerParts) {
    this.parts = parts;
    this.name = parts.name;
    this.loop = this.run().catch((error) => this.failed(error));
  }

  nudge(): void {
    this.bell.nudge();
  }

  async drained(): Promise<boolean> {
    if (this.stopping) return true;
    const { queue, queues } = this.parts;
    if (this.running.size === 0 && !queues.hasDue(queue)) return true;
    this.bell.nudge();
    if (this.running.size > 0) await Promise.race(this.running);
    else await new Promise((resolve) => setImmediate(resolve));
    return false;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.bell.nudge();
    await this.loop;
    await Promise.all(this.running);
  }

  /** A stack that is killed takes its store away under the loop's feet; anything else is worth a line in the log. */
  private failed(error: unknown): void {
    if (!this.stopping) log.error("queue consumer ended", { lambda: this.name, ...errorFields(error) });
  }

  private async run(): Promise<void> {
    const { queue, queues, batchSize, concurrency } = this.parts;
    while (!this.stopping) {
      const free = this.running.size < concurrency;
      const messages = free ? queues.receive(queue, batchSize, queues.ruleOf(queue).visibilitySeconds, true) : [];
      if (messages.length === 0) {
        await this.bell.wait(WATCH_MS);
        continue;
      }
      const task = this.work(messages)
        .catch((error) => this.failed(error))
        .finally(() => {
          this.running.delete(task);
          this.bell.nudge();
        });
      this.running.add(task);
    }
  }

  private async work(messages: QueueMessage[]): Promise<void> {
    const { queue, queues, work } = this.parts;
    let failed: Set<string>;
    try {
      failed = await work(messages);
    } catch (error) {
      log.error("queue consumer failed", { lambda: this.name, messages: messages.length, ...errorFields(error) });
      failed = new Set(messages.map((message) => message.id));
    }
    for (const message of messages) {
      if (failed.has(message.id)) queues.release(queue, message.receipt);
      else queues.delete(queue, message.receipt);
    }
  }
}
