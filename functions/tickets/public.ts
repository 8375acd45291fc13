import * as z from "zod";
import { clock } from "../../shared/config.ts";
import { Fault, notFound } from "../../shared/fault.ts";
import { networkOf } from "../../shared/http/brake.ts";
import { checkDelivery } from "../../shared/http/deliveries.ts";
import { corsOf, HONEYPOT, isSpam, mayComeFrom, renderedToken } from "../../shared/http/forms.ts";
import { spend } from "../../shared/http/limits.ts";
import { type Call, Reply, type Route, route } from "../../shared/http/route.ts";
import { sha256 } from "../../shared/http/seal.ts";
import { Read, Readable, ReadQuery, Suggested, SuggestInput } from "../articles/schema.ts";
import { article } from "../articles/table.ts";
import { ChatDelivery, FORM_FIELDS, FormTicket, FormTicketDefinition } from "./channel-schema.ts";
import type { Incoming, Opened } from "./incoming.ts";
import { SUBJECT_CHARS_MAX } from "./schema.ts";

const PATH = "/v1/ticket-channels/{channelId}";
/** Submissions a second: of one form, and from one address. */
const FORM_PER_SECOND_MAX = 20;
const SENDER_PER_SECOND_MAX = 1;
/** Deliveries a second of one chat or hotline. */
const DELIVERIES_PER_SECOND_MAX = 100;
const BODY_BYTES_MAX = 131_072;
const SENDER_CHARS = 20;

/** What takes tickets in is loaded with the first that comes. */
const incoming = () => import("./incoming.ts");

async function opened(call: Call<unknown, unknown>): Promise<Opened | undefined> {
  const { openedChannel } = await incoming();
  const { sourceIp: from, requestId } = call;
  return openedChannel(call.params.channelId ?? "", { now: new Date(call.now), from, requestId });
}

/** The form that a page shows or sends. */
async function form(call: Call<unknown, unknown>): Promise<Opened> {
  const found = await opened(call);
  if (found?.channel.kind !== "form") throw notFound("ticketChannel", call.params.channelId ?? "");
  if (mayComeFrom(call.headers.origin, found.channel.allowedOrigins)) return found;
  throw new Fault("forbidden", "This form may not be sent from this page.");
}

const example = { params: { channelId: "{ticketChannelId}" } };

const define = route({
  method: "GET",
  path: `${PATH}/definition`,
  permission: "public",
  summary: "What a page needs to show the form by which customers ask, with the token that its submission brings back.",
  reply: FormTicketDefinition,
  example,
  run: async (call) => {
    const { channel, caller } = await form(call);
    const renderedAt = renderedToken(caller.tenant.sealingKey, channel.id, call.now);
    const { id, name } = channel;
    const shown = { id, name, fields: FORM_FIELDS, honeypot: HONEYPOT, renderedAt };
    return new Reply(200, shown, corsOf(call.headers));
  },
});

const submit = route({
  method: "POST",
  path: `${PATH}/submissions`,
  permission: "public",
  summary: "Takes in what somebody asks by a form. Whether it became a ticket is not told: spam gets the same answer.",
  body: FormTicket,
  reply: z.object({ received: z.boolean() }),
  status: 202,
  rawBody: true,
  readsForms: true,
  bodyBytesMax: BODY_BYTES_MAX,
  told: async (fault, headers) => {
    const { toldToVisitor } = await import("../../shared/http/visitor.ts");
    return toldToVisitor(fault, headers);
  },
  example: {
    ...example,
    body: {
      ...{ name: "周敏", email: "zhou.min@example.com", subject: "无法登录", body: "提示密码错误。" },
      renderedAt: "(from the definition)",
    },
  },
  run: async (call) => {
    const { channel, caller } = await form(call);
    const now = clock.now();
    const sender = sha256(`${channel.id} ${networkOf(call.sourceIp)}`).slice(0, SENDER_CHARS);
    await spend({ table: caller.table, kind: `sender ${sender}`, perSecond: SENDER_PER_SECOND_MAX }, now);
    await spend({ table: caller.table, kind: `form ${channel.id}`, perSecond: FORM_PER_SECOND_MAX }, now);
    const answer = new Reply(202, { received: true }, corsOf(call.headers));
    const given = call.body;
    if (isSpam(given, caller.tenant.sealingKey, channel.id, call.now)) return answer;
    const { name, email, phone, subject, body: text, renderedAt } = given;
    const requester = { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) };
    // The same page sent twice asks once.
    const key = sha256(JSON.stringify([renderedAt, requester, subject, text]));
    const { takeIn } = await incoming();
    await takeIn({ channel, caller }, { key, subject, text, requester });
    return answer;
  },
});

