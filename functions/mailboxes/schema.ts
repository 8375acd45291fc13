import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { SUBJECT_CHARS_MAX } from "../../shared/mailin/read.ts";
import { Reason } from "../../shared/notify/consent.ts";
import { email, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { VariableValues } from "../templates/schema.ts";

/** Characters of one mail that are kept: in UTF-8 they fit into one row, whatever they are. */
export const MAIL_CHARS_MAX = 60_000;
const READERS_MAX = 50;
const RULES_MAX = 50;
export const RECIPIENTS_MAX = 20;
export const RELATED_MAX = 20;
/** Addresses of one header that are kept of a mail that came in. */
export const ADDRESSES_MAX = 50;

const distinct = <S extends z.ZodType<string>>(one: S) =>
  z
    .array(one)
    .max(READERS_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** Who reads what the mails of a mailbox say. */
const Readers = z.strictObject({
  userIds: distinct(idOf("usr")).optional().describe("People who read them."),
  departmentIds: distinct(idOf("dep")).optional().describe("Departments whose people, and those below, read them."),
  roles: distinct(text(50)).optional().describe("Roles whose bearers read them, by their keys."),
});

/** What is done with a mail that somebody has sent to a mailbox. */
export const MailRule = z
  .strictObject({
    name: text(100).describe("What people call it; a mail says by which rule it was given out."),
    when: Filter.optional().describe(
      "Which mails it is for, by from, fromDomain, to, subject, text, attachments and isKnown; all, where it is left out.",
    ),
    ownerId: idOf("usr").optional().describe("Whose they are; they must be among the mailbox's readers."),
    departmentId: idOf("dep").optional().describe("The team whose they are."),
    ticketChannelId: idOf("tkc")
      .optional()
      .describe("A ticket channel of the kind email that takes them in as tickets, answers included."),
    lead: z
      .strictObject({
        poolId: idOf("lpl").optional().describe("The pool that it waits in."),
        ownerId: idOf("usr").optional().describe("Whose it is."),
      })
      .optional()
      .describe("Makes a lead of whoever is neither a contact nor a lead yet; {} lets the tenant's rules say whose."),
  })
  .refine((rule) => rule.ownerId ?? rule.departmentId ?? rule.ticketChannelId ?? rule.lead, {
    path: ["ownerId"],
    message: "is required, or departmentId, ticketChannelId or lead: say what becomes of the mail",
  });
export type MailRule = z.output<typeof MailRule>;

/** An address of the tenant by which people write to it. */
export const MailboxInput = z.object({
  name: text(100).describe("What people call it."),
  address: email.optional().describe("The address that customers know; forward it to the inboundAddress."),
  ownerId: idOf("usr").optional().describe("Who looks after it and reads it; the caller, where it is left out."),
  departmentId: idOf("dep").optional().describe("The team whose its mails are; the owner's, where it is left out."),
  readers: Readers.optional().describe(
    "Who reads its mails besides its owner. All others see only that there was one.",
  ),
  rules: z
    .array(MailRule)
    .max(RULES_MAX)
    .optional()
    .describe("The first that holds says whose a mail is; without one it is the mailbox's owner's."),
  active: z.boolean().optional().describe("False closes it; it can be opened again."),
});
export const Mailbox = MailboxInput.extend({ ...recordFields, archived: z.boolean().optional() });
export const MailboxView = Mailbox.extend({
  inboundAddress: z.string().optional().describe("Where its mails are received."),
  readable: z.boolean().optional().describe("Whether the caller reads what its mails say."),
});

/** The nouns that a mail may be archived to. */
export const ARCHIVABLE = ["contact", "lead", "account", "opportunity", "quote", "order", "project", "ticket"] as const;

const recordId = z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{6,40}$/, "must be the id of a record");
export const Related = z.strictObject({
  noun: z.enum(ARCHIVABLE).describe("What kind of record it is."),
  id: recordId.describe("The record."),
});
export const related = z
  .array(Related)
  .max(RELATED_MAX)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "must not name one twice");

/** Whom a mail goes to: an address, or somebody whose address is known. */
const Recipient = z
  .strictObject({
    email: email.optional().describe("An address."),
    contactId: idOf("con").optional().describe("A contact who has an address."),
    leadId: idOf("led").optional().describe("A lead that has an address."),
  })
  .refine((one) => [one.email, one.contactId, one.leadId].filter(Boolean).length === 1, {
    path: ["email"],
    message: "give one of email, contactId and leadId",
  });
const recipients = z.array(Recipient).min(1).max(RECIPIENTS_MAX);

/** Characters of a mail that somebody writes: it leaves in one message a recipient, all in one transaction. */
const WRITTEN_CHARS_MAX = 30_000;
const FILES_SENT_MAX = 10;
const fileIds = z
  .array(idOf("fil"))
  .max(FILES_SENT_MAX)
  .refine((all) => new Set(all).size === all.length, "must not name one twice");

const mailText = text(WRITTEN_CHARS_MAX);

