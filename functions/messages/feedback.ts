import type { SNSEvent } from "aws-lambda";
import { log } from "../../shared/log.ts";
import type { MessageState } from "../../shared/notify/outbox.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { became } from "./became.ts";

/** What SES reports of one mail, as far as it is used (SES event publishing). */
type Report = {
  eventType: string;
  mail: { messageId: string; timestamp?: string; tags?: Record<string, string[]> };
  bounce?: { bounceType?: string; bouncedRecipients?: { emailAddress: string; diagnosticCode?: string }[] };
  complaint?: { complainedRecipients?: { emailAddress: string }[]; complaintFeedbackType?: string };
  delivery?: { timestamp?: string };
  reject?: { reason?: string };
};

const STATES: Record<string, MessageState> = {
  Send: "sent",
  Delivery: "delivered",
  Bounce: "bounced",
  Complaint: "complained",
  Reject: "failed",
};

const stamp = { actor: "system:feedback", from: "", requestId: "", unattended: true };

/**
 * Told by SES, through SNS, what became of a mail. The mail's tags say which message of which tenant it was, and which
 * sending of it. May be told twice and in any order.
 */
export async function handler(event: SNSEvent): Promise<void> {
  for (const { Sns } of event.Records) {
    const report = JSON.parse(Sns.Message) as Report;
    const tag = (name: string): string => report.mail?.tags?.[name]?.[0] ?? "";
    const state = STATES[report.eventType];
    if (!state || !/^ten_[0-9A-Za-z]+$/.test(tag("tenant"))) {
      log.warn("mail report not understood", { eventType: report.eventType });
      continue;
    }
    // Who looks for what harms the sender's name counts these by tenant.
    if (state === "bounced" || state === "complained")
      log.info("mail came back", { tenantId: tag("tenant"), eventType: report.eventType });
    const table = await tenantTable(tag("tenant"), stamp);
    const isLasting = report.bounce?.bounceType === "Permanent" || state === "complained";
    const addressed = report.bounce?.bouncedRecipients ?? report.complaint?.complainedRecipients ?? [];
    await became(table, tag("message"), Number(tag("sending")), {
      state,
      providerId: report.mail.messageId,
      sentAt: report.mail.timestamp,
      deliveredAt: report.delivery?.timestamp,
      error: errorOf(report),
      lost: isLasting ? addressed.map(({ emailAddress }) => emailAddress) : [],
    });
  }
}

const errorOf = ({ bounce, complaint, reject }: Report): string | undefined =>
  bounce?.bouncedRecipients?.[0]?.diagnosticCode ??
  (bounce && `${bounce.bounceType} bounce`) ??
  (complaint && `Complaint: ${complaint.complaintFeedbackType ?? "unnamed"}`) ??
  reject?.reason;
