import assert from "node:assert";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, type MessageAttributeValue, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { commanded } from "./command.ts";
import { ACCOUNT, CREDENTIALS, type Emulator, REGION } from "./emulator.ts";

type Laid = { queue: RegExp; body: object; attributes?: Record<string, MessageAttributeValue> };

const arnOf = (stage: string, name: string): string =>
  `arn:aws:lambda:${REGION}:${ACCOUNT}:function:cashloop-${stage}-${name}`;

/** The first records of the table's stream, as an event source mapping names a batch that it gives up. */
async function batchInfo(client: DynamoDBStreamsClient): Promise<object> {
  const { Streams } = await client.send(new ListStreamsCommand({}));
  const StreamArn = Streams?.[0]?.StreamArn;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const start = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
  const { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator, Limit: 20 }));
  const sequence = (n: number) => Records.at(n)?.dynamodb?.SequenceNumber;
  const [startSequenceNumber, endSequenceNumber] = [sequence(0), sequence(-1)];
  return { shardId: ShardId, startSequenceNumber, endSequenceNumber, batchSize: Records.length, streamArn: StreamArn };
}

/**
 * Lays a letter of every kind into the queue that AWS would lay it into, each of work that has been done before, and
 * has the command do them again.
 */
export async function redriven(emulator: Emulator, stage: string, tenantId: string, messageId: string): Promise<void> {
  const config = { endpoint: emulator.endpoint, region: REGION, credentials: CREDENTIALS };
  const [queues, streams, topics] = [new SQSClient(config), new DynamoDBStreamsClient(config), new SNSClient(config)];
  const { QueueUrls = [] } = await queues.send(new ListQueuesCommand({ QueueNamePrefix: `Cashloop-${stage}-` }));
  const { Topics = [] } = await topics.send(new ListTopicsCommand({}));
  const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });
  const sent = { eventType: "Send", send: {}, mail: { messageId: "unknown", tags: {}, destination: [] } };
  const letters: Laid[] = [
    {
      queue: /StreamrestFailures/,
      body: { requestContext: { functionArn: arnOf(stage, "rest") }, DDBStreamBatchInfo: await batchInfo(streams) },
    },
    { queue: /QueuemessagesFailures/, body: { tenantId, messageId } },
    {
      queue: /-messaging-Failures/,
      body: {
        requestContext: { functionArn: `${arnOf(stage, "continuity")}:$LATEST` },
        requestPayload: { time: new Date().toISOString() },
      },
    },
    {
      queue: /-messaging-Failures/,
      body: { time: new Date().toISOString() },
      attributes: { TARGET_ARN: text(arnOf(stage, "tiers")), SCHEDULE_ARN: text("arn:aws:scheduler:::schedule/tiers") },
    },
    {
      queue: /feedbackUndelivered/,
      body: {
        ...{ Type: "Notification", MessageId: "1", Subject: "Amazon SES Email Event Notification" },
        TopicArn: Topics.find(({ TopicArn }) => /mail/i.test(TopicArn ?? ""))?.TopicArn,
        ...{ Message: JSON.stringify(sent), Timestamp: new Date().toISOString(), SignatureVersion: "1" },
      },
    },
  ];
  for (const { queue, body, attributes } of letters) {
    const QueueUrl = QueueUrls.find((url) => queue.test(url));
    assert(QueueUrl, `no queue is called ${queue}: ${QueueUrls.join(" ")}`);
    const MessageBody = JSON.stringify(body);
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes: attributes }));
  }
  const shown = await commanded(emulator, "redrive", ["--stage", stage]).catch(({ message }: Error) => message);
  for (const name of ["continuity", "tiers"]) assert.match(shown, new RegExp(`cashloop-${stage}-${name}: 1 letter`));
  const stdout = await commanded(emulator, "redrive", ["--stage", stage, "--do"]);
  const done = [...stdout.matchAll(/: (\d+) done, 0 left$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  assert.strictEqual(done, letters.length, stdout);
}
