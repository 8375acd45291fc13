import * as z from "zod";
import { civilDay, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Events of one call. */
export const EVENTS_MAX = 1_000;
/** How late an event may come: so long its insert id is kept. */
export const LATE_DAYS_MAX = 366;
const VALUE_MAX = 1_000_000_000;
const METRICS_MAX = 20;
const BANDS_MAX = 10;
const WINDOW_DAYS_MAX = 90;
const NEAR_DAYS_MAX = 365;
const STEPS_MAX = 20;
const AFTER_DAYS_MAX = 365;
/** A score is of a hundred points. */
export const SCORE_MAX = 100;

const metric = text(64).regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u, "must be one word of letters, digits, _ . -");

/** That something was used: so many logins, seats in use, minutes, calls. */
export const UsageEvent = z.strictObject({
  insertId: text(100).describe("The sender's own id of it: what comes again under the same counts once."),
  accountId: idOf("acc").describe("Who used it."),
  productId: idOf("prd").optional().describe("What was used."),
  metric: metric.describe("What is counted: logins, seats, and whatever else a health model weighs."),
  value: z
    .number()
    .min(0)
    .max(VALUE_MAX)
    .refine((value) => Math.abs(value * 1_000 - Math.round(value * 1_000)) < 1e-6, "may have three decimals")
    .describe("How much of it, with three decimals at most."),
  at: instant.describe("When. It may come late, and in any order; it counts for that day of the tenant."),
});

export const UsageInput = z.strictObject({
  events: z
    .array(z.union([UsageEvent, z.unknown()]))
    .min(1)
    .max(EVENTS_MAX)
    .describe("What was used. One that is wrong is rejected by its place, the others are stored."),
});

export const UsageReply = z.object({
  stored: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), path: z.string(), message: z.string() })),
});

/** An insert id that has come; it leaves by itself once nothing so late is taken any more. */
export const UsageMark = z.object({ ...recordFields, ttl: z.int() });

/** A day of one account, product and metric; counters, which are added to and never written whole. */
export const UsageDay = z.looseObject({ id: z.string() });

export const MEASURES = ["sum", "average", "days"] as const;

const Weighed = z.strictObject({
  metric: metric.describe("What is weighed; what is used of all products counts."),
  weight: z.int().min(1).max(SCORE_MAX).describe("The points that it brings at most; those of all metrics are 100."),
  measure: z
    .enum(MEASURES)
    .default("sum")
    .describe("All of it, what one event has on the average, or the days on which there was any."),
  windowDays: z.int().min(1).max(WINDOW_DAYS_MAX).default(28).describe("The days that count, today included."),
  fullAt: z.number().positive().max(VALUE_MAX).describe("The value from which on it brings all of its points."),
  halfLifeDays: z
    .int()
    .min(1)
    .max(WINDOW_DAYS_MAX)
    .optional()
    .describe("After so many days a day counts half; without it all days count alike."),
});

const Band = z.strictObject({
  name: text(50).describe("What it is called."),
  from: z.int().min(0).max(SCORE_MAX).describe("The lowest score of it; the lowest band begins at 0."),
});

export const HealthModelInput = z.object({
  name: text(100).describe("What it is called."),
  productType: text(64).optional().describe("For customers whose contract is of this type; for all, unless told."),
  tier: text(50).optional().describe("For customers of this tier; for all, unless told."),
  metrics: z.array(Weighed).min(1).max(METRICS_MAX).describe("What makes the score, and how much of it."),
  bands: z.array(Band).min(1).max(BANDS_MAX).optional().describe("Healthy from 70, watched from 40, unless told."),
  alertDrop: z
    .int()
    .min(1)
    .max(SCORE_MAX)
    .optional()
    .describe("Points below the best score of 30 days at which somebody is told; 20, unless told otherwise."),
  slideDrop: z
    .int()
    .min(1)
    .max(SCORE_MAX)
    .optional()
    .describe(
      "Points below the best score of six months at which somebody is told of a slow slide; half as much again as alertDrop, unless told otherwise.",
    ),
  nearDays: z
    .int()
    .min(1)
    .max(NEAR_DAYS_MAX)
    .optional()
    .describe("Days before a contract's end from which on a fall is urgent; 90, unless told otherwise."),
});

