import * as z from "zod";
import { amountMinor, basisPoints, currency, text } from "../../../shared/schema.ts";
import { recordFields } from "../../../shared/table/entity.ts";
import { SharedWith } from "../../users/shared-with.ts";

const SCENARIOS_MAX = 6;
const LINES_MAX = 100;
const COUNT_MAX = 100_000_000;
const WEIGHT_MAX = 1_000_000;
const RENEWALS_MAX = 100;
const RATE_MAX = 100_000;
export const MONTHS_A_YEAR = 12;

const label = text(100).optional().describe("What the line is called.");
const rate = (what: string) => z.int().min(0).max(RATE_MAX).describe(what);
const count = z.int().min(0).max(COUNT_MAX);

/** Leads × conversion × average order value, those of former years at a rate of their own (PL2, PL6). */
const Leads = z.strictObject({
  kind: z.literal("leads").describe("New income that leads lead to."),
  label,
  grade: text(50).optional().describe("The grade of these leads."),
  leads: count.describe("How many effective leads there will be."),
  conversionBasisPoints: basisPoints.describe("The share of them that buys."),
  oldLeads: count.optional().describe("How many of former years are not converted yet."),
  oldConversionBasisPoints: basisPoints.optional().describe("The share of those that buys; none, unless told."),
  averageMinor: amountMinor.describe("What an order comes to on average."),
});

/** Mature reps × what each brings (PL3). */
const Reps = z.strictObject({
  kind: z.literal("reps").describe("New income that people bring."),
  label,
  reps: count.describe("How many mature reps there will be."),
  outputMinor: amountMinor.describe("What each of them brings in the year."),
});

/** What new customers buy besides within the year; of all new income, unless a base is named (PL4). */
const NewUpsell = z.strictObject({
  kind: z.literal("newUpsell").describe("What new customers buy besides."),
  label,
  baseMinor: amountMinor.optional().describe("Of what; the new income of the scenario, unless told."),
  rateBasisPoints: rate("The share of it that is bought besides."),
});

/** What is due × the share to be renewed, by tier and how often it was renewed before (PL5). */
const Renewal = z.strictObject({
  kind: z.literal("renewal").describe("What existing customers renew."),
  label,
  tier: text(50).optional().describe("The tier of these customers."),
  renewals: z.int().min(0).max(RENEWALS_MAX).optional().describe("How often their contracts were renewed before."),
  dueMinor: amountMinor.describe("What is due for renewal in the year."),
  rateBasisPoints: rate("The share of it to be renewed."),
});

/** What existing customers buy besides (PL4). */
const ExistingUpsell = z.strictObject({
  kind: z.literal("existingUpsell").describe("What existing customers buy besides."),
  label,
  tier: text(50).optional().describe("The tier of these customers."),
  baseMinor: amountMinor.describe("Of what."),
  rateBasisPoints: rate("The share of it that is bought besides."),
});

export const Line = z.discriminatedUnion("kind", [Leads, Reps, NewUpsell, Renewal, ExistingUpsell]);
export type Line = z.output<typeof Line>;

export const Scenario = z.strictObject({
  name: text(100).describe("What the scenario is called; each of a plan otherwise."),
  weights: z
    .array(z.int().min(0).max(WEIGHT_MAX))
    .length(MONTHS_A_YEAR)
    .refine((all) => all.some((one) => one > 0), "must have a month that weighs something")
    .optional()
    .describe("How the year is spread over its twelve months, from its first; evenly, unless told."),
  lines: z.array(Line).min(1).max(LINES_MAX).describe("What its income is made of."),
});
export type Scenario = z.output<typeof Scenario>;

const year = z.string().regex(/^\d{4}$/, "must be a year such as 2027");

export const PlanInput = z.object({
  name: text(100).describe("What the plan is called."),
  year: year.describe("The year, named after the calendar year in which it begins (PUT /v1/fiscal-calendar)."),
  currency: currency.optional().describe("Of its amounts; the tenant's, unless told otherwise."),
  scenarios: z.array(Scenario).min(1).max(SCENARIOS_MAX).describe("Told side by side; the first is the plan."),
  sharedWith: SharedWith.optional().describe("Who else may use it; nobody, unless told."),
});

export const Plan = PlanInput.extend({
  ...recordFields,
  currency,
  ownerId: z.string(),
  archived: z.boolean().optional(),
});

/** The four parts of a year's income. */
const Parts = z.object({
  newMinor: z.int(),
  newUpsellMinor: z.int(),
  renewalMinor: z.int(),
  existingUpsellMinor: z.int(),
});
export type Parts = z.output<typeof Parts>;
const Sums = Parts.extend({
  /** New and their upsell; renewal and its upsell; both. */
  newCustomersMinor: z.int(),
  existingCustomersMinor: z.int(),
  totalMinor: z.int(),
});
export type Sums = z.output<typeof Sums>;

const Group = z.object({ key: z.string().nullable(), amountMinor: z.int() });

export const Result = Sums.extend({
  name: z.string(),
  /** What its new income is led by. */
  model: z.enum(["leads", "reps", "mixed", "none"]),
  /** What each line comes to, in their order. */
  lines: z.array(z.object({ kind: z.string(), amountMinor: z.int() })),
  byGrade: z.array(Group),
  byTier: z.array(Group),
  months: z.array(Sums.extend({ month: z.string() })),
});
export type Result = z.output<typeof Result>;

/** With what its scenarios come to. */
export const PlanView = Plan.extend({ results: z.array(Result) });

export const ActualQuery = z.strictObject({
  scenario: text(100).optional().describe("The scenario that is compared with; the first, unless told otherwise."),
});

const Beside = z.object({
  plannedMinor: z.int(),
  actualMinor: z.int(),
  /** What is missing; negative where more came. */
  gapMinor: z.int(),
  /** Of what was planned; none where nothing was. */
  reachedBasisPoints: z.int().nullable(),
});
const Months = z.object({ new: Beside, upsell: Beside, renewal: Beside, total: Beside });

export const Actual = z.object({
  scenario: z.string(),
  currency,
  months: z.array(Months.extend({ month: z.string() })),
  /** The year, and of it the months that are over. */
  year: Months,
  soFar: Months,
  asOf: z.iso.datetime(),
});

export const ProposalInput = z.strictObject({
  year: year.describe("The year that is to be planned."),
  growthBasisPoints: z
    .int()
    .min(-10_000)
    .max(RATE_MAX)
    .default(0)
    .describe("By how much more leads, and what each rep brings, than the twelve months before."),
});

/** Scenarios as history has them, to be corrected and saved as a plan. */
export const Proposal = z.object({
  year,
  currency,
  /** The days that are taken as history. */
  from: z.iso.date(),
  to: z.iso.date(),
  scenarios: z.array(Scenario),
  results: z.array(Result),
  /** What history says nothing about, or the caller may not see. */
  missing: z.array(z.enum(["leads", "orders", "renewals"])),
  asOf: z.iso.datetime(),
});
