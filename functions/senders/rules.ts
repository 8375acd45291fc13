import type * as z from "zod";
import { HOUR_MS, later } from "../../shared/duration.ts";
import type { DnsRecord, MailSender, MailSenderEffect } from "./schema.ts";
import type { SenderDomainRow } from "./table.ts";

/**
 * Whose domain it is shows in its DNS. Each tenant gets a key under a selector of its own (DKIM, RFC 6376), so what the
 * domain's owner publishes names one tenant, and nobody else can send as that domain. The private key is made here, handed
 * to the provider and kept nowhere.
 */

/** So long the provider looks for a key in DNS; for as long a domain is kept for whoever named it. */
export const CLAIM_MS = 72 * HOUR_MS;
const SOON_MS = HOUR_MS / 6;
/** A key that was published at all is mostly there within this time. */
const FRESH_MS = 24 * HOUR_MS;

/** What the provider says of a domain: how its key stands, under which selector, and how its return path does. */
export type Told = {
  selector: string | undefined;
  dkim: "PENDING" | "SUCCESS" | "FAILED" | "TEMPORARY_FAILURE" | "NOT_STARTED";
  returnPath: "PENDING" | "SUCCESS" | "FAILED" | "TEMPORARY_FAILURE" | undefined;
};

const returnPathOf = (
  told: Told["returnPath"],
  before: SenderDomainRow["returnPath"],
): SenderDomainRow["returnPath"] =>
  told === "SUCCESS" ? "verified" : told === "FAILED" ? "failed" : told === "PENDING" ? "pending" : before;

/** When a domain is looked at again; one that has failed when somebody asks. */
function nextCheck({ createdAt, keyedAt = createdAt }: SenderDomainRow, state: string, now: string) {
  if (state === "verified") return later(now, FRESH_MS);
  if (state !== "pending") return undefined;
  return later(now, Date.parse(now) - Date.parse(keyedAt) < FRESH_MS ? SOON_MS : HOUR_MS);
}

/** A domain after the provider was asked. What the provider cannot see for the moment stays as it was. */
export function reckoned(row: SenderDomainRow, told: Told, now: string): SenderDomainRow {
  const isOver = Date.parse(now) - Date.parse(row.keyedAt ?? row.createdAt) > CLAIM_MS;
  const stays = row.state === "verified" ? "verified" : isOver ? "failed" : "pending";
  const state = told.dkim === "SUCCESS" ? "verified" : told.dkim === "FAILED" ? "failed" : stays;
  return {
    ...row,
    state,
    returnPath: returnPathOf(told.returnPath, row.returnPath),
    checkedAt: now,
    checkAt: nextCheck(row, state, now),
    ...(state === "verified" && { verifiedAt: row.state === "verified" ? row.verifiedAt : now }),
  };
}

/** The host of a domain's return path. */
export const returnPathHost = (domain: string): string => `bounce.${domain}`;

/** What a domain publishes: its key, and for the return path where bounces go and who sends (RFC 7208). */
export function recordsOf(
  { domain, selector, publicKey }: Pick<SenderDomainRow, "domain" | "selector" | "publicKey">,
  region: string,
): z.output<typeof DnsRecord>[] {
  const host = returnPathHost(domain);
  return [
    {
      purpose: "dkim",
      type: "TXT",
      name: `${selector}._domainkey.${domain}`,
      value: `v=DKIM1; k=rsa; p=${publicKey}`,
    },
    { purpose: "returnPath", type: "MX", name: host, value: `10 feedback-smtp.${region}.amazonses.com` },
    { purpose: "spf", type: "TXT", name: host, value: "v=spf1 include:amazonses.com ~all" },
  ];
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

/** Whom mails come from and where answers go, by what a tenant has chosen and how that address's domain stands. */
export function effectOf(
  { address, name, replyTo }: z.output<typeof MailSender>,
  domain: Pick<SenderDomainRow, "state"> | undefined,
  product: { name: string; address: string },
): z.output<typeof MailSenderEffect> {
  const called = name ?? product.name;
  if (address && domain?.state === "verified") {
    return { from: { name: called, address }, ...(replyTo && { replyTo }), own: true, because: "verified" };
  }
  const answers = replyTo ?? address;
  const because = !address ? "noAddress" : domain ? "notVerified" : "noDomain";
  return {
    from: { name: called, address: product.address },
    ...(answers && { replyTo: answers }),
    own: false,
    because,
  };
}