export const HealthModel = HealthModelInput.extend({
  ...recordFields,
  bands: z.array(Band),
  alertDrop: z.int(),
  nearDays: z.int(),
  archived: z.boolean().optional(),
});

export const HealthPart = z.object({
  metric: z.string(),
  measure: z.enum(MEASURES),
  value: z.number(),
  /** The value of the window before. */
  earlier: z.number(),
  fullAt: z.number(),
  weight: z.int(),
  points: z.int(),
});

/** How an account stands. The points of its parts add up to the score. */
export const Health = z.object({
  ...recordFields,
  accountId: z.string(),
  modelId: z.string().optional(),
  score: z.int().optional(),
  band: z.string().optional(),
  parts: z.array(HealthPart),
  reckonedAt: instant.optional(),
  /** A fall: since when, from which score, for which contracts somebody was told urgently, and whether nobody was there to tell. */
  episode: z
    .object({
      since: civilDay,
      from: z.int(),
      urgentFor: z.array(z.string()).optional(),
      isUntold: z.boolean().optional(),
    })
    .optional(),
  /** The best score of each of the last months: since the last fall or slide, and by the model that reckons it now. */
  peaks: z.array(z.object({ month: z.string(), score: z.int() })).optional(),
  /** The day of the last review that was asked for; the first is counted from the first look. */
  reviewedOn: civilDay.optional(),
  dueAt: instant,
});

export const HealthScore = z.object({
  ...recordFields,
  accountId: z.string(),
  on: civilDay,
  modelId: z.string(),
  score: z.int(),
  band: z.string(),
  parts: z.array(HealthPart),
});

export const HealthView = z.object({
  accountId: z.string(),
  ...Health.pick({ modelId: true, score: true, band: true, parts: true, reckonedAt: true, episode: true }).shape,
  history: z.array(HealthScore.pick({ on: true, score: true, band: true, modelId: true })),
});

export const BackTest = z.object({
  modelId: z.string(),
  daysBefore: z.int(),
  /** Renewals that were decided and had a score by this model then. */
  count: z.int(),
  buckets: z.array(
    z.object({
      from: z.int(),
      to: z.int(),
      count: z.int(),
      renewed: z.int(),
      /** Of those with such a score, the share that renewed in whole or part; left out where there were none. */
      renewedBasisPoints: z.int().optional(),
    }),
  ),
});

const REVIEWS_MAX = 20;

/** How often customers are looked through with whoever looks after them. */
export const ReviewPolicy = z.strictObject({
  everyDays: z
    .int()
    .min(0)
    .max(AFTER_DAYS_MAX)
    .default(0)
    .describe("Days between two reviews of a customer, where its tier has none of its own; 0 has none."),
  tiers: z
    .array(
      z.strictObject({
        tier: text(50).describe("Of customers of this tier."),
        everyDays: z.int().min(1).max(AFTER_DAYS_MAX).describe("Days between two reviews."),
      }),
    )
    .max(REVIEWS_MAX)
    .default([])
    .describe("Other intervals, by tier; the first that fits decides."),
});

export const TRIGGERS = ["healthDropped", "nearAndFalling"] as const;

/** What is to be done when something happens: tasks of whoever looks after the customer. */
export const PlaybookInput = z.object({
  name: text(100).describe("What it is called."),
  trigger: z.enum(TRIGGERS).describe("Health has fallen, or has fallen near the end of a contract."),
  tier: text(50).optional().describe("For customers of this tier; for all, unless told otherwise."),
  steps: z
    .array(
      z.strictObject({
        subject: text(200).describe("What is to be done."),
        body: text(2_000).optional().describe("How it is done."),
        afterDays: z.int().min(0).max(AFTER_DAYS_MAX).default(0).describe("Days after the trigger by which it is due."),
      }),
    )
    .min(1)
    .max(STEPS_MAX)
    .describe("The tasks, each with its day."),
});

export const Playbook = PlaybookInput.extend({ ...recordFields, archived: z.boolean().optional() });
