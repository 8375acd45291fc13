import * as z from "zod";
import { route } from "../../shared/http/route.ts";
import { civilDay, currency, idOf, text } from "../../shared/schema.ts";
import { MONTHS_MAX, Term } from "../products/schema.ts";
import { PricedKind, PriceSource } from "./schema.ts";

const LINES_MAX = 100;
const CODES_MAX = 20;
const QUANTITY_MAX = 1_000_000;

const Line = z.strictObject({
  productId: idOf("prd").describe("What is to be priced."),
  quantity: z.int().min(1).max(QUANTITY_MAX).describe("How many of it."),
  months: z
    .int()
    .min(1)
    .max(MONTHS_MAX)
    .optional()
    .describe("For how many months, if it recurs; one term unless told."),
});

export const BestInput = z.strictObject({
  currency: currency.describe("The currency of all prices."),
  accountId: idOf("acc").optional().describe("Who buys: its tier, groups and earlier orders decide what it gets."),
  partnerId: idOf("ptn").optional().describe("The partner who sells."),
  orderKind: PricedKind.default("new").describe("What kind of order it would be; upgrade means upsell."),
  on: civilDay.optional().describe("The day, in the tenant's time zone; now unless told otherwise."),
  lines: z.array(Line).min(1).max(LINES_MAX).describe("What is bought."),
  coupons: z.array(text(40)).max(CODES_MAX).optional().describe("Codes of coupons that may be used."),
});

const words = z.object({ "zh-CN": z.string(), en: z.string() });
const offered = { promotionId: z.string().optional(), coupon: z.string().optional() };
const AppliedTo = z.object({ ...offered, name: z.string(), amountMinor: z.int() });

const BestLine = z.object({
  productId: z.string(),
  quantity: z.int(),
  months: z.int().optional(),
  unitPriceMinor: z.int(),
  listMinor: z.int(),
  amountMinor: z.int(),
  taxBasisPoints: z.int().optional(),
  taxMinor: z.int(),
  grossMinor: z.int(),
  applied: z.array(AppliedTo),
  term: Term.optional(),
  source: PriceSource,
});

export const Best = z.object({
  currency: z.string(),
  on: civilDay,
  listMinor: z.int(),
  totalMinor: z.int(),
  taxMinor: z.int(),
  grossMinor: z.int(),
  /** No legal combination is cheaper than this; `isProven` where that is the total. */
  atLeastMinor: z.int(),
  isProven: z.boolean(),
  lines: z.array(BestLine),
  applied: z.array(AppliedTo),
  rejected: z.array(
    z.object({
      ...offered,
      name: z.string().optional(),
      why: z.string(),
      words,
      missingMinor: z.int().optional(),
      missingQuantity: z.int().optional(),
      by: z.string().optional(),
    }),
  ),
});

export const best = route({
  method: "POST",
  path: "/v1/prices/best",
  permission: "prices.read",
  summary: "The cheapest price of a basket by all promotions and the coupons given, explained; it changes nothing.",
  body: BestInput,
  reply: Best,
  example: {
    body: {
      currency: "CNY",
      accountId: "{accountId}",
      orderKind: "new",
      lines: [{ productId: "{productId}", quantity: 3 }],
    },
  },
  // What reckons is loaded with the first basket.
  run: async (call) => (await import("./best.ts")).bestOf(call, call.body),
});
