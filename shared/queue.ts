import { perStack } from "./config.ts";
import { Fault } from "./fault.ts";
import { errorFields, log } from "./log.ts";

/** SendMessageBatch takes ten entries. */
const BATCH_MAX = 10;

type Waiting = { body: string; delaySeconds: number; resolve(): void; reject(error: unknown): void };

const sqs = perStack(async () => {
  const { SQSClient } = await import("@aws-sdk/client-sqs");
  return new SQSClient();
});

const unavailable = (): Fault => new Fault("unavailable", "The queue is out of reach; try again in a moment.");

function refuse(batch: readonly Waiting[], error: unknown): void {
  log.error("queue out of reach", errorFields(error));
  for (const entry of batch) entry.reject(unavailable());
}

async function send(url: string, batch: readonly Waiting[]): Promise<void> {
  const { SendMessageBatchCommand } = await import("@aws-sdk/client-sqs");
  const Entries = batch.map(({ body, delaySeconds }, n) => ({
    Id: String(n),
    MessageBody: body,
    ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
  }));
  const out = await (await sqs()).send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  const failed = new Set((out.Failed ?? []).map((entry) => entry.Id));
  for (const [n, entry] of batch.entries()) {
    if (failed.has(String(n))) entry.reject(unavailable());
    else entry.resolve();
  }
}

/**
 * Brings what it is given to one queue, as JSON; resolves once the queue has it. What is sent in the same moment travels
 * in one request. It is handed out after `delaySeconds`, at most 900. Rejects with 503 where the queue did not take it.
 */
export function senderTo<T extends object>(url: () => string): (body: T, delaySeconds?: number) => Promise<void> {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) send(url(), batch).catch((error) => refuse(batch, error));
  };
  return (body, delaySeconds = 0) =>
    new Promise((resolve, reject) => {
      waiting.push({ body: JSON.stringify(body), delaySeconds, resolve, reject });
      if (waiting.length === 1) setImmediate(flush);
      if (waiting.length === BATCH_MAX) flush();
    });
}
