import * as z from "zod";
import {
  basisPoints,
  civilDay,
  currency,
  idOf,
  instant,
  positiveMinor,
  signedMinor,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const LEDGERS = ["primary", "overlay"] as const;
export type Ledger = (typeof LEDGERS)[number];
export const SHARES_MAX = 20;

export const ORDER_KINDS = ["new", "upsell", "renewal"] as const;

/** Who is credited with which share of the cash. Primary shares sum to 100 %; overlay ones need not. */
export const CreditShare = z
  .strictObject({
    userId: idOf("usr").optional(),
    partnerId: idOf("ptn").optional(),
    basisPoints: basisPoints.min(1),
    ledger: z.enum(LEDGERS),
  })
  .refine((s) => (s.userId === undefined) !== (s.partnerId === undefined), "names either a user or a partner");

/**
 * One sales credit: this beneficiary, this product's part of this allocation. Its id is its place in its pack
 * (`crd_…-1`), see `creditId`.
 */
export const CreditEntry = z.object({
  ledger: z.enum(LEDGERS),
  productId: z.string().optional(),
  receivableId: z.string(),
  allocationId: z.string(),
  /** Where on the receivable the credited cash begins, in minor units; left out for its very first cash. */
  from: z.int().optional(),
  amountMinor: signedMinor,
  /** The credit of which this one takes a part or all back, or, being positive, gives a part again. */
  reversesId: z.string().optional(),
});

/**
 * The credits that one application of a bank transaction brings one beneficiary on one order, packed in one row:
 * listing, splitting and reversing see single credits, the table pays for one item. Never changed once written.
 */
export const CreditPack = z.object({
  ...recordFields,
  bankTransactionId: z.string(),
  accountId: z.string(),
  orderId: z.string().optional(),
  /** A user or a partner; nobody where a receivable has neither shares nor owner. */
  beneficiaryId: z.string().optional(),
  departmentId: z.string().optional(),
  currency,
  earnedAt: instant,
  /** The rule that split it, as it was then (`spl_…@3`); left out for the order's own shares, pro rata. */
  rule: z.string().optional(),
  /** The entry of an outgoing bank line for whose sake these credits were taken back, or given again. */
  causeId: z.string().optional(),
  entries: z.array(CreditEntry),
});

/** A credit as the API shows it. */
export const CreditView = CreditEntry.omit({ from: true }).extend({
  id: z.string(),
  userId: z.string().optional(),
  partnerId: z.string().optional(),
  accountId: z.string(),
  orderId: z.string().optional(),
  bankTransactionId: z.string(),
  currency,
  earnedAt: instant,
  rule: z.string().optional(),
});

/**
 * When a rule applies. Every condition that is present must hold; several values are alternatives. Amounts are the
 * receivable's (not the payment's, so that its partial payments are split alike), dates the receipt's booking day.
 */
export const SplitConditions = z.strictObject({
  orderKinds: z.array(z.enum(ORDER_KINDS)).min(1).max(ORDER_KINDS.length).optional(),
  productTypes: z.array(text(64)).min(1).max(50).optional(),
  departmentIds: z.array(idOf("dep")).min(1).max(50).optional(),
  partnerIds: z.array(idOf("ptn")).min(1).max(50).optional(),
  currency: currency.optional(),
  amountMinMinor: positiveMinor.optional(),
  amountMaxMinor: positiveMinor.optional(),
  fromOn: civilDay.optional(),
  toOn: civilDay.optional(),
});

/** A share of a rule: a fixed user or partner, or whoever the receivable's owner or partner is. */
export const RuleShare = z.strictObject({
  to: z.union([idOf("usr"), idOf("ptn"), z.enum(["owner", "partner"])]),
  basisPoints: basisPoints.min(1),
  ledger: z.enum(LEDGERS),
});

/**
 * How cash is split: by the receivable's product amounts pro rata, or a product type first (of several, in their order).
 * A ledger that the rule has shares for follows the rule, the other one the order. The first active rule by priority
 * (then id) whose conditions hold decides.
 */
export const SplitRuleInput = z.object({
  name: text(100),
  priority: z.int().min(0).max(1_000_000),
  when: SplitConditions,
  products: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("proRata") }),
    z.strictObject({ by: z.literal("typeFirst"), productTypes: z.array(text(64)).min(1).max(20) }),
  ]),
  shares: z.array(RuleShare).max(SHARES_MAX).optional(),
});
export const SplitRule = SplitRuleInput.extend({ ...recordFields, archived: z.boolean().optional() });
