import * as z from "zod";
import {
  amountMinor,
  basisPoints,
  civilDay,
  currency,
  idOf,
  instant,
  positiveMinor,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { Audience, PRIORITY_MAX } from "./schema.ts";

const NAMED_MAX = 100;
const STEPS_MAX = 10;
const ITEMS_MAX = 10;
const COUNT_MAX = 1_000_000;
/** The most months that a coupon may take something off of. */
export const COUPON_MONTHS_MAX = 36;
/** Promotions in force at a time: the cheapest combination of all of them is looked for at every price. */
export const PROMOTIONS_MAX = 200;

const Scope = z.strictObject({
  productIds: z.array(idOf("prd")).min(1).max(NAMED_MAX).optional().describe("The products, one by one."),
  productTypes: z.array(text(64)).min(1).max(NAMED_MAX).optional().describe("Types of products."),
});

const count = z.int().min(1).max(COUNT_MAX);

const ReductionStep = z.strictObject({
  fromMinor: amountMinor.describe("Reached from this amount on."),
  offMinor: positiveMinor.optional().describe("What is taken off then."),
  basisPoints: basisPoints.optional().describe("Or the share that is taken off then."),
});
const VolumeStep = z.strictObject({
  fromQuantity: count.describe("Reached from this quantity on."),
  basisPoints: basisPoints.describe("The share that is taken off each line then."),
});
const BundleItem = z.strictObject({
  productId: idOf("prd").describe("A product of the bundle."),
  quantity: count.describe("How many of it one bundle has."),
});

/** What an offer takes off. */
export const Effect = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("percent"),
    basisPoints: basisPoints.describe("The share that is taken off: 1000 is 10 %."),
    of: z.enum(["lines", "basket"]).describe("Off each line, or once off the sum of all."),
  }),
  z.strictObject({
    type: z.literal("amount"),
    amountMinor: positiveMinor.describe("What is taken off."),
    of: z.enum(["unit", "basket"]).describe("Off each unit, or once off the sum of all."),
  }),
  z.strictObject({
    type: z.literal("unitPrice"),
    unitPriceMinor: amountMinor.describe("What a unit costs instead, for one term where it recurs."),
    unitsMax: count.optional().describe("Of so many units at most, the dearest first."),
  }),
  z.strictObject({
    type: z.literal("fullReduction"),
    steps: z.array(ReductionStep).min(1).max(STEPS_MAX).describe("The highest step that is reached counts."),
    each: z.boolean().optional().describe("True where the one step is taken off as often as it is reached."),
  }),
  z.strictObject({
    type: z.literal("volume"),
    steps: z.array(VolumeStep).min(1).max(STEPS_MAX).describe("The highest step that is reached counts."),
  }),
  z.strictObject({
    type: z.literal("bundle"),
    items: z.array(BundleItem).min(1).max(ITEMS_MAX).describe("What is bought together."),
    priceMinor: amountMinor.optional().describe("What one bundle costs together."),
    basisPoints: basisPoints.optional().describe("Or the share that is taken off its parts."),
    amountMinor: positiveMinor.optional().describe("Or what is taken off each bundle."),
    timesMax: count.optional().describe("For so many bundles at most."),
  }),
  z.strictObject({
    type: z.literal("buyGet"),
    buy: count.describe("For so many that are bought …"),
    get: count.describe("… so many more are cheaper, those with the lowest price."),
    basisPoints: basisPoints
      .default(10_000)
      .describe("The share that is taken off these; all of it unless told otherwise."),
    getScope: Scope.optional().describe("What is cheaper, where that is something else than what is bought."),
    timesMax: count.optional().describe("So many times at most."),
  }),
]);

const OfferAudience = Audience.extend({
  firstOrder: z.boolean().optional().describe("True: only for an account that has no other order."),
  minMinor: positiveMinor.optional().describe("From this amount of what it looks at, as it is at its turn."),
  minQuantity: count.optional().describe("From this quantity of what it looks at."),
});

/** What promotions and coupons have in common. */
const offer = {
  name: text(200).describe("What people call it."),
  currency: currency.optional().describe("Required where it names amounts; without one it holds in every currency."),
  priority: z
    .int()
    .min(0)
    .max(PRIORITY_MAX)
    .optional()
    .describe("Of line, basket and coupon offers the lowest is taken off first; 100 unless told otherwise."),
  when: OfferAudience.optional().describe("For whom and from where on it holds."),
  scope: Scope.optional().describe("The products that it looks at; all unless told otherwise."),
  effect: Effect.describe("What it takes off."),
  capMinor: positiveMinor.optional().describe("It takes off no more than this."),
  monthsMax: z
    .int()
    .min(1)
    .max(COUPON_MONTHS_MAX)
    .optional()
    .describe("Of a longer term, the share is taken off so many months."),
  exclusive: z.boolean().optional().describe("True: nothing else goes with it."),
  group: text(50).optional().describe("A line takes part in one offer of a group at most."),
  excludesPromotions: z.array(idOf("pro")).max(NAMED_MAX).optional().describe("Promotions that it does not go with."),
  excludesCoupons: z
    .array(idOf("cpt"))
    .max(NAMED_MAX)
    .optional()
    .describe("Templates of coupons that it does not go with."),
};

