import * as z from "zod";
import { invalidField } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { changed } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import { action, type Moved } from "../../shared/records/transition.ts";
import { idOf, text } from "../../shared/schema.ts";
import { write } from "../../shared/table/table.ts";
import { ticketNoun } from "./noun.ts";
import { questionOf } from "./question.ts";
import { INTERNAL } from "./say.ts";
import {
  PRIORITIES,
  SPLIT_MESSAGES_MAX,
  SUBJECT_CHARS_MAX,
  TEXT_CHARS_MAX,
  TicketMessage,
  TicketMessageInput,
} from "./schema.ts";
import { type TicketMessageRow, type TicketRow, ticket, ticketMessage } from "./table.ts";

const TRIES = 5;

/** Says something in a ticket. */
export const messages = action(ticket, {
  name: "messages",
  label: { "zh-CN": "回复", en: "Reply" },
  summary:
    "Answers by mail and in the thread, or notes something that the customer never sees; or writes down what the customer has said.",
  body: TicketMessageInput,
  reply: TicketMessage,
  example: { body: { text: "您好，已复现该问题，正在处理。", visibility: "public" } },
  tries: TRIES,
  run: async (call, row) => (await import("./say.ts")).said(call, row),
});

export const thread = childRoute({
  parent: ticket,
  child: ticketMessage,
  path: "/v1/tickets/{id}/messages",
  permission: "tickets.read",
  summary:
    "The thread of a ticket, oldest first, with those of the tickets that it took in; what is internal for those who may read it.",
  view: TicketMessage,
  at: { index: "parent", values: (ticketId) => ({ ticketId }), begins: "" },
  parents: (row) => [row.id, ...((row as TicketRow).mergedFrom ?? [])],
  keep: ({ visibility }, { access }) => visibility === "public" || access.can(INTERNAL),
  order: "oldest",
  filters: ["visibility", "author"],
});

/** Pieces of this ticket's own thread, the earliest first. */
async function ownMessages(call: Caller, row: TicketRow, ids: string[]): Promise<TicketMessageRow[]> {
  const found = await call.table.getMany(ticketMessage, ids, true);
  const all = ids.map((id, n) => {
    const one = found.get(id);
    const isShown = one && (one.visibility === "public" || call.access.can(INTERNAL));
    if (one?.ticketId === row.id && isShown) return one;
    throw invalidField(`messageIds.${n}`, `The ticket has no message ${id}.`, "unknown_reference");
  });
  return all.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

const SplitInput = z.strictObject({
  messageIds: z
    .array(idOf(ticketMessage.prefix))
    .min(1)
    .max(SPLIT_MESSAGES_MAX)
    .refine((all) => new Set(all).size === all.length, "must not name one twice")
    .optional()
    .describe("The pieces of its thread that are of the new ticket; the first public one is its question."),
  text: text(TEXT_CHARS_MAX).optional().describe("What is asked, where no piece of the thread says it by itself."),
  subject: text(SUBJECT_CHARS_MAX).describe("What the new ticket is about."),
  priority: z.enum(PRIORITIES).optional().describe("Its priority; this one's, where it is left out."),
});

/** Makes a ticket of its own of a part of another. */
export const split = action(ticket, {
  name: "split",
  label: { "zh-CN": "拆分", en: "Split" },
  summary:
    "Makes a ticket of its own of a part of it, for the same customer: of pieces of its thread, or of a question in words. Both are linked, and its clock counts from when it was asked.",
  body: SplitInput,
  reply: z.object({ ticketId: z.string(), number: z.string().optional() }),
  example: { body: { subject: "导出的第二个问题", text: "导出后列顺序不对。" } },
  tries: TRIES,
  run: async (call, row): Promise<Moved> => {
    const { messageIds = [], subject, text: asked, priority = row.priority } = call.body;
    if (messageIds.length === 0 && asked === undefined) {
      throw invalidField("messageIds", "Name pieces of its thread, or say what is asked in text.", "required");
    }
    const own = await ownMessages(call, row, messageIds);
    const body = asked ?? own.find(({ visibility }) => visibility === "public")?.text;
    if (body === undefined) {
      throw invalidField(
        "messageIds",
        "A ticket begins with what its customer can read: name a public message, or give text.",
      );
    }
    const { accountId, contactId, requester, channel, channelId, queueId, ownerId, departmentId, followerIds, mail } =
      row;
    const [{ making }, { splitTimes }] = await Promise.all([
      import("../../shared/records/write.ts"),
      import("./split-clock.ts"),
    ]);
    const made = await making(call, ticketNoun, {
      ...{ accountId, contactId, requester, channel, channelId, queueId, ownerId, departmentId, followerIds, mail },
      ...{ subject, priority, body, tier: row.tier, routedBy: row.routedBy },
      ...{ splitFrom: row.id, linkedIds: [row.id], ...(await splitTimes(call, row, own)) },
    });
    const taken = own.map((one) =>
      write.replace(ticketMessage, one, changed(call, one, { ticketId: made.after.id, splitFrom: row.id })),
    );
    return {
      fields: { linkedIds: [...new Set([...(row.linkedIds ?? []), made.after.id])] },
      beside: [...made.actions, ...taken, ...(asked ? [questionOf(call, made.after as TicketRow)] : [])],
      reply: { ticketId: made.after.id, number: (made.after as TicketRow).number },
    };
  },
});