const reading = () => import("../articles/reading.ts");
const STRANGER = { kind: "public" as const, roles: [] };

const shelf = route({
  method: "GET",
  path: `${PATH}/articles`,
  permission: "public",
  summary: "The articles that everybody may read, for the page of a form: those that answer a query, else the newest.",
  query: ReadQuery,
  reply: z.object({ items: z.array(Readable) }),
  example,
  run: async (call) => {
    const { caller } = await form(call);
    const { found, readable } = await reading();
    const rows = await found(caller, STRANGER, call.query);
    return new Reply(200, { items: rows.map(readable) }, corsOf(call.headers));
  },
});

const readShelf = route({
  method: "GET",
  path: `${PATH}/articles/{articleId}`,
  permission: "public",
  summary: "An article that everybody may read, for the page of a form.",
  reply: Read,
  example: { params: { channelId: "{ticketChannelId}", articleId: "{articleId}" } },
  run: async (call) => {
    const { caller } = await form(call);
    const { mayRead, readable } = await reading();
    const row = await caller.table.find(article, call.params.articleId ?? "");
    if (!row || !mayRead(STRANGER, row)) throw notFound("article", call.params.articleId ?? "");
    return new Reply(200, { ...readable(row), body: row.published?.body ?? "" }, corsOf(call.headers));
  },
});

const propose = route({
  method: "POST",
  path: `${PATH}/suggestions`,
  permission: "public",
  summary: "The articles that everybody may read and that are nearest to what somebody is about to ask.",
  body: SuggestInput,
  reply: Suggested,
  bodyBytesMax: BODY_BYTES_MAX,
  example: { ...example, body: { text: "报表无法导出" } },
  run: async (call) => {
    const { caller, channel } = await form(call);
    await spend({ table: caller.table, kind: `form ${channel.id}`, perSecond: FORM_PER_SECOND_MAX }, clock.now());
    const { suggested } = await reading();
    return new Reply(200, { items: await suggested(caller, STRANGER, call.body) }, corsOf(call.headers));
  },
});

const webhook = route({
  method: "POST",
  path: "/v1/webhooks/tickets/{channelId}",
  permission: "public",
  summary:
    "Takes what customers say in a chat or a call, signed after the Standard Webhooks specification. What comes twice is taken once; a conversation is one ticket while that is open.",
  body: ChatDelivery,
  reply: z.object({ items: z.array(z.object({ id: z.string(), ticketId: z.string() })) }),
  status: 202,
  rawBody: true,
  signed: true,
  bodyBytesMax: BODY_BYTES_MAX,
  example: {
    ...example,
    body: {
      messages: [
        { id: "m-1", conversationId: "c-1", text: "报表导不出来", author: { name: "周敏", phone: "13800000002" } },
      ],
    },
  },
  run: async (call) => {
    const found = await opened(call);
    const limit = { kind: `channel ${found?.channel.id}`, perSecond: DELIVERIES_PER_SECOND_MAX };
    await checkDelivery(call, found?.caller.table, found?.channel, limit);
    const { takeIn } = await incoming();
    const items: { id: string; ticketId: string }[] = [];
    for (const { id, conversationId, subject, text, author } of call.body.messages) {
      const [line = ""] = text.split("\n");
      const said: Incoming = {
        ...{ key: `${conversationId}\n${id}`, conversationId, text, requester: author },
        subject: subject ?? line.slice(0, SUBJECT_CHARS_MAX),
      };
      items.push({ id, ticketId: await takeIn(found as Opened, said) });
    }
    return { items };
  },
});

export const publicRoutes: Route[] = [define, submit, shelf, readShelf, propose, webhook];
