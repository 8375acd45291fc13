import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { sqsRecord } from "./consumer.ts";
import { accountArn } from "./environment.ts";
import { type Reply, readBody } from "./http.ts";
import type { MessageAttribute, QueueMessage, Queues } from "./queues.ts";

const MESSAGE_BYTES_MAX = 1024 * 1024;
const BATCH_MAX = 10;
const LONG_POLL_MS = 20;

type Input = Record<string, unknown>;
type Entry = {
  Id?: string;
  MessageBody?: string;
  MessageAttributes?: Record<string, MessageAttribute>;
  DelaySeconds?: number;
  ReceiptHandle?: string;
  VisibilityTimeout?: number;
};

/** A refusal with the code that the SDK turns into an error's name. */
class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

function sendOne(queues: Queues, queue: string, entry: Entry): { MessageId: string; MD5OfMessageBody: string } {
  const body = entry.MessageBody ?? "";
  if (body === "") throw new Refusal("InvalidParameterValue", "The request must contain the parameter MessageBody.");
  if (Buffer.byteLength(body) > MESSAGE_BYTES_MAX) {
    throw new Refusal(
      "InvalidParameterValue",
      `One or more parameters are invalid: message longer than ${MESSAGE_BYTES_MAX} bytes.`,
    );
  }
  const message = { body, attributes: entry.MessageAttributes ?? {}, delaySeconds: entry.DelaySeconds ?? 0 };
  return { MessageId: queues.send(queue, message), MD5OfMessageBody: md5(body) };
}

/** Runs a batch entry by entry; a refused entry fails alone. */
function batch<T extends object>(input: Input, run: (entry: Entry) => T): Input {
  const entries = (input.Entries ?? []) as Entry[];
  if (entries.length === 0)
    throw new Refusal("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > BATCH_MAX)
    throw new Refusal("TooManyEntriesInBatchRequest", `Maximum number of entries is ${BATCH_MAX}.`);
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
    throw new Refusal("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.");
  }
  const [Successful, Failed]: [object[], object[]] = [[], []];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function changeOne(queues: Queues, queue: string, entry: Entry): object {
  if (!queues.changeVisibility(queue, entry.ReceiptHandle ?? "", entry.VisibilityTimeout ?? 0)) {
    throw new Refusal("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
  }
  return {};
}

function deleteOne(queues: Queues, queue: string, entry: Entry): object {
  queues.delete(queue, entry.ReceiptHandle ?? "");
  return {};
}

function received(queue: string, message: QueueMessage): Input {
  const record = sqsRecord(queue, message);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: record.md5OfBody,
    Attributes: record.attributes,
    MessageAttributes: message.attributes,
  };
}

async function receive(queues: Queues, queue: string, input: Input): Promise<Input> {
  const max = Math.min(BATCH_MAX, Number(input.MaxNumberOfMessages ?? 1));
  const seconds = Number(input.VisibilityTimeout ?? queues.ruleOf(queue).visibilitySeconds);
  const deadline = Date.now() + Number(input.WaitTimeSeconds ?? 0) * 1_000;
  for (;;) {
    const messages = queues.receive(queue, max, seconds, false);
    if (messages.length > 0 || Date.now() >= deadline) return { Messages: messages.map((m) => received(queue, m)) };
    await wait(LONG_POLL_MS);
  }
}

function attributes(queues: Queues, queue: string): Input {
  const { due, hidden } = queues.counts(queue);
  const { visibilitySeconds, maxReceives, deadLetter } = queues.ruleOf(queue);
  const redrive = { deadLetterTargetArn: accountArn("sqs", deadLetter ?? ""), maxReceiveCount: maxReceives };
  return {
    Attributes: {
      QueueArn: accountArn("sqs", queue),
      ApproximateNumberOfMessages: String(due),
      ApproximateNumberOfMessagesNotVisible: String(hidden),
      VisibilityTimeout: String(visibilitySeconds),
      ...(deadLetter && { RedrivePolicy: JSON.stringify(redrive) }),
    },
  };
}

async function perform(queues: Queues, action: string, input: Input): Promise<Input> {
  if (action === "ListQueues") {
    const prefix = String(input.QueueNamePrefix ?? "");
    return { QueueUrls: queues.names().filter((name) => name.startsWith(prefix)) };
  }
  const queue = String(input.QueueUrl ?? input.QueueName ?? "")
    .split("/")
    .at(-1)!;
  if (!queues.exists(queue)) throw new Refusal("QueueDoesNotExist", "The specified queue does not exist.");
  const entry = input as Entry;
  switch (action) {
    case "SendMessage":
      return sendOne(queues, queue, entry);
    case "SendMessageBatch":
      return batch(input, (e) => sendOne(queues, queue, e));
    case "ReceiveMessage":
      return receive(queues, queue, input);
    case "DeleteMessage":
      return deleteOne(queues, queue, entry) as Input;
    case "DeleteMessageBatch":
      return batch(input, (e) => deleteOne(queues, queue, e));
    case "ChangeMessageVisibility":
      return changeOne(queues, queue, entry) as Input;
    case "ChangeMessageVisibilityBatch":
      return batch(input, (e) => changeOne(queues, queue, e));
    case "GetQueueAttributes":
      return attributes(queues, queue);
    case "GetQueueUrl":
      return { QueueUrl: queue };
    default:
      throw new Refusal("UnsupportedOperation", `The local stack does not know ${action}.`);
  }
}

/** SQS over the AWS JSON 1.0 protocol. */
export async function queueWire(request: IncomingMessage, queues: Queues, wiresUrl: string): Promise<Reply> {
  const headers = { "content-type": "application/x-amz-json-1.0" };
  const action = String(request.headers["x-amz-target"] ?? "")
    .split(".")
    .at(-1)!;
  try {
    const input = JSON.parse((await readBody(request, MESSAGE_BYTES_MAX * (BATCH_MAX + 1))).toString()) as Input;
    const output = await perform(queues, action, input);
    const urlOf = (name: unknown): string => `${wiresUrl}/sqs/000000000000/${name}`;
    if (output.QueueUrl) output.QueueUrl = urlOf(output.QueueUrl);
    if (Array.isArray(output.QueueUrls)) output.QueueUrls = output.QueueUrls.map(urlOf);
    return { status: 200, headers, body: JSON.stringify(output) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      status: 400,
      headers,
      body: JSON.stringify({ __type: `com.amazonaws.sqs#${error.code}`, message: error.message }),
    };
  }
}
