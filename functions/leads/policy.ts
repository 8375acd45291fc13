import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { BehaviourCondition } from "../behaviour/counted.ts";

const SCORE_MAX = 1_000_000;
const GRADES_MAX = 10;
const POINTS_MAX = 1_000;
const HALF_LIFE_DAYS_MAX = 3_650;

const score = z.int().min(-SCORE_MAX).max(SCORE_MAX);

/** How a tenant works its leads. What is left out takes its default. */
export const LeadPolicy = z.strictObject({
  /** From which state on sales works a lead, and may convert it: `raw` is every lead. */
  salesJoinsAt: z.enum(["raw", "mql", "sql"]).default("raw"),
  /** A lead whose score reaches this becomes an MQL or SQL by itself; without it only people say so. */
  mqlScore: score.optional(),
  sqlScore: score.optional(),
  /** The grade is that of the highest `min` which the score reaches. */
  grades: z
    .array(z.strictObject({ grade: text(20), min: score }))
    .max(GRADES_MAX)
    .default([])
    .refine((all) => new Set(all.map(({ min }) => min)).size === all.length, "must not name one min twice"),
  /** What becomes of a new lead that strongly resembles an open one; `warn` names the others in the answer. */
  duplicates: z.enum(["allow", "warn", "refuse"]).default("warn"),
});
export type LeadPolicy = z.output<typeof LeadPolicy>;

/** What somebody did that shows interest, or what was done to reach them. */
export const TOUCH_KINDS = ["form", "email", "call", "meeting", "download", "event", "visit"] as const;
export type TouchKind = (typeof TOUCH_KINDS)[number];

/** Points for what a lead is (a filter over its fields), for what they did, or for every touch of one kind. */
export const ScoringRuleInput = z.object({
  name: text(100).describe("What it is called."),
  when: z
    .union([z.enum(TOUCH_KINDS), BehaviourCondition, Filter])
    .describe("A kind of touch, what they did or did not do so often of late, or a filter over the lead's fields."),
  points: z.int().min(-POINTS_MAX).max(POINTS_MAX).describe("What it adds: for every touch, or where it holds."),
  halfLifeDays: z
    .int()
    .min(1)
    .max(HALF_LIFE_DAYS_MAX)
    .optional()
    .describe("Days that halve the points: from the touch, the last day on which they did it, or the lead's creation."),
});
export const ScoringRule = ScoringRuleInput.extend({ ...recordFields, archived: z.boolean().optional() });

export const TouchInput = z.strictObject({
  kind: z.enum(TOUCH_KINDS),
  at: instant.optional(),
  note: text(1_000).optional(),
});
export const Touch = TouchInput.extend({
  ...recordFields,
  leadId: z.string(),
  at: instant,
  accountId: z.string().optional(),
});
