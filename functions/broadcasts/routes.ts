import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { pageOf } from "../../shared/http/lists.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { sign, unsign } from "../../shared/http/seal.ts";
import { message } from "../../shared/notify/outbox.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { reachPolicy } from "../consents/table.ts";
import { smsCampaignActions } from "./actions.ts";
import { counted } from "./audience.ts";
import { smsCampaignNoun } from "./noun.ts";
import { Delivery, SmsPreview } from "./schema.ts";
import { smsCampaign } from "./table.ts";

const PATH = smsCampaignNoun.path;
const PAGE_MAX = 200;

const preview = route({
  method: "GET",
  path: `${PATH}/{id}/preview`,
  permission: "broadcasts.read",
  summary: "What it says, how long it is, whom it reaches now and what it costs, before it is sent.",
  reply: SmsPreview,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, smsCampaign);
    const [{ recipients, reached }, { smsPartPriceMinor }] = await Promise.all([
      counted(call, row),
      reachPolicy.held(call.table),
    ]);
    const { message: whole, encoding, characters, parts } = row;
    const totalParts = parts * reached;
    const cost = { totalParts, costMinor: totalParts * smsPartPriceMinor, currency: call.tenant.currency };
    return { message: whole, encoding, characters, parts, recipients, reachable: reached, ...cost };
  },
});

const deliveries = route({
  method: "GET",
  path: `${PATH}/{id}/deliveries`,
  permission: "broadcasts.read",
  summary: "What became of it, person by person.",
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(PAGE_MAX).describe("People of the page."),
    cursor: z.string().max(1_000).optional().describe("The nextCursor of the page before."),
  }),
  reply: pageOf(Delivery),
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const row = await load(call, smsCampaign);
    const { limit, cursor } = call.query;
    const bound = JSON.stringify([PATH, call.tenant.id, call.actor.principalId, row.id]);
    const after = cursor === undefined ? undefined : unsign(call.tenant.sealingKey, cursor, bound);
    if (cursor !== undefined && after === undefined) {
      throw new Fault("invalid_cursor", "This cursor is not of this list.");
    }
    const sources = [sourceOf(message, "parent", { relatedId: row.id })];
    // Approvals are told of the campaign too; these messages are none of its people's.
    const keep = (one: { template: string }): boolean => one.template === smsCampaign.noun;
    const page = await call.table.list(message, { sources, limit, after, keep });
    const isShown = (noun: string, field: string): boolean => !call.access.isClosed(noun, field);
    const items = page.rows.map(({ recipientId, recipientName, to, state, sentAt, deliveredAt, error }) => {
      const noun = recipientId.startsWith("led_") ? "lead" : "contact";
      return {
        ...{ personId: recipientId, state, sentAt, deliveredAt, error },
        ...(isShown(noun, "name") && { name: recipientName }),
        ...(isShown(noun, "phone") && { to }),
      };
    });
    return { items, nextCursor: page.next === undefined ? null : sign(call.tenant.sealingKey, page.next, bound) };
  },
});

export const routes: Route[] = [
  ...crud(smsCampaignNoun),
  ...actionRoutes(smsCampaignNoun, smsCampaignActions),
  preview,
  deliveries,
];
