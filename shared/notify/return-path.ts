import { createHmac } from "node:crypto";
import { base32 } from "../ids.ts";

/** Which sending of which tenant's message a mail was. */
export type Sending = { tenantId: string; messageId: string; resends: number };

const TOKEN = /^([0-9a-z]{6,40})\.([0-9a-z]{6,40})\.(\d{1,4})\.([0-9a-z]{12})$/;
const BEFORE = "b+";
const SEAL_CHARS = 12;

const bare = (id: string): string => id.slice(id.indexOf("_") + 1);

const sealOf = (sealingKey: string, { tenantId, messageId, resends }: Sending): string =>
  base32(
    createHmac("sha256", sealingKey)
      .update(JSON.stringify(["bounce", tenantId, messageId, resends]))
      .digest(),
  )
    .slice(0, SEAL_CHARS)
    .toLowerCase();

/** Names a sending, sealed: by it a provider tells what became of a message. */
export const sealedToken = (of: Sending, sealingKey: string): string =>
  `${bare(of.tenantId)}.${bare(of.messageId)}.${of.resends}.${sealOf(sealingKey, of)}`.toLowerCase();

/**
 * The address that a mail comes back to. It names the message by itself, since a report may say nothing else of it, and
 * is sealed: whoever makes one up suppresses nobody's address.
 */
export const returnPathOf = (domain: string, of: Sending, sealingKey: string): string =>
  `${BEFORE}${sealedToken(of, sealingKey)}@${domain}`.toLowerCase();

export type Named = { sending: Sending; isSealed(sealingKey: string): boolean };

/** What such an address says of itself; nothing of it is believed before its seal is good. */
export function returnedTo(address: string): Named | undefined {
  const [local = ""] = address.toLowerCase().split("@");
  return local.startsWith(BEFORE) ? namedBy(local.slice(BEFORE.length)) : undefined;
}

/** The same of a token alone. */
export function namedBy(token: string): Named | undefined {
  const [, tenant, message, resends, seal] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (!tenant || !message) return undefined;
  const sending = {
    tenantId: `ten_${tenant.toUpperCase()}`,
    messageId: `msg_${message.toUpperCase()}`,
    resends: Number(resends),
  };
  return { sending, isSealed: (key) => sealOf(key, sending) === seal };
}
