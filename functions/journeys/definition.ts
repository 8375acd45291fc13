import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { idOf, text } from "../../shared/schema.ts";
import { BehaviourCondition, eventName } from "../behaviour/counted.ts";
import { TOUCH_KINDS } from "../leads/policy.ts";
import { PEOPLE } from "../segments/schema.ts";

export const STEPS_MAX = 60;
const TESTS_MAX = 10;
const BRANCHES_MAX = 10;
const ENDS_MAX = 10;
const WEIGHT_MAX = 10_000;
const DAYS_MAX = 1_100;
const HOURS_MAX = 24 * 31;
const MINUTES_MAX = 60 * 24 * 7;
const COUNT_MAX = 100;
const FIELDS_MAX = 20;

/** What a test or an action is about: the person, the record that brought them here, or the account of either. */
export const SUBJECTS = ["person", "record", "account"] as const;
export type Subject = (typeof SUBJECTS)[number];

const key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]{0,39}$/, "must begin with a small letter and have at most 40 letters, digits and hyphens");
const next = key.optional().describe("The step that follows; without one the journey ends here, completed.");
const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:00")
  .describe("The time of day, in the person's time zone.");
const noun = text(40).describe("A noun of records, such as order or quote.");
const of = z.enum(SUBJECTS).describe("Whose: the person's, the record's that began it, or that of their account.");

const Is = z.strictObject({
  kind: z.literal("is"),
  of: of.default("person"),
  filter: Filter.describe("What must hold of it at that moment."),
});
const Count = z
  .strictObject({
    kind: z.literal("count"),
    noun: noun.describe("Which records of the person's account are counted."),
    filter: Filter.optional().describe("Which of them; all, where left out."),
    atLeast: z.int().min(1).max(COUNT_MAX).optional().describe("At least so many must be there."),
    atMost: z.int().min(0).max(COUNT_MAX).optional().describe("No more than so many may be there."),
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, {
    path: ["atLeast"],
    message: "is required, or atMost",
  });

const Did = z.strictObject({
  kind: z.literal("did"),
  behaviour: BehaviourCondition.describe("What the person did, or did not do, of late."),
});

/** Something that holds of a person at a moment, or does not. */
export const Test = z.discriminatedUnion("kind", [Is, Count, Did]);
export type Test = z.output<typeof Test>;
const tests = z.array(Test).max(TESTS_MAX);
const some = tests.min(1).describe("What must hold, all of it.");

const span = {
  days: z.int().min(0).max(DAYS_MAX).optional().describe("So many days."),
  hours: z.int().min(0).max(HOURS_MAX).optional().describe("And so many hours."),
  minutes: z.int().min(0).max(MINUTES_MAX).optional().describe("And so many minutes."),
};
const Span = z
  .strictObject(span)
  .refine(({ days = 0, hours = 0, minutes = 0 }) => days + hours + minutes > 0, "must be longer than nothing");

/** What begins a journey for a person. */
export const Trigger = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("record"),
    noun,
    filter: Filter.describe("It begins when this comes to hold of a record: as it is made, or by a change."),
  }),
  z.strictObject({
    kind: z.literal("segment"),
    segmentId: idOf("seg").describe("The segment."),
    on: z.enum(["entered", "left"]).describe("Whether it begins as somebody comes into it or as they leave it."),
  }),
  z.strictObject({
    kind: z.literal("date"),
    noun,
    field: text(100).describe("A field of the noun that holds a day or an instant."),
    days: z.int().min(-DAYS_MAX).max(DAYS_MAX).describe("Days after that day; negative is before it."),
    at: time.default("09:00").describe("From which time of day on, in the tenant's time zone."),
    yearly: z.boolean().optional().describe("True where it comes again each year, as a birthday does."),
    filter: Filter.optional().describe("Of which records; all, where left out."),
  }),
  z.strictObject({
    kind: z.literal("event"),
    name: eventName.describe("It begins as a person does this, as told by POST /v1/events."),
    withinDays: z.int().min(1).max(30).default(2).describe("What is told later than so many days begins nothing."),
  }),
  z.strictObject({ kind: z.literal("manual") }),
]);
export type Trigger = z.output<typeof Trigger>;

export const Reentry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("never") }),
  z.strictObject({
    kind: z.literal("after"),
    days: z.int().min(1).max(DAYS_MAX).describe("Days since they came to its end."),
  }),
  z.strictObject({ kind: z.literal("always") }),
]);

const step = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ key: key.describe("What other steps call it."), kind: z.literal(kind), ...shape, next });

