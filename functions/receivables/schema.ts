import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import {
  amountMinor,
  basisPoints,
  civilDay,
  currency,
  idOf,
  positiveMinor,
  signedMinor,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { CreditShare, ORDER_KINDS } from "../credits/schema.ts";
import { RECEIVABLE_LINES_MAX } from "./bounds.ts";

export const TERMS_MAX = 5;

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
  /** The number that payers are asked to name, where it is another than the reference: a KID, RF, QR or OGM number. */
  paymentReference: text(64).optional(),
  kind: z.enum(["invoice", "creditNote"]).optional(),
  amountMinor: positiveMinor,
  currency,
  dueOn: civilDay,
  issuedOn: civilDay.optional(),
  terms: z.array(DiscountTerm).max(TERMS_MAX).optional(),
  /** Their amounts need not sum to the receivable's: they are weights. */
  lines: z.array(ReceivableLine).min(1).max(RECEIVABLE_LINES_MAX).optional(),
  /** Of a credit note: the invoice that it credits. Paid out, it takes back the sales credits of that invoice's cash. */
  creditsReceivableId: idOf("rcv").optional(),
  /** Of a credit note that credits no single invoice: the order whose cash it gives back. */
  orderId: idOf("ord").optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  custom: CustomValues.optional(),
});

/** A part of the receivable's cash, `[from, to)` counted from its first minor unit. */
const Part = z.tuple([z.int(), z.int()]);

/**
 * What an account owes: amountMinor = paidMinor + adjustedMinor + writtenOffMinor + openMinor, always, but for a cancelled
 * one, of which nothing was ever settled and nothing is owed: there all four are 0.
 * `paidMinor` is cash and nothing else; `adjustedMinor` is what was cleared without cash under a named reason (discount,
 * tolerance, charges, netting); `writtenOffMinor` is what was given up.
 */
export const Receivable = ReceivableInput.extend({
  ...recordFields,
  /** Longer than an input's: an order's receivable is its contract number with the number of the instalment. */
  reference: z.string(),
  kind: z.enum(["invoice", "creditNote"]),
  orderId: z.string().optional(),
  orderKind: z.enum(ORDER_KINDS).optional(),
  /** 1 for the first instalment of the order, out of `instalmentCount`. */
  instalmentNo: z.int().optional(),
  instalmentCount: z.int().optional(),
  partnerId: z.string().optional(),
  memberIds: z.array(z.string()).optional(),
  contractNo: z.string().optional(),
  /** The order's shares; left out where the owner has all of it. */
  credits: z.array(CreditShare).optional(),
  paidMinor: amountMinor,
  /** What of `paidMinor` was given back in cash by credit notes, and earns no sales credits therefore. */
  givenBackMinor: amountMinor.optional(),
  adjustedMinor: amountMinor,
  writtenOffMinor: amountMinor,
  openMinor: amountMinor,
  /** Parts of earlier cash that were undone below later cash that stands: the next cash is split as theirs was. */
  gaps: z.array(Part).optional(),
  status: z.enum(RECEIVABLE_STATUSES),
  invoiceId: z.string().optional().describe("The invoice in force; what it says does not change while it is."),
  invoiceNumber: z.string().optional().describe("The number of that invoice."),
  /** The approval that it waits for. */
  approvalId: z.string().optional(),
  /** A payer has taken something off it: the deductions follow what becomes of it. */
  hasDeductions: z.boolean().optional(),
  archived: z.boolean().optional(),
});

/** As it is shown: `overdue` is derived from the due date and today in the tenant's zone. */
export const ReceivableView = Receivable.omit({ gaps: true }).extend({ overdue: z.boolean() });

/** How a receivable stands: what tells of what is open, when it is due and whose it is. */
export const Standing = Receivable.pick({
  ...{ accountId: true, reference: true, kind: true, status: true, amountMinor: true, openMinor: true },
  ...{ currency: true, dueOn: true, issuedOn: true, ownerId: true, departmentId: true, memberIds: true },
});

/** How a receivable stood before the first and after the last change of one day, by the versions that say so. */
export const ReceivableDay = z.object({
  ...recordFields,
  receivableId: z.string(),
  /** Whose it is after the day. */
  accountId: z.string(),
  on: civilDay,
  /** 0 and nothing where it was made on that day. */
  fromVersion: z.int(),
  before: Standing.optional(),
  toVersion: z.int(),
  after: Standing,
});

export const WriteOffInput = z.strictObject({ reason: text(500), amountMinor: positiveMinor.optional() });
export const ReopenInput = z.strictObject({ reason: text(500) });

/** One entry of a receivable's write-offs. Never changed or deleted: reopening adds the negative entry. */
export const WriteOff = z.object({
  ...recordFields,
  receivableId: z.string(),
  amountMinor: signedMinor,
  currency,
  reason: z.string(),
});
