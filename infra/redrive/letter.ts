import * as z from "zod";

/** The records of a stream's shard from one sequence number to another, both included. */
export type Stretch = { streamArn: string; shardId: string; from: string; to: string };

/** What a dead letter asks for: a Lambda invoked anew with an event, with a stretch of the stream, or with a notification of a topic. */
export type Letter =
  | { kind: "event"; functionArn: string; event: unknown }
  | { kind: "stretch"; functionArn: string; stretch: Stretch }
  | { kind: "notification"; topicArn: string; event: unknown };

const Context = z.object({ functionArn: z.string() });

/** What an event source mapping writes when it gives a batch of a stream up: where the records are, not what they are. */
const GivenUp = z.object({
  requestContext: Context,
  DDBStreamBatchInfo: z.object({
    streamArn: z.string(),
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
  }),
});

/** What an asynchronous invocation's destination for failures is told. */
const Invocation = z.object({ requestContext: Context, requestPayload: z.unknown() });

/** A notification that a topic could not deliver. */
const Notification = z.looseObject({ Type: z.literal("Notification"), TopicArn: z.string(), MessageId: z.string() });

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Reads a dead letter that lies in a queue behind no queue; `undefined` where it is none of those that AWS writes.
 * A rule and a schedule name their target in an attribute and put the event itself into the body.
 */
export function letterOf(body: string, attributes: Readonly<Record<string, string | undefined>>): Letter | undefined {
  const value = jsonOf(body);
  if (value === undefined) return undefined;
  const target = attributes.TARGET_ARN;
  if (target) return { kind: "event", functionArn: target, event: value };
  const givenUp = GivenUp.safeParse(value);
  if (givenUp.success) {
    const { streamArn, shardId, startSequenceNumber: from, endSequenceNumber: to } = givenUp.data.DDBStreamBatchInfo;
    return {
      kind: "stretch",
      functionArn: givenUp.data.requestContext.functionArn,
      stretch: { streamArn, shardId, from, to },
    };
  }
  const invocation = Invocation.safeParse(value);
  if (invocation.success && invocation.data.requestPayload !== undefined) {
    const { requestContext, requestPayload } = invocation.data;
    return { kind: "event", functionArn: requestContext.functionArn, event: requestPayload };
  }
  const told = Notification.safeParse(value);
  if (!told.success) return undefined;
  const { TopicArn, SigningCertURL, UnsubscribeURL, ...Sns } = told.data;
  // The names that differ between a topic's message and a Lambda's event.
  const named = { ...Sns, TopicArn, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL };
  const record = { EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: TopicArn, Sns: named };
  return { kind: "notification", topicArn: TopicArn, event: { Records: [record] } };
}
