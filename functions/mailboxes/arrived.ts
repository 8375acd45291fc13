import type { S3Event } from "aws-lambda";
import { clock, config } from "../../shared/config.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { log } from "../../shared/log.ts";
import { inboundTarget } from "../../shared/mailin/addresses.ts";
import { MAIL_BYTES_MAX, type MailIn, parsedMail } from "../../shared/mailin/parse.ts";
import { type Parsed, placeOf, refusedBy, targetsOf } from "../../shared/mailin/read.ts";
import { readObject } from "../../shared/objects.ts";
import { email } from "../../shared/schema.ts";
import { ticketChannel } from "../tickets/table.ts";
import { outsider } from "../users/outsider.ts";
import { mailbox, mailboxEntry } from "./table.ts";

const opening = outsider(mailboxEntry, mailbox, "mailbox");

/** True for the product's own address, and for those that it receives mails by: what comes from there goes round in a loop. */
function isOwn(address: string): boolean {
  const own = /<([^>]+)>/.exec(config().mailFrom)?.[1] ?? config().mailFrom;
  if (address.toLowerCase() === own.trim().toLowerCase()) return true;
  return [ticketChannel, mailbox].some((of) => inboundTarget(address, of) !== undefined);
}

async function toMailboxes(mailIn: MailIn): Promise<void> {
  for (const { id, token } of targetsOf(mailIn.mail as Parsed, mailbox)) {
    const found = await opening(id, { now: clock.now(), from: "", requestId: mailIn.requestId });
    // Loaded where a mail is for a mailbox: many tenants have ticket channels alone.
    if (found) await (await import("./take-in.ts")).toMailbox(found, mailIn, token);
    else log.warn("mail to a closed mailbox", { requestId: mailIn.requestId, mailboxId: id });
  }
}

async function takeMail(objectKey: string): Promise<void> {
  const { bytes } = await readObject(objectKey);
  const mail = await parsedMail(bytes);
  const given = mail?.from?.address;
  if (!mail || !email.safeParse(given).success) return log.warn("mail of nobody", { objectKey });
  const refused = refusedBy(mail as Parsed);
  if (refused) return log.warn("mail refused", { objectKey, refused });
  const address = String(given);
  if (isOwn(address)) return log.warn("mail of our own", { objectKey });
  const { messageId } = placeOf(mail as Parsed);
  const key = `mail ${messageId ?? sha256(Buffer.from(bytes))}`;
  const mailIn = { mail, bytes, address, key, requestId: objectKey };
  if (targetsOf(mail as Parsed, ticketChannel).length > 0) {
    // Most mails are for somebody's mailbox: what makes a ticket of one is loaded for those that are not.
    const { toChannels } = await import("../tickets/mailed.ts");
    await toChannels(mailIn);
  }
  await toMailboxes(mailIn);
}

/**
 * A mail has arrived in the bucket: it goes to the ticket channels and mailboxes that it was sent to. What throws is tried
 * again, and what was taken in already is not taken in once more. Nothing is answered by itself, so no loop begins here.
 */
export async function handler(event: S3Event): Promise<void> {
  for (const { s3 } of event.Records) {
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, " "));
    if (s3.object.size > MAIL_BYTES_MAX) log.warn("mail too big", { key, bytes: s3.object.size });
    else await takeMail(key);
  }
}
