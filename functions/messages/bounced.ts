import type { S3Event } from "aws-lambda";
import PostalMime from "postal-mime";
import { log } from "../../shared/log.ts";
import { type Parsed, recipientsOf } from "../../shared/mailin/read.ts";
import { message } from "../../shared/notify/outbox.ts";
import { returnedTo } from "../../shared/notify/return-path.ts";
import { readObject } from "../../shared/objects.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { type Became, became } from "./became.ts";
import { reportedIn } from "./rules.ts";
import { senderIn } from "./sending.ts";

const stamp = { actor: "system:bounces", from: "", requestId: "", unattended: true };
const REPORT_BYTES_MAX = 1024 * 1024;

/** What a report says of a mail's one recipient; nothing where it says that the mail is only late. */
function toldBy(status: string, to: string): Became | undefined {
  const said = reportedIn(status);
  if (said?.action === "delivered") return { state: "delivered", lost: [] };
  if (said?.action !== "failed") return undefined;
  // 5.2.2 and 5.7.x are about a full mailbox and about what was sent: the address itself is good.
  const isLasting = /^5\.(?!2\.2|7\.)/.test(said.status);
  return { state: "bounced", error: said.diagnostic ?? `Status ${said.status}`, lost: isLasting ? [to] : [] };
}

async function takeReport(objectKey: string): Promise<void> {
  const { bytes } = await readObject(objectKey);
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: "arraybuffer" });
  const address = recipientsOf(mail as Parsed).find((one) => returnedTo(one));
  const meant = address && returnedTo(address);
  const part = mail.attachments.find(({ mimeType }) => mimeType === "message/delivery-status");
  if (!meant || !part) return log.warn("mail report not understood", { objectKey });
  const { tenantId, messageId, resends } = meant.sending;
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(message, messageId);
  if (!row || !meant.isSealed((await senderIn(table)).sealingKey))
    return log.warn("mail report of nothing", { objectKey });
  const { content } = part;
  const told = toldBy(typeof content === "string" ? content : Buffer.from(content as ArrayBuffer).toString(), row.to);
  if (told) await became(table, messageId, resends, told);
}

/**
 * A report of a mail that left by SMTP has arrived in the bucket (RFC 3464), as whoever receives the return path's domain
 * lays it there. Its address says which sending it is about.
 */
export async function handler(event: S3Event): Promise<void> {
  for (const { s3 } of event.Records) {
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, " "));
    if (s3.object.size > REPORT_BYTES_MAX) log.warn("mail report too big", { key, bytes: s3.object.size });
    else await takeReport(key);
  }
}
