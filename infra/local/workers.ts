import type { StackClock } from "./clock.ts";
import { failedIds, QueueConsumer, sqsRecord } from "./consumer.ts";
import type { FeedbackLambda, ObjectLambda, QueueLambda, StreamLambda } from "./declarations.ts";
import type { Lambda } from "./lambda.ts";
import { StreamMapping } from "./mapping.ts";
import type { Objects } from "./objects.ts";
import type { Outbox } from "./outbox.ts";
import type { Points } from "./points.ts";
import type { QueueMessage, Queues } from "./queues.ts";
import type { Store } from "./store.ts";
import type { RecentReads } from "./streams.ts";
import type { Worker } from "./work.ts";

const INVOCATION_MS_MAX = 15 * 60_000;
/** An asynchronous invocation is tried three times, a minute and then two minutes apart. */
const ASYNC_RECEIVES = 3;
const ASYNC_VISIBILITY_SECONDS = 60;
const ASYNC_CONCURRENCY = 5;

export type WorkerParts = {
  store: Store;
  clock: StackClock;
  points: Points;
  queues: Queues;
  objects: Objects;
  outbox: Outbox;
  database: { endpoint: string; streamArn: string; recent: RecentReads; changes(): number | undefined };
};

/** Declares a queue together with the dead-letter queue behind it. */
function declareQueue(
  queues: Queues,
  name: string,
  visibilitySeconds: number,
  maxReceives: number,
  nudge: () => void,
): void {
  const deadLetter = `${name}-failures`;
  if (!queues.exists(deadLetter)) queues.declare(deadLetter);
  queues.declare(name, { visibilitySeconds, maxReceives, deadLetter }, nudge);
}

export function streamWorker(lambda: Lambda<StreamLambda>, parts: WorkerParts): Worker {
  const failures = `${lambda.declaration.name}-failures`;
  if (!parts.queues.exists(failures)) parts.queues.declare(failures);
  const { store, clock, points, queues, database } = parts;
  return new StreamMapping({ lambda, store, clock, points, queues, ...database });
}

export function queueWorker(lambda: Lambda<QueueLambda>, { queues }: WorkerParts): Worker {
  const { name, queue, batchSize, concurrency, visibilitySeconds, maxReceives } = lambda.declaration;
  declareQueue(queues, queue, visibilitySeconds, maxReceives, () => consumer.nudge());
  const consumer = new QueueConsumer({
    name,
    queue,
    queues,
    batchSize,
    concurrency,
    work: async (messages) => {
      const Records = messages.map((message) => sqsRecord(queue, message));
      return failedIds(await lambda.invoke({ Records }, INVOCATION_MS_MAX));
    },
  });
  return consumer;
}

/** An asynchronous invocation with one event; the event waits in a queue that survives a restart. */
function asyncWorker(lambda: Lambda, queue: string, queues: Queues): Worker {
  const { name } = lambda.declaration;
  declareQueue(queues, queue, ASYNC_VISIBILITY_SECONDS, ASYNC_RECEIVES, () => consumer.nudge());
  const work = async ([message]: QueueMessage[]): Promise<Set<string>> => {
    await lambda.invoke(JSON.parse(message!.body), INVOCATION_MS_MAX);
    return new Set();
  };
  const consumer = new QueueConsumer({ name, queue, queues, batchSize: 1, concurrency: ASYNC_CONCURRENCY, work });
  return consumer;
}

/** S3 invokes the function for each object on its own. */
export function objectWorker(lambda: Lambda<ObjectLambda>, { queues, objects }: WorkerParts): Worker {
  const { name, prefix } = lambda.declaration;
  const queue = `${name}-objects`;
  const worker = asyncWorker(lambda, queue, queues);
  objects.listen({ prefix, queue });
  return worker;
}

/** SNS invokes the function for each notification on its own. */
export function feedbackWorker(lambda: Lambda<FeedbackLambda>, { queues, outbox }: WorkerParts): Worker {
  const queue = `${lambda.declaration.name}-notifications`;
  const worker = asyncWorker(lambda, queue, queues);
  outbox.listen((notification) => queues.send(queue, { body: JSON.stringify(notification) }));
  return worker;
}
