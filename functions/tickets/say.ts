import type * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { fresh } from "../../shared/http/record.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { Moved } from "../../shared/records/transition.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { contact } from "../contacts/table.ts";
import { type FileRow, file } from "../files/table.ts";
import { user } from "../users/table.ts";
import { replyMail } from "./reply-mail.ts";
import { filledIn, isOver } from "./rules.ts";
import type { State, TicketMessageInput } from "./schema.ts";
import { cannedAnswer, type TicketMessageRow, type TicketRow, ticketMessage } from "./table.ts";

type Input = z.output<typeof TicketMessageInput>;

/** Who may read and write what the customer never sees. */
export const INTERNAL = "tickets.internal";

/** What the customer is called: as a contact, else as they call themselves. */
export async function customerOf({ table }: Caller, row: TicketRow): Promise<{ name?: string; email?: string }> {
  const person = row.contactId ? await table.find(contact, row.contactId) : undefined;
  const name = person?.name ?? row.requester?.name;
  const email = row.requester?.email ?? person?.email;
  return { ...(name && { name }), ...(email && { email }) };
}

/** What is said: as given, else the canned answer, filled in. */
async function textOf(call: Caller, row: TicketRow, { text, cannedAnswerId }: Input, me: string): Promise<string> {
  if (text !== undefined && cannedAnswerId) throw invalidField("text", "Give text or cannedAnswerId and not both.");
  if (text !== undefined) return text;
  if (!cannedAnswerId) throw invalidField("text", "Say something, or name a canned answer.", "required");
  const canned = await call.table.find(cannedAnswer, cannedAnswerId);
  if (!canned || canned.archived) {
    throw invalidField("cannedAnswerId", `There is no canned answer ${cannedAnswerId}.`, "unknown_reference");
  }
  if (canned.queueId && canned.queueId !== row.queueId) {
    throw invalidField("cannedAnswerId", "The canned answer is for tickets of another queue.");
  }
  const { name = "" } = await customerOf(call, row);
  return filledIn(canned.text, { number: row.number ?? "", subject: row.subject, customer: name, me });
}

/** The files that a message names: of this ticket, and looked into. */
async function filesOf(call: Caller, row: TicketRow, fileIds: readonly string[] = []): Promise<FileRow[]> {
  const found = await call.table.getMany(file, [...fileIds], true);
  return fileIds.map((id, n) => {
    const one = found.get(id);
    if (!one || one.relatedId !== row.id || one.archived) {
      throw invalidField(`fileIds.${n}`, `The ticket has no file ${id}.`, "unknown_reference");
    }
    if (one.state === "ready") return one;
    throw invalidField(`fileIds.${n}`, `The file ${id} is ${one.state}; only one that is ready can be sent.`);
  });
}

/** Refuses articles that nobody could read. */
async function checkArticles({ table }: Caller, articleIds: readonly string[] = []): Promise<void> {
  if (articleIds.length === 0) return;
  const { article } = await import("../articles/table.ts");
  const found = await table.getMany(article, articleIds, true);
  for (const [n, id] of articleIds.entries()) {
    const one = found.get(id);
    if (!one || one.archived) throw invalidField(`articleIds.${n}`, `There is no article ${id}.`, "unknown_reference");
    if (!one.published) throw invalidField(`articleIds.${n}`, `The article ${id} is not published.`);
  }
}

/** The state after something was said. */
function stateAfter(row: TicketRow, { author, visibility, state }: Input): State {
  if (state) return state;
  if (visibility === "internal") return row.state;
  return author === "agent" ? "waitingForCustomer" : "open";
}

/** A piece of a thread. */
export const messageOf = (
  call: Caller,
  row: TicketRow,
  fields: Omit<TicketMessageRow, keyof ReturnType<typeof fresh> | "ticketId">,
  id?: string,
): TicketMessageRow => ({ ...fresh(call, ticketMessage, id), ticketId: row.id, ...fields });

function checkSays(call: Caller, row: TicketRow, input: Input): void {
  if (input.visibility === "internal") {
    if (!call.access.can(INTERNAL)) throw new Fault("forbidden", `This call needs the permission ${INTERNAL}.`);
    if (input.author === "customer") throw invalidField("author", "What a customer says is no internal note.");
    if (input.state && isOver(row.state)) throw invalidField("state", "A note opens nothing again; reopen the ticket.");
  }
  if (isOver(row.state) && row.state === "closed" && input.visibility === "public") {
    throw new Fault("invalid_state", "The ticket is closed: reopen it first (POST /v1/tickets/{id}/reopen).");
  }
}

/** What comes of something that somebody of the tenant says in a ticket, or writes down for its customer. */
export async function said(call: Call<Input>, row: TicketRow): Promise<Moved> {
  const { body: input, now } = call;
  checkSays(call, row, input);
  await checkArticles(call, input.articleIds);
  const me = (await call.table.find(user, call.actor.principalId)) as RowOf<typeof user> | undefined;
  const [text, files] = await Promise.all([
    textOf(call, row, input, me?.name ?? ""),
    filesOf(call, row, input.fileIds),
  ]);
  const isReply = input.author === "agent" && input.visibility === "public";
  const customer = isReply ? {} : await customerOf(call, row);
  const message = messageOf(call, row, {
    ...{ visibility: input.visibility, author: input.author, text, channel: "api" },
    ...(input.author === "agent" && { authorId: call.actor.principalId, ...(me && { authorName: me.name }) }),
    ...(input.author === "customer" && {
      ...(row.contactId && { authorId: row.contactId }),
      authorName: customer.name,
    }),
    ...(input.fileIds && { fileIds: input.fileIds }),
    ...(input.articleIds && { articleIds: input.articleIds }),
  });
  const mails: Action[] = isReply ? await replyMail(call, row, message, files) : [];
  const state = stateAfter(row, input);
  return {
    fields: {
      lastMessageAt: now,
      ...(state !== row.state && { state }),
      ...(isReply && !row.firstRespondedAt && { firstRespondedAt: now }),
    },
    beside: [write.create(ticketMessage, message), ...mails],
    reply: message,
  };
}
