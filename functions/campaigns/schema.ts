import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const STAGES_MAX = 20;
const KEYWORDS_MAX = 30;

/** What marketing does to win customers, with what it may cost and what it has cost. */
export const CampaignInput = z.object({
  name: text(200).describe("What it is called."),
  channel: text(100).optional().describe("The way it reaches people, such as event, search or mail."),
  region: text(100).optional().describe("Where it takes place."),
  parentId: idOf("cam").optional().describe("The campaign that it is a part of."),
  stages: z.array(text(50)).min(1).max(STAGES_MAX).optional().describe("Its own stages, in their order."),
  stage: text(50).optional().describe("Where it stands: one of its stages, the first of them where left out."),
  keywords: z.array(text(50)).max(KEYWORDS_MAX).optional().describe("What its content is about."),
  startsOn: civilDay.optional().describe("Its first day."),
  endsOn: civilDay.optional().describe("Its last day."),
  budgetMinor: amountMinor.optional().describe("What it may cost."),
  costMinor: amountMinor.optional().describe("What it has cost so far."),
  currency: currency.optional().describe("The currency of budget and cost; the tenant's, where left out."),
  ownerId: idOf("usr").optional().describe("Who runs it."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
  custom: CustomValues.optional(),
});
export const Campaign = CampaignInput.extend({
  ...recordFields,
  currency,
  /** Since when it stands in its stage. */
  stageAt: instant.optional(),
  archived: z.boolean().optional(),
});

export const MEMBER_STATES = ["invited", "reached", "responded", "attended", "declined"] as const;

/** Somebody whom a campaign is for, and when it first met them. */
export const MemberInput = z.strictObject({
  contactId: idOf("con").optional().describe("Who it is, if a contact."),
  leadId: idOf("led").optional().describe("Who it is, if a lead."),
  state: z.enum(MEMBER_STATES).describe("How they stand; from reached on it is a touch, but for declined."),
  at: instant.optional().describe("When that was; now, where left out."),
});

export const CampaignMember = z.object({
  ...recordFields,
  campaignId: z.string(),
  personId: z.string(),
  /** The company that the person worked for on the day. */
  accountId: z.string().optional(),
  state: z.enum(MEMBER_STATES),
  at: instant,
  /** When the campaign first touched them. */
  touchedAt: instant.optional(),
});

export const MODELS = ["first", "last", "linear", "timeDecay", "u", "w", "custom"] as const;
export const BY = ["campaign", "channel", "region", "department", "person", "month", "quarter"] as const;

export const AttributionQuery = z.strictObject({
  model: z.enum(MODELS).default("linear").describe("How the cash of an order is shared among the touches before it."),
  basis: z
    .enum(["received", "signed"])
    .default("received")
    .describe("What is shared: the cash that came in, or orders as they were signed, made at most 400 days before."),
  by: z.enum(BY).default("campaign").describe("What the rows are."),
  from: civilDay
    .optional()
    .describe("The first day of the cash, or of the signatures; a year before the last, where left out."),
  to: civilDay.optional().describe("The last day; today, where left out."),
  halfLifeDays: z.coerce.number().int().min(1).max(365).default(7).describe("For timeDecay: days that halve a touch."),
  weights: z
    .string()
    .regex(/^\d{1,4}-\d{1,4}-\d{1,4}$/, "must be three numbers such as 30-40-30")
    .default("40-20-40")
    .describe("For custom: the weights of the first touch, all between together, and the last."),
});

export const AttributionRow = z.object({
  key: z.string(),
  name: z.string().optional(),
  currency,
  receivedMinor: z.int(),
  shareBasisPoints: z.int(),
  costMinor: z.int().optional(),
  roiBasisPoints: z.int().optional(),
  accounts: z.int(),
});

export const Influence = z.object({
  opportunityId: z.string(),
  accountId: z.string(),
  openedAt: instant,
  closedAt: instant.optional(),
  touches: z
    .array(
      z.object({
        at: instant,
        campaignId: z.string(),
        campaign: z.string().optional(),
        channel: z.string().optional(),
        personId: z.string(),
        name: z.string().optional(),
        role: z.string().optional().describe("The part that they play in the purchase, where it is known."),
        when: z.enum(["beforeOpening", "beforeClosing"]),
      }),
    )
    .describe("Which campaigns met whom of the account before what, the earliest first."),
  roles: z
    .array(z.object({ role: z.string(), personId: z.string(), campaignId: z.string(), at: instant }))
    .describe("Where somebody of each part was met first."),
});

export const TouchedAccount = z.object({
  accountId: z.string(),
  name: z.string().optional(),
  people: z.int().describe("People of it whom the campaign met."),
  firstAt: instant,
  lastAt: instant,
  signed: z
    .array(z.object({ currency, orders: z.int(), totalMinor: z.int() }))
    .optional()
    .describe("What it has signed since it was met first, where the caller may see that."),
});
