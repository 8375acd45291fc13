import * as z from "zod";
import { purpose } from "../../shared/notify/consent.ts";
import { email, idOf, instant, phone, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

const KEY_CHARS_MAX = 200;
const EVENTS_MAX = 100;
/** What one call or conversation may be told of. */
export const CALL_EVENTS_MAX = 200;
const SAID_CHARS_MAX = 1_000;
const NOTE_CHARS_MAX = 1_000;
const SECONDS_MAX = 24 * 3_600;

export const DIRECTIONS = ["inbound", "outbound"] as const;
export const CALL_RESULTS = ["answered", "missed", "busy", "noAnswer", "failed", "voicemail"] as const;

/** A contact centre that tells of its calls and conversations. */
export const CallConnectionInput = z.object({
  name: text(100).describe("What people call it; leads that it brings bear it as their channel."),
  unknownNumber: z
    .enum(["nothing", "lead"])
    .default("nothing")
    .describe("What is made of a number that calls and that nobody has: nothing, or a lead."),
  poolId: idOf("lpl").optional().describe("The pool that such leads wait in; the tenant's rules say, where left out."),
  ownerId: idOf("usr").optional().describe("Whose a call is whose agent nobody knows."),
  active: z.boolean().optional().describe("False closes it; it can be opened again."),
});
export const CallConnection = CallConnectionInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  archived: z.boolean().optional(),
});
export const CallConnectionView = CallConnection.omit({ secrets: true }).extend({
  webhookPath: z.string().describe("Where the contact centre tells of its calls, signed."),
  signingSecret: z.string().optional().describe("What its calls are signed with; shown once."),
});

const recording = z
  .url({ protocol: /^https$/ })
  .max(1_000)
  .describe("Where the recording can be heard.");

/** One thing that happened in a call or a conversation. */
export const CallEvent = z.strictObject({
  id: text(KEY_CHARS_MAX).describe("Its id at the contact centre; what comes twice is taken once."),
  callId: text(KEY_CHARS_MAX).describe("The call or conversation that it is of."),
  type: z
    .enum(["started", "answered", "ended", "noted", "said"])
    .describe("What happened; noted tells more of a call that has ended, said is a message of a chat."),
  at: instant.describe("When it happened. What comes late or unordered is put where it belongs."),
  direction: z.enum(DIRECTIONS).optional().describe("Who has called: inbound is the customer."),
  phone: phone.optional(),
  agentEmail: email.optional().describe("Whose call it is: the address of one of the tenant's people."),
  recordingUrl: recording.optional(),
  result: z.enum(CALL_RESULTS).optional().describe("What came of it."),
  durationSeconds: z
    .int()
    .min(0)
    .max(SECONDS_MAX)
    .optional()
    .describe("How long they spoke; reckoned, where left out."),
  note: text(NOTE_CHARS_MAX).optional().describe("What the agent noted."),
  text: text(SAID_CHARS_MAX).optional().describe("Of said: the words."),
  author: z.enum(["customer", "agent"]).optional().describe("Of said: whose they are."),
});
export type CallEvent = z.output<typeof CallEvent>;

/** A reply by text message that the contact centre's number got. */
export const SmsEvent = z.strictObject({
  type: z.literal("smsReply").describe("A reply by text message: an opt-out word ends all text messages."),
  phone: phone,
  text: text(SAID_CHARS_MAX).describe("What it says."),
  at: instant.optional().describe("When it was sent; now, where left out."),
});

export const CallDelivery = z.strictObject({
  events: z
    .array(z.discriminatedUnion("type", [CallEvent, SmsEvent]))
    .min(1)
    .max(EVENTS_MAX)
    .describe("What happened, in any order."),
});

/** A call or a conversation, as its events tell it. */
export const PhoneCall = z.object({
  ...recordFields,
  connectionId: idOf("ccn"),
  kind: z.enum(["call", "chat"]),
  state: z.enum(["ringing", "talking", "ended"]),
  direction: z.enum(DIRECTIONS),
  phone: z.string().optional(),
  phoneShown: z.string().optional(),
  startedAt: instant,
  answeredAt: instant.optional(),
  endedAt: instant.optional(),
  durationSeconds: z.int().optional(),
  result: z.enum(CALL_RESULTS).optional(),
  note: z.string().optional(),
  recordingUrl: z.string().optional(),
  /** The contact, lead or account whose number it is; nobody where several have it. */
  relatedTo: z.object({ noun: z.enum(["contact", "lead", "account"]), id: z.string() }).optional(),
  activityId: z.string(),
  ownerId: idOf("usr").optional(),
  departmentId: idOf("dep").optional(),
  /** What was told of it, in the order in which it happened. */
  events: z.array(CallEvent),
});
const Said = z.object({ at: instant, author: z.string().optional(), text: z.string() });
export const PhoneCallView = PhoneCall.omit({ events: true }).extend({ thread: z.array(Said).optional() });

