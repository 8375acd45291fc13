import * as z from "zod";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { basisPoints, civilDay, email, idOf, instant, locale, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { ended } from "../users/schema.ts";

const TERRITORIES_MAX = 50;
const TIERS_MAX = 20;
const TYPES_MAX = 20;
const PROTECTION_DAYS_MAX = 730;

/** What partners are told of beside rebate rules: what is agreed with one, and how what it registers is protected. */
export const TOLD_SUBJECTS = ["discount", "protection"] as const;

const tier = text(50);
const type = text(50);

/** Where a partner's rebates are paid to. */
const PayoutAccount = z.strictObject({
  name: text(70).describe("Whose account it is, as its bank knows them."),
  accountNo: text(34).describe("An IBAN, or the number by which its bank knows it."),
  bankCode: text(35).optional().describe("The bank's BIC, or its number in the national clearing."),
});

/** What is agreed with a partner and changes in time: who had which rate on a day follows from the changes. */
const terms = {
  type: type.optional().describe("What kind of partner it is: a reseller, an agent."),
  tier: tier.optional().describe("Its level in the partner programme; price books and rebate rules go by it."),
  rateBasisPoints: z
    .int()
    .min(0)
    .max(BASIS_POINTS_WHOLE)
    .optional()
    .describe("What it pays of a list price; left out, what its tier pays, else all of it."),
  territories: z.array(text(100)).max(TERRITORIES_MAX).optional().describe("Where it sells."),
  contractFromOn: civilDay.optional().describe("The first day of its contract; before it no rebate accrues."),
  contractToOn: civilDay.optional().describe("The last day of its contract; after it no rebate accrues."),
};

/** A reseller or agent who takes part in orders and is owed credits and rebates. */
export const PartnerInput = z.object({
  name: text(200),
  /** Told of receipts on its orders. */
  email: email.optional(),
  phone: phone.optional(),
  locale: locale.optional(),
  registrationNo: text(64).optional(),
  custom: CustomValues.optional(),
  ...terms,
  managerId: idOf("usr")
    .optional()
    .describe("Which of the tenant's people looks after it; what it registers is theirs."),
  payoutAccount: PayoutAccount.optional().describe("Where its rebates are paid to."),
});
const termsNumber = z.int().optional().describe("The version of what is agreed with it; each change makes the next.");
export const PartnerView = PartnerInput.extend({
  ...recordFields,
  ...phoneFields,
  termsNumber,
  archived: z.boolean().optional(),
});
export const Partner = PartnerView.extend(ended);

export const PartnerTerms = z.object(terms);

/** What was agreed with a partner from a day on, and before it where no earlier change tells it. */
export const TermsChange = z.object({
  ...recordFields,
  partnerId: z.string(),
  number: termsNumber,
  at: instant,
  on: civilDay.describe("The day from which on it holds."),
  terms: PartnerTerms,
  before: PartnerTerms.optional(),
});

const Tier = z.strictObject({
  name: tier.describe("What the tier is called."),
  rateBasisPoints: basisPoints.optional().describe("What a partner of the tier pays of a list price."),
});

const named = (what: string) => `must not name a ${what} twice`;
const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** The tenant's partner programme. */
export const Programme = z.object({
  tiers: z
    .array(Tier)
    .max(TIERS_MAX)
    .refine((tiers) => distinct(tiers.map(({ name }) => name)), named("tier"))
    .default([])
    .describe("The levels that partners have, the highest first; none: any word is a level."),
  types: z
    .array(type)
    .max(TYPES_MAX)
    .refine(distinct, named("type"))
    .default([])
    .describe("The kinds of partners that there are; none: any word is a kind."),
  asksAcknowledgement: z
    .array(z.enum(TOLD_SUBJECTS))
    .max(TOLD_SUBJECTS.length)
    .refine(distinct, named("subject"))
    .default([...TOLD_SUBJECTS])
    .describe("What partners are asked to acknowledge, version by version; the rest they are told of."),
});

/** How registrations are protected. */
export const RegistrationPolicy = z.object({
  protectionDays: z
    .int()
    .min(1)
    .max(PROTECTION_DAYS_MAX)
    .default(90)
    .describe("For how many days an approved registration is protected, unless its approval says otherwise."),
  extensionsMax: z.int().min(0).max(20).default(1).describe("How often the protection of one is extended at most."),
  protectedTiers: z
    .array(text(50))
    .max(20)
    .default([])
    .describe("Accounts of these tiers are the tenant's own: a registration of one comes into the conflict queue."),
});
