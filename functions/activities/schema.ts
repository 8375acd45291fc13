import * as z from "zod";
import { CustomValues } from "../../shared/records/fields.ts";
import { civilDay, idOf, instant, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { BODY_CHARS_MAX } from "./bounds.ts";

export const RELATED_MAX = 20;
const MENTIONS_MAX = 20;
const PARTICIPANTS_MAX = 50;
const DURATION_MINUTES_MAX = 14 * 24 * 60;
/** A reminder comes at most this long before: four weeks. */
const REMIND_MINUTES_MAX = 28 * 24 * 60;
const INTERVAL_MAX = 100;
const TIMES_MAX = 1_000;

export const KINDS = ["task", "call", "visit", "meeting", "note"] as const;
export const STATES = ["open", "done", "cancelled"] as const;
export const PRIORITIES = ["low", "normal", "high"] as const;

/** The nouns that an activity may be about. */
export const RELATABLE = [
  "lead",
  "account",
  "contact",
  "opportunity",
  "quote",
  "order",
  "receivable",
  "bankTransaction",
  "product",
  "partner",
  "project",
  "ticket",
  "article",
] as const;

/** Activities are of a calendar that people use: from 1970 to the end of this. */
export const LAST_ON = "2199-12-31";
const isOfCalendar = (at: string): boolean => at >= "1970" && at.slice(0, 10) <= LAST_ON;
const at = instant.refine(isOfCalendar, "must lie between 1970 and 2199");
const on = civilDay.refine(isOfCalendar, "must lie between 1970 and 2199");

export const recordId = z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{6,40}$/, "must be the id of a record");

const unique = <T>(of: (item: T) => string) =>
  [(all: T[]): boolean => new Set(all.map(of)).size === all.length, "must not name one twice"] as const;

const Related = z.strictObject({ noun: z.enum(RELATABLE), id: recordId });

/** Where a visit goes. */
const Place = z.strictObject({
  address: text(300).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
});

/** Somebody who takes part: a user, a contact, or anybody by name. */
const Participant = z.strictObject({
  userId: idOf("usr").optional(),
  contactId: idOf("con").optional(),
  name: text(100).optional(),
});

/** Days of the week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
const weekday = z.int().min(1).max(7);

/**
 * How an activity comes again: every `interval` days, weeks, months or years of the tenant's calendar, on some days of
 * the week, until a day (inclusive) or so many times in all. A month without the day has it on its last.
 */
export const Repeat = z
  .strictObject({
    every: z.enum(["day", "week", "month", "year"]),
    interval: z.int().min(1).max(INTERVAL_MAX),
    until: civilDay.optional(),
    times: z.int().min(1).max(TIMES_MAX).optional(),
    weekdays: z
      .array(weekday)
      .min(1)
      .max(7)
      .refine(...unique<number>(String))
      .optional(),
  })
  .refine(({ every, weekdays }) => weekdays === undefined || every === "week", {
    path: ["weekdays"],
    message: "is for every: week",
  });
export type Repeat = z.output<typeof Repeat>;

/** Something that somebody does for a customer, or has done: a task, a call, a visit, a meeting, a note. */
export const ActivityInput = z.object({
  kind: z.enum(KINDS),
  subject: text(200),
  body: text(BODY_CHARS_MAX).optional(),
  /** A note is done as it is written, everything else is open unless told otherwise. */
  state: z.enum(STATES).optional(),
  /** By when it is to be done. */
  dueAt: at.optional(),
  /** The day on which it is to be done, where there is no time: then `dueAt` is the end of that day. */
  dueOn: on.optional(),
  startAt: at.optional(),
  endAt: at.optional(),
  durationMinutes: z.int().min(1).max(DURATION_MINUTES_MAX).optional(),
  place: Place.optional(),
  participants: z.array(Participant).max(PARTICIPANTS_MAX).optional(),
  /** What came of it. */
  outcome: text(2_000).optional(),
  priority: z.enum(PRIORITIES).optional(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  relatedTo: z
    .array(Related)
    .max(RELATED_MAX)
    .refine(...unique<z.output<typeof Related>>(({ id }) => id))
    .optional(),
  /** Who is told of it by message and may read it. */
  mentions: z
    .array(idOf("usr"))
    .max(MENTIONS_MAX)
    .refine(...unique<string>((id) => id))
    .optional(),
  /** Minutes before its start, else before it is due, at which its owner is reminded. */
  remindMinutesBefore: z.int().min(0).max(REMIND_MINUTES_MAX).optional(),
  repeat: Repeat.optional(),
  custom: CustomValues.optional(),
});

export const Activity = ActivityInput.extend({
  ...recordFields,
  state: z.enum(STATES),
  /** The records of `relatedTo`, and the accounts that these belong to. */
  relatedIds: z.array(z.string()).optional(),
  accountIds: z.array(z.string()).optional(),
  /** Where one joins it, of a video meeting. */
  joinUrl: z.string().optional(),
  /** When it is too late: when it is due, else when it ends or begins. */
  deadlineAt: instant.optional(),
  doneAt: instant.optional(),
  /** Where and when whoever did it was there first, and how far that was from its place. */
  checkIn: z
    .object({
      ...{ at: instant, by: z.string(), latitude: z.number(), longitude: z.number() },
      ...{ accuracyMetres: z.int().optional(), distanceMetres: z.int().optional() },
    })
    .optional(),
  /** When its owner is to be reminded; absent once that has happened. */
  remindAt: instant.optional(),
  remindedFor: instant.optional(),
  /** Of a repeated one: the first of its kind, the how-manieth this is, and the day that the calendar counts from. */
  seriesId: z.string().optional(),
  occurrence: z.int().optional(),
  seriesOn: civilDay.optional(),
  archived: z.boolean().optional(),
});

/** As it is shown: `overdue` says that it is open and too late. */
export const ActivityView = Activity.extend({ overdue: z.boolean().optional() });
