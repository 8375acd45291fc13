import * as z from "zod";
import { amountMinor, basisPoints, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Why nobody renews it: somebody said so, its contract was ended, or its window is over. */
export const CHURN_CAUSES = ["told", "ended", "lapsed"] as const;

export const RENEWAL_STATES = ["due", "renewed", "partly", "churned"] as const;

/** How an order was found to renew what was due: a person said so, its contract is named, or it falls into the window. */
export const WAYS = ["hand", "named", "window"] as const;

const DAYS_MAX = 730;
const TYPES_MAX = 50;
const RULES_MAX = 50;
const REMINDERS_MAX = 10;
const ORDERS_MAX = 20;
const RENEWALS_MAX = 100;
const RATE_MAX = 20_000;
const UPLIFT_MAX = 10_000;

/** Which dues a rule is for; what it leaves out fits all. */
const fits = {
  tier: text(50).optional().describe("Of accounts of this tier."),
  productType: text(64).optional().describe("Of products of this type."),
  fromRenewals: z
    .int()
    .min(0)
    .max(RENEWALS_MAX)
    .optional()
    .describe("Of contracts that were renewed at least so often before."),
};

export const BASES = ["cash", "invoice"] as const;

/** How a tenant renews. */
export const RenewalPolicy = z.strictObject({
  oneOffTypes: z
    .array(text(64))
    .max(TYPES_MAX)
    .default(["service", "implementation", "training", "hardware"])
    .describe("Product types that are sold once: their lines are never due for renewal."),
  earlyDays: z
    .int()
    .min(0)
    .max(DAYS_MAX)
    .default(180)
    .describe("How early a renewal order that names no contract is taken for one of what is due."),
  lateDays: z
    .int()
    .min(0)
    .max(DAYS_MAX)
    .default(90)
    .describe("How late it is; what nobody has renewed by then has churned."),
  financeBasis: z
    .enum(BASES)
    .default("cash")
    .describe("What finance counts as renewed: cash that came in, or what was invoiced and has become due."),
  targetBasisPoints: z
    .int()
    .min(0)
    .max(RATE_MAX)
    .default(9_000)
    .describe("The share of what is due that is to be renewed, where no target fits."),
  targets: z
    .array(z.strictObject({ ...fits, basisPoints: z.int().min(0).max(RATE_MAX).describe("The share to be renewed.") }))
    .max(RULES_MAX)
    .default([])
    .describe("Other shares; the first that fits decides."),
  upliftBasisPoints: z
    .int()
    .min(0)
    .max(UPLIFT_MAX)
    .default(0)
    .describe("By how much the price rises in renewal quotes, where no rule fits."),
  uplifts: z
    .array(z.strictObject({ ...fits, basisPoints: basisPoints.describe("By how much the price rises.") }))
    .max(RULES_MAX)
    .default([])
    .describe("Other rises; the first that fits decides."),
  quoteDays: z
    .int()
    .min(0)
    .max(DAYS_MAX)
    .default(60)
    .describe("How many days before the end a renewal quote is prepared as a draft; 0 prepares none."),
  remindDays: z
    .array(z.int().min(0).max(DAYS_MAX))
    .max(REMINDERS_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice")
    .default([90, 30, 7])
    .describe("How many days before the end its owner is reminded."),
});

/** A piece of a renewal order that renews what was due. */
export const RenewalPart = z.object({
  orderId: z.string(),
  /** How much of the order it is. All pieces of an order together are at most its lines of the product type. */
  amountMinor,
  /** What that comes to over the term that was due: the same, unless the order is for a longer or shorter term. */
  renewedMinor: amountMinor,
  /** The day on which it was signed. */
  signedOn: civilDay,
  way: z.enum(WAYS),
  /** What of `renewedMinor` has been paid. */
  paidMinor: amountMinor,
  /** What of it is invoiced, up to each day on which an invoice is due or was issued. */
  billed: z.array(z.object({ on: civilDay, uptoMinor: amountMinor })),
});

/** What of a contract is due for renewal at the end of its term, by product type. */
export const Renewal = z.object({
  ...recordFields,
  orderId: z.string(),
  accountId: z.string(),
  contractNo: z.string().optional(),
  productType: z.string(),
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  /** The account's tier. */
  tier: z.string().optional(),
  startsOn: civilDay,
  /** The last day of the term. */
  dueOn: civilDay,
  /** What the contract itself came to, and what was added to it, over its whole term: startMinor + addedMinor = dueMinor. */
  startMinor: amountMinor,
  addedMinor: amountMinor,
  dueMinor: amountMinor,
  renewedMinor: amountMinor,
  currency: z.string(),
  state: z.enum(RENEWAL_STATES),
  parts: z.array(RenewalPart),
  /** How often it was renewed before, and the year in which its first contract was signed. */
  renewals: z.int(),
  firstYear: z.string(),
  /** The day after which it has churned, if nobody renews it. */
  lapsesOn: civilDay,
  /** The contract was ended before its term was over. */
  terminatedOn: civilDay.optional(),
  churnCause: z.enum(CHURN_CAUSES).optional(),
  /** Somebody has said that the customer leaves. */
  churnedOn: civilDay.optional(),
  churnReason: z.string().optional(),
  /** Of a contract that renews itself: for how many months, and the last day on which notice may be given. */
  autoRenewMonths: z.int().optional(),
  noticeBy: civilDay.optional(),
  noticeOn: civilDay.optional(),
  noticeReason: z.string().optional(),
  /** The quote, and the order of a contract that renews itself, that were made of it. */
  quoteId: z.string().optional(),
  renewalOrderId: z.string().optional(),
  /** What was done by the clock. */
  steps: z.array(z.string()),
  archived: z.boolean().optional(),
});

/** All that is known of an account's renewals: whatever is reckoned anew is so under this row's version. */
export const RenewalBook = z.object({
  ...recordFields,
  orderIds: z.array(z.string()),
  renewalIds: z.array(z.string()),
  /** What people have said: which order renews which due, and which does not. */
  links: z.array(
    z.object({ orderId: z.string(), productType: z.string(), renewalId: z.string(), renews: z.boolean() }),
  ),
  dueAt: instant.optional(),
});

export const MatchInput = z.strictObject({
  orderIds: z
    .array(idOf("ord"))
    .max(ORDERS_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice")
    .describe("All orders that renew it; those that are left out do not."),
});
export const ChurnInput = z.strictObject({
  reason: text(500).describe("Why the customer leaves."),
});
export const NoticeInput = z.strictObject({
  reason: text(500).describe("Why the customer ends it."),
  on: civilDay.optional().describe("The day on which notice was given; today, unless told otherwise."),
});

export const Money = z.object({
  dueMinor: z.int(),
  renewedMinor: z.int(),
  /** renewedMinor ÷ dueMinor; left out where nothing is due. */
  rateBasisPoints: z.int().optional(),
});

export const BRIDGE_REASONS = ["early", "late", "renewedEarlier", "renewedLater", "notYetIn"] as const;

export const Bridge = z.object({
  period: z.string(),
  from: civilDay,
  to: civilDay,
  currency,
  financeBasis: z.enum(BASES),
  /** What is due in the period, and what was renewed in it, whenever that was due. */
  business: Money,
  /** What is due in the period, and what came in (or was invoiced) for it, whenever that was renewed. */
  finance: Money,
  /** What makes the difference, order by order: the amounts add up to it. */
  items: z.array(
    z.object({
      orderId: z.string(),
      renewalId: z.string(),
      accountId: z.string(),
      amountMinor: z.int(),
      reason: z.enum(BRIDGE_REASONS),
    }),
  ),
  differenceMinor: z.int(),
});

export const CUTS = ["all", "tier", "productType", "owner", "department", "firstYear", "renewals"] as const;

export const RenewalFigure = z.object({
  key: z.string(),
  /** The list of the dues that it counts, each with the orders that renew it. */
  drill: z.string(),
  count: z.int(),
  renewedCount: z.int(),
  countBasisPoints: z.int().optional(),
  ...Money.shape,
  /** dueMinor + upgradedMinor − downgradedMinor − churnedMinor − openMinor = renewedMinor. */
  upgradedMinor: amountMinor,
  downgradedMinor: amountMinor,
  churnedMinor: amountMinor,
  openMinor: amountMinor,
  startMinor: amountMinor,
  grossBasisPoints: z.int().optional(),
  netBasisPoints: z.int().optional(),
  targetMinor: amountMinor,
  completionBasisPoints: z.int().optional(),
  /** Its part of all that is due, and of all that is renewed. */
  shareOfDueBasisPoints: z.int().optional(),
  shareOfRenewedBasisPoints: z.int().optional(),
  customers: z.int(),
  upsellCustomers: z.int(),
  upsellBasisPoints: z.int().optional(),
});

export const RenewalReport = z.object({
  period: z.string(),
  from: civilDay,
  to: civilDay,
  currency,
  by: z.enum(CUTS),
  total: RenewalFigure,
  items: z.array(RenewalFigure),
});