export const LookupQuery = z.strictObject({
  phone: text(60).describe("The number that calls, as it is displayed."),
});
export const Lookup = z.object({
  phone: z.string(),
  phoneShown: z.string(),
  matches: z.array(
    z.object({
      noun: z.string(),
      id: z.string(),
      name: z.string().optional(),
      ownerId: z.string().optional(),
      accountId: z.string().optional(),
      accountName: z.string().optional(),
    }),
  ),
});

const AGENTS_MAX = 100;
const PEOPLE_MAX = 500;
const ATTEMPTS_MAX = 20;
const MINUTES_MAX = 7 * 24 * 60;
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day such as 09:00");
const distinct = <S extends z.ZodType<string>>(one: S, max: number) =>
  z
    .array(one)
    .min(1)
    .max(max)
    .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** People to be called, one after the other, by several who call. */
export const CallListInput = z.object({
  name: text(100).describe("What people call it."),
  people: z
    .union([
      z.strictObject({ segmentId: idOf("seg").describe("The people of a segment as they are now.") }),
      z.strictObject({ contactIds: distinct(idOf("con"), PEOPLE_MAX).describe("Contacts, each once.") }),
    ])
    .describe("Who is called; only those who have agreed to calls for its purpose are."),
  purpose: purpose.default("marketing").describe("What people must have agreed to be called for."),
  script: text(5_000).optional().describe("What whoever calls says and asks."),
  agentIds: distinct(idOf("usr"), AGENTS_MAX).describe("Who calls."),
  hours: z
    .strictObject({ from: clockTime.describe("From when on."), until: clockTime.describe("Until when.") })
    .refine(({ from, until }) => from < until, { path: ["until"], message: "must be later than from" })
    .default({ from: "09:00", until: "20:00" })
    .describe("When people are called, in the tenant's zone."),
  attemptsMax: z.int().min(1).max(ATTEMPTS_MAX).default(3).describe("How often somebody is tried who is not reached."),
  retryMinutes: z.int().min(1).max(MINUTES_MAX).default(240).describe("How long after such a try the next one comes."),
  claimMinutes: z
    .int()
    .min(1)
    .max(MINUTES_MAX)
    .default(30)
    .describe("How long somebody is kept for whoever took them, without a result."),
  ownerId: idOf("usr").optional().describe("Whose it is; the caller's, where left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; the owner's department, where left out."),
});

export const CallList = CallListInput.extend({
  ...recordFields,
  status: z.enum(["open", "closed"]),
  /** How many were taken onto it, and how many were not: without a number, or without consent. */
  size: z.int(),
  unreachable: z.int(),
  withheld: z.int(),
  archived: z.boolean().optional(),
});

export const ENTRY_STATES = ["waiting", "claimed", "done", "gaveUp", "withheld", "unreachable"] as const;
export const ENTRY_RESULTS = ["reached", "noAnswer", "busy", "callBack", "wrongNumber", "refused"] as const;

/** Somebody on a call list. */
export const CallListEntry = z.object({
  ...recordFields,
  listId: z.string(),
  personId: z.string(),
  state: z.enum(ENTRY_STATES),
  attempts: z.int(),
  /** When it is their turn; of one who was taken, until when they are kept. */
  dueAt: instant,
  claimedBy: z.string().optional(),
  /** Who has promised to call back. */
  promisedBy: z.string().optional(),
  result: z.enum(ENTRY_RESULTS).optional(),
  note: z.string().optional(),
  resultAt: instant.optional(),
});
export const CallListEntryView = CallListEntry.extend({
  name: z.string().optional(),
  phone: z.string().optional(),
});

export const Claim = z.object({
  entry: CallListEntryView.optional(),
  nobody: z.enum(["outsideHours", "nobodyDue"]).optional(),
});

export const ResultInput = z.strictObject({
  result: z
    .enum(ENTRY_RESULTS)
    .describe("What came of it. refused ends calls to them for good; noAnswer and busy bring them back later."),
  callBackAt: instant.optional().describe("For callBack: when they want to be called."),
  note: text(NOTE_CHARS_MAX).optional().describe("What was said."),
});
