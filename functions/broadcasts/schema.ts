import * as z from "zod";
import { idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const CONTACTS_MAX = 500;
const TEXT_MAX = 1_000;

const toContacts = z.strictObject({
  contactIds: z.array(idOf("con")).min(1).max(CONTACTS_MAX).describe("Contacts, each once."),
});
const toLeads = z.strictObject({
  leadIds: z.array(idOf("led")).min(1).max(CONTACTS_MAX).describe("Leads, each once."),
});
const toSegment = z.strictObject({
  segmentId: idOf("seg").describe("The people of a segment as they are when it is sent."),
});
const toEvent = z.strictObject({
  marketingEventId: idOf("mev").describe("Whoever has registered for an event and not cancelled, as it is then."),
});

export const Recipients = z.union([toContacts, toLeads, toSegment, toEvent]);
export const TO_WHOM = "Who gets it: { contactIds }, { leadIds }, { segmentId } or { marketingEventId }.";

/** A text message to many people. */
export const SmsCampaignInput = z.object({
  name: text(100).describe("What it is called; of a service it is the purpose that is noted with each message."),
  purpose: z.enum(["marketing", "service"]).describe("Marketing needs the consent of each; a service does not."),
  text: text(TEXT_MAX).describe("What it says, without signature and opt-out words: these are put around it."),
  recipients: Recipients.describe(TO_WHOM),
  ownerId: idOf("usr").optional().describe("Whose campaign it is; the caller's, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});

/** How long a message is as providers count and bill it. */
const Length = { encoding: z.enum(["GSM-7", "UCS-2"]), characters: z.int(), parts: z.int() };

/** How many people a campaign goes to, and what becomes of them. */
export const Count = z.object({
  recipients: z.int(),
  reached: z.int(),
  unreachable: z.int(),
  withheld: z.int(),
  heldOut: z.int(),
  lacking: z.int(),
  doubled: z.int(),
});
export type Counted = z.output<typeof Count>;

/** How far a campaign has come, of whatever kind. */
export const Progress = {
  /** How many people it goes to, as counted when it was sent; approval rules may ask for it. */
  recipientCount: z.int().optional(),
  /** What was counted when it was sent: so far, while it is counting. */
  counted: Count.optional(),
  /** Why it is a draft again: what was found when all of its people were counted. */
  refusedBecause: z.string().optional(),
  /** True while the people are counted of one that others have agreed to: they are not asked again. */
  isAgreed: z.boolean().optional(),
  sentAt: instant.optional(),
  sentBy: z.string().optional(),
  endedAt: instant.optional(),
  /** Where counting or sending goes on. */
  after: z.string().optional(),
  turns: z.int().optional(),
  queued: z.int().optional(),
  /** Who has no address of the channel. */
  unreachable: z.int().optional(),
  /** Who has withdrawn since it was sent, or belongs to the segment since and has not agreed. */
  withheld: z.int().optional(),
  /** Who is left out on purpose. */
  heldOut: z.int().optional(),
  /** Who lacks a value that the text needs. */
  lacking: z.int().optional(),
  /** Who is reached at an address at which another of its people got it. */
  doubled: z.int().optional(),
  stoppedBecause: z.string().optional(),
  approvalId: z.string().optional(),
  archived: z.boolean().optional(),
};

export const SmsCampaign = SmsCampaignInput.extend({
  ...recordFields,
  ...Progress,
  status: z.enum(["draft", "counting", "sending", "sent", "stopped"]),
  /** The whole message as it is sent. */
  message: z.string(),
  ...Length,
});
export const SmsCampaignView = SmsCampaign.omit({ after: true, turns: true, isAgreed: true });

/** A preview counts so many people a call. */
export const Paged = {
  complete: z.boolean().describe("False where more people come after these: counts of the calls that follow add up."),
  nextCursor: z.string().nullable(),
};

export const SmsPreview = z.object({
  message: z.string(),
  ...Length,
  recipients: z.int(),
  reachable: z.int(),
  totalParts: z.int(),
  costMinor: z.int(),
  currency: z.string(),
  ...Paged,
});

export const Delivery = z.object({
  personId: z.string(),
  name: z.string().optional(),
  to: z.string().optional(),
  state: z.string(),
  sentAt: instant.optional(),
  deliveredAt: instant.optional(),
  error: z.string().optional(),
});

export const MailDelivery = Delivery.extend({
  variant: z.string().optional().describe("The template that it was written by."),
  openedAt: instant.optional(),
  clickedAt: instant.optional(),
  repliedAt: instant.optional(),
  withdrawnAt: instant.optional(),
});
