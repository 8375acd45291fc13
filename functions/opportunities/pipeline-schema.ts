import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { basisPoints, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { MODES } from "../tenants/schema.ts";

/** How sure a sale is, least sure first; the last two are ends. */
export const CATEGORIES = ["pipeline", "best", "commit", "closedWon", "closedLost"] as const;
export type Category = (typeof CATEGORIES)[number];

const STAGES_MAX = 20;
const REQUIRED_MAX = 30;
const DAYS_MAX = 3_650;
const WHOLE = 10_000;

/** A key that other records name a part of a pipeline by. */
export const partKey = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "must be a letter with up to 39 letters, digits, - and _ behind it");

const Required = z.strictObject({
  key: partKey,
  name: text(200).describe("A completed task of this subject, or a file of this name, is what is required."),
});

/** One stage of a pipeline, with what must be there before an opportunity stands in it or goes past it. */
export const Stage = z
  .strictObject({
    key: partKey.describe("What opportunities name it by; unique in the pipeline."),
    name: text(100),
    probabilityBasisPoints: basisPoints.describe("How often what stands here is won: 10000 of the won, 0 of the lost."),
    category: z.enum(CATEGORIES).describe("Where forecasts count what stands here."),
    requiredFields: z
      .array(text(100))
      .max(REQUIRED_MAX)
      .optional()
      .describe("Fields of the opportunity that must have a value, own ones as custom.key."),
    requiredTasks: z
      .array(Required)
      .max(REQUIRED_MAX)
      .optional()
      .describe("Activities about the opportunity that must be done; their subject is the task's name or key."),
    requiredDocuments: z
      .array(Required)
      .max(REQUIRED_MAX)
      .optional()
      .describe("Files that must be attached to the opportunity; their name contains the document's name or key."),
    entry: Filter.optional().describe("What must hold of an opportunity that comes in."),
    exit: Filter.optional().describe("What must hold of an opportunity that goes on."),
    maxDays: z.int().min(1).max(DAYS_MAX).optional().describe("Days that it may stand here before its owner is told."),
  })
  .refine(
    ({ category, probabilityBasisPoints }) =>
      (category !== "closedWon" || probabilityBasisPoints === WHOLE) &&
      (category !== "closedLost" || probabilityBasisPoints === 0),
    { path: ["probabilityBasisPoints"], message: "must be 10000 of closedWon and 0 of closedLost" },
  );
export type StageSpec = z.output<typeof Stage>;

export const PipelineInput = z.object({
  name: text(100),
  mode: z.enum(MODES).optional().describe("The business mode that it is for."),
  isDefault: z
    .boolean()
    .optional()
    .describe("True for the pipeline of new opportunities that name none; one of a mode, and that of standard counts."),
  stages: z
    .array(Stage)
    .min(1)
    .max(STAGES_MAX)
    .describe("In order. Where none is for what was won, or for what was lost, such a stage is added at the end."),
});

export const Pipeline = PipelineInput.extend({
  ...recordFields,
  mode: z.enum(MODES),
  /** Set while opportunities are yet to follow changed times. */
  followAt: instant.optional(),
  archived: z.boolean().optional(),
});
