import * as z from "zod";
import { email, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const DOMAIN_CHARS_MAX = 180;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

export const SenderDomainInput = z.object({
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .max(DOMAIN_CHARS_MAX)
    .regex(DOMAIN, "must be a domain such as example.com, in ASCII")
    .describe("The domain that the tenant's mails come from, without what stands before an @."),
});

/**
 * How a domain stands. Mails come from it while it is `verified`, from the product's own address otherwise.
 * - `pending`: its records are looked for in DNS
 * - `failed`: they were not found in time, or are there no more
 * - `lapsed`: it is another tenant's by now
 * - `retired`: the tenant has given it up
 */
export const SENDER_STATES = ["pending", "verified", "failed", "lapsed", "retired"] as const;
const MAIL_FROM_STATES = ["pending", "verified", "failed"] as const;

export const SenderDomain = SenderDomainInput.extend({
  ...recordFields,
  state: z.enum(SENDER_STATES),
  /** By this name the domain publishes the key that its mails are signed for; it names no other tenant's key. */
  selector: z.string(),
  /** The public half of that key; the provider of mail alone has the other. */
  publicKey: z.string(),
  /** When the provider was given the key; absent until it has it. */
  keyedAt: instant.optional(),
  /** How its return path stands (MAIL FROM): until it is verified, that is the provider's own. */
  returnPath: z.enum(MAIL_FROM_STATES),
  checkedAt: instant.optional(),
  /** When it is looked at next. */
  checkAt: instant.optional(),
  verifiedAt: instant.optional(),
});

export const DnsRecord = z.object({
  purpose: z.enum(["dkim", "returnPath", "spf"]),
  type: z.enum(["TXT", "MX"]),
  name: z.string(),
  value: z.string(),
});

export const SenderDomainView = SenderDomain.omit({ publicKey: true, keyedAt: true, checkAt: true }).extend({
  records: z.array(DnsRecord).describe("What the domain's DNS must hold for it to be verified and stay so."),
});

/** Which tenant has a domain, outside every tenant. `until` is when others may take one that nobody has verified. */
export const SenderDomainEntry = z.object({ ...recordFields, tenantId: z.string(), until: instant.optional() });

/** Whom the tenant's mails come from. */
export const MailSender = z.object({
  address: email
    .optional()
    .describe("Mails come from it while its domain is verified; until then answers go there. Left out, the product's."),
  name: text(100).optional().describe("The name that is shown beside it; left out, the tenant's."),
  replyTo: email.optional().describe("Where answers go; left out, to the address."),
});

/** How mails leave at this moment. */
export const MailSenderEffect = z.object({
  from: z.object({ name: z.string(), address: z.string() }),
  replyTo: z.string().optional(),
  own: z.boolean().describe("True where mails come from the tenant's own address."),
  because: z.enum(["verified", "notVerified", "noDomain", "noAddress"]),
});
