/**
 * SES has no idempotency key. A message is claimed before it is sent; after a crash with an unknown outcome the sender
 * waits for the Send event that SES publishes, and sends again only without one.
 */
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { clock, config, random } from "../../shared/config.ts";
import { later } from "../../shared/duration.ts";
import { base32 } from "../../shared/ids.ts";
import { errorFields, log } from "../../shared/log.ts";
import { reachable } from "../../shared/notify/consent.ts";
import { readFiles } from "../../shared/notify/files.ts";
import { renderMail } from "../../shared/notify/mail.ts";
import { asciiAddress, buildRawMail, type MailPart } from "../../shared/notify/mime.ts";
import {
  haltId,
  type MessageRow,
  message,
  sendingHalt,
  suppression,
  suppressionId,
} from "../../shared/notify/outbox.ts";
import { personUrl } from "../../shared/notify/person-link.ts";
import type { QueuedMessage } from "../../shared/notify/queue.ts";
import { returnPathOf, sealedToken } from "../../shared/notify/return-path.ts";
import { type Outcome, sendMail, sendText } from "../../shared/notify/send.ts";
import { laterOf } from "../../shared/retry-after.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { type Table, tenantTable } from "../../shared/table/table.ts";
import { ATTEMPTS_MAX, amend, REPORT_AWAITED_MS, retryAfterMs, TEXT_LOST } from "./lifecycle.ts";
import { type Rendered, renderMessage } from "./render.ts";
import { productAddress, type Sending, senderIn } from "./sending.ts";
import { chatGroup } from "./table.ts";

/** What holds messages to people outside back is loaded with the first of them. */
const gate = () => import("./gate.ts");

const stamp = { actor: "system:sender", from: "", requestId: "", unattended: true };
/** Characters that tell one claim from another. */
const CLAIM_CHARS = 10;

/**
 * Sends what the queue brings. A message is claimed before the provider is called and marked after, so of several
 * deliveries of one queue entry one sends:
 *
 *   queued ── claim ── sending ── SES/SNS ── sent
 *                         │
 *                         └─ the process ends here: the entry comes again. SES's own report marks the row as sent; if
 *                            none has come within REPORT_AWAITED_MS, the mail has not left and is sent now.
 *
 * What the provider does not take now waits in its row for its next try; the queue entry has done its work then.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const outcomes = await Promise.all(
    event.Records.map(async ({ body, messageId }) => {
      try {
        const { tenantId, messageId: id } = JSON.parse(body) as QueuedMessage;
        return (await deliver(await tenantTable(tenantId, stamp), id)) ? undefined : messageId;
      } catch (error) {
        log.error("message not sent", errorFields(error));
        return messageId;
      }
    }),
  );
  return { batchItemFailures: outcomes.flatMap((id) => (id ? [{ itemIdentifier: id }] : [])) };
}

/** Sends one message if it is to be sent. False where the queue should bring it again. */
async function deliver(table: Table, id: string): Promise<boolean> {
  const row = await table.find(message, id);
  const now = clock.now();
  if (!row || (row.state !== "queued" && row.state !== "sending")) return true;
  if (row.state === "sending") {
    if (row.channel !== "email") return lostText(table, row, now);
    if (now.getTime() - Date.parse(row.claimedAt ?? row.updatedAt) < REPORT_AWAITED_MS) return false;
  }
  if (row.nextAt !== undefined && row.nextAt > now.toISOString()) return true;
  const obstacle = await obstacleOf(table, row, now);
  if (obstacle) {
    await amend(table, id, now.toISOString(), (at) => (at.version === row.version ? obstacle : undefined), row);
    return true;
  }
  const claimed = await claim(table, row, now);
  if (!claimed) return true;
  const outcome = await send(table, claimed, now);
  return note(table, claimed, outcome);
}

/**
 * Nobody reports of a text message, or of one in a group chat, by our id, so whether one left whose answer was lost cannot
 * be known. A second one would cost money and trust.
 */
async function lostText(table: Table, row: MessageRow, now: Date): Promise<boolean> {
  if (now.getTime() - Date.parse(row.claimedAt ?? row.updatedAt) < REPORT_AWAITED_MS) return false;
  await amend(table, row.id, now.toISOString(), (at) =>
    at.state === "sending" ? { state: "failed", error: TEXT_LOST } : undefined,
  );
  return true;
}

const HALTED = "What it was sent with was stopped.";
const SPENT = "The licence's messages of this month are used up.";
const WITHDRAWN = "There is no consent for it, or none any more.";

