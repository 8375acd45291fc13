import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { amountMinor, civilDay, currency, idOf, positiveMinor, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { nodeKey } from "../projects/schema.ts";

const DAY_MINUTES = 1_440;
const RATES_MAX = 1_000;

const entry = {
  nodeKey: nodeKey.optional().describe("The task or milestone of the project's plan that it was for."),
  on: civilDay.describe("The day on which it was."),
  note: text(500).optional().describe("What it was for."),
  departmentId: idOf("dep").optional().describe("Whose it is."),
};

export const TimeEntryInput = z.object({
  projectId: idOf("prj").describe("The project that was worked on."),
  ...entry,
  minutes: z.int().min(1).max(DAY_MINUTES).describe("How long, in minutes: 90 is an hour and a half."),
  ownerId: idOf("usr").optional().describe("Who worked; whoever writes it, unless told."),
  custom: CustomValues.optional().describe("Values of the tenant's own fields."),
});
export const TimeEntry = TimeEntryInput.extend({
  ...recordFields,
  /** What it costs by the rate that held on its day; nothing where there was none in the project's currency. */
  costMinor: z.int().optional(),
  archived: z.boolean().optional(),
});

/** As it is shown: what a colleague costs is told to those who may know rates, in sums of projects. */
export const TimeEntryView = TimeEntry.omit({ costMinor: true });

export const ProjectCostInput = z.object({
  projectId: idOf("prj").describe("The project that it was for."),
  ...entry,
  kind: text(50).describe("What was paid for: travel, subcontractor, licence."),
  amountMinor: positiveMinor.describe("What it cost, in the project's currency."),
  ownerId: idOf("usr").optional().describe("Who paid it; whoever writes it, unless told."),
});
export const ProjectCost = ProjectCostInput.extend({
  ...recordFields,
  currency,
  archived: z.boolean().optional(),
});

/** What an hour of somebody costs, from a day on. */
export const CostRates = z.object({
  rates: z
    .array(
      z.strictObject({
        userId: idOf("usr").optional().describe("Whose hour; without one everybody's who has no rate of their own."),
        from: civilDay.optional().describe("The first day on which it holds; always, unless told."),
        hourlyMinor: amountMinor.describe("What an hour costs."),
        currency: currency.describe("In which currency; hours of a project cost in its own."),
      }),
    )
    .max(RATES_MAX)
    .default([])
    .describe("Of several that fit, somebody's own goes before everybody's, and the one that began last holds."),
});

/** How long somebody works for projects. */
export const Capacity = z.object({
  minutesPerDay: z
    .int()
    .min(0)
    .max(DAY_MINUTES)
    .default(480)
    .describe("Minutes of a working day that they have for projects."),
});

export const CapacityView = z.object({
  items: z.array(
    z.object({
      userId: z.string(),
      name: z.string().optional(),
      isOver: z.boolean(),
      weeks: z.array(
        z.object({
          fromOn: civilDay,
          capacityMinutes: z.int(),
          plannedMinutes: z.int(),
          isOver: z.boolean(),
          /** What they are planned for; of projects that the reader does not see the minutes alone. */
          projects: z.array(
            z.object({ projectId: z.string().optional(), name: z.string().optional(), minutes: z.int() }),
          ),
        }),
      ),
    }),
  ),
});

export const ProfitView = z.object({
  projectId: z.string(),
  currency,
  /** What was sold of it, and what was collected of that: cash that came in less what was given back. */
  soldMinor: z.int(),
  collectedMinor: z.int(),
  minutes: z.int(),
  labourMinor: z.int(),
  /** Minutes without a rate in the project's currency: they cost nothing here. */
  unratedMinutes: z.int(),
  costsMinor: z.int(),
  /** What stands spent on it by expenses. */
  expensesMinor: z.int(),
  /** What stands spent on it in other currencies: each for itself, and no part of its profit. */
  otherExpenses: z.array(z.object({ currency, amountMinor: z.int() })),
  /** collectedMinor − labourMinor − costsMinor − expensesMinor. */
  profitMinor: z.int(),
  budgetHours: z.number().optional(),
  budgetMinor: z.int().optional(),
  /** What is left of the budget; negative where it is overdrawn. */
  budgetLeftMinor: z.int().optional(),
  budgetLeftMinutes: z.int().optional(),
});
