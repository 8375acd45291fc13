import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { BehaviourCondition, eventName, WITHIN_DAYS_MAX } from "../behaviour/counted.ts";

const share = z.int().min(0).max(BASIS_POINTS_WHOLE);

/** The nouns whose records are people. */
export const PEOPLE = ["contact", "lead"] as const;

/** A share of the people, the same whenever it is drawn: several with one seed and other bounds are groups that do not meet. */
export const Sample = z
  .strictObject({
    seed: text(100).describe("What the draw follows from: the same seed draws the same people."),
    fromBasisPoints: share
      .default(0)
      .describe("Where the share begins; two groups of a test are 0–5000 and 5000–10000."),
    toBasisPoints: share.describe("Where it ends. 0–9000 holds a tenth out."),
  })
  .refine(({ fromBasisPoints, toBasisPoints }) => fromBasisPoints < toBasisPoints, {
    path: ["toBasisPoints"],
    message: "must be more than fromBasisPoints",
  });

const CONDITIONS_MAX = 10;
const FEATURES_MAX = 10;
const ALIKE_MAX = 1_000;

/** What people did and did not do. */
export const Behaviour = z.strictObject({
  match: z.enum(["all", "any"]).default("all").describe("Whether all conditions must hold or any one."),
  conditions: z.array(BehaviourCondition).min(1).max(CONDITIONS_MAX).describe("What they did or did not do."),
});

const Feature = z
  .strictObject({
    field: text(100).optional().describe("A field of the noun whose values are compared."),
    event: eventName.optional().describe("Or how often they did something."),
    withinDays: z.int().min(1).max(WITHIN_DAYS_MAX).default(90).describe("In so many days."),
  })
  .refine(({ field, event }) => (field === undefined) !== (event === undefined), {
    path: ["field"],
    message: "is required, or event; not both",
  });

/** Who is like the people of another segment. */
export const Alike = z.strictObject({
  seedSegmentId: idOf("seg").describe("The people whom others are compared with."),
  features: z.array(Feature).min(1).max(FEATURES_MAX).describe("By what they are compared."),
  size: z.int().min(1).max(ALIKE_MAX).default(100).describe("How many at most: those who are most alike."),
});

/** People who are reached together. */
export const SegmentInput = z.object({
  name: text(100).describe("What it is called."),
  of: z.enum(PEOPLE).describe("Which records are its people."),
  kind: z
    .enum(["rule", "manual", "alike"])
    .describe("Whether a rule says who belongs to it, a list, or who is like the people of another."),
  filter: Filter.optional().describe("For rule: who belongs to it, at every moment anew."),
  behaviour: Behaviour.optional().describe("For rule: the same by what they did."),
  joinedBy: z.enum(["and", "or"]).optional().describe("Whether filter and behaviour must both hold, as usual, or one."),
  tracked: z.boolean().optional().describe("For rule: true where it is noted who comes and who goes, within a minute."),
  alike: Alike.optional().describe("For alike: whom they are like, and by what. It is looked for anew once a day."),
  sample: Sample.optional().describe("The share of those that it has; all, where left out."),
});

export const Segment = SegmentInput.extend({
  ...recordFields,
  ownerId: z.string().optional(),
  archived: z.boolean().optional(),
});

const reasons = z.array(z.object({ feature: z.string(), points: z.int() }));

export const SegmentMember = z.object({
  ...recordFields,
  segmentId: z.string(),
  personId: z.string(),
  /** How much somebody is like the people of another segment, and what makes it, the most first. */
  score: z.int().optional(),
  reasons: reasons.optional(),
});

export const Person = z.object({
  id: z.string(),
  name: z.string().optional(),
  ...SegmentMember.pick({ score: true, reasons: true }).shape,
});

/** That somebody belongs to a tracked segment. It comes and goes with their belonging. */
export const SegmentMembership = z.object({ ...recordFields, segmentId: z.string(), personId: z.string() });

/** A person whose memberships are looked at: anew when time alone changes one. */
export const Audience = z.object({ ...recordFields, personId: z.string(), dueAt: instant.optional() });

const Told = z.object({ feature: z.string(), value: z.string(), seeds: z.int(), people: z.int(), points: z.int() });

/** What is to be done for a segment by the clock, how far it is, and what the last look for those who are alike found. */
export const SegmentWork = z.object({
  ...recordFields,
  segmentId: z.string(),
  after: z.string().optional(),
  dueAt: instant.optional(),
  builtAt: instant.optional(),
  people: z.int().optional(),
  seeds: z.int().optional(),
  /** False where there were more people than are looked at. */
  isWhole: z.boolean().optional(),
  told: z.array(Told).optional(),
});
export const Likeness = SegmentWork.pick({ builtAt: true, people: true, seeds: true, isWhole: true }).extend({
  told: z.array(Told),
});
