import * as z from "zod";
import { isProblem, priceLine } from "../../shared/money-lines.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import {
  basisPoints,
  civilDay,
  currency,
  idOf,
  instant,
  amountMinor as minorAmount,
  positiveMinor,
  signedMinor,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { CreditShare, ORDER_KINDS, SHARES_MAX } from "../credits/schema.ts";

/** Signing writes the order, its receivables and their signals in one transaction, which bounds the instalments. */
export const INSTALMENTS_MAX = 36;
export const LINES_MAX = 50;
export const MEMBERS_MAX = 20;
const COUPONS_MAX = 5;

export const ORDER_STATUSES = ["draft", "signed", "cancelled"] as const;

/** One product of an order; the type is copied from the catalogue at the time of writing, since it drives splits. */
const Line = z.strictObject({
  productId: idOf("prd"),
  quantity: z.int().min(1).max(1_000_000),
  amountMinor: positiveMinor
    .optional()
    .describe("What the line is worth; it may be left out where a price says it, and else must agree with it."),
  unitPriceMinor: minorAmount.optional().describe("The price of one, before the discount."),
  discountBasisPoints: basisPoints.optional().describe("What is taken off quantity × price."),
});

type Issue = { path: string; message: string };

/** What a line is worth: its amount, or what its price says; one that has both must have the same twice. */
function amountOf({
  quantity,
  amountMinor,
  unitPriceMinor,
  discountBasisPoints,
}: z.output<typeof Line>): number | Issue {
  if (unitPriceMinor === undefined) {
    if (discountBasisPoints !== undefined) return { path: "unitPriceMinor", message: "is required for a discount" };
    return amountMinor ?? { path: "amountMinor", message: "is required where there is no unitPriceMinor" };
  }
  const discount = discountBasisPoints === undefined ? undefined : { basisPoints: discountBasisPoints };
  const priced = priceLine({ quantity, unitPriceMinor, discount });
  if (isProblem(priced)) return { path: "unitPriceMinor", message: `makes a line whose amount ${priced.message}` };
  const worth = priced.amountMinor;
  if (worth < 1) return { path: "unitPriceMinor", message: `makes a line worth ${worth}; it must be at least 1` };
  if (amountMinor === undefined || amountMinor === worth) return worth;
  return { path: "amountMinor", message: `is ${amountMinor}, but quantity, price and discount make ${worth}` };
}

export const OrderLineInput = Line.transform((line, context) => {
  const amountMinor = amountOf(line);
  if (typeof amountMinor === "number") return { ...line, amountMinor };
  context.addIssue({ code: "custom", path: [amountMinor.path], message: amountMinor.message });
  return z.NEVER;
});
export const OrderLine = Line.extend({ productType: z.string(), amountMinor: positiveMinor });

/** One part of the payment plan; each becomes a receivable when the order is signed. */
export const InstalmentInput = z.strictObject({
  dueOn: civilDay,
  amountMinor: positiveMinor,
  /** The number that payers are asked to name for this part. */
  paymentReference: text(64).optional(),
});
export const Instalment = InstalmentInput.extend({ receivableId: z.string().optional() });

export const OrderInput = z.object({
  accountId: idOf("acc"),
  /** Of all its amounts. A product's own currency is that of its list price and binds no order. */
  currency,
  /** Unique in the tenant; a reference that payers write. */
  contractNo: text(64).optional(),
  kind: z.enum(ORDER_KINDS),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  partnerId: idOf("ptn").optional(),
  /** Colleagues who see the order and are told of its receipts. */
  memberIds: z.array(idOf("usr")).max(MEMBERS_MAX).optional(),
  lines: z.array(OrderLineInput).min(1).max(LINES_MAX),
  instalments: z.array(InstalmentInput).min(1).max(INSTALMENTS_MAX),
  /** Without primary shares the owner is credited with all of it. */
  credits: z.array(CreditShare).max(SHARES_MAX).optional(),
  coupons: z
    .array(text(40))
    .max(COUPONS_MAX)
    .optional()
    .describe(
      "Codes of coupons that are used with it, and given back if it is cancelled; a new order alone names them.",
    ),
  custom: CustomValues.optional(),
});

export const Order = OrderInput.extend({
  ...recordFields,
  lines: z.array(OrderLine),
  instalments: z.array(Instalment),
  totalMinor: positiveMinor,
  status: z.enum(ORDER_STATUSES),
  signedAt: instant.optional(),
  cancelledAt: instant.optional(),
  cancelReason: z.string().optional(),
  /** How often it was amended after signing. */
  amendments: z.int().optional(),
  /** The highest number that a receivable of it was given. */
  receivablesMade: z.int().optional(),
  /** The approval that it waits for. */
  approvalId: z.string().optional(),
  /** The quote that it came of, and the sale that this was for. */
  quoteId: z.string().optional(),
  opportunityId: z.string().optional(),
  archived: z.boolean().optional(),
});

/**
 * An instalment of an amended plan. `receivableId` changes that receivable in place, if nothing is settled on it;
 * without it, one of the same amount or day is kept, and what is left over is cancelled and made anew.
 */
export const AmendedInstalment = InstalmentInput.extend({ receivableId: idOf("rcv").optional() });

/** The terms that may change after signing. What is left out stays; `credits: []` gives all to the owner. */
export const AmendmentInput = z.strictObject({
  reason: text(500),
  kind: z.enum(ORDER_KINDS).optional(),
  lines: OrderInput.shape.lines.optional(),
  instalments: z.array(AmendedInstalment).min(1).max(INSTALMENTS_MAX).optional(),
  credits: OrderInput.shape.credits,
});

/** What an amendment changed: the terms before it, why, and by how much the total rose. History is never rewritten. */
export const Amendment = z.object({
  ...recordFields,
  orderId: z.string(),
  number: z.int(),
  reason: z.string(),
  before: Order.pick({ lines: true, instalments: true, credits: true, totalMinor: true, kind: true }),
  totalDeltaMinor: signedMinor,
});
/** As it is shown: whoever may not see an order's total is not told what it rose by. */
export const AmendmentView = Amendment.partial({ totalDeltaMinor: true });

export const CancelInput = z.strictObject({ reason: text(500) });
