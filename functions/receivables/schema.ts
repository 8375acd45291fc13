import * as z from "zod";
import { amountMinor, basisPoints, civilDay, currency, idOf, positiveMinor, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { CreditShare, LINES_MAX, ORDER_KINDS } from "../orders/schema.ts";

export const RECEIVABLE_STATUSES = ["open", "partlyPaid", "paid", "writtenOff", "cancelled"] as const;

/** A discount for paying early: this share off the amount if paid by this day. */
export const DiscountTerm = z.strictObject({ discountBasisPoints: basisPoints.min(1), discountUntilOn: civilDay });

/** A product's part of a receivable: the weight that cash is split by. */
export const ReceivableLine = z.strictObject({
  productId: idOf("prd").optional(),
  productType: text(64).optional(),
  amountMinor: positiveMinor,
});

/** An opening balance or an imported invoice; signed orders make theirs themselves. Amounts are positive. */
export const ReceivableInput = z.object({
  accountId: idOf("acc"),
  reference: text(64),
  kind: z.enum(["invoice", "creditNote"]).optional(),
  amountMinor: positiveMinor,
  currency,
  dueOn: civilDay,
  issuedOn: civilDay.optional(),
  terms: z.array(DiscountTerm).max(5).optional(),
  lines: z.array(ReceivableLine).max(LINES_MAX).optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
});

/**
 * What an account owes. amountMinor = paidMinor + adjustedMinor + writtenOffMinor + openMinor, always.
 * `paidMinor` is cash (and credit notes set off), `adjustedMinor` the differences booked under a named reason.
 */
export const Receivable = ReceivableInput.extend({
  ...recordFields,
  kind: z.enum(["invoice", "creditNote"]),
  orderId: z.string().optional(),
  orderKind: z.enum(ORDER_KINDS).optional(),
  partnerId: z.string().optional(),
  memberIds: z.array(z.string()).optional(),
  contractNo: z.string().optional(),
  credits: z.array(CreditShare).optional(),
  paidMinor: amountMinor,
  adjustedMinor: amountMinor,
  writtenOffMinor: amountMinor,
  openMinor: amountMinor,
  status: z.enum(RECEIVABLE_STATUSES),
  archived: z.boolean().optional(),
});

/** As it is shown: `overdue` is derived from the due date and today in the tenant's zone. */
export const ReceivableView = Receivable.extend({ overdue: z.boolean() });