/** One step of a journey. The first of the list is where it begins. */
export const Step = z.discriminatedUnion("kind", [
  step("wait", { for: Span.describe("How long it waits.") }),
  step("waitUntil", {
    at: time,
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .optional()
      .describe("On which days of the week, 1 being Monday; on any, where left out."),
    date: z
      .strictObject({
        of,
        field: text(100).describe("A field that holds a day or an instant."),
        days: z.int().min(-DAYS_MAX).max(DAYS_MAX).default(0).describe("Days after it; negative is before."),
      })
      .optional()
      .describe("On the day that a field names; on the next day that fits, where left out."),
  }),
  step("waitFor", {
    when: some.describe("What it waits for."),
    within: Span.describe("How long at most."),
    else: key.optional().describe("The step that follows when it has not come; without one the journey ends here."),
  }),
  step("condition", {
    when: some,
    else: key.optional().describe("The step that follows where it does not hold; without one the journey ends here."),
  }),
  z.strictObject({
    key,
    kind: z.literal("split"),
    branches: z
      .array(
        z.strictObject({
          weight: z.int().min(1).max(WEIGHT_MAX).describe("Its share, beside the weights of the others."),
          next,
        }),
      )
      .min(2)
      .max(BRANCHES_MAX)
      .describe("The ways. Which one somebody goes follows from them and the step, so it is the same whenever asked."),
  }),
  step("mail", {
    templateId: idOf("tpl").describe("A template of mail. What a coupon step gave stands in it as {{coupon}}."),
  }),
  step("sms", {
    templateId: idOf("tpl").describe(
      "A template of text messages. What a coupon step gave stands in it as {{coupon}}.",
    ),
  }),
  step("task", {
    subject: text(200).describe("What is to be done."),
    body: text(2_000).optional().describe("More about it."),
    dueInDays: z.int().min(0).max(365).default(1).describe("Days until it is due."),
    ownerId: idOf("usr").optional().describe("Whose task it is; that of whoever looks after the person, if left out."),
  }),
  step("setFields", {
    of: of.default("person"),
    values: z
      .record(text(100), z.unknown())
      .refine((values) => Object.keys(values).length > 0 && Object.keys(values).length <= FIELDS_MAX, {
        message: `must name 1 to ${FIELDS_MAX} fields`,
      })
      .describe("The fields and what they become; null clears one."),
  }),
  step("segment", {
    segmentId: idOf("seg").describe("A segment that is a list."),
    change: z.enum(["add", "remove"]).describe("Whether the person is put on it or taken off."),
  }),
  step("touch", {
    touch: z.enum(TOUCH_KINDS).describe("What the lead is taken to have done; the scoring rules say what it is worth."),
  }),
  step("coupon", {
    templateId: idOf("cpt").describe("The account of the person gets a coupon of this template, claimed at once."),
  }),
  step("webhook", {
    webhookId: idOf("whk").describe("The webhook that is told that the person has come here, once and signed."),
    fields: z
      .array(text(100))
      .max(FIELDS_MAX)
      .optional()
      .describe("Fields of the person that it is told; their id alone, where left out."),
  }),
  step("handToSales", {
    status: z
      .enum(["working", "mql", "sql"])
      .optional()
      .describe("The lead's new status; where the tenant's sales join, if left out."),
    ownerId: idOf("usr").optional().describe("Who gets it; whoever the tenant's pools and rules say, if left out."),
    subject: text(200).describe("The task that tells them of it."),
  }),
]);
export type Step = z.output<typeof Step>;
/** The channels of the steps that say something. */
export const CHANNELS = { mail: "email", sms: "sms" } as const;
export type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;

const End = z.strictObject({ key: key.describe("What the enrolment says it ended by."), when: some });

/** What a journey is made of. */
export const definition = {
  of: z.enum(PEOPLE).describe("Which records are the people that go on it."),
  trigger: Trigger.describe("What begins it."),
  entry: tests.optional().describe("What must hold of somebody for it to begin."),
  reentry: Reentry.default({ kind: "never" }).describe("Whether somebody may go on it again; never twice at a time."),
  goals: z.array(End).max(ENDS_MAX).optional().describe("What ends it with success, wherever somebody stands."),
  exits: z.array(End).max(ENDS_MAX).optional().describe("What ends it without, wherever somebody stands."),
  steps: z.array(Step).min(1).max(STEPS_MAX).describe("Its steps; the first is where it begins."),
};
export const Definition = z.object(definition);
export type Definition = z.output<typeof Definition>;
