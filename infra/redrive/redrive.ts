import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetSubscriptionAttributesCommand, paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  paginateListQueues,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { type Letter, letterOf } from "./letter.ts";
import { recordsOf } from "./stretch.ts";

/** A letter that is being worked on is hidden for as long as a Lambda may run at most, and a minute. */
const HIDDEN_SECONDS = 16 * 60;
/** Waiting for so long makes SQS ask all of its machines, so that an empty answer is an empty queue. */
const WAIT_SECONDS = 1;
const RECORDS_A_CALL = 100;
/** A Lambda takes 6 MB at a call. */
const CALL_BYTES_MAX = 4 * 1024 * 1024;
const AT_ONCE = 10;

/** What lies in one queue of dead letters; `source` is the address of the queue whose letters they are, if they are a queue's. */
export type DeadLetters = { name: string; url: string; arn: string; letters: number; source?: string };

/** What became of a queue's letters; of those that are left, why. */
export type Redriven = { name: string; done: number; left: string[] };

/** Batches of records that a call takes, in their order. */
function callsOf(records: readonly object[]): object[][] {
  const calls: object[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record));
    const last = calls.at(-1);
    if (last && last.length < RECORDS_A_CALL && bytes + size <= CALL_BYTES_MAX) {
      last.push(record);
      bytes += size;
    } else {
      calls.push([record]);
      bytes = size;
    }
  }
  return calls;
}

/** The queue of dead letters that a policy names. */
const deadLettersOf = (policy: string): string =>
  String((JSON.parse(policy) as { deadLetterTargetArn?: string }).deadLetterTargetArn);

const attributesOf = ({ MessageAttributes }: Message): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]));

/** Which Lambda a letter is for, by its name; its qualifier is left out. */
function bearerOf(letter: Letter | undefined): string {
  if (!letter) return "nobody";
  return letter.kind === "notification" ? letter.topicArn : (letter.functionArn.split(":")[6] ?? letter.functionArn);
}

/**
 * Does again what has failed for good. A letter behind a queue goes back to its queue; any other is done while one waits:
 * its Lambda is invoked with the event, or with the records of the stream that it names. What succeeds is
 * deleted, what fails again stays. Everything that it starts may have been done before, in part or in whole, as after any redelivery.
 */
export class Redrive {
  readonly #queues = new SQSClient();
  readonly #lambdas = new LambdaClient();
  readonly #streams = new DynamoDBStreamsClient();
  readonly #topics = new SNSClient();

