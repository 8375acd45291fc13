import * as z from "zod";
import { instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** How a column of a file writes its numbers, or in which order its days. */
export const FORMS = ["decimalPoint", "decimalComma", "ymd", "dmy", "mdy"] as const;
export type Form = (typeof FORMS)[number];

export const JOB_KINDS = [
  "batch",
  "import",
  "export",
  "offboard",
  "undo",
  "statements",
  "receipts",
  "advices",
  "invoices",
  "personExport",
  "tenantExport",
  "erasure",
] as const;
export type JobKind = (typeof JOB_KINDS)[number];
/** What can be taken back; an export changes nothing, and who has left does not come back by itself. */
export const UNDOABLE: readonly JobKind[] = ["batch", "import", "advices"];

/**
 * How a job stands.
 *
 *   queued ── running ─┬─ done ──────┐
 *      └───────┬───────┼─ failed ────┼── undoing ── undone
 *              └───────┴─ cancelled ─┘
 */
export const JOB_STATES = ["queued", "running", "done", "failed", "cancelled", "undoing", "undone"] as const;
export type JobState = (typeof JOB_STATES)[number];
/** Where there is something left to do. */
export const UNDER_WAY: readonly JobState[] = ["queued", "running", "undoing"];

/** Items done and failed so far; `total` once it is known. */
export const Progress = z.object({ done: z.int(), failed: z.int(), total: z.int().optional() });

/**
 * Where a job goes on. A job first chooses its items and keeps them in pages (`plan`), then works page by page (`work`),
 * then makes what comes of all of them (`finish`); taking it back goes through the same pages once more (`undo`).
 */
export const Cursor = z.object({
  stage: z.enum(["plan", "work", "finish", "undo"]),
  /** Pages that the plan has, so far. */
  planned: z.int(),
  /** Items in them. */
  items: z.int(),
  /** The page that is next. */
  page: z.int(),
  /** Pages that were worked, where a job is being undone. */
  worked: z.int().optional(),
  /** Of them the page at which the job ended: begun, and never noted as done. */
  begun: z.int().optional(),
  /** Where choosing goes on: which of several nouns, and after which sort key. */
  part: z.int().optional(),
  after: z.string().optional(),
});
export type Cursor = z.output<typeof Cursor>;

/** What a row of a job's items came to. */
export const OUTCOMES = ["created", "updated", "unchanged", "moved", "merged", "failed", "undone", "kept"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `column` is the header of the file's column that it is about. */
export const ItemError = z.object({
  path: z.string(),
  column: z.string().optional(),
  code: z.string(),
  message: z.string(),
});

/** What came of one item: of the record `id`, or of the row of a file that has this number there. */
export const ItemResult = z.object({
  number: z.int(),
  noun: z.string().optional(),
  id: z.string().optional(),
  /** The record that takes this one in. */
  targetId: z.string().optional(),
  outcome: z.enum(OUTCOMES),
  /** All that was wrong with it; for what was kept, the fields that others have changed since. */
  errors: z.array(ItemError).optional(),
});
/** With the key by which a row of a file means its record and, of a dry run, the unique values that it would take: a later run goes on from there. */
export type ItemResult = z.output<typeof ItemResult> & { key?: string; takes?: string[] };

/** Work on many records that goes on while nobody waits for it. */
export const Job = z.object({
  ...recordFields,
  kind: z.enum(JOB_KINDS),
  noun: z.string().optional(),
  state: z.enum(JOB_STATES),
  params: z.record(z.string(), z.unknown()),
  progress: Progress,
  cursor: Cursor,
  result: z.record(z.string(), z.unknown()).optional(),
  problem: z.object({ code: z.string(), detail: z.string() }).optional(),
  createdBy: z.string(),
  /** The user whose rights it works with, where that is another than its starter: whoever takes it back. */
  worksFor: z.string().optional(),
  /** How often a run of it has begun; of two runs at the same time the later one goes on. */
  runs: z.int(),
  /** How often in a row it was brought to its queue again because nothing was heard of it. */
  revivals: z.int().optional(),
  /** Somebody wants it to end after the page that it works on. */
  cancelling: z.boolean().optional(),
  endedAt: instant.optional(),
  /** Since when a second look at what was done is due; nothing once it was taken. */
  lookDueAt: instant.optional(),
});

export const JobView = Job.omit({ cursor: true, runs: true, revivals: true, lookDueAt: true }).extend({
  /** Where the starter can fetch the file that came of it, for a quarter of an hour. */
  downloadUrl: z.string().optional(),
  /** The same of each volume, where its file is in several. */
  downloads: z.array(z.object({ name: z.string(), url: z.string() })).optional(),
});

/** What one job changed in one record: written with the change itself, so that it is made once and can be taken back. */
export const JobItem = z.object({
  ...recordFields,
  jobId: z.string(),
  recordId: z.string(),
  /** Values before and after, by field; `null` where there was none. */
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  undone: z.boolean().optional(),
  /** Seconds since 1970, when the table forgets it. */
  ttl: z.int(),
});

/** Which column of a file holds which field: a header, and a field's name. */
export const Mapping = z.record(text(200), text(60));

/** How the columns of a file are written, by their headers: `1,234.5` or `1.234,5`; in which order a day is told. */
export const FormsInput = z.record(text(200), z.enum(FORMS));

/** Texts whose meaning one file may be told, over all of its columns. */
const MEANINGS_MAX = 300;

/** What texts of a column mean: a header, what its cells say, and what is read in its place. */
export const ValuesInput = z
  .record(text(200), z.record(text(100), text(100).or(z.literal(""))))
  .refine(
    (all) => Object.values(all).reduce((sum, texts) => sum + Object.keys(texts).length, 0) <= MEANINGS_MAX,
    `must hold at most ${MEANINGS_MAX} texts`,
  );

/** A mapping that a tenant uses again. */
export const ImportMappingInput = z.object({
  name: text(100),
  noun: text(50),
  mapping: Mapping,
  forms: FormsInput.optional(),
  values: ValuesInput.optional(),
});
export const ImportMapping = ImportMappingInput.extend({ ...recordFields, archived: z.boolean().optional() });
