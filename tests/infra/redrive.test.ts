import { beforeEach, describe, expect, test } from "@jest/globals";
import { awsJson } from "../../infra/local/protocol.ts";
import { letterOf } from "../../infra/redrive/letter.ts";
import { type DeadLetters, Redrive, type Redriven } from "../../infra/redrive/redrive.ts";
import { recordsOf } from "../../infra/redrive/stretch.ts";
import { dynamoStreams } from "../support/fixtures/lambdas/clients.ts";
import type * as Copies from "../support/fixtures/lambdas/copies.ts";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import type * as Feedback from "../support/fixtures/lambdas/feedback.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack({ lambdas: fixtureLambdas });
const copies = (): Promise<typeof Copies> => import("../support/fixtures/lambdas/copies.ts");
const feedback = (): Promise<typeof Feedback> => import("../support/fixtures/lambdas/feedback.ts");

async function queueOf(name: string): Promise<DeadLetters> {
  const found = (await new Redrive().queues("")).find((queue) => queue.name === name);
  if (!found) throw new Error(`No queue of dead letters is called ${name}.`);
  return found;
}

const redriven = async (name: string): Promise<Redriven> => new Redrive().redrive(await queueOf(name));

beforeEach(async () => {
  const { seen, trouble } = await copies();
  seen.length = 0;
  trouble.judge = () => true;
});

describe("what a stream's consumer has given up", () => {
  /** Gives up the things whose notes begin with `bad`; those around them go through. */
  async function givenUp(count: number): Promise<void> {
    const { trouble, seen } = await copies();
    trouble.judge = (note) => !note.startsWith("bad");
    const api = stack().api("somebody");
    for (let n = 0; n < count; n++) await api.put(`/things/${n}`, n % 3 === 1 ? `bad ${count}` : `good ${count}`);
    await stack().settled();
    trouble.judge = () => true;
    seen.length = 0;
  }

  test("is read from the stream and done, and leaves the queue", async () => {
    await givenUp(7);
    expect((await queueOf("copies-failures")).letters).toBe(2);
    expect(await redriven("copies-failures")).toEqual({ name: "copies-failures", done: 2, left: [] });
    const { seen } = await copies();
    expect(seen.map(({ key }) => key).sort()).toEqual(["THING#1", "THING#4"]);
    expect((await queueOf("copies-failures")).letters).toBe(0);
  });

  test("stays, and can be seen at once, where it fails anew", async () => {
    await givenUp(3);
    const { trouble, seen } = await copies();
    trouble.judge = () => false;
    const refused = await redriven("copies-failures");
    expect(refused).toMatchObject({ done: 0, left: [expect.stringContaining("could not do 1 of its records")] });
    trouble.judge = () => {
      throw new Error("still broken");
    };
    expect((await redriven("copies-failures")).left).toEqual([expect.stringContaining("still broken")]);
    trouble.judge = () => true;
    expect((await redriven("copies-failures")).done).toBe(1);
    expect(seen.map(({ key }) => key)).toEqual(["THING#1"]);
  });

  test("is told as gone where the stream has forgotten it, and stays", async () => {
    await givenUp(2);
    const [body = ""] = stack().queues.peek("copies-failures");
    const letter = JSON.parse(body);
    letter.DDBStreamBatchInfo.shardId = "shardId-00000000000000000000-00000000";
    await redriven("copies-failures");
    stack().queues.send("copies-failures", { body: JSON.stringify(letter) });
    const { done, left } = await redriven("copies-failures");
    expect([done, left]).toEqual([0, [expect.stringContaining("keeps its records for a day")]]);
  });

  test("has the bytes of the wire, whatever values a row holds", async () => {
    const values = { b: { B: "AAEC/w==" }, bs: { BS: ["AA==", "/w=="] }, l: { L: [{ M: { n: { N: "1.5" } } }] } };
    const Item = { pk: { S: "VALUES#1" }, sk: { S: "#" }, ...values, nothing: { NULL: true }, no: { BOOL: false } };
    await awsJson(stack().databaseEndpoint, "DynamoDB_20120810.PutItem", { TableName: "cashloop", Item });
    const { Streams } = await awsJson<{ Streams: { StreamArn: string }[] }>(
      stack().databaseEndpoint,
      "DynamoDBStreams_20120810.ListStreams",
      {},
    );
    const streamArn = Streams.at(-1)?.StreamArn ?? "";
    const { StreamDescription } = await awsJson<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      stack().databaseEndpoint,
      "DynamoDBStreams_20120810.DescribeStream",
      { StreamArn: streamArn },
    );
    const shardId = StreamDescription.Shards.at(-1)?.ShardId ?? "";
    const { ShardIterator } = await awsJson<{ ShardIterator: string }>(
      stack().databaseEndpoint,
      "DynamoDBStreams_20120810.GetShardIterator",
      { StreamArn: streamArn, ShardId: shardId, ShardIteratorType: "TRIM_HORIZON" },
    );
    type Raw = { dynamodb: { SequenceNumber: string; NewImage?: unknown } };
    const { Records } = await awsJson<{ Records: Raw[] }>(
      stack().databaseEndpoint,
      "DynamoDBStreams_20120810.GetRecords",
      { ShardIterator },
    );
    const last = Records.at(-1);
    expect(last?.dynamodb.NewImage).toEqual(Item);
    const [from, to] = [Records[0]?.dynamodb.SequenceNumber ?? "", last?.dynamodb.SequenceNumber ?? ""];
    const read = await recordsOf(dynamoStreams(), { streamArn, shardId, from, to });
    expect(read).toEqual(Records.map((record) => ({ ...record, eventSourceARN: streamArn })));
  });
});

