import * as z from "zod";
import { email, idOf, instant, phone, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";
import { BehaviourProfile, eventName, propertyName, propertyValue, Utm } from "./counted.ts";

/** Events of one call. */
export const EVENTS_MAX = 500;
/** How late an event may come. */
export const LATE_DAYS_MAX = 366;
const PROPERTIES_MAX = 30;
const ORIGINS_MAX = 20;
const KEPT_DAYS_MIN = 30;
const KEPT_DAYS_MAX = 1_100;
const MERGED_MAX = 20;

const address = text(1_000);

/** Who it was, as far as the sender knows. */
const who = {
  anonymousId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,100}$/, "must be 8 to 100 letters, digits, _ or -")
    .optional()
    .describe("The sender's own id of a browser or device whose user it may not know."),
  personId: z
    .string()
    .regex(/^(con|led)_[0-9A-Za-z]{6,40}$/, "must be the id of a contact or a lead")
    .optional()
    .describe("The contact or lead that it was; with an anonymousId that one is known from then on."),
  email: email.optional().describe("The mail address of whoever it was: found among contacts and leads, now or later."),
  phone: phone.optional().describe("Their telephone number, which is looked for as the mail address is."),
};

/** That somebody did something. */
export const BehaviourEventInput = z
  .strictObject({
    insertId: text(100).describe("The sender's own id of it: what comes again of the same visitor counts once."),
    name: eventName.describe("What they did: page.viewed, price.asked, and whatever else is counted."),
    at: instant.describe("When. It may come late, and in any order."),
    ...who,
    sessionId: text(100).optional().describe("The sender's own id of the visit; told with the event."),
    page: address.optional().describe("The address of the page."),
    referrer: address.optional().describe("The page before it."),
    utm: Utm.optional().describe("What the link said that brought them."),
    properties: z
      .record(propertyName, propertyValue)
      .refine((all) => Object.keys(all).length <= PROPERTIES_MAX, `has at most ${PROPERTIES_MAX} properties`)
      .optional()
      .describe("What else is to be known of it: texts, numbers, true and false."),
  })
  .refine((one) => Object.keys(who).some((name) => one[name as keyof typeof who] !== undefined), {
    path: ["anonymousId"],
    message: "is required, or personId, email or phone",
  });

export const EventsInput = z.strictObject({
  events: z
    .array(z.union([BehaviourEventInput, z.unknown()]))
    .min(1)
    .max(EVENTS_MAX)
    .describe("What was done. One that is wrong is rejected by its place, the others are stored."),
});

const Problem = z.object({ path: z.string(), code: z.string(), message: z.string() });
export const EventsReply = z.object({
  stored: z.int(),
  duplicates: z.int(),
  rejected: z.array(z.object({ index: z.int(), problem: Problem })),
});

/** An event as it is kept, in the partition of its visitor; it leaves by itself. */
export const BehaviourEvent = z.object({
  ...recordFields,
  visitorId: z.string(),
  insertId: z.string(),
  name: z.string(),
  at: instant,
  sessionId: z.string().optional(),
  page: z.string().optional(),
  referrer: z.string().optional(),
  utm: Utm.optional(),
  properties: z.record(z.string(), propertyValue).optional(),
  ttl: z.int(),
});

/**
 * That a visitor was known as somebody at a moment: a person, or whoever has an address. Whom the address was found to be of is
 * kept with it.
 */
export const Identity = z.object({
  at: instant,
  claims: z.array(z.string()).optional(),
  personId: z.string().optional(),
});

/** A browser, a device or an address by which somebody was met. Its events are its own for good. */
export const Visitor = z.object({
  ...recordFields,
  identities: z.array(Identity),
  /** The visitor that is the same person, as somebody has said. */
  mergedInto: z.string().optional(),
});

export const VisitorView = z.object({
  ...recordFields,
  isKnown: z.boolean(),
  mergedInto: z.string().optional(),
});
/** With those whom it is known as, as far as the caller sees them. */
export const VisitorWithPeople = VisitorView.extend({ personIds: z.array(z.string()) });

export const MergeInput = z
  .strictObject({
    visitorIds: z
      .array(idOf("vis"))
      .max(MERGED_MAX)
      .default([])
      .describe("Who is the same person as this one; each can be parted again."),
    anonymousIds: z
      .array(who.anonymousId.unwrap())
      .max(MERGED_MAX)
      .default([])
      .describe("The same by the sender's own ids of them."),
  })
  .refine(({ visitorIds, anonymousIds }) => visitorIds.length + anonymousIds.length > 0, {
    path: ["visitorIds"],
    message: "is required, or anonymousIds",
  });

/** That what somebody did is to be counted, and the records that are the same person. */
export const BehaviourAsk = z.object({
  ...recordFields,
  personId: z.string(),
  also: z.array(z.string()).optional(),
  dueAt: instant.optional(),
});

export const EventsQuery = z.strictObject({
  personId: who.personId.describe("Whose events: the id of a contact or a lead."),
  visitorId: idOf("vis").optional().describe("Or those of one visitor."),
  name: eventName.optional().describe("Only these."),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Events of the page."),
  cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
});
export const ProfileQuery = z.strictObject({ personId: EventsQuery.shape.personId.unwrap().describe("Whose it is.") });

export const EventView = BehaviourEvent.omit({ ttl: true });
export const ProfileView = BehaviourProfile.omit({ id: true, version: true, createdAt: true, updatedAt: true });

const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[^/\s?#]+$/, "must be an origin such as https://www.example.com");

/** A key with which the pages of some sites may send events, and nothing else. It is public: it stands in the page. */
export const WriteKeyInput = z.object({
  name: text(100).describe("What it is called."),
  allowedOrigins: z
    .array(origin)
    .min(1)
    .max(ORIGINS_MAX)
    .optional()
    .describe("The sites whose pages may send events by it; without them those of any site may."),
  active: z.boolean().optional().describe("False closes it; it can be opened again."),
});
export const WriteKey = WriteKeyInput.extend({ ...recordFields, archived: z.boolean().optional() });
export const WriteKeyView = WriteKey.extend({ eventsPath: z.string(), scriptPath: z.string() });

/** Outside every wall: which tenant a key belongs to. */
export const WriteKeyEntry = z.object({ ...recordFields, tenantId: z.string() });

/** How a tenant keeps what people do. */
export const BehaviourPolicy = z.strictObject({
  keptDays: z
    .int()
    .min(KEPT_DAYS_MIN)
    .max(KEPT_DAYS_MAX)
    .default(400)
    .describe("Days after which an event leaves by itself; it holds for events that come from then on."),
});
