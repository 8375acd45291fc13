/**
 * What people did stays where it was done. An event lies in the partition of its visitor (a browser, a device, an
 * address) under its insert id, so storing it is one conditional put and its index. Who a visitor was is a set of
 * moments; whose an event is follows from the last moment before it, so what comes late and in any order comes to the
 * same, two people on one device stay two, and merging visitors is one field, which parting takes away again. What a
 * person did is counted anew of their events, at most once a minute and off the stream, as days by event: whatever
 * becomes of events or identities, nothing has to be taken off. Segments and scores ask the profile; events are read
 * only for their properties.
 */
import * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { resolveFilter } from "../../shared/filter/resolve.ts";
import { hashedId } from "../../shared/hashed.ts";
import { instant, text } from "../../shared/schema.ts";
import { entity, recordFields } from "../../shared/table/entity.ts";

/** The longest stretch of days that a condition looks back. */
export const WITHIN_DAYS_MAX = 366;
const TIMES_MAX = 1_000;
const WHERE_MAX = 5;

/** What an event is called. */
export const eventName = text(64).regex(
  /^[\p{L}\p{N}][\p{L}\p{N}_.:-]*$/u,
  "must be one word of letters, digits, _ . : -",
);
export const propertyName = text(64).regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u, "must be one word of letters, digits, _ . -");
/** Beyond this, no row holds a number. */
const NUMBER_MAX = 1e125;
export const propertyValue = z.union([text(500), z.number().min(-NUMBER_MAX).max(NUMBER_MAX), z.boolean()]);

const Where = z.strictObject({
  property: propertyName.describe("A property of the event."),
  op: z.enum(["eq", "ne", "lt", "lte", "gt", "gte", "contains"]).describe("How it is compared."),
  value: propertyValue.describe("What it is compared with."),
});

/** That somebody did something so often of late, or did not. */
export const BehaviourCondition = z
  .strictObject({
    did: eventName.optional().describe("The event that they did at least so often."),
    didNot: eventName.optional().describe("The event that they did less often than that."),
    times: z.int().min(1).max(TIMES_MAX).default(1).describe("How often."),
    withinDays: z
      .int()
      .min(1)
      .max(WITHIN_DAYS_MAX)
      .describe("In how many days of the tenant's zone, the present one included."),
    where: z.array(Where).min(1).max(WHERE_MAX).optional().describe("Only events whose properties are so count."),
  })
  .refine(({ did, didNot }) => (did === undefined) !== (didNot === undefined), {
    path: ["did"],
    message: "is required, or didNot; not both",
  });
export type BehaviourCondition = z.output<typeof BehaviourCondition>;

export const Utm = z.strictObject({
  source: text(200).optional().describe("Where the visit came from."),
  medium: text(200).optional().describe("By what kind of way."),
  campaign: text(200).optional().describe("The campaign, by its id or its name."),
  term: text(200).optional().describe("What was searched for."),
  content: text(200).optional().describe("Which of several links it was."),
});

export const Session = z.object({
  startedAt: instant,
  endedAt: instant,
  events: z.int(),
  page: z.string().optional(),
  referrer: z.string().optional(),
  utm: Utm.optional(),
});

export type SessionRow = z.output<typeof Session>;

/** Days by event: how often somebody did something on each. */
export const Days = z.record(z.string(), z.record(z.string(), z.int()));
export type Days = z.output<typeof Days>;

/** What a person has done, counted: reckoned anew of their events, so that it follows whatever becomes of these. */
export const BehaviourProfile = z.object({
  ...recordFields,
  personId: z.string(),
  days: Days,
  eventCount: z.int(),
  firstAt: instant.optional(),
  lastAt: instant.optional(),
  sessionCount: z.int(),
  /** The latest, newest first. */
  sessions: z.array(Session),
  /** The first and the last session that a campaign, a link or another site brought. */
  firstTouch: Session.optional(),
  lastTouch: Session.optional(),
});

export const behaviourProfile = entity({
  noun: "behaviourProfile",
  plural: "behaviour profiles",
  prefix: "bpf",
  schema: BehaviourProfile,
  scoped: false,
  audited: false,
});
export const profileId = (personId: string): string => hashedId(behaviourProfile.prefix, personId);

/** How often somebody did something in the days that end on one. */
export function timesWithin(
  days: Readonly<Record<string, number>> | undefined,
  withinDays: number,
  last: string,
): number {
  const first = addDays(last, 1 - withinDays);
  return Object.entries(days ?? {}).reduce((sum, [on, n]) => sum + (first <= on && on <= last ? n : 0), 0);
}

export const eventOf = ({ did, didNot }: BehaviourCondition): string => did ?? didNot ?? "";

/** Whether a condition holds of what somebody did, day by day, on a day. */
export function holds(
  condition: BehaviourCondition,
  days: Readonly<Record<string, number>> | undefined,
  on: string,
): boolean {
  const isEnough = timesWithin(days, condition.withinDays, on) >= condition.times;
  return condition.did === undefined ? !isEnough : isEnough;
}

/** The first day after `on` on which time alone makes a condition true or false; none, where it does not. */
export function turnsOn(
  condition: BehaviourCondition,
  days: Readonly<Record<string, number>> | undefined,
  on: string,
): string | undefined {
  const now = holds(condition, days, on);
  const leaving = Object.keys(days ?? {}).map((day) => addDays(day, condition.withinDays));
  return leaving
    .filter((day) => day > on)
    .sort()
    .find((day) => holds(condition, days, day) !== now);
}

const KINDS = { string: "text", number: "number", boolean: "boolean" } as const;
type Properties = Readonly<Record<string, string | number | boolean>>;

/** Whether an event's properties are as a condition wants them; a value of another kind is not. */
export function propertiesFit({ where = [] }: BehaviourCondition, properties: Properties = {}): boolean {
  return where.every(({ property, op, value }) => {
    const own = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (own === undefined || typeof own !== typeof value) return op === "ne";
    const kind = KINDS[typeof value as keyof typeof KINDS];
    const fields = new Map<string, FilterField>([["value", { kind }]]);
    const filter: Filter = { field: "value", op, value };
    const context = { now: "1970-01-01T00:00:00.000Z", timeZone: "UTC", me: "" };
    return matchesFilter(resolveFilter(filter, fields, context), { value: own });
  });
}
