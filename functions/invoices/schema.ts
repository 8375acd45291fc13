import * as z from "zod";
import { amountMinor, civilDay, currency, idOf, instant, locale, positiveMinor, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** What is asked for: all else of an invoice follows from its receivable. */
export const InvoiceInput = z.object({
  receivableId: idOf("rcv").describe("What is invoiced, or credited: one that stands, and has no invoice in force."),
});

const Head = z.object({ name: z.string(), lines: z.array(z.string()) });

/** A line as it is printed: net + tax = amount. */
export const InvoiceLine = z.object({
  name: z.string().optional(),
  code: z.string().optional(),
  taxBasisPoints: z.int(),
  netMinor: amountMinor,
  taxMinor: amountMinor,
  amountMinor,
});

/**
 * An invoice or credit note as a document: numbered without gaps, and the same for ever. What it says of seller, buyer and
 * lines is kept as it was when it was issued. netMinor + taxMinor = totalMinor = what the receivable is for.
 */
export const Invoice = InvoiceInput.extend({
  ...recordFields,
  kind: z.enum(["invoice", "creditNote"]),
  status: z.enum(["issued", "voided"]),
  number: z.string().optional(),
  numberSeries: z.string().optional(),
  numberCount: z.int().optional(),
  accountId: z.string(),
  orderId: z.string().optional(),
  contractNo: z.string().optional(),
  reference: z.string(),
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  partnerId: z.string().optional(),
  memberIds: z.array(z.string()).optional(),
  issuedOn: civilDay,
  dueOn: civilDay,
  currency,
  seller: z.object({ "zh-CN": Head, en: Head, payTo: z.string().optional() }),
  buyer: z.object({ name: z.string(), taxNo: z.string().optional(), address: z.string().optional() }),
  terms: z.object({ "zh-CN": z.string().optional(), en: z.string().optional() }).optional(),
  lines: z.array(InvoiceLine),
  netMinor: amountMinor,
  taxMinor: amountMinor,
  totalMinor: positiveMinor,
  /** Of a credit note: the number of the invoice that it credits. */
  creditsNumber: z.string().optional(),
  voidedAt: instant.optional(),
  voidReason: z.string().optional(),
  /** When it was last sent by mail. */
  sentAt: instant.optional(),
  archived: z.boolean().optional(),
});
export const InvoiceView = Invoice.omit({ numberSeries: true, numberCount: true });

export const VoidInput = z.strictObject({ reason: text(500).describe("Why it holds no more; its number stays.") });

export const SendInput = z.strictObject({
  contactId: idOf("con").describe("Who gets it: a contact of the account with a mail address."),
  locale: locale.optional().describe("The language; the tenant's, where left out."),
});
