import * as z from "zod";
import { amountMinor, civilDay, currency, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { CATEGORIES } from "../opportunities/schema.ts";
import { period } from "../quotas/schema.ts";

/** What a manager may see otherwise: what is not decided yet. */
export const OPEN_CATEGORIES = ["pipeline", "best", "commit"] as const;

export const OverrideInput = z.strictObject({
  period: period.describe("A year, quarter or month: 2026, 2026-Q4, 2026-11."),
  ownerId: idOf("usr").describe("Whose forecast it is."),
  category: z.enum(OPEN_CATEGORIES).describe("Which of its amounts."),
  amountMinor: amountMinor.nullable().describe("What it is thought to come to; null takes the earlier word back."),
  currency: currency.optional().describe("The tenant's, unless told otherwise."),
  note: text(1_000).describe("Why."),
});

/** A word on somebody's forecast. Never changed once written: the last one of a period, person and category holds. */
export const ForecastOverride = z.object({
  ...recordFields,
  period: z.string(),
  ownerId: z.string(),
  departmentId: z.string().optional(),
  category: z.enum(OPEN_CATEGORIES),
  amountMinor: amountMinor.optional(),
  currency: z.string(),
  note: z.string(),
  /** Who said it. */
  byId: z.string(),
});

const Sum = z.object({
  category: z.enum(CATEGORIES),
  count: z.int(),
  amountMinor: z.int(),
  /** Amount × probability of the stage, rounded once. */
  weightedMinor: z.int(),
  /** The amount as managers see it: where there is an override it stands for its owner's own amount. */
  adjustedMinor: z.int(),
  /** With all that is surer: commit holds closedWon, best holds commit, pipeline holds best. */
  cumulativeMinor: z.int(),
});
export type CategorySum = z.output<typeof Sum>;

export const Forecast = z.object({
  period: z.string(),
  from: civilDay,
  to: civilDay,
  currency,
  categories: z.array(Sum),
  cumulative: z.array(z.object({ category: z.enum(CATEGORIES), amountMinor: z.int(), adjustedMinor: z.int() })),
  /** What was won and, weighted, what is open. */
  weightedMinor: z.int(),
  /** What was won and what is committed. */
  committedMinor: z.int(),
  people: z.array(z.object({ ownerId: z.string(), categories: z.array(Sum) })),
  overrides: z.array(ForecastOverride),
});

export const Snapshot = Forecast.extend({
  /** The day at whose end it was taken: the last one that was, up to the day asked for. */
  on: civilDay.optional(),
  accuracy: z
    .object({
      /** What was won in the period, as it is known now. */
      wonMinor: z.int(),
      /** What was said, less what was won. */
      committedErrorMinor: z.int(),
      weightedErrorMinor: z.int(),
      /** Of what was won; left out where nothing was. */
      committedErrorBasisPoints: z.int().optional(),
      weightedErrorBasisPoints: z.int().optional(),
      /** True once the period is over. */
      isFinal: z.boolean(),
    })
    .optional(),
});

/** What the forecast of one department and month was at the end of a day, by facet, currency and category. */
export const ForecastSnapshot = z.object({
  ...recordFields,
  on: civilDay,
  month: z.string(),
  departmentId: z.string(),
  /** `scaled` is the sum of amount × probability in basis points, which may pass what a number holds. */
  sums: z.array(
    z.object({
      facet: z.string(),
      currency: z.string(),
      category: z.enum(CATEGORIES),
      count: z.int(),
      amountMinor: z.int(),
      scaled: z.string(),
    }),
  ),
});

/** A day of which all is there. */
export const ForecastDay = z.object({ ...recordFields, on: civilDay });

/** When the tenant's next day ends. */
export const ForecastClock = z.object({ ...recordFields, dueAt: instant });

const StageSums = z.object({
  stage: z.string(),
  name: z.string(),
  category: z.enum(CATEGORIES),
  /** What stands in it now. */
  count: z.int(),
  amountMinor: z.int(),
  weightedMinor: z.int(),
  /** What came into it within the months, and what left it: on to a surer stage or won, back, or lost. */
  entered: z.int(),
  enteredMinor: z.int(),
  left: z.int(),
  advanced: z.int(),
  back: z.int(),
  lost: z.int(),
  /** Of what left it, what went on; left out where nothing left. */
  conversionBasisPoints: z.int().optional(),
  /** How long what left it had stood in it, on average. */
  secondsOnAverage: z.int().optional(),
});
export type StageRow = z.output<typeof StageSums>;

export const Funnel = z.object({
  pipelineId: z.string(),
  from: z.string(),
  to: z.string(),
  currency,
  stages: z.array(StageSums),
  /** The same for each value of the dimension that was asked for. */
  groups: z.array(z.object({ value: z.string(), stages: z.array(StageSums) })),
});

export const DIMENSIONS = ["owner", "department", "productType", "competitor"] as const;
