import type { SNSEvent } from "aws-lambda";
import { clock } from "../../shared/config.ts";
import { log } from "../../shared/log.ts";
import { type MessageRow, type MessageState, suppression, suppressionId } from "../../shared/notify/outbox.ts";
import { isOvertaken } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { amend, isAhead } from "./lifecycle.ts";

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
    const table = await tenantTable(tag("tenant"), stamp);
    await note(table, tag("message"), Number(tag("sending")), state, report);
  }
}

async function note(table: Table, id: string, sending: number, state: MessageState, report: Report): Promise<void> {
  const now = clock.now().toISOString();
  await amend(table, id, now, (row): Partial<MessageRow> | undefined => {
    const isThisSending = (row.resends ?? 0) === sending;
    // A message that goes to be tried again, though SES has it after all, is not to be sent twice.
    if (!isThisSending || !isAhead(state, row.state)) return undefined;
    return {
      state,
      providerId: report.mail.messageId,
      nextAt: undefined,
      sentAt: row.sentAt ?? report.mail.timestamp ?? now,
      ...(state === "delivered" && { deliveredAt: report.delivery?.timestamp ?? now }),
      error: errorOf(report),
    };
  });
  const isLasting = report.bounce?.bounceType === "Permanent" || state === "complained";
  if (!isLasting) return;
  const addresses = report.bounce?.bouncedRecipients ?? report.complaint?.complainedRecipients ?? [];
  const reason = state === "complained" ? "complained" : "bounced";
  for (const { emailAddress } of addresses) await suppress(table, emailAddress, reason, id, now);
}

const errorOf = ({ bounce, complaint, reject }: Report): string | undefined =>
  (
    bounce?.bouncedRecipients?.[0]?.diagnosticCode ??
    (bounce && `${bounce.bounceType} bounce`) ??
    (complaint && `Complaint: ${complaint.complaintFeedbackType ?? "unnamed"}`) ??
    reject?.reason
  )?.slice(0, 300);

/** Notes that an address gets no more mail; one that was lifted is set anew by a later message only. */
async function suppress(
  table: Table,
  address: string,
  reason: "bounced" | "complained",
  messageId: string,
  now: string,
): Promise<void> {
  const id = suppressionId(address);
  const found = await table.find(suppression, id);
  const fields = { address: address.toLowerCase(), reason, messageId };
  try {
    if (!found) {
      await table.create(suppression, { id, version: 1, createdAt: now, updatedAt: now, ...fields });
    } else if (found.messageId !== messageId) {
      await table.replace(suppression, found, nextVersion(found, now, { ...fields, liftedAt: undefined }));
    }
  } catch (error) {
    // Somebody else has noted the same at this moment.
    if (!isOvertaken(error)) throw error;
  }
}
