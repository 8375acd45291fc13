import * as z from "zod";
import { DECIMALS_MAX, fractionOf } from "../../shared/money-lines.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, basisPoints, civilDay, currency, idOf, instant } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { CreditShare, ORDER_KINDS, SHARES_MAX } from "../credits/schema.ts";
import { costed, INSTALMENTS_MAX, InstalmentInput, LINES_MAX } from "../orders/schema.ts";

export const QUOTE_STATUSES = ["draft", "submitted", "approved", "accepted", "expired"] as const;

const MONTHS_MAX = 120;
const RATE_MAX = 10_000;

/** One product of a quote. */
export const QuoteLineInput = z.strictObject({
  productId: idOf("prd").describe("What is sold."),
  quantity: z.int().min(1).max(1_000_000).describe("How many of it."),
  unitPriceMinor: z
    .union([amountMinor, z.string().max(30)])
    .refine(
      (price) => fractionOf(price) !== undefined,
      `must be a number with at most ${DECIMALS_MAX} digits behind the point`,
    )
    .refine(
      (price) => typeof price === "number" || (fractionOf(price)?.numerator ?? 0n) >= 0n,
      "must not be a price below nothing",
    )
    .optional()
    .describe(
      "Of one unit and month, before discount and tax; what the price books or the catalogue say, unless told.",
    ),
  discountBasisPoints: basisPoints.optional().describe("Off this line, before the discount of the whole."),
  taxBasisPoints: z.int().min(0).max(RATE_MAX).optional().describe("The rate of its tax; none is 0."),
  months: z.int().min(1).max(MONTHS_MAX).optional().describe("For how many months it is sold; the price is of each."),
});

/** A line with what it comes to: list − discount = amount; its part of the quote's discount off, tax on, it is its total. */
export const QuoteLine = QuoteLineInput.extend({
  unitPriceMinor: z.union([z.number(), z.string()]),
  bookPriceMinor: z
    .union([z.number(), z.string()])
    .optional()
    .describe(
      "Where the price was told: what price books or the catalogue said then of one unit, and of a month of the line's months, if they said anything in its currency.",
    ),
  listMinor: z.int(),
  discountMinor: z.int(),
  amountMinor: z.int(),
  netMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
});

export const QuoteInput = z.object({
  opportunityId: idOf("opp").optional().describe("The sale that it is for; its account is the quote's."),
  accountId: idOf("acc").optional().describe("Whom it is for, where it is for no opportunity."),
  currency: currency.describe("Of all its amounts."),
  validUntil: civilDay.describe("The last day, in the tenant's time zone, on which it can be accepted."),
  orderKind: z.enum(ORDER_KINDS).optional().describe("What its order is; new, unless told otherwise."),
  baseOrderId: idOf("ord").optional().describe("The contract that its order adds to or renews."),
  startsOn: civilDay.optional().describe("The first day of what its order is for."),
  endsOn: civilDay.optional().describe("The last day of what its order is for."),
  lines: z.array(QuoteLineInput).min(1).max(LINES_MAX).describe("What is offered, in this order."),
  discountBasisPoints: basisPoints.optional().describe("Off the whole, after the discounts of the lines."),
  instalments: z
    .array(InstalmentInput)
    .min(1)
    .max(INSTALMENTS_MAX)
    .optional()
    .describe("Sum to the total; one, due in 30 days, unless told otherwise."),
  credits: z.array(CreditShare).max(SHARES_MAX).optional().describe("Who its order credits; its owner, unless told."),
  ownerId: idOf("usr").optional().describe("Who sells; the account's owner, unless told otherwise."),
  departmentId: idOf("dep").optional().describe("Whose sale it is."),
  custom: CustomValues.optional().describe("Values of the tenant's own fields."),
});

/** subtotalMinor − discountMinor + taxMinor = totalMinor. */
export const Quote = QuoteInput.extend({
  ...recordFields,
  accountId: z.string(),
  orderKind: z.enum(ORDER_KINDS),
  lines: z.array(QuoteLine),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: amountMinor,
  /** The largest share that is taken off any line: by a price below the book's, its discount and the quote's. */
  deepestDiscountBasisPoints: z.int(),
  ...costed,
  status: z.enum(QUOTE_STATUSES),
  /** Its number on paper, by the tenant's series; every revision has the same. */
  number: z.string().optional(),
  numberSeries: z.string().optional(),
  numberCount: z.int().optional(),
  /** 1 at first; one more each time that it is revised. */
  revision: z.int(),
  expiresAt: instant,
  approvalId: z.string().optional(),
  /** When this revision was last sent to the customer. */
  sentAt: instant.optional(),
  acceptedAt: instant.optional(),
  /** The order that it became. */
  orderId: z.string().optional(),
  archived: z.boolean().optional(),
});

/** As it is shown: how it was numbered is the series' own. */
export const QuoteView = Quote.omit({ numberSeries: true, numberCount: true });

/** How a quote stood before it was revised. */
export const QuoteRevision = z.object({
  ...recordFields,
  quoteId: z.string(),
  revision: z.int(),
  before: Quote.pick({
    lines: true,
    discountBasisPoints: true,
    instalments: true,
    credits: true,
    subtotalMinor: true,
    discountMinor: true,
    taxMinor: true,
    totalMinor: true,
    validUntil: true,
    status: true,
  }),
});
