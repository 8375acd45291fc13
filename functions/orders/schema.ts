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
import { RECEIVABLE_LINES_MAX } from "../receivables/bounds.ts";

/** Signing writes the order, its receivables and their signals in one transaction, which bounds the instalments. */
export const INSTALMENTS_MAX = 36;
export const LINES_MAX = RECEIVABLE_LINES_MAX;
export const MEMBERS_MAX = 20;
const COUPONS_MAX = 5;
const MONTHS_MAX = 120;
const FREE_MONTHS_MAX = 60;
const NOTICE_DAYS_MAX = 730;

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
  /** Without primary shares the owner is credited with all of it, or who the hand-over policy names. */
  credits: z.array(CreditShare).max(SHARES_MAX).optional(),
  coupons: z
    .array(text(40))
    .max(COUPONS_MAX)
    .optional()
    .describe(
      "Codes of coupons that are used with it, and given back if it is cancelled; a new order alone names them.",
    ),
  custom: CustomValues.optional(),
  startsOn: civilDay.optional().describe("The first day of what it is for."),
  endsOn: civilDay.optional().describe("The last day; what is added to it ends then too."),
  baseOrderId: idOf("ord").optional().describe("The contract that it adds to or renews."),
  freeMonths: z
    .int()
    .min(1)
    .max(FREE_MONTHS_MAX)
    .optional()
    .describe("Months of the term that cost nothing: what is due at its end is the price of the others."),
  autoRenewMonths: z
    .int()
    .min(1)
    .max(MONTHS_MAX)
    .optional()
    .describe("It renews itself for so many months, unless notice is given in time."),
  noticeDays: z
    .int()
    .min(0)
    .max(NOTICE_DAYS_MAX)
    .optional()
    .describe("Days before its end by which notice is to be given; 30, unless told otherwise."),
});

/** Who is credited with an order. */
export const SIDES = ["sales", "customerSuccess"] as const;

const UPSELL_MONTHS_MAX = 60;

/** Who is credited with which kind of order: windows as data. */
export const handOverSchema = z.strictObject({
  new: z.enum(SIDES).default("sales").describe("With new contracts."),
  upsellMonths: z
    .int()
    .min(0)
    .max(UPSELL_MONTHS_MAX)
    .default(6)
    .describe(
      "Months of the window, from the day on which the new contract was signed; that day n months later is after it.",
    ),
  upsellWithin: z.enum(SIDES).default("sales").describe("With what is added within the window."),
  upsellAfter: z.enum(SIDES).default("customerSuccess").describe("With what is added later, or to no new contract."),
  renewal: z.enum(SIDES).default("customerSuccess").describe("With renewals."),
  teamRole: text(50).default("customerSuccess").describe("The role in an account's team that customer success has."),
});

/** Why an order is credited as it is. */
export const HandOver = z.object({
  side: z.enum(SIDES),
  /** The first day after the window. */
  until: z.string().optional(),
  /** The contract whose window it was. */
  baseOrderId: z.string().optional(),
  /** Who is credited; the owner, where the account's team has nobody of the role. */
  userId: z.string().optional(),
});

/** What a quote or an order costs the tenant, and leaves it. */
export const costed = {
  costMinor: z
    .int()
    .optional()
    .describe("What its products cost the tenant; left out where one of them has no cost in its currency."),
  marginBasisPoints: z
    .int()
    .optional()
    .describe("What is left of its amount without tax after the cost, rounded down; approval rules may go by it."),
};

export const Order = OrderInput.extend({
  ...recordFields,
  lines: z.array(OrderLine),
  instalments: z.array(Instalment),
  totalMinor: positiveMinor,
  ...costed,
  netMinor: z
    .int()
    .optional()
    .describe("Its amount without tax, as its margin has it; left out of orders from before it was kept."),
  status: z.enum(ORDER_STATUSES),
  signedAt: instant.optional(),
  cancelledAt: instant.optional(),
  cancelReason: z.string().optional(),
  handOver: HandOver.optional(),
  /** It was ended early: what was due later is owed no more. */
  terminatedAt: instant.optional(),
  terminatedOn: civilDay.optional(),
  terminateReason: z.string().optional(),
  refundMinor: positiveMinor.optional(),
  /** The credit note that the refund is paid out on. */
  refundReceivableId: z.string().optional(),
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
  startsOn: OrderInput.shape.startsOn,
  endsOn: OrderInput.shape.endsOn,
  freeMonths: OrderInput.shape.freeMonths,
});

/** What an amendment changed: the terms before it, why, and by how much the total rose. History is never rewritten. */
export const Amendment = z.object({
  ...recordFields,
  orderId: z.string(),
  number: z.int(),
  reason: z.string(),
  before: Order.pick({
    ...{ lines: true, instalments: true, credits: true, totalMinor: true, kind: true },
    ...{ startsOn: true, endsOn: true, freeMonths: true },
  }),
  totalDeltaMinor: signedMinor,
});
export const OrderView = Order.extend({
  customerName: z.string().optional().describe("To a partner's own person: the customer."),
});

/** As it is shown: whoever may not see an order's total is not told what it rose by. */
export const AmendmentView = Amendment.partial({ totalDeltaMinor: true });

const contractNo = text(64).optional().describe("The number of the new order.");

export const UpsellInput = z.strictObject({
  startsOn: civilDay.describe("The first day of what is added; it ends with the contract."),
  lines: z
    .array(
      z.strictObject({
        productId: idOf("prd").describe("What is added."),
        quantity: z.int().min(1).max(1_000_000).describe("How many of it."),
        monthlyMinor: positiveMinor.describe("The price of one and a month."),
      }),
    )
    .min(1)
    .max(LINES_MAX)
    .describe("What is added, each priced for what is left of the contract."),
  contractNo,
});

export const RenewInput = z.strictObject({
  months: z.int().min(1).max(MONTHS_MAX).describe("For how many months that are paid for."),
  freeMonths: OrderInput.shape.freeMonths.describe("Further months, which cost nothing."),
  contractNo,
});

export const TerminateInput = z.strictObject({
  on: civilDay.describe("The last day; what is due by then stays owed."),
  reason: text(500).describe("Why it ends."),
  refundMinor: positiveMinor.optional().describe("What the customer gets back of what it has paid."),
});

export const CancelInput = z.strictObject({ reason: text(500) });
