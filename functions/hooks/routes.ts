import * as z from "zod";
import { Fault } from "../../shared/fault.ts";
import { childRoute } from "../../shared/http/children.ts";
import { outsideCrud } from "../../shared/http/outside-crud.ts";
import { load } from "../../shared/http/record.ts";
import { type Route, route } from "../../shared/http/route.ts";
import { checkBaseUrl } from "../../shared/outside.ts";
import { deliveryOf } from "./rules.ts";
import { DeliveryView, WebhookInput, WebhookView } from "./schema.ts";
import { type DeliveryRow, type WebhookRow, webhook, webhookDelivery } from "./table.ts";

const PATH = "/v1/outgoing-webhooks";

const shown = ({ body: _body, ...row }: DeliveryRow) => row;

const webhooks = outsideCrud({
  entity: webhook,
  module: "hooks",
  path: PATH,
  input: WebhookInput,
  view: WebhookView,
  show: ({ secrets: _secrets, ...row }: WebhookRow) => row,
  permission: "hooks.write",
  summary:
    "Names an address outside that journeys may tell of people; the secret that this is signed with is shown once.",
  example: { body: { name: "数据平台", url: "https://hooks.example.com/cashloop" } },
  signs: () => true,
  checks: (_call, { url }) => checkBaseUrl(url, "url"),
  revise: (_call, _before, { url }: Partial<WebhookRow>) => {
    checkBaseUrl(url, "url");
    return {};
  },
  patchExample: { body: { name: "数据中台" } },
});

const deliveries = childRoute({
  parent: webhook,
  child: webhookDelivery,
  path: `${PATH}/{id}/deliveries`,
  permission: "hooks.read",
  summary: "What it was told and what it has answered, newest first; what was said stays with it.",
  view: DeliveryView,
  at: { index: "parent", values: (webhookId) => ({ webhookId }), begins: "whd#" },
  order: "newest",
  filters: ["state", "type", "personId"],
  show: shown,
});

const ping = route({
  method: "POST",
  path: `${PATH}/{id}/ping`,
  permission: "hooks.write",
  summary: "Tells it something of no meaning within a minute, to see whether it listens.",
  reply: DeliveryView,
  status: 201,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id: webhookId, archived } = await load(call, webhook);
    if (archived) throw new Fault("invalid_state", "The webhook is archived; restore it first.");
    const made = { id: call.newId(webhookDelivery.prefix), webhookId, type: "ping", data: {} };
    return shown(await call.table.create(webhookDelivery, deliveryOf(made, call.now)));
  },
});

const Retried = z.object({ told: z.int().describe("What is told within a minute."), more: z.boolean() });

const retry = route({
  method: "POST",
  path: `${PATH}/{id}/retry`,
  permission: "hooks.write",
  summary: "Has what waits for its next try told within a minute, up to 500 things a call: its address listens again.",
  reply: Retried,
  status: 200,
  example: { params: { id: "{id}" } },
  run: async (call) => {
    const { id } = await load({ ...call, writes: false }, webhook);
    return (await import("./deliver.ts")).retried(call, id);
  },
});

export const routes: Route[] = [...webhooks, deliveries, ping, retry];