/** A mail that somebody writes. It is a draft until it is sent. */
export const MailInput = z.object({
  mailboxId: idOf("mbx").describe("The mailbox that it is sent from; the caller must read it."),
  to: recipients.describe("Whom it goes to."),
  cc: recipients.optional().describe("Who gets it besides; everybody sees everybody."),
  subject: text(SUBJECT_CHARS_MAX)
    .optional()
    .describe("What it is about, in a line; the template's, where one is named."),
  text: mailText.optional().describe("What it says, every line a paragraph; the template's, where one is named."),
  templateId: idOf("tpl")
    .optional()
    .describe("A template of mails, filled in for the one contact or lead that it goes to."),
  variables: VariableValues.optional().describe("Values of the template's own variables."),
  fileIds: fileIds.optional().describe("Files of records that the caller sees, which it takes along."),
  relatedTo: related.optional().describe("What it is archived to; found by its recipients, where it is left out."),
  reason: Reason.optional().describe(
    "Why it may be sent; a service for correspondence, where it is left out. Marketing needs the consent of each.",
  ),
});

export const MailPatch = MailInput.omit({ mailboxId: true, templateId: true, variables: true })
  .partial()
  .strict()
  .refine((patch) => Object.keys(patch).length > 0, "name at least one field");

export const ReplyInput = z.strictObject({
  text: mailText.describe("What is answered."),
  subject: text(SUBJECT_CHARS_MAX).optional().describe("What it is about; Re: and the subject, where it is left out."),
  fileIds: fileIds.optional().describe("Files of records that the caller sees, which it takes along."),
  all: z.boolean().default(false).describe("True answers everybody who got the mail, and not its sender alone."),
  draft: z.boolean().default(false).describe("True keeps the answer as a draft; else it is sent."),
});

export const MAIL_STATES = ["received", "draft", "sent", "discarded"] as const;
export const MAIL_KINDS = ["person", "automatic", "bounce"] as const;

export const MailAddress = z.object({
  address: z.string(),
  name: z.string().optional(),
  /** The contact or lead, where it is one. */
  personId: z.string().optional(),
});
export type MailAddress = z.output<typeof MailAddress>;

/**
 * That there was a mail: when, between whom, and what it belongs to. What it says is a row of its own, which only those read
 * who may read its mailbox.
 */
export const Mail = z.object({
  ...recordFields,
  mailboxId: idOf("mbx"),
  direction: z.enum(["inbound", "outbound"]),
  state: z.enum(MAIL_STATES),
  /** Who wrote it: a person, a machine, or a mail system that could not deliver one of ours. */
  kind: z.enum(MAIL_KINDS),
  from: MailAddress.optional(),
  to: z.array(MailAddress),
  cc: z.array(MailAddress).optional(),
  /** The first mail of its thread. */
  threadId: z.string(),
  /** The mail that it answers. */
  answersId: z.string().optional(),
  /** The message to many, such as a campaign's, that it answers. */
  answersMessageId: z.string().optional(),
  /** Without its angle brackets. */
  messageId: z.string().optional(),
  references: z.array(z.string()).optional(),
  attachments: z.int().optional(),
  reason: Reason.optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  /** The rule that gave it out. */
  routedBy: z.string().optional(),
  /** The ticket channel that its thread goes through. */
  ticketChannelId: z.string().optional(),
  relatedTo: z.array(Related).optional(),
  /** What it was archived to before somebody archived it by hand. */
  relatedBefore: z.array(Related).optional(),
  archivedBy: z.enum(["address", "hand"]).optional(),
  /** The records of `relatedTo`, and the accounts that these belong to. */
  relatedIds: z.array(z.string()).optional(),
  accountIds: z.array(z.string()).optional(),
  sentAt: instant.optional(),
  repliedAt: instant.optional(),
  bouncedAt: instant.optional(),
  archived: z.boolean().optional(),
});

export const Attachment = z.object({
  fileId: z.string(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
});

/** What a mail says. */
export const MailContent = z.object({
  ...recordFields,
  mailId: z.string(),
  subject: z.string(),
  text: z.string(),
  /** How a template looks, filled in; without it the text is all there is. */
  blocks: z.array(z.looseObject({ kind: z.string() })).optional(),
  attachments: z.array(Attachment).optional(),
  /** What there was no room for, or what is of no kind that is taken. */
  leftOut: z.array(z.string()).optional(),
});

/** Where a mail of an id stands, which an answer names. */
export const MailReference = z.object({ ...recordFields, mailId: z.string() });

const Delivery = z.object({
  to: z.string(),
  state: z.string(),
  sentAt: instant.optional(),
  deliveredAt: instant.optional(),
  error: z.string().optional(),
});

export const MailView = Mail.omit({ relatedBefore: true, references: true, ticketChannelId: true }).extend({
  to: z.array(MailAddress).optional(),
  /** Of one mail: whether its caller may read what it says. */
  readable: z.boolean().optional(),
  subject: z.string().optional(),
  text: z.string().optional(),
  files: z
    .array(Attachment.extend({ state: z.string(), url: z.string().optional(), expiresAt: instant.optional() }))
    .optional(),
  leftOut: z.array(z.string()).optional(),
  /** Of one that was sent: what became of it, recipient by recipient. */
  deliveries: z.array(Delivery).optional(),
});
