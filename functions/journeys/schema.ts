import * as z from "zod";
import { idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { Definition, definition, Trigger } from "./definition.ts";

/** Steps that one person takes on one journey; who comes round more often leaves it. */
export const TAKEN_MAX = 200;

export const JourneyInput = z.object({
  name: text(100).describe("What it is called."),
  ...definition,
  ownerId: idOf("usr").optional().describe("Whose journey it is; the caller's, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});

export const JOURNEY_STATES = ["draft", "live", "paused", "stopped"] as const;
export const Journey = JourneyInput.extend({
  ...recordFields,
  status: z.enum(JOURNEY_STATES),
  /** The version that people begin on now. */
  publishedVersion: z.int().optional(),
  publishedAt: instant.optional(),
  publishedBy: z.string().optional(),
  /** What that version says of its beginning: later changes of the draft leave it alone. */
  published: z.object({ of: definition.of, trigger: Trigger }).optional(),
  archived: z.boolean().optional(),
});
export const JourneyView = Journey.omit({ published: true });

export const Version = z.object({
  ...recordFields,
  journeyId: z.string(),
  number: z.int(),
  publishedBy: z.string(),
  definition: Definition,
});

export const ENROLMENT_STATES = ["active", "completed", "goal", "exited", "stopped"] as const;

/** What was done with somebody at one step. */
export const Taken = z.object({
  step: z.string(),
  at: instant,
  /** Which way they went, or what became of the action. */
  did: z.enum(["waited", "came", "timedOut", "yes", "no", "branch", "done", "skipped"]),
  note: z.string().optional(),
});
export type Taken = z.output<typeof Taken>;

/** One person on one journey. */
export const Enrolment = z.object({
  ...recordFields,
  journeyId: z.string(),
  /** The version that they began on and finish on. */
  number: z.int(),
  personId: z.string(),
  /** The record that brought them here. */
  record: z.object({ noun: z.string(), id: z.string() }).optional(),
  /** Person, record and account: a change of any of them may end it or bring it on. */
  subjectIds: z.array(z.string()),
  state: z.enum(ENROLMENT_STATES),
  /** Where they stand. */
  step: z.string().optional(),
  /** Since when they wait there. */
  waitsSince: instant.optional(),
  slot: z.int(),
  dueAt: instant.optional(),
  /** What ended it: a goal, an exit, or a reason of the product's own. */
  endedBy: z.string().optional(),
  endedAt: instant.optional(),
  taken: z.array(Taken).max(TAKEN_MAX),
  /** The codes of coupons that were given, by their steps. */
  codes: z.record(z.string(), z.string()).optional(),
});
export const EnrolmentView = Enrolment.omit({ subjectIds: true, slot: true });

/** What a journey knows of one person: at most one enrolment at a time, and when the last one ended. */
export const Place = z.object({
  ...recordFields,
  journeyId: z.string(),
  personId: z.string(),
  enrolmentId: z.string(),
  times: z.int(),
  endedAt: instant.optional(),
});

/** Work on everybody of a journey, page by page: those whose day has come, or all who are on it. */
export const Round = z.object({
  ...recordFields,
  journeyId: z.string(),
  kind: z.enum(["days", "all"]),
  dueAt: instant.optional(),
  /** The civil day that is looked at. */
  on: z.string().optional(),
  after: z.string().optional(),
});

export const EnrolInput = z.strictObject({
  personId: z
    .string()
    .regex(/^(con|led)_[0-9A-Za-z]{6,40}$/, "must be the id of a contact or a lead")
    .describe("Who begins it."),
});
export const SimulateInput = EnrolInput.extend({
  record: z
    .strictObject({ noun: text(40).describe("Its noun."), id: text(60).describe("Its id.") })
    .optional()
    .describe("The record that would bring them here."),
});
export const Simulated = z.object({
  enters: z.boolean(),
  why: z.string().optional(),
  path: z.array(Taken.extend({ kind: z.string() })),
  endsBy: z.string().optional(),
});
