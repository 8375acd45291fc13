import { randomUUID } from "node:crypto";
import type { SNSEvent } from "aws-lambda";
import { accountArn } from "./environment.ts";
import type { OutboxItem } from "./outbox.ts";

/** What may become of a mail after it arrived. */
export const MAIL_OUTCOMES = ["bounce", "complaint"] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];
/** All that SES tells of a mail. */
export type MailEvent = MailOutcome | "send" | "delivery";

const TOPIC_ARN = accountArn("sns", "mail-feedback");

function outcomeOf(item: OutboxItem, outcome: MailEvent, timestamp: string): object {
  if (outcome === "send") return { eventType: "Send", send: {} };
  if (outcome === "delivery") return { eventType: "Delivery", delivery: { timestamp, recipients: item.to } };
  if (outcome === "complaint") {
    const complainedRecipients = item.to.map((emailAddress) => ({ emailAddress }));
    return { eventType: "Complaint", complaint: { complainedRecipients, complaintFeedbackType: "abuse", timestamp } };
  }
  const bouncedRecipients = item.to.map((emailAddress) => ({ emailAddress, action: "failed", status: "5.1.1" }));
  const bounce = { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients, timestamp };
  return { eventType: "Bounce", bounce };
}

/** The SNS event by which a configuration set of SES reports what became of a mail. */
export function mailNotification(item: OutboxItem, outcome: MailEvent, at: Date): SNSEvent {
  const timestamp = at.toISOString();
  const tags = Object.fromEntries(Object.entries(item.tags ?? {}).map(([name, value]) => [name, [value]]));
  const mail = { timestamp: item.at, source: item.from, messageId: item.id, destination: item.to, tags };
  const Sns = {
    Type: "Notification",
    MessageId: randomUUID(),
    TopicArn: TOPIC_ARN,
    Subject: "Amazon SES Email Event Notification",
    Message: JSON.stringify({ ...outcomeOf(item, outcome, timestamp), mail }),
    Timestamp: timestamp,
    SignatureVersion: "1",
    Signature: "local",
    SigningCertUrl: "",
    UnsubscribeUrl: "",
    MessageAttributes: {},
  };
  return { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: TOPIC_ARN, Sns }] };
}