/** What keeps a message from being sent at all. A withdrawal keeps back what was queued before it. */
async function obstacleOf(table: Table, row: MessageRow, now: Date): Promise<Partial<MessageRow> | undefined> {
  if (row.attempts >= ATTEMPTS_MAX)
    return { state: "failed", nextAt: undefined, error: row.error ?? "Tried too often." };
  const { reason, channel, recipientId, under } = row;
  if (under && (await table.find(sendingHalt, haltId(under)))) {
    return { state: "suppressed", nextAt: undefined, error: HALTED };
  }
  if (reason?.kind === "marketing" && channel !== "chat") {
    const open = await reachable(table, { channel, purpose: reason.purpose }, [recipientId]);
    if (!open.has(recipientId)) return { state: "suppressed", nextAt: undefined, error: WITHDRAWN };
    if (await (await gate()).areSpent(table, now)) return { state: "suppressed", nextAt: undefined, error: SPENT };
  }
  const obstacle = channel === "email" ? await addressObstacle(table, row) : await numberObstacle(table, row);
  if (obstacle || !reason) return obstacle;
  const nextAt = await (await gate()).waitsUntil(table, row, now);
  return nextAt === undefined ? undefined : { state: "queued", nextAt };
}

/** What keeps a mail from its address. */
async function addressObstacle(table: Table, row: MessageRow): Promise<Partial<MessageRow> | undefined> {
  if (!asciiAddress(row.to)) return { state: "failed", nextAt: undefined, error: "This is no mail address." };
  const found = await table.find(suppression, suppressionId(row.to), false);
  if (!found || found.liftedAt) return undefined;
  return {
    state: "suppressed",
    nextAt: undefined,
    error: `The address ${found.reason === "erased" ? "was erased" : `${found.reason} before`}.`,
  };
}

/** What keeps a text from its number: its owner was erased, and the hash of the number's digits says so. */
async function numberObstacle(table: Table, { channel, to }: MessageRow): Promise<Partial<MessageRow> | undefined> {
  if (channel !== "sms") return undefined;
  const found = await table.find(suppression, suppressionId(to.replace(/\D/g, "")), false);
  if (!found || found.liftedAt) return undefined;
  return { state: "suppressed", nextAt: undefined, error: "Whoever had this number was erased." };
}

/** Makes the message this process's own for one call of the provider; `undefined` where another has it. */
async function claim(table: Table, row: MessageRow, now: Date): Promise<MessageRow | undefined> {
  const at = now.toISOString();
  const claimedBy = base32(random(CLAIM_CHARS));
  const fields = { state: "sending" as const, attempts: row.attempts + 1, claimedAt: at, claimedBy, nextAt: undefined };
  const claimed = nextVersion(row, at, fields);
  try {
    if (row.reason?.kind === "marketing") return await (await gate()).claimCounted(table, row, claimed, now);
    return await table.replace(message, row, claimed);
  } catch (error) {
    if (isStale(error)) return undefined;
    throw error;
  }
}

/** Tells a group chat by the robot that it has now. */
async function tellGroup(table: Table, row: MessageRow, text: Rendered, now: Date): Promise<Outcome> {
  const group = await table.find(chatGroup, row.to);
  if (!group || group.archived) return { kind: "rejected", error: "There is no such group chat any more." };
  const [{ chatText }, { sendChat }] = await Promise.all([
    import("../../shared/notify/chat.ts"),
    import("../../shared/notify/webhook.ts"),
  ]);
  return sendChat(config(), group, chatText(row.locale, text.subject, text.blocks), now);
}

/** Where the reader of marketing ends it, by one click of their mail program too. */
function preferencesUrlOf(row: MessageRow, of: { tenantId: string; sealingKey: string }): string | undefined {
  const { reason, recipientId: personId, channel, createdAt: issuedAt } = row;
  if (reason?.kind !== "marketing" || channel === "chat") return undefined;
  return personUrl(of, { personId, channel, purpose: reason.purpose, issuedAt, messageId: row.id });
}

