import * as z from "zod";
import { civilDay, currency, idOf, positiveMinor, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { PERIOD } from "./rules.ts";

/** What can be asked of people: what was signed (in all, and by kind), cash that came in, credits that it brought. */
export const MEASURES = ["signed", "new", "upsell", "renewal", "received", "credits", "overlay"] as const;
export type Measure = (typeof MEASURES)[number];

export const TARGETS = ["person", "department", "partner", "productType"] as const;
export type Target = (typeof TARGETS)[number];

/** The fields that name a target; a quota has exactly one. */
export const TARGET_FIELDS = {
  person: "ownerId",
  department: "departmentId",
  partner: "partnerId",
  productType: "productType",
} as const;

export const period = z.string().regex(PERIOD, "must be a year, quarter or month: 2026, 2026-Q4, 2026-11");

export const FiscalCalendar = z.strictObject({
  yearStartsInMonth: z
    .int()
    .min(1)
    .max(12)
    .default(1)
    .describe("The month of the calendar in which the tenant's years begin; quarters go by it."),
  weekStartsOn: z
    .int()
    .min(1)
    .max(7)
    .default(1)
    .describe("The day on which the tenant's weeks begin in reports, 1 Monday to 7 Sunday."),
});

const target = {
  ownerId: idOf("usr").optional().describe("The person whose quota it is."),
  departmentId: idOf("dep").optional().describe("The department whose quota it is, with all below it."),
  partnerId: idOf("ptn").optional().describe("The partner whose quota it is."),
  productType: text(64).optional().describe("The product type that it is for."),
};

export const QuotaInput = z.object({
  ...target,
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  measure: z.enum(MEASURES).describe("What is counted towards it."),
  amountMinor: positiveMinor,
  currency,
});

/** A person's quota also has the department by which it is seen. */
export const Quota = QuotaInput.extend({
  ...recordFields,
  target: z.enum(TARGETS),
  archived: z.boolean().optional(),
});

/** Whose an order was when it was signed. It is written once: what people did stays theirs when they leave. */
export const Signing = z.object({
  ...recordFields,
  orderId: z.string(),
  signedOn: civilDay,
  ownerId: z.string().optional(),
  departmentId: z.string().optional(),
  partnerId: z.string().optional(),
});

const Attained = z.object({
  target: z.enum(TARGETS),
  ...target,
  attainedMinor: z.int(),
  quotaMinor: z.int().optional(),
  /** Attained of the quota. */
  basisPoints: z.int().optional(),
  /** What is missing; negative where more was attained. */
  gapMinor: z.int().optional(),
});
export type AttainedItem = z.output<typeof Attained>;

export const Attainment = z.object({
  period: z.string(),
  from: civilDay,
  to: civilDay,
  measure: z.enum(MEASURES),
  currency,
  /** All that the caller sees, each once. */
  totalMinor: z.int(),
  items: z.array(Attained),
});