  /** The queues of dead letters whose names begin so: those that have no such queue behind themselves. */
  async queues(prefix: string): Promise<DeadLetters[]> {
    const found: DeadLetters[] = [];
    const sources = new Map<string, string>();
    for await (const { QueueUrls } of paginateListQueues({ client: this.#queues }, { QueueNamePrefix: prefix })) {
      for (const url of QueueUrls ?? []) {
        const { Attributes } = await this.#queues.send(
          new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
        );
        if (Attributes?.RedrivePolicy) {
          sources.set(deadLettersOf(Attributes.RedrivePolicy), url);
          continue;
        }
        const letters = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
        found.push({ name: url.split("/").at(-1) ?? url, url, arn: Attributes?.QueueArn ?? "", letters });
      }
    }
    const placed = found.map((queue) => ({ ...queue, source: sources.get(queue.arn) }));
    return placed.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The letters that lie in a queue now, some at a time; each is hidden from others meanwhile. */
  async *#letters(url: string): AsyncGenerator<Message[]> {
    for (;;) {
      const { Messages = [] } = await this.#queues.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: AT_ONCE,
          MessageAttributeNames: ["All"],
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: WAIT_SECONDS,
        }),
      );
      if (Messages.length === 0) return;
      yield Messages;
    }
  }

  /** Lets letters be seen again at once. */
  async #shown(url: string, receipts: Iterable<string>): Promise<void> {
    for (const ReceiptHandle of receipts) {
      const shown = { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 };
      await this.#queues.send(new ChangeMessageVisibilityCommand(shown));
    }
  }

  /** Whose letters lie in a queue that Lambdas share, and how many of each; they stay as they are. */
  async whose(queue: DeadLetters): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const receipts: string[] = [];
    for await (const messages of this.#letters(queue.url)) {
      for (const message of messages) {
        receipts.push(message.ReceiptHandle ?? "");
        const whose = bearerOf(letterOf(message.Body ?? "", attributesOf(message)));
        counts.set(whose, (counts.get(whose) ?? 0) + 1);
      }
    }
    await this.#shown(queue.url, receipts);
    return counts;
  }

  /** Does all letters of a queue again that lie in it now. */
  async redrive(queue: DeadLetters): Promise<Redriven> {
    const left = new Map<string, { why: string; receipt: string }>();
    let done = 0;
    for await (const messages of this.#letters(queue.url)) {
      // One after the other: what a queue's letters tell of may hang together.
      for (const message of messages) {
        const why = await this.#again(queue, message).catch((error: Error) => `${error.name}: ${error.message}`);
        const receipt = message.ReceiptHandle ?? "";
        if (why) {
          left.set(message.MessageId ?? "", { why, receipt });
          continue;
        }
        await this.#queues.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receipt }));
        done += 1;
      }
    }
    const receipts = [...left.values()].map(({ receipt }) => receipt);
    await this.#shown(queue.url, receipts);
    return { name: queue.name, done, left: [...left.values()].map(({ why }) => why) };
  }

  /** Does one letter again; resolves with why it could not be done, or with nothing. */
  async #again(queue: DeadLetters, message: Message): Promise<string | undefined> {
    const { Body = "", MessageAttributes } = message;
    if (queue.source) {
      await this.#queues.send(new SendMessageCommand({ QueueUrl: queue.source, MessageBody: Body, MessageAttributes }));
      return undefined;
    }
    const letter = letterOf(Body, attributesOf(message));
    if (!letter) return "This is no letter that a Lambda, a rule, a schedule, a topic or a stream has left.";
    if (letter.kind === "event") return this.#invoke(letter.functionArn, letter.event);
    if (letter.kind === "notification") {
      const listener = await this.#listener(letter.topicArn, queue.arn);
      return listener ? this.#invoke(listener, letter.event) : "No subscription leaves its letters here any more.";
    }
    for (const Records of callsOf(await recordsOf(this.#streams, letter.stretch))) {
      const why = await this.#invoke(letter.functionArn, { Records });
      if (why) return why;
    }
    return undefined;
  }

  /** Invokes a Lambda and waits; resolves with why it failed, or with nothing. */
  async #invoke(FunctionName: string, event: unknown): Promise<string | undefined> {
    const reply = await this.#lambdas.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    const answer = JSON.parse(Buffer.from(reply.Payload ?? []).toString() || "null");
    if (reply.FunctionError) return `${FunctionName} failed: ${answer?.errorMessage ?? reply.FunctionError}`;
    const refused = answer?.batchItemFailures?.length ?? 0;
    return refused > 0 ? `${FunctionName} could not do ${refused} of its records; its log says why.` : undefined;
  }

  /** The Lambda whose subscription to the topic leaves its letters in this queue. */
  async #listener(TopicArn: string, queueArn: string): Promise<string | undefined> {
    for await (const { Subscriptions } of paginateListSubscriptionsByTopic({ client: this.#topics }, { TopicArn })) {
      for (const { SubscriptionArn, Protocol, Endpoint } of Subscriptions ?? []) {
        if (Protocol !== "lambda") continue;
        const told = await this.#topics.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
        if (deadLettersOf(told.Attributes?.RedrivePolicy ?? "{}") === queueArn) return Endpoint;
      }
    }
    return undefined;
  }
}
