import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { addDays, civilDate } from "../../shared/clock.ts";
import { random } from "../../shared/config.ts";
import { hashedId } from "../../shared/hashed.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import { wayIn } from "../../shared/records/directory.ts";
import { beside, commit, creation, replacement } from "../../shared/records/write.ts";
import { anew, isOvertaken, isRaced } from "../../shared/table/anew.ts";
import type { AnyRow, RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { tenantContext } from "../users/context.ts";
import { ticketNoun } from "./noun.ts";
import { isOver } from "./rules.ts";
import { messageOf } from "./say.ts";
import {
  type TicketMessageRow,
  type TicketRow,
  ticket,
  ticketChannel,
  ticketChannelEntry,
  ticketMessage,
  ticketSettings,
} from "./table.ts";

const TRIES_MAX = 5;
/** Tickets of one ticket's way of merging that are gone along. */
const MERGES_MAX = 20;

const find = wayIn(ticketChannelEntry);

export type Channel = RowOf<typeof ticketChannel>;
export type Opened = { channel: Channel; caller: Caller };

/** The channel that somebody outside names, with its tenant's table to write to in its name; nothing for one that is closed. */
export async function openedChannel(
  channelId: string,
  { now, from, requestId }: { now: Date; from: string; requestId: string },
): Promise<Opened | undefined> {
  const stamp = { actor: `channel:${channelId}`, from, requestId, unattended: true };
  const table = await find(channelId, stamp);
  if (!table) return undefined;
  const { tenantId } = table;
  const [channel, tenant] = await Promise.all([
    table.find(ticketChannel, channelId, false),
    tenantContext(tenantId, table),
  ]);
  if (!channel || channel.archived || channel.active === false) return undefined;
  const actor = systemActor(tenantId, channelId);
  const caller = { actor, access: new Access(actor, tenant), tenant, table, now: now.toISOString() };
  return { channel, caller: { ...caller, newId: (prefix) => newId(prefix, now, random) } };
}

/** What a customer has said, by whatever channel. */
export type Incoming = {
  /** What it is known by where it comes from: one that comes twice is taken once. */
  key: string;
  subject: string;
  text: string;
  requester: { name?: string; email?: string; phone?: string };
  conversationId?: string;
  mail?: TicketRow["mail"];
  fileIds?: string[];
  leftOut?: string[];
};

/** The id of a piece of a thread follows from what it is known by, so that it stands once. */
export const incomingId = (channelId: string, key: string): string =>
  hashedId(ticketMessage.prefix, `${channelId}\n${key}`);

/** The ticket that goes on for one that was merged. */
export async function goingOn({ table }: Caller, id: string): Promise<TicketRow | undefined> {
  let row = await table.find(ticket, id);
  for (let steps = 0; row?.mergedInto && steps < MERGES_MAX; steps++) row = await table.find(ticket, row.mergedInto);
  return row && !row.archived ? row : undefined;
}

/** True while what a customer says goes on with a ticket; later it is a ticket of its own. */
async function isOpenTo({ table, tenant, now }: Caller, row: TicketRow): Promise<boolean> {
  if (row.state !== "closed" || !row.closedAt) return true;
  const { reopenDays } = await ticketSettings.held(table);
  const until = addDays(civilDate(new Date(row.closedAt), tenant.timeZone), reopenDays);
  return civilDate(new Date(now), tenant.timeZone) <= until;
}

/** The id of the n-th ticket of a conversation follows from it, so that what is said at once makes one. */
const conversationTicketId = (channelId: string, conversationId: string, n: number): string =>
  hashedId(ticket.prefix, `${channelId}\n${conversationId}\n${n}`);

/** The ticket that a conversation goes on with, or the id of its next one and the ticket that this follows. */
async function ofConversation(
  caller: Caller,
  channelId: string,
  conversationId: string,
): Promise<{ row?: TicketRow; nextId: string }> {
  let last: TicketRow | undefined;
  for (let n = 0; ; n++) {
    const nextId = conversationTicketId(channelId, conversationId, n);
    const found = await goingOn(caller, nextId);
    if (found && (await isOpenTo(caller, found))) return { row: found, nextId };
    if (!found && !(await caller.table.find(ticket, nextId))) return { nextId, ...(last && { row: last }) };
    last = found ?? last;
  }
}

const pieceOf = (caller: Caller, row: TicketRow, channel: Channel, said: Incoming): TicketMessageRow => {
  const { text, requester, mail, fileIds, leftOut } = said;
  return messageOf(
    caller,
    row,
    {
      ...{ visibility: "public", author: "customer", text, channel: channel.kind },
      ...(requester.name && { authorName: requester.name }),
      ...(requester.email && { email: requester.email }),
      ...(mail && { mail }),
      ...(fileIds && { fileIds }),
      ...(leftOut && { leftOut }),
    },
    incomingId(channel.id, said.key),
  );
};

/** Goes on with a ticket: it is open again, and whoever answers it has the next move. */
async function goOn(caller: Caller, channel: Channel, row: TicketRow, said: Incoming): Promise<string> {
  const state = row.state === "new" ? "new" : "open";
  const fields = {
    lastMessageAt: caller.now,
    ...(state !== row.state && (isOver(row.state) || row.state === "waitingForCustomer") && { state }),
    ...(said.mail && { mail: said.mail }),
  };
  const change = await replacement(caller, ticketNoun, row as AnyRow, fields, { as: "customer-answers" });
  await commit(caller, beside(change, [write.create(ticketMessage, pieceOf(caller, row, channel, said))]));
  return row.id;
}

/** Makes a ticket of what was said; what it follows up on is linked. */
async function begin(
  { caller, channel }: Opened,
  said: Incoming,
  { id, follows }: { id?: string; follows?: TicketRow },
): Promise<string> {
  const { subject, text: body, requester, conversationId, mail, fileIds, leftOut } = said;
  const made = await creation(
    caller,
    ticketNoun,
    {
      ...{
        subject,
        body,
        channel: channel.kind,
        channelId: channel.id,
        firstMessageId: incomingId(channel.id, said.key),
      },
      ...(Object.keys(requester).length > 0 && { requester }),
      ...(channel.queueId && { queueId: channel.queueId }),
      ...(channel.priority && { priority: channel.priority }),
      ...(conversationId && { conversationId }),
      ...(mail && { mail }),
      ...(fileIds && { fileIds }),
      ...(leftOut && { leftOut }),
      ...(follows && { linkedIds: [follows.id] }),
    },
    id,
  );
  return (await commit(caller, made)).id;
}

/** Takes in what a customer has said, once: into the ticket that it belongs to, or as a new one. Gives the ticket's id. */
export async function takeIn({ channel, caller }: Opened, said: Incoming, about?: TicketRow): Promise<string> {
  return anew(
    TRIES_MAX,
    async () => {
      const there = await caller.table.find(ticketMessage, incomingId(channel.id, said.key));
      if (there) return there.ticketId;
      const { conversationId } = said;
      const talk = conversationId ? await ofConversation(caller, channel.id, conversationId) : undefined;
      const row = (about && (await goingOn(caller, about.id))) ?? talk?.row;
      if (row && (await isOpenTo(caller, row))) return goOn(caller, channel, row, said);
      const id = talk?.nextId;
      return begin({ caller, channel }, said, { ...(id && { id }), ...(row && { follows: row }) });
    },
    (error) => isRaced(error) || isOvertaken(error),
  );
}

/** Notes what nobody has written in a ticket: it opens nothing, and the customer's side never gets it. */
export async function noteIn(
  { channel, caller }: Opened,
  row: TicketRow,
  { key, text, email, why }: { key: string; text: string; email: string; why: string },
): Promise<void> {
  const piece = messageOf(
    caller,
    row,
    {
      ...{ visibility: "internal", author: "product", authorName: why, email, channel: channel.kind },
      text,
    },
    incomingId(channel.id, key),
  );
  await caller.table.createOnce(ticketMessage, piece);
}
