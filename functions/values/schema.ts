import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { FORMULA_CHARS_MAX } from "../../shared/records/fields.ts";
import { basisPoints, civilDay, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const METRICS_MAX = 30;
const WEIGHT_MAX = 1_000;
const FULL_MAX = 1e15;
/** Models that one tenant may have: each is reckoned for every account once a night. */
export const MODELS_MAX = 10;

/** What a metric is about: what a customer has brought, what they may bring, and what they are worth as an example. */
export const SIDES = ["existing", "potential", "model"] as const;

const Metric = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]{0,39}$/, "must be letters and digits, beginning small")
    .describe("What it is named by; unique in the model."),
  label: text(100).optional().describe("What people call it; the key, unless told."),
  side: z.enum(SIDES).describe("Which value it is a part of: existing, potential or model."),
  formula: text(FORMULA_CHARS_MAX).describe(
    "A number of the account: its fields, custom ones as custom.key, its figures, and formulas of them.",
  ),
  fullAt: z.number().positive().max(FULL_MAX).describe("The number from which on it brings all of its points."),
  weight: z.int().min(1).max(WEIGHT_MAX).describe("The points that it brings at most."),
});

/** What makes a customer valuable: any metrics, each with its weight. */
export const ValueModelInput = z.object({
  name: text(100).describe("What it is called."),
  metrics: z.array(Metric).min(1).max(METRICS_MAX).describe("What makes the value, and how much of it."),
  when: Filter.optional().describe("The accounts that it is for; all of them, where nothing is said."),
  isDefault: z.boolean().optional().describe("True for the model that is asked where none is named; there is one."),
  dropBasisPoints: basisPoints
    .min(1)
    .optional()
    .describe("A fall by this share of the best value of half a year is told to the owner; never, if left out."),
});

export const ValueModel = ValueModelInput.extend({ ...recordFields, archived: z.boolean().optional() });

/** One metric of an account: its points are weight × value ÷ fullAt, whole, between none and all. */
export const ValuePart = z.object({
  key: z.string(),
  label: z.string().optional(),
  side: z.enum(SIDES),
  value: z.number().optional(),
  fullAt: z.number(),
  weight: z.int(),
  points: z.int(),
});

/** The parts add up to the three values, and these to the score. */
const reckoned = {
  modelId: z.string(),
  accountId: z.string(),
  on: civilDay,
  score: z.int(),
  existingPoints: z.int(),
  potentialPoints: z.int(),
  modelPoints: z.int(),
  parts: z.array(ValuePart),
};

/** What an account is worth by a model, as of the last night. */
export const AccountValue = z.object({
  ...recordFields,
  ...reckoned,
  /** The best score of half a year, and its day: what a fall is measured from. */
  best: z.int(),
  bestOn: civilDay,
  /** Since when it has fallen, until most of it is made good; told once. */
  fallenOn: civilDay.optional(),
});

/** How far the nightly reckoning of a model has come. */
export const ValueSweep = z.object({
  ...recordFields,
  modelId: z.string(),
  after: z.string().optional(),
  dueAt: instant.optional(),
});

export const ValueView = z.object({
  ...reckoned,
  scoreMax: z.int(),
  fallenOn: civilDay.optional(),
  best: z.int().optional(),
});

export const Ranked = z.object({
  accountId: z.string(),
  name: z.string().optional(),
  ...{ score: z.int(), existingPoints: z.int(), potentialPoints: z.int(), modelPoints: z.int(), on: civilDay },
  fallenOn: civilDay.optional(),
  /** The parts that bring most. */
  why: z.array(z.object({ key: z.string(), label: z.string().optional(), points: z.int(), weight: z.int() })),
});

export const Suggestions = z.object({
  items: z.array(
    z.object({
      productId: z.string(),
      name: z.string().optional(),
      /** Orders in which it was bought with something that the account has. */
      orders: z.int(),
      /** The products of the account that it was bought with most. */
      boughtWith: z.array(z.string()),
    }),
  ),
});