test("a letter behind a queue goes back to its queue, with what it carries", async () => {
  const letter = JSON.stringify({ key: "THING#x", to: "again@example.com" });
  const attributes = { kind: { DataType: "String", StringValue: "letter" } };
  stack().queues.send("messages-failures", { body: letter, attributes });
  expect(await redriven("messages-failures")).toEqual({ name: "messages-failures", done: 1, left: [] });
  await stack().settled();
  expect(stack().outbox("again@example.com")).toHaveLength(1);
});

describe("what was to be invoked", () => {
  const ARN = "arn:aws:lambda:us-east-1:000000000000:function:feedback";
  const event = (n: number) => ({ Records: [{ Sns: { Message: JSON.stringify({ n }) } }] });
  /** A queue that is behind no queue, as an invocation's destination is. */
  const lay = (body: string, attributes: Record<string, string> = {}, queue = "loose-failures"): void => {
    if (!stack().queues.exists(queue)) stack().queues.declare(queue);
    const typed = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
    stack().queues.send(queue, { body, attributes: Object.fromEntries(typed) });
  };

  test.each([
    [
      "by nobody who waits",
      { body: { requestContext: { functionArn: `${ARN}:$LATEST` }, requestPayload: event(1) } },
      1,
    ],
    [
      "by a rule or a schedule",
      { body: event(2), attributes: { TARGET_ARN: ARN, RULE_ARN: "arn:aws:events:rule" } },
      2,
    ],
  ])(
    "%s is invoked",
    async (_, { body, attributes = {} }: { body: object; attributes?: Record<string, string> }, n) => {
      const { told } = await feedback();
      told.length = 0;
      lay(JSON.stringify(body), attributes);
      expect(await redriven("loose-failures")).toMatchObject({ done: 1, left: [] });
      expect(told).toEqual([{ n }]);
    },
  );

  test("is told by whose it is, as often as one looks, and stays", async () => {
    const shared = "shared-failures";
    const letter = (functionArn: string) =>
      JSON.stringify({ requestContext: { functionArn }, requestPayload: event(1) });
    for (const n of [1, 2]) lay(JSON.stringify(event(n)), { TARGET_ARN: ARN }, shared);
    for (const name of ["tiers", "tiers:$LATEST"]) lay(letter(ARN.replace("feedback", name)), {}, shared);
    lay("no json", {}, shared);
    const whose = async () => Object.fromEntries(await new Redrive().whose(await queueOf(shared)));
    for (let look = 0; look < 2; look++) expect(await whose()).toEqual({ feedback: 2, tiers: 2, nobody: 1 });
    expect(await redriven(shared)).toMatchObject({ done: 2, left: { length: 3 } });
  });

  test("and is no letter at all, or of a Lambda that is gone, stays and says so", async () => {
    lay("no json");
    lay(JSON.stringify({ some: "thing" }));
    lay(JSON.stringify({ requestContext: { functionArn: "arn:aws:lambda:x:1:function:gone" }, requestPayload: {} }));
    const { done, left } = await redriven("loose-failures");
    expect(done).toBe(0);
    expect(left).toEqual([
      expect.stringContaining("no letter"),
      expect.stringContaining("no letter"),
      expect.stringMatching(/^ResourceNotFoundException: Function not found: gone/),
    ]);
  });
});

test("a notification is read as the event that its topic would have made of it", () => {
  const body = {
    ...{ Type: "Notification", MessageId: "m-1", TopicArn: "arn:aws:sns:x:1:mail", Message: "{}", Timestamp: "t" },
    ...{ SignatureVersion: "1", Signature: "s", SigningCertURL: "https://c", UnsubscribeURL: "https://u" },
  };
  const letter = letterOf(JSON.stringify(body), {});
  expect(letter).toMatchObject({ kind: "notification", topicArn: "arn:aws:sns:x:1:mail" });
  expect((letter as { event: unknown }).event).toMatchObject({
    Records: [{ EventSource: "aws:sns", Sns: { MessageId: "m-1", SigningCertUrl: "https://c", Message: "{}" } }],
  });
});
