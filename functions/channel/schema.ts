import * as z from "zod";
import {
  amountMinor,
  civilDay,
  currency,
  email,
  idOf,
  instant,
  phone,
  phoneFields,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const PRODUCTS_MAX = 50;
const MILESTONES_MAX = 30;

/**
 * How a registration stands:
 *
 *   draft ──► submitted ──► reviewed ──► approved ──► converted | expired
 *     │           └────┬──────┘             ▲
 *     └──────────► conflict ────────────────┘        any but an end ──► rejected (once submitted) | withdrawn
 */
export const REGISTRATION_STATES = [
  ...(["draft", "submitted", "conflict", "reviewed", "approved"] as const),
  ...(["rejected", "withdrawn", "expired", "converted"] as const),
] as const;

const Milestone = z.strictObject({
  name: text(100).describe("What is due: the notice, the opening of bids, the award."),
  on: civilDay.describe("The day on which it is due."),
  doneOn: civilDay.optional().describe("The day on which it was done."),
});
const milestones = z.array(Milestone).max(MILESTONES_MAX).describe("The steps of the tender, as they are known.");

const Tender = z.strictObject({
  number: text(100).optional().describe("The number of the tender."),
  milestones: milestones.optional(),
});

/** A deal that a partner says it is at work on. */
export const DealRegistrationInput = z.object({
  partnerId: idOf("ptn").optional().describe("Whose it is; a partner's own person leaves it out."),
  name: text(200).describe("What the deal is called."),
  customerName: text(200).describe("The company that is to buy; it is compared with what is known by that name."),
  registrationNo: text(64).optional().describe("The company's registration number, by which it is known for certain."),
  contactName: text(100).optional().describe("Who is spoken with there."),
  contactPhone: phone.optional().describe("Their telephone number."),
  contactEmail: email.optional().describe("Their mailbox."),
  amountMinor: amountMinor.optional().describe("What the deal is expected to bring."),
  currency: currency.optional().describe("Of the amount; the tenant's, unless told otherwise."),
  expectedOn: civilDay.optional().describe("The day on which it is expected to be decided."),
  productIds: z.array(idOf("prd")).max(PRODUCTS_MAX).optional().describe("What the customer may buy."),
  note: text(4_000).optional().describe("What else those should know who decide."),
  tender: Tender.optional().describe("The tender that it is decided by."),
  ownerId: idOf("usr").optional().describe("Which of the tenant's people looks after it."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
});

/** What speaks against a registration: which record, and what it has in common with it. */
const Evidence = z.object({
  noun: z.enum(["dealRegistration", "opportunity", "account"]),
  id: z.string(),
  title: z.string(),
  reasons: z.array(z.string()).describe("What they have in common."),
  strong: z.boolean().describe("It is the same customer, unless a person says otherwise."),
  submittedAt: instant.optional().describe("When the other registration was submitted."),
  holds: z.boolean().optional().describe("The other registration holds the customer; one in conflict does not."),
  partnerId: z.string().optional(),
});
export type Evidence = z.output<typeof Evidence>;

const Extension = z.object({ until: civilDay, reason: z.string(), at: instant, by: z.string() });

export const DealRegistration = DealRegistrationInput.extend({
  ...recordFields,
  ...phoneFields,
  partnerId: z.string(),
  state: z.enum(REGISTRATION_STATES),
  submittedAt: instant.optional(),
  reviewedAt: instant.optional(),
  decidedAt: instant.optional(),
  decidedBy: z.string().optional(),
  reason: z.string().optional().describe("Why it was decided so."),
  evidence: z.array(Evidence).optional().describe("What spoke against it when it was last looked into."),
  protectedUntil: civilDay.optional().describe("The last day on which no other partner is given the customer."),
  protectionEndsAt: instant.optional(),
  extensions: z.array(Extension).optional(),
  opportunityId: z.string().optional(),
  archived: z.boolean().optional(),
});

export const MilestonesInput = z.strictObject({ milestones });
export const ApproveInput = z.strictObject({
  protectedUntil: civilDay.optional().describe("The last day of its protection; by the policy, unless told otherwise."),
  reason: text(2_000).optional().describe("Why it is approved; required of one in conflict."),
});
export const RejectInput = z.strictObject({ reason: text(2_000).describe("Why; the partner is told.") });
export const ExtendInput = z.strictObject({
  until: civilDay.describe("The new last day of its protection."),
  reason: text(2_000).describe("Why it takes longer."),
});
export const ConvertInput = z.strictObject({
  accountId: idOf("acc")
    .optional()
    .describe("The customer; left out, the account that surely is the same company, else a new one."),
});
