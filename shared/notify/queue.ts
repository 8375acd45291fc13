import type { SQSClient } from "@aws-sdk/client-sqs";
import { type Config, config } from "../config.ts";
import { Fault } from "../fault.ts";
import { errorFields, log } from "../log.ts";

/** What travels through the queue: which message of which tenant. The row itself is read when it is sent. */
export type QueuedMessage = { tenantId: string; messageId: string };

/** SendMessageBatch takes ten entries. */
const BATCH_MAX = 10;

type Waiting = { body: string; resolve(): void; reject(error: unknown): void };

let waiting: Waiting[] = [];
let made: { for: Config; client: Promise<SQSClient> } | undefined;

/** The client is made at its first use, and anew when a stack was started later in the same process. */
function sqs(): Promise<SQSClient> {
  if (made?.for !== config()) {
    made = { for: config(), client: import("@aws-sdk/client-sqs").then(({ SQSClient }) => new SQSClient()) };
  }
  return made.client;
}

/**
 * Brings a message to the queue; resolves once the queue has it. Messages of the same moment travel in one request.
 * Rejects with 503 where the queue did not take it.
 */
export function enqueue(queued: QueuedMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    waiting.push({ body: JSON.stringify(queued), resolve, reject });
    if (waiting.length === 1) setImmediate(flush);
    if (waiting.length === BATCH_MAX) flush();
  });
}

function flush(): void {
  const batch = waiting;
  waiting = [];
  if (batch.length > 0) send(batch).catch((error) => refuse(batch, error));
}

const unavailable = (): Fault => new Fault("unavailable", "The message queue is out of reach; try again in a moment.");

function refuse(batch: readonly Waiting[], error: unknown): void {
  log.error("queue out of reach", errorFields(error));
  for (const entry of batch) entry.reject(unavailable());
}

async function send(batch: readonly Waiting[]): Promise<void> {
  const { SendMessageBatchCommand } = await import("@aws-sdk/client-sqs");
  const Entries = batch.map(({ body }, n) => ({ Id: String(n), MessageBody: body }));
  const out = await (await sqs()).send(new SendMessageBatchCommand({ QueueUrl: config().queueUrl, Entries }));
  const failed = new Set((out.Failed ?? []).map((entry) => entry.Id));
  for (const [n, entry] of batch.entries()) {
    if (failed.has(String(n))) entry.reject(unavailable());
    else entry.resolve();
  }
}
