import * as z from "zod";
import { DatedRate } from "../../shared/dated-rate.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import {
  amountMinor,
  civilDay,
  currency,
  email,
  idOf,
  instant,
  positiveMinor,
  signingSecrets,
  text,
} from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const LINES_MAX = 100;
const CATEGORIES_MAX = 100;
const RATES_MAX = 1_000;
const REFERENCES_MAX = 20;
const POLL_MINUTES = 60;
const POLL_MINUTES_MAX = 1_440;
const REVISION_MAX = 1_000_000;

const category = text(50);

const isTaxWithin = ({ amountMinor: paid, taxMinor = 0 }: { amountMinor: number; taxMinor?: number | undefined }) =>
  taxMinor <= paid;
const TAX_WITHIN = { path: ["taxMinor"], message: "must not be more than amountMinor" };

const Line = z
  .strictObject({
    on: civilDay.describe("The day on which it was spent."),
    category: category.describe("One of the categories of the expense policy."),
    note: text(500).optional().describe("What it was."),
    amountMinor: positiveMinor.describe("What was paid, tax included."),
    taxMinor: amountMinor.optional().describe("The tax in it, as the receipt says it."),
    currency: currency.optional().describe("In which currency; the tenant's, unless told."),
  })
  .refine(isTaxWithin, TAX_WITHIN);

/** The records that a spending is for. */
export const targets = {
  opportunityId: idOf("opp").optional().describe("The opportunity that it was spent on."),
  projectId: idOf("prj").optional().describe("The project that it was spent on; its profit takes it in."),
  campaignId: idOf("cam").optional().describe("The campaign that it was spent on; its return takes it in."),
  ticketId: idOf("tkt").optional().describe("The ticket that it was spent on."),
  accountId: idOf("acc").optional().describe("The customer; that of the record that it was spent on, unless told."),
};

/** What somebody has spent for the company and is given back, with its receipts as files. */
export const ExpenseInput = z.object({
  title: text(200).describe("What it was for: 上海客户拜访."),
  lines: z.array(Line).min(1).max(LINES_MAX).describe("What was spent, item by item."),
  ...targets,
  ownerId: idOf("usr").optional().describe("Who spent it; whoever writes it, unless told."),
  departmentId: idOf("dep").optional().describe("Whose budget bears it; the owner's department, unless told."),
  custom: CustomValues.optional().describe("Values of the tenant's own fields."),
});

/**
 * How an expense stands. What a person has spent begins as a draft, what the company has paid is booked as it is told.
 *
 *   draft ──► submitted ──► approved ──► paid
 *     ▲  └────── (no rule) ────▲ │        │
 *     └── refused ──┘            └────────┴──► reversed ◄── booked
 */
export const EXPENSE_STATES = ["draft", "submitted", "approved", "paid", "booked", "reversed"] as const;
export const SOURCES = ["reimbursement", "company"] as const;
export const PLACINGS = ["open", "placed"] as const;

export const Expense = ExpenseInput.extend({
  ...recordFields,
  lines: z.array(
    z.object({
      ...Line.shape,
      currency,
      /** The rate of its day, and what it comes to in the tenant's currency. */
      rate: z.string().optional(),
      baseMinor: z.int(),
      baseTaxMinor: z.int(),
      /** The cost centre on which its department booked on its day. */
      costCentre: z.string().optional(),
    }),
  ),
  status: z.enum(EXPENSE_STATES),
  source: z.enum(SOURCES),
  /** The first day of its lines. */
  on: civilDay,
  /** Of all lines in the tenant's currency: paid, the tax in it, and without tax. */
  currency,
  amountMinor: z.int(),
  taxMinor: z.int(),
  netMinor: z.int(),
  /** The opportunity, project, campaign and ticket. */
  relatedIds: z.array(z.string()).optional(),
  /** The budgets that bear it. */
  charges: z.array(z.object({ budgetId: z.string(), amountMinor: z.int() })).optional(),
  approvalId: z.string().optional(),
  paidOn: civilDay.optional(),
  paidReference: z.string().optional(),
  reversedAt: instant.optional(),
  reversalReason: z.string().optional(),
  /** Of what the company has paid: who told of it, how, and whether it is known what it was for. */
  connectionId: z.string().optional(),
  externalId: z.string().optional(),
  revision: z.int().optional(),
  vendor: z.string().optional(),
  references: z.array(z.string()).optional(),
  placing: z.enum(PLACINGS).optional(),
  archived: z.boolean().optional(),
});

export const PayInput = z.strictObject({
  paidOn: civilDay.optional().describe("The day on which it was given back; today, unless told."),
  reference: text(100).optional().describe("The payment, as the bank or the payroll names it."),
});
export const ReverseInput = z.strictObject({ reason: text(500).describe("Why it does not stand.") });
export const PlaceInput = z.strictObject(targets);

