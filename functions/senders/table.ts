import { hashedId } from "../../shared/hashed.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, type RowOf } from "../../shared/table/entity.ts";
import { MailSender, SenderDomain, SenderDomainEntry } from "./schema.ts";

export const senderDomain = entity({
  noun: "senderDomain",
  plural: "domains that mails come from",
  prefix: "sdm",
  schema: SenderDomain,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the domains that the tenant's mails come from" } },
  due: {
    work: "senderDomains",
    shards: 1,
    at: ({ checkAt }) => checkAt,
    answers: "domains whose records are looked for",
  },
});
export type SenderDomainRow = RowOf<typeof senderDomain>;

/** A domain has one row in a tenant: whoever names it anew means the same. */
export const senderDomainId = (domain: string): string => hashedId(senderDomain.prefix, domain);

export const senderDomainEntry = entity({
  noun: "senderDomainEntry",
  plural: "domains that mails come from",
  prefix: "sde",
  schema: SenderDomainEntry,
  scoped: false,
  audited: false,
});

export const senderDomainEntryId = (domain: string): string => hashedId(senderDomainEntry.prefix, domain);

export const mailSender = setting({
  noun: "mailSender",
  plural: "senders of mail",
  prefix: "msd",
  id: "msd_tenant",
  schema: MailSender,
  path: "/v1/mail-sender",
  reading: "senders.read",
  writing: "senders.write",
  tells: "The address that the tenant's mails come from, and where answers go.",
  replaces: "Says which address the tenant's mails come from. It is used while its domain is verified.",
  example: { address: "service@mail.example.com", name: "云帆客服" },
});
