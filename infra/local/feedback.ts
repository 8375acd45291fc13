import { randomUUID } from "node:crypto";
import type { SNSEvent } from "aws-lambda";
import { accountArn } from "./environment.ts";
import type { OutboxItem } from "./outbox.ts";

/** What may become of a mail after it left. */
export const MAIL_OUTCOMES = ["bounce", "complaint"] as const;
export type MailOutcome = (typeof MAIL_OUTCOMES)[number];

const TOPIC_ARN = accountArn("sns", "mail-feedback");

function outcomeOf(item: OutboxItem, outcome: MailOutcome, timestamp: string): object {
  if (outcome === "complaint") {
    const complainedRecipients = item.to.map((emailAddress) => ({ emailAddress }));
    return { eventType: "Complaint", complaint: { complainedRecipients, complaintFeedbackType: "abuse", timestamp } };
  }
  const bouncedRecipients = item.to.map((emailAddress) => ({ emailAddress, action: "failed", status: "5.1.1" }));
  const bounce = { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients, timestamp };
  return { eventType: "Bounce", bounce };
}

/** The SNS event by which a configuration set of SES reports a permanent bounce or a complaint. */
export function mailNotification(item: OutboxItem, outcome: MailOutcome, at: Date): SNSEvent {
  const timestamp = at.toISOString();
  const mail = { timestamp: item.at, source: item.from, messageId: item.id, destination: item.to };
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
