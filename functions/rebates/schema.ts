import * as z from "zod";
import {
  basisPoints,
  civilDay,
  currency,
  idOf,
  instant,
  amountMinor as minorAmount,
  signedMinor,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { ORDER_KINDS } from "../credits/schema.ts";
import { PartnerTerms, RegistrationPolicy, TOLD_SUBJECTS } from "../partners/schema.ts";

export const PERIODS = ["month", "quarter", "year"] as const;
export const TIERINGS = ["retroactive", "marginal"] as const;

const TIERS_MAX = 20;
const NAMED_MAX = 50;
/** So many rules a tenant may have at work. */
export const REBATE_RULES_MAX = 30;
const NOTICE_TEXT_MAX = 10_000;

const Tier = z.strictObject({
  fromMinor: minorAmount.describe("The volume of the period from which on it holds; the first begins at 0."),
  basisPoints: basisPoints.describe("The rebate, of received cash."),
});

const some = <T extends z.ZodType>(item: T, what: string) =>
  z.array(item).min(1).max(NAMED_MAX).optional().describe(what);

/** What a rule says; each version of it says it anew. */
const terms = {
  fromOn: civilDay.describe("The first day whose receipts it holds for; today at the earliest."),
  toOn: civilDay.optional().describe("The last day whose receipts it holds for; open, if left out."),
  currency: currency.describe("Of its amounts; receipts in other currencies are no business of it."),
  period: z.enum(PERIODS).describe("Over which the volume is counted that decides the tier."),
  yearStartsInMonth: z
    .int()
    .min(1)
    .max(12)
    .optional()
    .describe(
      "In which month the years begin whose quarters and years it counts over; as the fiscal calendar says when the rule is made, if left out. It stays.",
    ),
  tiering: z
    .enum(TIERINGS)
    .describe("retroactive: the tier reached holds for all of the period; marginal: each tier for what lies in it."),
  tiers: z.array(Tier).min(1).max(TIERS_MAX).describe("Rising volumes, each with its rate."),
  orderKinds: some(z.enum(ORDER_KINDS), "Orders of these kinds alone."),
  productTypes: some(text(64), "Cash for products of these types alone."),
  partnerIds: some(idOf("ptn"), "These partners alone."),
  partnerTiers: some(text(50), "Partners that had one of these tiers on the day."),
  territories: some(text(100), "Partners that sold in one of these on the day."),
  asksAcknowledgement: z
    .boolean()
    .optional()
    .describe(
      "It counts for a partner from the day on which that has acknowledged it; the version before holds until then.",
    ),
  text: text(NOTICE_TEXT_MAX).optional().describe("What partners are told of it besides."),
};
export const RebateTerms = z.object(terms);

export const RebateRuleInput = z.object({ name: text(200).describe("What the rule is called."), ...terms });
export const RebateRule = RebateRuleInput.extend({
  ...recordFields,
  number: z.int().describe("The version that is the latest."),
  archived: z.boolean().optional(),
});

/** A version of a rule; never changed once written. `isOff`: the rule was archived with it. */
export const RebateRuleVersion = RebateTerms.extend({
  ...recordFields,
  ruleId: z.string(),
  name: z.string(),
  number: z.int(),
  isOff: z.boolean().optional(),
});

const Acknowledgement = z.object({
  number: z.int().describe("The version."),
  at: instant,
  on: civilDay,
  by: z.string().describe("Who acknowledged it."),
});

export const NOTICE_STATES = ["informed", "waiting", "acknowledged", "ended"] as const;

/** Whose of the tenant's people a row is: those of who looks after the partner. */
const lookedAfter = { ownerId: z.string().optional(), departmentId: z.string().optional() };

/** What a rule is about: what received cash gives back, what is agreed with the partner, how its registrations are protected. */
export const NOTICE_SUBJECTS = ["rebate", ...TOLD_SUBJECTS] as const;

/** A rule as it was pushed to one partner, with what that has acknowledged of it. */
export const RebateNotice = RebateTerms.partial().extend({
  ...recordFields,
  ...lookedAfter,
  partnerId: z.string(),
  subject: z.enum(NOTICE_SUBJECTS).optional().describe("What it is about; of rebates, where nothing is said."),
  ruleId: z.string().describe("The rule; of discount the partner programme, of protection the registration policy."),
  agreed: PartnerTerms.optional().describe("Of discount: what is agreed with the partner."),
  protection: RegistrationPolicy.optional().describe("Of protection: how what it registers is protected."),
  name: z.string(),
  number: z.int(),
  state: z.enum(NOTICE_STATES).describe("waiting: the partner is yet to acknowledge it."),
  pushedAt: instant,
  acknowledgements: z.array(Acknowledgement),
});

export const AcknowledgeInput = z.strictObject({
  number: z.int().min(1).optional().describe("The version that was read; the latest, if left out."),
  partnerId: idOf("ptn")
    .optional()
    .describe("For whom the tenant's own people note it; a partner's person leaves it out."),
});

/** What of a rule's receipts fell under one of its versions. */
const Stratum = z.object({ number: z.int(), cashMinor: signedMinor });

/** What a rule owes one partner for one period: the received cash by version, and what is booked of it. */
export const RebateBook = z.object({
  ...recordFields,
  partnerId: z.string(),
  ruleId: z.string(),
  period: z.string(),
  currency,
  strata: z.array(Stratum),
  bookedMinor: signedMinor,
});

/** What of a bank transaction's cash for one order has been counted, and where. */
export const RebateCash = z.object({
  ...recordFields,
  bankTransactionId: z.string(),
  orderId: z.string(),
  counted: z.array(z.object({ ruleId: z.string(), number: z.int(), period: z.string(), cashMinor: signedMinor })),
});

/**
 * `accrual`: of received cash, or taken back with it. `tierDifference`: what a change of the volume makes of the cash of the
 * same period that came before. `adjustment`: the answer to a dispute. `reference`: an approved reference customer.
 * `carriedOut` and `carriedIn`: a negative balance that goes from one statement into the next.
 */
export const ENTRY_KINDS = ["accrual", "tierDifference", "adjustment", "reference", "carriedOut", "carriedIn"] as const;

/** One entry of what a partner is owed. Nothing but who looks after the partner ever changes of it. */
export const RebateEntry = z.object({
  ...recordFields,
  ...lookedAfter,
  partnerId: z.string(),
  statementId: z.string(),
  kind: z.enum(ENTRY_KINDS),
  amountMinor: signedMinor,
  currency,
  ruleId: z.string().optional(),
  ruleNumber: z.int().optional(),
  period: z.string().optional(),
  bankTransactionId: z.string().optional(),
  orderId: z.string().optional(),
  bookedOn: civilDay.optional().describe("The day on which the receipt was booked."),
  cashMinor: signedMinor.optional().describe("The received cash that it is for."),
  volumeMinor: signedMinor.optional().describe("The volume of the period, this cash included."),
  referenceCaseId: z.string().optional(),
  disputeId: z.string().optional(),
  note: z.string().optional(),
});

export const STATEMENT_STATES = ["open", "closed", "settled", "paid"] as const;

const Dispute = z.object({
  id: z.string(),
  entryId: z.string().optional(),
  reason: z.string(),
  at: instant,
  by: z.string(),
  answer: z.string().optional(),
  adjustmentMinor: signedMinor.optional(),
  answeredAt: instant.optional(),
  answeredBy: z.string().optional(),
});

/** What a partner was credited in one month and currency. */
export const PartnerStatement = z.object({
  ...recordFields,
  ...lookedAfter,
  partnerId: z.string(),
  month: z.string(),
  currency,
  state: z.enum(STATEMENT_STATES),
  entries: z.int().describe("How many entries it has."),
  totalMinor: signedMinor.describe("What its entries come to; a closed one is never negative."),
  closesAt: instant,
  closedAt: instant.optional(),
  disputes: z.array(Dispute),
  settledAt: instant.optional(),
  paidOn: civilDay.optional(),
  paymentReference: z.string().optional(),
});

export const DISPUTES_MAX = 50;

export const DisputeInput = z.strictObject({
  entryId: idOf("rbe").optional().describe("The entry that is disputed; left out, the statement as a whole."),
  reason: text(2_000).describe("What is wrong with it."),
});
export const AnswerInput = z.strictObject({
  disputeId: idOf("dsp").describe("The dispute that is answered."),
  answer: text(2_000).describe("What the partner is told."),
  adjustmentMinor: signedMinor
    .refine((amount) => amount !== 0, "must not be 0; leave it out where nothing is adjusted")
    .optional()
    .describe("What the partner is given, or taken, by a new entry of the statement that is open; left out, nothing."),
});
export const PaidInput = z.strictObject({
  paidOn: civilDay.describe("The day on which it was paid; today at the latest."),
  paymentReference: text(100).optional().describe("The reference of the payment."),
});

/** Statements that one file pays. */
export const PAID_AT_ONCE_MAX = 200;
export const PAYOUT_FORMATS = ["csv", "pain.001"] as const;
export const PayoutInput = z.strictObject({
  statementIds: z
    .array(idOf("psm"))
    .min(1)
    .max(PAID_AT_ONCE_MAX)
    .optional()
    .describe("Settled statements that are to be paid; left out, those in the account's currency, the oldest first."),
  format: z.enum(PAYOUT_FORMATS).describe("A table, or a credit transfer initiation of ISO 20022 for the bank."),
  executeOn: civilDay.describe("The day on which the bank is asked to pay; today at the earliest."),
  bankConnectionId: idOf("bnk").describe("The account that they are paid from."),
});