const kept = { ...recordFields, priority: z.int(), archived: z.boolean().optional() };

export const PromotionInput = z.object({
  ...offer,
  validFrom: civilDay.optional().describe("The first day, in the tenant's time zone."),
  validUntil: civilDay.optional().describe("The last day, in the tenant's time zone."),
  startsAt: instant.optional().describe("The instant from which it holds, for a sale of hours."),
  endsAt: instant.optional().describe("The instant at which it is over."),
});
/** What everybody gets who meets its conditions. */
export const Promotion = PromotionInput.extend(kept);

const DAYS_MAX = 730;
const USES_MAX = 10_000_000;
const GROUP_MAX = 1_000;

/** What a coupon is worth more once enough accounts have claimed it together. */
const GroupBuy = z.strictObject({
  size: z.int().min(2).max(GROUP_MAX).describe("So many accounts make a group; it takes no more."),
  effect: Effect.describe("What the coupon takes off instead, once the group is complete."),
});

export const CouponTemplateInput = z.object({
  ...offer,
  code: z
    .string()
    .regex(/^[0-9A-Za-z-]{4,40}$/, "must be 4 to 40 letters, digits and hyphens")
    .optional()
    .describe("One code that everybody uses; without it each coupon has a code of its own."),
  onePerPayment: z.boolean().optional().describe("False: other coupons go with it. True unless told otherwise."),
  withPromotions: z.boolean().optional().describe("False: no promotion goes with it. True unless told otherwise."),
  usableFrom: civilDay.optional().describe("The first day on which it can be used, in the tenant's time zone."),
  usableUntil: civilDay.optional().describe("The last day on which it can be used, in the tenant's time zone."),
  daysFromClaim: z
    .int()
    .min(0)
    .max(DAYS_MAX)
    .optional()
    .describe("So many days after that of its claim it can still be used; 0 is the day of the claim alone."),
  claimFrom: instant.optional().describe("The instant from which it can be claimed."),
  claimUntil: instant.optional().describe("The instant from which it cannot be claimed any more."),
  claimWithinDays: z
    .int()
    .min(1)
    .max(DAYS_MAX)
    .optional()
    .describe("A coupon that was issued and not claimed within so many times 24 hours is forfeited."),
  totalMax: z.int().min(1).max(USES_MAX).optional().describe("How many there are in all: the stock of a flash sale."),
  perAccountMax: z
    .int()
    .min(1)
    .max(USES_MAX)
    .optional()
    .describe("How many one account gets; 1 unless told otherwise."),
  groupBuy: GroupBuy.optional().describe("More for those who claim it together."),
});
/** What the coupons of one kind are worth, to whom, and until when. */
export const CouponTemplate = CouponTemplateInput.extend({ ...kept, perAccountMax: z.int() });

export const COUPON_STATUSES = ["issued", "claimed", "redeemed", "expired", "forfeited", "void"] as const;

export const CouponInput = z.object({
  templateId: idOf("cpt").describe("What it is worth."),
  accountId: idOf("acc")
    .optional()
    .describe("The account that claims it; without one a code is issued for a later claim."),
  joins: text(40).optional().describe("The code of a claimed coupon whose group the account joins."),
  note: text(200).optional().describe("What people have to say of it."),
});

/** One coupon: a code that one account uses once. */
export const Coupon = CouponInput.omit({ joins: true }).extend({
  ...recordFields,
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  code: z.string(),
  status: z.enum(COUPON_STATUSES),
  /** When it is forfeited unless it is claimed. */
  claimBefore: instant.optional(),
  claimedAt: instant.optional(),
  /** When it can be used no more. */
  usableBefore: instant.optional(),
  groupId: z.string().optional(),
  redeemedAt: instant.optional(),
  orderId: z.string().optional(),
  /** True of the use of a code that everybody uses. */
  isShared: z.boolean().optional(),
  archived: z.boolean().optional(),
});

/** How many coupons of a template there are, in all and by account; the members of a group. Counted, never read for a list. */
export const CouponCount = z.object({ ...recordFields, count: z.int().optional() });