async function send(table: Table, row: MessageRow, now: Date): Promise<Outcome> {
  const text = renderMessage(row);
  const sent = { tenantId: table.tenantId, messageId: row.id, resends: row.resends ?? 0 };
  if (row.channel === "sms") {
    const { sealingKey } = await senderIn(table);
    return sendText(row.to, text.sms, { template: row.template, token: () => sealedToken(sent, sealingKey) });
  }
  if (row.channel === "chat") return tellGroup(table, row, text, now);
  const [sending, files] = await Promise.all([senderIn(table), row.filesKey ? readFiles(row.filesKey) : []]);
  const outcome = await sendAs(table, row, text, { sending, files, now });
  if (outcome.kind !== "rejected" || !NOT_OURS.test(outcome.error)) return outcome;
  // The domain was given up or lost a moment ago: the mail leaves all the same, from the product's address.
  const { from, replyTo = from.address } = sending;
  return sendAs(table, row, text, {
    sending: { ...sending, from: { ...from, address: productAddress() }, replyTo },
    files,
    now,
  });
}

/** SES's word for an address that mails may not come from. */
const NOT_OURS = /address is not verified/i;

type Leaving = { sending: Sending; files: MailPart[]; now: Date };

async function sendAs(
  table: Table,
  row: MessageRow,
  text: Rendered,
  { sending, files, now }: Leaving,
): Promise<Outcome> {
  const { name, sealingKey, from, replyTo: answers } = sending;
  const sealed = { tenantId: table.tenantId, sealingKey };
  const preferencesUrl = text.unsubscribeUrl ?? preferencesUrlOf(row, sealed);
  const { blocks, pixelUrl } = text.tracks
    ? (await import("../../shared/notify/mail-link.ts")).tracked(sealed, row.id, text.blocks)
    : { ...text, pixelUrl: undefined };
  const { to, cc, replyTo = answers, inReplyTo, references, isPersonal } = text.thread ?? {};
  const raw = buildRawMail({
    ...renderMail({ ...text, blocks, pixelUrl, locale: row.locale, sender: name, preferencesUrl }),
    from,
    unsubscribeUrl: preferencesUrl,
    to: to ?? [{ name: row.recipientName, address: row.to }],
    ...(cc && { cc }),
    locale: row.locale,
    // By the product's own domain whomever it comes from: answers name it, and are known by it.
    messageId: `${row.id}.${row.resends ?? 0}@${productAddress().split("@").at(-1)}`,
    date: now,
    ...(replyTo && { replyTo: { name: from.name, address: replyTo } }),
    ...(inReplyTo && { inReplyTo, references: references ?? [inReplyTo] }),
    isPersonal,
    inline: files.filter((file) => file.contentId !== undefined),
    attachments: files.filter((file) => file.contentId === undefined),
  });
  const { tenantId } = table;
  const tags = { tenant: tenantId, message: row.id, sending: String(row.resends ?? 0) };
  const sent = { tenantId, messageId: row.id, resends: row.resends ?? 0 };
  return sendMail(raw, asciiAddress(row.to) as string, tags, (at) => returnPathOf(at, sent, sealingKey));
}

/** What a provider's answer makes of a claimed message. */
function fieldsFor(row: MessageRow, outcome: Exclude<Outcome, { kind: "unknown" }>, now: Date): Partial<MessageRow> {
  if (outcome.kind === "sent") {
    return { state: "sent", sentAt: now.toISOString(), providerId: outcome.providerId, error: undefined };
  }
  const { error } = outcome;
  // A provider that is merely busy is no failed attempt.
  const attempts = outcome.kind === "refused" && outcome.isBusy ? row.attempts - 1 : row.attempts;
  if (outcome.kind === "rejected" || attempts >= ATTEMPTS_MAX) return { state: "failed", error };
  const again = later(now.toISOString(), retryAfterMs(row.attempts));
  const nextAt = laterOf(again, outcome.until);
  return { state: "queued", attempts, nextAt, error };
}

/** Writes down what became of a call. False where nobody knows yet. */
async function note(table: Table, row: MessageRow, outcome: Outcome): Promise<boolean> {
  const now = clock.now();
  if (outcome.kind === "unknown") {
    log.warn("answer of the provider lost", { messageId: row.id, error: outcome.error });
    return false;
  }
  const fields = fieldsFor(row, outcome, now);
  // SES may have reported the mail before its answer was here; then the row says so already.
  const change = (current: MessageRow): Partial<MessageRow> | undefined =>
    current.state === "sending" && current.claimedBy === row.claimedBy ? fields : undefined;
  await amend(table, row.id, now.toISOString(), change, row);
  if (fields.state !== "sent" && row.reason?.kind === "marketing") {
    await (await gate()).giveBack(table, row, now.toISOString());
  }
  return true;
}
