import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { isPublicMailDomain } from "../../shared/mail-domains.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { idOf, instant, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Names under which one account pays, besides its own. */
export const PAYER_NAMES_MAX = 20;

export const TEAM_MAX = 30;
const TAGS_MAX = 50;
const GROUPS_MAX = 20;
const EMAIL_DOMAINS_MAX = 20;
const ADDRESSES_MAX = 20;
const EMPLOYEES_MAX = 10_000_000;
const EVERY_DAYS_MAX = 730;
export const RULE_PRIORITY_MAX = 1_000_000;

/** Somebody who works on a record besides its owner. */
export const TeamMember = z.strictObject({ userId: idOf("usr"), role: text(50).optional() });

/** A region, a product line or a role that somebody covers, as the tenant calls it. */
export const covered = text(50);
export const COVERED_MAX = 20;

const distinct = (max: number, chars: number) =>
  z
    .array(text(chars))
    .max(max)
    .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** A member of an account's team, who stands in it once for each role, and what of the account they cover in it. */
const Covering = TeamMember.extend({
  regions: distinct(COVERED_MAX, 50).optional().describe("The regions that they cover in this role; all, if left out."),
  productLines: distinct(COVERED_MAX, 50)
    .optional()
    .describe("The product lines that they cover in this role; all, if left out."),
});

const DOMAIN = /^(?=.{3,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,62}$/u;

/** What stands behind the @ of a company's addresses, small: people who write from there are taken to be of it. */
const emailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(DOMAIN, "must be the part behind the @, as in example.com")
  .refine((domain) => !isPublicMailDomain(domain), "belongs to a public mail provider and names no company");

export const ADDRESS_KINDS = ["office", "billing", "shipping", "registered"] as const;
export const Address = z.strictObject({
  kind: z.enum(ADDRESS_KINDS),
  country: text(60).optional(),
  province: text(60).optional(),
  city: text(60).optional(),
  line: text(300),
  postcode: text(20).optional(),
});

/** What stands on a tax invoice for this company. */
export const Tax = z.strictObject({
  taxNo: text(40).optional(),
  invoiceTitle: text(200).optional(),
  bankName: text(100).optional(),
  bankAccountNo: text(64).optional(),
  address: text(300).optional(),
  phone: text(40).optional(),
});

/** How an account stands with us; `rules.ts` says which stage may follow which. */
export const STAGES = ["target", "signed", "user", "dormant", "lost"] as const;
export type Stage = (typeof STAGES)[number];

/** What moved an account: a person, its first signed order, its first payment, or that all of its payments were taken back. */
export const STAGE_CAUSES = ["hand", "signed", "paid", "undone"] as const;

/** How often the people of a tier's accounts are to be seen and called. */
const intensity = {
  visitEveryDays: z.int().min(1).max(EVERY_DAYS_MAX).optional(),
  callEveryDays: z.int().min(1).max(EVERY_DAYS_MAX).optional(),
};

/** The rule that gave an account its tier. */
export const TierWhy = z.object({ ruleId: z.string(), rule: z.string(), ...intensity });

/** A customer company. Its names, and the bank accounts it has paid from, are what receipts are recognised by. */
export const AccountInput = z.object({
  name: text(200),
  /** The company's registration number; unique in the tenant. */
  registrationNo: text(64).optional(),
  /** The group company this one belongs to. */
  parentId: idOf("acc").optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  payerNames: z.array(text(200)).max(PAYER_NAMES_MAX).optional(),
  /** Who works on it besides its owner; they see it as their own. */
  team: z.array(Covering).max(TEAM_MAX).optional(),
  tags: distinct(TAGS_MAX, 50).optional(),
  /** Groups of customers that the tenant keeps: a programme, a campaign's audience. */
  groups: distinct(GROUPS_MAX, 50).optional(),
  industry: text(100).optional(),
  /** Employees. */
  size: z.int().min(0).max(EMPLOYEES_MAX).optional(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  phone: phone.optional(),
  emailDomains: z.array(emailDomain).max(EMAIL_DOMAINS_MAX).optional(),
  region: text(100).optional(),
  addresses: z.array(Address).max(ADDRESSES_MAX).optional(),
  tax: Tax.optional(),
  /** Where the company was met: a fair, a campaign, a referral. */
  source: text(100).optional(),
  custom: CustomValues.optional(),
});

export const Account = AccountInput.extend({
  ...recordFields,
  ...phoneFields,
  /** Set once another account names this one as its parent: only then cash application looks for a group. */
  hasChildren: z.boolean().optional(),
  /** How many levels may stand below it: never too few, so that no move makes a group too deep. */
  levelsBelow: z.int().optional(),
  /** The lead that it came from. */
  leadId: z.string().optional(),
  /** The account that took this one in. */
  mergedInto: z.string().optional(),
  /** What the tier rules make of it, and which of them. */
  tier: z.string().optional(),
  tierWhy: TierWhy.optional(),
  stage: z.enum(STAGES),
  stageAt: instant.optional(),
  stageWhy: z.object({ cause: z.enum(STAGE_CAUSES), reason: z.string().optional() }).optional(),
  archived: z.boolean().optional(),
});

export const AccountView = Account.omit({ levelsBelow: true });

/** Which accounts are of a tier, and how often they are to be seen. The first rule by priority that holds decides. */
export const TierRuleInput = z.object({
  name: text(100),
  priority: z.int().min(0).max(RULE_PRIORITY_MAX),
  when: Filter,
  tier: text(50),
  ...intensity,
});
export const TierRule = TierRuleInput.extend({ ...recordFields, archived: z.boolean().optional() });

/** One change of an account's tier. Never changed or deleted. */
export const TierChange = z.object({
  ...recordFields,
  accountId: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  why: TierWhy.optional(),
});

/** One step of an account's life cycle. Never changed or deleted; `target`, where every account begins, has none. */
export const LifeCycleMove = z.object({
  ...recordFields,
  accountId: z.string(),
  from: z.enum(STAGES),
  to: z.enum(STAGES),
  /** Since when it had stood where it stood. */
  sinceAt: instant,
  movedAt: instant,
  /** The month of `movedAt`, UTC: moves lie by month, so that a report reads its months and no others. */
  month: z.string(),
  cause: z.enum(STAGE_CAUSES),
  reason: z.string().optional(),
});

export const MoveInput = z.strictObject({ stage: z.enum(STAGES), reason: text(500).optional() });
