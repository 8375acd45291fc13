import * as z from "zod";
import { instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** Records that one merge takes in. */
export const FROM_MAX = 10;
export const FIELDS_MAX = 100;

/** Whose value stays, in words that hold for any two records: the record that stays has it, or the one that is taken in. */
export const MERGE_RULES = ["target", "from"] as const;
export type MergeRules = Record<string, (typeof MERGE_RULES)[number]>;

/**
 * How a merge stands. What is refused on its way and would be refused again (its `problem`) is taken back like one that
 * is undone; where taking back is refused in its turn, the merge stands still with its `obstacle` until it is undone anew.
 *
 *   moving ─┬─ done ────┬─ undoing ─┬─ undone
 *           └─ problem ─┘    │ ↑    └─ refused, where there was a problem
 *                            ↓ │
 *                           halted
 */
export const MERGE_STATES = ["moving", "done", "undoing", "undone", "refused", "halted"] as const;

/** Which records to take in, and for chosen fields (custom ones as `custom.key`) whose value is to stay. */
export const mergeInput = (id: z.ZodType<string>) =>
  z.strictObject({
    from: z
      .array(id)
      .min(1)
      .max(FROM_MAX)
      .refine((all) => new Set(all).size === all.length, "must not name one twice"),
    fields: z
      .record(text(60), id)
      .refine((all) => Object.keys(all).length <= FIELDS_MAX, `names at most ${FIELDS_MAX} fields`)
      .optional(),
  });

/** What a merge would do. */
export const MergePreview = z.object({
  targetId: z.string(),
  version: z.int().describe("The version of the record that stays, for `If-Match` of the merge."),
  records: z.array(z.object({ id: z.string(), title: z.string(), createdAt: instant })),
  fields: z.array(
    z.object({
      field: z.string(),
      values: z.record(z.string(), z.unknown()).describe("By record; null where it has none."),
      result: z.unknown().describe("The value that would stand."),
      choosable: z.boolean().describe("Whether the caller may say whose value stays."),
    }),
  ),
  moves: z.array(z.object({ noun: z.string(), count: z.int() })).describe("What would be moved to the one that stays."),
  more: z.boolean().describe("Whether there is more to be moved than was counted."),
});

/** One field of a record as it was before a merge and after it. What was absent is left out. */
export const FieldChange = z.object({
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type FieldChange = z.output<typeof FieldChange>;

/** What is left as it is when a merge is undone, because somebody has changed it since. */
export const Kept = z.object({ noun: z.string(), id: z.string(), field: z.string() });

/** Why a step was refused: the problem as a call would have been told it. */
export const Refusal = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Refusal = z.output<typeof Refusal>;

/** How far the taking in of one record has come. Undoing goes the same way back. */
export const PHASES = ["archive", "touches", "absorb", "children"] as const;

/**
 * A merge: records of one noun became one. It is done in steps that each are one transaction and are noted here, so that
 * whoever comes next, after a crash or much later, knows what is done and what is not.
 */
export const Merge = z.object({
  ...recordFields,
  noun: z.string(),
  targetId: z.string(),
  fromIds: z.array(z.string()),
  fields: z.record(z.string(), z.string()).optional(),
  state: z.enum(MERGE_STATES),
  /** The record that is being taken in (or given back), by its place in `fromIds`. */
  at: z.int(),
  phase: z.enum(PHASES),
  /** What each record that was taken in has changed in the one that stays. */
  absorbed: z.array(z.object({ fromId: z.string(), changes: z.array(FieldChange) })),
  /** Steps of moved records: see MergeStep. */
  steps: z.int(),
  moved: z.int(),
  kept: z.array(Kept).optional(),
  doneAt: instant.optional(),
  undoneAt: instant.optional(),
  /** Why it was refused on its way; all that it had moved is taken back. */
  problem: Refusal.optional(),
  refusedAt: instant.optional(),
  /** Why taking back stands still. */
  obstacle: Refusal.optional(),
});
export type Merge = z.output<typeof Merge>;

/** A merge as it is shown. */
export const MergeView = Merge.omit({ absorbed: true, at: true, phase: true, steps: true }).extend({
  changed: z.array(z.object({ fromId: z.string(), fields: z.array(z.string()) })),
});

/** Records that one transaction has moved from a record that was taken in to the one that stays. */
export const MergeStep = z.object({
  ...recordFields,
  mergeId: z.string(),
  number: z.int(),
  fromId: z.string(),
  moved: z.array(z.object({ noun: z.string(), id: z.string(), changes: z.array(FieldChange) })),
});
