import * as z from "zod";
import { Filter } from "../../shared/filter/filter.ts";
import { CustomValues } from "../../shared/records/fields.ts";
import { email, idOf, instant, phone, phoneFields, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

export const SUBJECT_CHARS_MAX = 300;
export const TEXT_CHARS_MAX = 20_000;
const TAGS_MAX = 20;
const FOLLOWERS_MAX = 20;
export const LINKED_MAX = 50;
/** Tickets that one ticket may take in. */
export const MERGED_MAX = 20;
const FILES_MAX = 20;
const ARTICLES_MAX = 10;
export const SPLIT_MESSAGES_MAX = 40;

export const CHANNELS = ["api", "email", "form", "chat", "hotline"] as const;
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export const STATES = ["new", "open", "waitingForCustomer", "waitingForOthers", "resolved", "closed"] as const;
export type State = (typeof STATES)[number];

const distinct = <S extends z.ZodType<string>>(one: S, max: number) =>
  z
    .array(one)
    .max(max)
    .refine((all) => new Set(all).size === all.length, "must not name one twice");

/** Whoever asks, where they may be no contact. */
export const Requester = z.strictObject({
  name: text(100).optional().describe("As they call themselves."),
  email: email.optional().describe("Where replies go."),
  phone: phone.optional(),
});

/** What a customer asks for. */
export const TicketInput = z.object({
  accountId: idOf("acc").optional().describe("Whose it is; the contact's account, where it is left out."),
  contactId: idOf("con").optional().describe("Who asks; found by the requester's address, where it is left out."),
  requester: Requester.optional().describe("Who asks, where they are no contact."),
  subject: text(SUBJECT_CHARS_MAX).describe("What it is about, in a line."),
  body: text(TEXT_CHARS_MAX).describe("What was asked, word for word."),
  channel: z.enum(CHANNELS).default("api").describe("How it came."),
  priority: z.enum(PRIORITIES).default("normal").describe("How much it presses."),
  queueId: idOf("tqu").optional().describe("Who works on it; chosen by the queues' rules, where it is left out."),
  ownerId: idOf("usr")
    .optional()
    .describe("Who answers it; the account's customer success, else somebody of the queue, where it is left out."),
  departmentId: idOf("dep").optional().describe("Whose it is; its owner's, where it is left out."),
  followerIds: distinct(idOf("usr"), FOLLOWERS_MAX).optional().describe("Who sees it besides."),
  tags: distinct(text(50), TAGS_MAX).optional().describe("Words to find it by."),
  custom: CustomValues.optional(),
});

/** How the time that a ticket has is counted: `usedMs` of it is gone, and it runs on since `runningSince`. */
const TicketClock = z.object({
  policyId: z.string(),
  policy: z.string(),
  firstResponseMinutes: z.int().optional(),
  resolveMinutes: z.int().optional(),
  warnBeforeMinutes: z.int().optional(),
  counts: z.enum(["workingTime", "always"]),
  /** Time that is gone, without that which runs. */
  usedMs: z.int(),
  /** Since when it runs; it stands still without. */
  runningSince: instant.optional(),
  /** What was told in this episode; a ticket that is opened again begins another. */
  told: z.array(z.string()),
  /** How much more of their time tickets had used when this one took them in. */
  ahead: z.array(z.object({ ticketId: z.string(), ms: z.int() })).optional(),
});

/** Where and how a mail stands that a ticket came by. */
export const MailOrigin = z.object({
  /** Without its angle brackets. */
  messageId: z.string(),
  references: z.array(z.string()).optional(),
  /** The address that it was sent to. */
  to: z.string().optional(),
});

export const Ticket = TicketInput.extend({
  ...recordFields,
  ...phoneFields,
  number: z.string().optional(),
  numberSeries: z.string().optional(),
  numberCount: z.int().optional(),
  state: z.enum(STATES),
  /** The account's tier when it came. */
  tier: z.string().optional(),
  /** Why its owner has it: the account's customer success, a queue's turn, or a person who named them. */
  routedBy: z.enum(["customerSuccess", "queue", "named", "nobody"]).optional(),
  /** The address, form or connection that it came by. */
  channelId: z.string().optional(),
  /** The conversation of a chat or a call. */
  conversationId: z.string().optional(),
  mail: MailOrigin.optional(),
  firstResponseDueAt: instant.optional(),
  resolveDueAt: instant.optional(),
  firstRespondedAt: instant.optional(),
  isLateInResponse: z.boolean().optional(),
  isLateInResolution: z.boolean().optional(),
  escalatedAt: instant.optional(),
  resolvedAt: instant.optional(),
  closedAt: instant.optional(),
  reopened: z.int().optional(),
  clock: TicketClock.optional(),
  /** When something is to be done about it by the clock. */
  nextAt: instant.optional(),
  lastMessageAt: instant.optional(),
  /** The first piece of its thread, where it is known by more than this ticket. */
  firstMessageId: z.string().optional(),
  /** Files that came with its question, and those that could not be taken. */
  fileIds: z.array(z.string()).optional(),
  leftOut: z.array(z.string()).optional(),
  /** The ticket that took this one in, and those that this one took in. */
  mergedInto: z.string().optional(),
  mergedFrom: z.array(z.string()).optional(),
  linkedIds: z.array(z.string()).optional(),
  splitFrom: z.string().optional(),
  /** When the part that was split off was asked. */
  askedAt: instant.optional(),
  archived: z.boolean().optional(),
});

export const TicketView = Ticket.omit({
  clock: true,
  numberSeries: true,
  numberCount: true,
  nextAt: true,
  firstMessageId: true,
}).extend({
  /** Who answers it: the same as `ownerId`. */
  assigneeId: z.string().optional(),
});

const MEMBERS_MAX = 50;
export const ORDER_MAX = 1_000_000;

/** People who work on tickets of one kind, and which tickets are theirs. */
export const TicketQueueInput = z.object({
  name: text(100).describe("What people call it."),
  priority: z.int().min(0).max(ORDER_MAX).describe("Queues are asked in this order, the lowest first."),
  when: Filter.optional().describe("Which tickets are its; all that no queue before it took, where it is left out."),
  memberIds: distinct(idOf("usr"), MEMBERS_MAX).optional().describe("Who is given its tickets in turn."),
  leadId: idOf("usr").optional().describe("Who is told of what is late."),
  departmentId: idOf("dep").optional().describe("Whose its tickets are while nobody has them."),
  visibility: z
    .enum(["own", "members"])
    .optional()
    .describe("members lets everybody of the queue see and work on all of its tickets, not their own alone."),
});
export const TicketQueue = TicketQueueInput.extend({ ...recordFields, archived: z.boolean().optional() });

/** How often somebody of a queue was given a ticket. */
export const QueueTurn = z.object({ id: z.string(), turns: z.int() });

/** An answer that is given often. */
export const CannedAnswerInput = z.object({
  name: text(100).describe("What it is found by."),
  text: text(TEXT_CHARS_MAX).describe(
    "The answer. {number}, {subject}, {customer} and {me} are filled in for the ticket that it answers.",
  ),
  queueId: idOf("tqu").optional().describe("For tickets of this queue alone."),
});
export const CannedAnswer = CannedAnswerInput.extend({ ...recordFields, archived: z.boolean().optional() });

export const TicketMessageInput = z.strictObject({
  text: text(TEXT_CHARS_MAX).optional().describe("What is said; the canned answer's, where it is left out."),
  cannedAnswerId: idOf("tca").optional().describe("An answer that is given often, filled in for this ticket."),
  visibility: z
    .enum(["public", "internal"])
    .default("public")
    .describe("Whether the customer reads it: what is internal never leaves."),
  author: z
    .enum(["agent", "customer"])
    .default("agent")
    .describe("Who says it; a customer's own words, where somebody writes down what was said."),
  state: z
    .enum(["open", "waitingForCustomer", "waitingForOthers", "resolved"])
    .optional()
    .describe("How the ticket stands afterwards; it waits for the customer after a reply, unless told otherwise."),
  fileIds: distinct(idOf("fil"), FILES_MAX).optional().describe("Files of the ticket that belong to it."),
  articleIds: distinct(idOf("art"), ARTICLES_MAX).optional().describe("Articles that answer it; counted as used."),
});

/** One piece of a ticket's thread. Never changed; a ticket that is split takes its own with it. */
export const TicketMessage = z.object({
  ...recordFields,
  ticketId: z.string(),
  visibility: z.enum(["public", "internal"]),
  author: z.enum(["agent", "customer", "product", "development"]),
  authorId: z.string().optional(),
  authorName: z.string().optional(),
  email: z.string().optional(),
  text: z.string(),
  channel: z.enum(CHANNELS),
  mail: MailOrigin.optional(),
  fileIds: z.array(z.string()).optional(),
  articleIds: z.array(z.string()).optional(),
  /** What was left out of a mail: files that were too many, too big or of no kind that is taken. */
  leftOut: z.array(z.string()).optional(),
  /** The ticket whose it was before it was split off. */
  splitFrom: z.string().optional(),
});

const DAYS_MAX = 365;

export const TicketSettings = z.strictObject({
  customerSuccessRole: text(50)
    .default("customerSuccess")
    .describe("The role in an account's team whose bearer answers the account's tickets."),
  closeAfterDays: z
    .int()
    .min(1)
    .max(DAYS_MAX)
    .default(7)
    .describe("A resolved ticket is closed for good after so long."),
  reopenDays: z
    .int()
    .min(0)
    .max(DAYS_MAX)
    .default(30)
    .describe("So long after it was closed, a customer's answer opens it again; later it makes a ticket of its own."),
});

const TARGET_MINUTES_MAX = 525_600;
const ESCALATES_TO_MAX = 20;

const minutes = z.int().min(1).max(TARGET_MINUTES_MAX);

/** How soon tickets of one kind are answered and solved. */
export const SlaPolicyInput = z.object({
  name: text(100).describe("What people call it."),
  priority: z.int().min(0).max(ORDER_MAX).describe("Policies are asked in this order, the lowest first."),
  when: Filter.optional().describe("Which tickets it holds for, by priority, tier, queue and so on; all, without."),
  firstResponseMinutes: minutes.optional().describe("Minutes until somebody has answered."),
  resolveMinutes: minutes.optional().describe("Minutes until it is solved."),
  warnBeforeMinutes: minutes
    .optional()
    .describe("Its owner is warned so long before; in the last fifth of the time, where it is left out."),
  counts: z
    .enum(["workingTime", "always"])
    .default("workingTime")
    .describe("Whether time runs in the tenant's working hours alone, holidays left out, or always."),
  escalateToIds: distinct(idOf("usr"), ESCALATES_TO_MAX)
    .optional()
    .describe("Who is told once it is late, besides its owner; whoever leads its queue, where it is left out."),
});
export const SlaPolicy = SlaPolicyInput.extend({ ...recordFields, archived: z.boolean().optional() });
