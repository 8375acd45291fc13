import * as z from "zod";

const at = z.iso.datetime();

const Document = z.object({
  noun: z.enum(["quote", "file", "order"]),
  id: z.string(),
  title: z.string(),
  at,
  byId: z.string().optional(),
});

/** One stay in a stage. `seconds` of the last go up to now, or to the closing. */
const Step = z.object({
  stage: z.string(),
  name: z.string(),
  enteredAt: at,
  leftAt: at.optional(),
  seconds: z.int(),
  /** Who moved it there. */
  movedById: z.string(),
  /** How long it may stay, and whether it stayed longer; none where the pipeline says nothing. */
  maxDays: z.int().optional(),
  isLate: z.boolean().optional(),
  /** What was done, and what was written, while it stood there. */
  activities: z.int(),
  documents: z.array(Document),
});

const Person = z.object({
  userId: z.string(),
  moves: z.int(),
  activities: z.int(),
  done: z.int(),
  documents: z.int(),
  lastAt: at,
});

const Event = z.object({
  at,
  byId: z.string().optional(),
  kind: z.enum(["moved", "activity", "quote", "file", "order"]),
  id: z.string(),
  text: z.string(),
  stage: z.string().optional(),
});

const Punctuality = z.object({
  /** Done in time, done late, and open past its time. */
  onTime: z.int(),
  late: z.int(),
  overdue: z.int(),
  /** Done in time of all that was done and had a time. */
  basisPoints: z.int().optional(),
});

/** How a sale went: by steps, by people, and in the order in which things happened. */
export const Process = z.object({
  opportunityId: z.string(),
  steps: z.array(Step),
  people: z.array(Person),
  /** What people did, the latest first; `isCut` where older ones are left out (its timeline has them). */
  events: z.array(Event),
  isCut: z.boolean(),
  /** The latest outcome that was noted of an activity. */
  latestFeedback: z
    .object({ activityId: z.string(), subject: z.string(), outcome: z.string(), at, byId: z.string().optional() })
    .optional(),
  punctuality: Punctuality.optional(),
  /** What the caller may not see, and so is left out. */
  leftOut: z.array(z.enum(["activities", "quotes", "files", "orders"])),
  asOf: at,
});
export type Process = z.output<typeof Process>;
