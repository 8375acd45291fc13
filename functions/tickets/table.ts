import { directoryEntry } from "../../shared/records/directory.ts";
import { setting } from "../../shared/records/setting.ts";
import { entity, ownedIndexes, type RowOf } from "../../shared/table/entity.ts";
import { TicketChannel } from "./channel-schema.ts";
import { CannedAnswer, QueueTurn, SlaPolicy, Ticket, TicketMessage, TicketQueue, TicketSettings } from "./schema.ts";

export const ticket = entity({
  noun: "ticket",
  plural: "tickets",
  prefix: "tkt",
  schema: Ticket,
  orders: ["priority", "resolveDueAt"],
  indexes: {
    ...ownedIndexes("ticket"),
    account: { by: ["accountId"], tag: "a", prefix: "tkt#", sorts: "createdAt", answers: "the tickets of one account" },
    parent: { by: ["queueId"], sorts: "createdAt", answers: "the tickets of one queue" },
  },
  unique: { number: (row) => row.number },
  team: (row) => row.followerIds ?? [],
  due: {
    work: "tickets",
    shards: 8,
    at: (row) => (row.archived ? undefined : row.nextAt),
    answers: "tickets whose time runs out, or that are closed for good",
  },
});
export type TicketRow = RowOf<typeof ticket>;

/** Seen by whoever sees the ticket; what is internal by those alone who may read that. */
export const ticketMessage = entity({
  noun: "ticketMessage",
  plural: "ticket messages",
  prefix: "tkm",
  schema: TicketMessage,
  scoped: false,
  audited: false,
  indexes: { parent: { by: ["ticketId"], sorts: "createdAt", answers: "the thread of one ticket" } },
});
export type TicketMessageRow = RowOf<typeof ticketMessage>;

export const ticketQueue = entity({
  noun: "ticketQueue",
  plural: "ticket queues",
  prefix: "tqu",
  schema: TicketQueue,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the ticket queues of the tenant" } },
});

/** Counts the turns of a queue's people. */
export const queueTurn = entity({
  noun: "queueTurn",
  plural: "turns",
  prefix: "tqn",
  schema: QueueTurn,
  scoped: false,
  audited: false,
});

export const cannedAnswer = entity({
  noun: "cannedAnswer",
  plural: "canned answers",
  prefix: "tca",
  schema: CannedAnswer,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the answers that are given often" } },
});

/** How the tenant answers its customers. */
export const ticketSettings = setting({
  noun: "ticketSettings",
  plural: "ticket settings",
  prefix: "tse",
  id: "tse_tickets",
  schema: TicketSettings,
  path: "/v1/ticket-settings",
  reading: "ticketing.read",
  writing: "ticketing.write",
  tells: "How tickets are given out, when they are closed for good, and until when they are opened again.",
  replaces: "Replaces the ticket settings; what is left out takes its default.",
  example: { customerSuccessRole: "customerSuccess", closeAfterDays: 7, reopenDays: 30 },
});

export const slaPolicy = entity({
  noun: "slaPolicy",
  plural: "SLA policies",
  prefix: "sla",
  schema: SlaPolicy,
  scoped: false,
  indexes: { all: { by: [], sorts: "createdAt", answers: "the SLA policies of the tenant" } },
});

export const ticketChannel = entity({
  noun: "ticketChannel",
  plural: "ticket channels",
  prefix: "tkc",
  schema: TicketChannel,
  scoped: false,
  secret: ["secrets"],
  indexes: { all: { by: [], sorts: "createdAt", answers: "the ways by which customers bring tickets" } },
});

/** Outside every wall: which tenant a channel belongs to. */
export const ticketChannelEntry = directoryEntry(ticketChannel);