/** What is spent on, what currencies are worth, and from which amount on a receipt is asked for. */
export const ExpensePolicy = z.object({
  categories: z
    .array(category)
    .min(1)
    .max(CATEGORIES_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice")
    .default(["travel", "lodging", "meals", "transport", "entertainment", "marketing", "other"])
    .describe("What is spent on, as lines and budgets name it."),
  receiptFromMinor: amountMinor
    .optional()
    .describe("From this amount on, in the tenant's currency, an expense is submitted with a file as its receipt."),
  rates: z.array(DatedRate).max(RATES_MAX).default([]).describe("What other currencies are worth, and from when on."),
});

/** Where the company's own payments come from: corporate travel, cards, an expense system. */
export const ExpenseConnectionInput = z.object({
  name: text(100).describe("What people call it."),
  departmentId: idOf("dep").optional().describe("Whose its bookings are, where no traveller is known."),
  otherCategory: category
    .default("other")
    .describe("The category of what is told under a name that the policy does not have."),
  categories: z
    .array(z.strictObject({ theirs: text(100).describe("Its name there."), ours: category.describe("Our category.") }))
    .max(CATEGORIES_MAX)
    .optional()
    .describe("What its categories are called here, where not the same."),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .describe(
      "Where booked data is pulled from: GET {baseUrl}/expenses?cursor=. Left out, it is only told by webhook.",
    ),
  token: text(500).optional().describe("What it is called with, as a bearer; never shown."),
  pollMinutes: z
    .int()
    .min(1)
    .max(POLL_MINUTES_MAX)
    .default(POLL_MINUTES)
    .describe("How often booked data is pulled, whether or not the webhook has told of it."),
});

const Rejection = z.object({ index: z.int(), externalId: z.string().optional(), message: z.string() });

export const ExpenseConnection = ExpenseConnectionInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  /** Up to where it was pulled, and when it is pulled next. */
  cursor: z.string().optional(),
  pulledAt: instant.optional(),
  dueAt: instant.optional(),
  /** Pulls in a row that failed, and why the last one did. */
  failures: z.int().optional(),
  error: z.string().optional(),
  /** What of the last page with such items could not be booked. */
  rejected: z.array(Rejection).optional(),
  archived: z.boolean().optional(),
});
export const ExpenseConnectionView = ExpenseConnection.omit({ secrets: true, token: true }).extend({
  webhookPath: z.string().optional().describe("Where it tells what the company has paid, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

const Booking = z.object({
  externalId: text(200).describe("Its id there; what is told again under it is not booked again."),
  revision: z
    .int()
    .min(1)
    .max(REVISION_MAX)
    .default(1)
    .describe("Counts corrections: a higher one reverses what was booked before, a lower one comes too late."),
  kind: z.enum(["booked", "cancelled"]).default("booked").describe("Whether it stands or was taken back."),
  on: civilDay.describe("The day on which it was spent."),
  category: text(100).describe("What was spent on: one of ours, or as the connection maps it."),
  amountMinor: positiveMinor.describe("What the company has paid, tax included."),
  taxMinor: amountMinor.optional().describe("The tax in it."),
  currency: currency.optional().describe("In which currency; the tenant's, unless told."),
  traveller: z
    .object({ email: email.optional(), name: text(200).optional() })
    .optional()
    .describe("Who has travelled; found by the e-mail of a user."),
  purpose: text(500).optional().describe("What for, as somebody wrote it; numbers in it are looked up."),
  vendor: text(200).optional().describe("Who was paid."),
  references: z
    .array(text(200))
    .max(REFERENCES_MAX)
    .optional()
    .describe("What it was for: a contract or ticket number, or the id of a record."),
});
/** A booking as an expense system tells of it. */
export const BookingInput = Booking.refine(isTaxWithin, TAX_WITHIN);

export const BOOKINGS_MAX = 500;

export const ExpenseNotice = z.looseObject({
  items: z.array(z.unknown()).min(1).max(BOOKINGS_MAX).describe("Bookings; each is taken or refused by itself."),
});

/** What became of a delivery: `received` is the sum of the others. */
export const ExpenseIntake = z.object({
  received: z.int(),
  booked: z.int(),
  cancelled: z.int(),
  duplicates: z.int(),
  /** Told after a later revision. */
  late: z.int(),
  rejected: z.array(Rejection),
});

/** What was last told under an id of an expense system, and the expense that stands for it. */
export const ExpenseHead = z.object({
  ...recordFields,
  connectionId: z.string(),
  externalId: z.string(),
  revision: z.int(),
  /** What was told, so that a repetition is told from a contradiction. */
  digest: z.string(),
  expenseId: z.string().optional(),
  /** False between the reversal of what stood before and the booking of what stands now. */
  isDone: z.boolean(),
});
