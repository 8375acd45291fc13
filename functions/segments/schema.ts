import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import { text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

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

/** People who are reached together. */
export const SegmentInput = z.object({
  name: text(100).describe("What it is called."),
  of: z.enum(PEOPLE).describe("Which records are its people."),
  kind: z.enum(["rule", "manual"]).describe("Whether a filter or a list says who belongs to it."),
  filter: Filter.optional().describe("For rule: who belongs to it, at every moment anew."),
  sample: Sample.optional().describe("The share of those that it has; all, where left out."),
});

export const Segment = SegmentInput.extend({
  ...recordFields,
  ownerId: z.string().optional(),
  archived: z.boolean().optional(),
});

export const SegmentMember = z.object({ ...recordFields, segmentId: z.string(), personId: z.string() });
