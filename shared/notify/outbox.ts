import assert from "node:assert";
import * as z from "zod";
import { watch } from "../due/watch.ts";
import { MINUTE_MS } from "../duration.ts";
import { when } from "../events/event.ts";
import { hashedId } from "../hashed.ts";
import { dialled, email, idOf, instant, locale } from "../schema.ts";
import type { Action } from "../table/action.ts";
import { anew } from "../table/anew.ts";
import { entity, nextVersion, type RowOf, recordFields } from "../table/entity.ts";
import { type Table, write } from "../table/table.ts";
import { checkReachable, Reason } from "./consent.ts";
import { turnsFor } from "./pace.ts";

/**
 * How a message stands. It is `sending` from just before the provider is called until the answer is written down; what
 * follows `sent` is what the provider reports.
 *
 *   queued ─┬─ sending ─┬─ sent ── delivered ─┬─ complained
 *     ▲     │           ├─ failed             │
 *     └─────┼─ retry ───┘      └── bounced ◄──┘
 *           └─ suppressed
 */
export const MESSAGE_STATES = [
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "suppressed",
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** One message to one recipient over one channel: what is told, to whom, and what became of it. */
export const Message = z.object({
  ...recordFields,
  channel: z.enum(["email", "sms", "chat"]),
  /** Who is told: a user, a partner, or with a reason somebody outside, or a group chat. */
  recipientId: z.string(),
  recipientName: z.string().optional(),
  /** Why somebody outside the company may be told. */
  reason: Reason.optional(),
  /** Mail address or telephone number when it was written, or the id of a group chat. */
  to: z.union([email, dialled, idOf("cgp")]),
  locale,
  template: z.string(),
  /** The record that it is about. */
  relatedId: z.string().optional(),
  /** Whose words it is filled with, where it goes to somebody else. */
  filledFor: z.string().optional(),
  /** What it is sent with: once that is halted, it does not leave any more. */
  under: z.string().optional(),
  /** Which of several texts it has, where they are compared. */
  variant: z.string().optional(),
  state: z.enum(MESSAGE_STATES),
  /** How often the provider was called, or was about to be. */
  attempts: z.int(),
  /** How often a person asked for it to be sent once more; each sending has its own answer. */
  resends: z.int().optional(),
  /** When the call under way began. */
  claimedAt: instant.optional(),
  /** Which process makes that call: two that claim a message in the same millisecond must not write the same row. */
  claimedBy: z.string().optional(),
  /** When a message that could not leave is tried again. */
  nextAt: instant.optional(),
  sentAt: instant.optional(),
  deliveredAt: instant.optional(),
  /** When its picture was first loaded: by its reader, or by a program that looks into mails. */
  openedAt: instant.optional(),
  /** When one of its buttons was first followed. */
  clickedAt: instant.optional(),
  /** When its reader withdrew their consent by its own address. */
  withdrawnAt: instant.optional(),
  /** When a person first answered it, of one whose answers come to a mailbox. */
  repliedAt: instant.optional(),
  /** The provider's own id of it. */
  providerId: z.string().optional(),
  /** Why it failed, was suppressed or came back. */
  error: z.string().optional(),
  /** What the template is filled with, as JSON. */
  facts: z.string(),
  /** Where in the bucket its files lie. */
  filesKey: z.string().optional(),
});

/** The text of a mail that somebody has sent from a mailbox: whoever may read that mailbox reads it there, and nobody in the outbox. */
export const MAILBOX_MAIL = "mailboxMail";

/** A message that the queue should have brought by now. */
export const FORGOTTEN_AFTER_MS = 30 * MINUTE_MS;

/** A receipt may bring several messages, and they come at bank-feed speed. */
const FEED_SHARDS = 8;
/** One person (finance) may be told of every receipt of a busy tenant. */
const RECIPIENT_SHARDS = 4;

export const message = entity({
  noun: "message",
  plural: "messages",
  prefix: "msg",
  schema: Message,
  // A service bears the name of the campaign that tells of it.
  personal: { facts: "text", "reason.purpose": "text", filledFor: "plain" },
  audited: false,
  ownerField: "recipientId",
  owners: (row) => [row.recipientId],
  indexes: {
    all: { by: [], sorts: "createdAt", shards: FEED_SHARDS, answers: "every message of the tenant, by time" },
    owner: {
      by: ["recipientId"],
      sorts: "createdAt",
      shards: RECIPIENT_SHARDS,
      answers: "what one person or partner was told",
    },
    parent: { by: ["relatedId"], sorts: "createdAt", answers: "who was told of one record" },
  },
  due: {
    work: "messages",
    shards: 8,
    at: ({ state, nextAt }) => (state === "queued" ? nextAt : undefined),
    answers: "what could not leave and waits for its next try",
  },
});
export type MessageRow = RowOf<typeof message>;

/** Messages that the queue may have lost. */
export const unsentWatch = watch({
  noun: "unsentWatch",
  plural: "watches of unsent messages",
  prefix: "wus",
  work: "unsent",
  shards: 4,
  answers: "the tenants with messages that the queue may have lost",
  firstMs: FORGOTTEN_AFTER_MS,
  everyMs: 3_600_000,
  idleMs: FORGOTTEN_AFTER_MS,
});

/** An address that nothing is sent to any more, because it bounced, its owner complained, or they were erased: then the id alone knows it, as a hash. */
export const suppression = entity({
  noun: "suppression",
  plural: "suppressed addresses",
  prefix: "sup",
  scoped: false,
  schema: z.object({
    ...recordFields,
    address: email,
    reason: z.enum(["bounced", "complained", "erased"]),
    /** The message that came back. */
    messageId: z.string(),
    /** Set when a person has lifted it; the next bounce sets it anew. */
    liftedAt: instant.optional(),
  }),
  indexes: { all: { by: [], sorts: "createdAt", answers: "the addresses that mail is not sent to" } },
});

/** Says that what was queued with something does not leave any more. */
export const sendingHalt = entity({
  noun: "sendingHalt",
  plural: "halts of what is queued",
  prefix: "shl",
  scoped: false,
  audited: false,
  schema: z.object({ ...recordFields, of: z.string() }),
});

export const haltId = (of: string): string => hashedId(sendingHalt.prefix, of);

export const suppressionId = (address: string): string => hashedId(suppression.prefix, address.toLowerCase());

/** A message to be written. `event` names what is told of: the same event tells one recipient once per channel. */
export type Draft = Pick<MessageRow, "channel" | "recipientId" | "to" | "locale" | "template"> & {
  event: string;
  recipientName?: string;
  relatedId?: string;
  filledFor?: string;
  under?: string;
  variant?: string;
  filesKey?: string;
  /** Required for everybody who is neither a user nor a partner. */
  reason?: Reason;
  /** Where it is told to an address once, however many people are reached there: that address, as it is compared. */
  oncePerAddress?: string;
  facts: object;
};

type Named = Pick<Draft, "event" | "channel" | "recipientId" | "oncePerAddress">;

/** The id that a message has, whoever writes it and however often. */
export const messageId = ({ event, channel, recipientId, oncePerAddress }: Named): string =>
  hashedId(message.prefix, `${event}\n${channel}\n${oncePerAddress ?? recipientId}`);

const rowOf = (
  { event, facts, oncePerAddress, ...draft }: Draft,
  now: string,
  nextAt: string | undefined,
): MessageRow => {
  const id = messageId({ event, ...draft, ...(oncePerAddress !== undefined && { oncePerAddress }) });
  const base = { id, version: 1, createdAt: now, updatedAt: now };
  const fields = { state: "queued" as const, attempts: 0, facts: JSON.stringify(facts) };
  return { ...base, ...draft, ...fields, ...(nextAt !== undefined && { nextAt }) };
};

const INSIDE = /^(usr|ptn)_/;

/** Lets through what may be sent: nothing goes outside without a reason, and no marketing without consent. */
async function checkReasons(table: Table, drafts: readonly Draft[]): Promise<void> {
  const outside = drafts.filter(({ recipientId }) => !INSIDE.test(recipientId));
  for (const { reason } of outside) assert(reason, "a message to somebody outside says why it may be sent");
  const marketing = outside.filter(({ reason }) => reason?.kind === "marketing");
  const asked = Map.groupBy(marketing, ({ channel, reason }) => `${channel}\n${reason?.purpose}`);
  for (const some of asked.values()) {
    const [{ channel, reason } = some[0] as Draft] = some;
    assert(channel !== "chat", "consents are asked of people, and a group chat is none");
    const ids = some.map(({ recipientId }) => recipientId);
    await checkReachable(table, { channel, purpose: (reason as Reason).purpose }, ids);
  }
}

/** The rows of messages that may be sent. Marketing gets its turns, all else leaves at once. */
async function rowsOf(table: Table, drafts: readonly Draft[], now: string): Promise<MessageRow[]> {
  await checkReasons(table, drafts);
  if (drafts.length > 0) await unsentWatch.ask(table, now);
  const isPaced = ({ reason }: Draft): boolean => reason?.kind === "marketing";
  const turns = await turnsFor(table, drafts.filter(isPaced).length, now);
  return drafts.map((draft) => rowOf(draft, now, isPaced(draft) ? turns.shift() : undefined));
}

/** The writes of messages that leave if and only if what they tell of is committed: they stand in its transaction. */
export async function posting(table: Table, drafts: readonly Draft[], now: string): Promise<Action[]> {
  return (await rowsOf(table, drafts, now)).map((row) => write.create(message, row));
}

/**
 * Writes messages into the outbox; those that stand there already are left as they are. What is written here leaves:
 * the row's own change on the stream brings it to the queue. It gives those that stood there already.
 */
export async function post(table: Table, drafts: readonly Draft[], now: string): Promise<MessageRow[]> {
  const rows = await rowsOf(table, drafts, now);
  const made = await Promise.all(rows.map((row) => table.createOnce(message, row)));
  return rows.filter((_, n) => !made[n]);
}

const isReady = (row: MessageRow | undefined): boolean => row?.state === "queued" && row.nextAt === undefined;

/** A message is to be brought to the queue: it is new, its next try has come, or a person wants it sent once more. */
export const messageQueued = when(message, "message.queued", (c) => isReady(c.after) && !isReady(c.before));

const TRIES_MAX = 8;

/** Notes once when a message's reader first did something by it. */
export async function noteOn(
  { table, now }: { table: Table; now: string },
  id: string,
  ...fields: ("openedAt" | "clickedAt" | "withdrawnAt")[]
): Promise<void> {
  await anew(TRIES_MAX, async () => {
    const row = await table.find(message, id);
    const fresh = fields.filter((field) => row && row[field] === undefined);
    if (!row || fresh.length === 0) return;
    await table.replace(message, row, nextVersion(row, now, Object.fromEntries(fresh.map((field) => [field, now]))));
  });
}
