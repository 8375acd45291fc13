import { entity, type RowOf } from "../../shared/table/entity.ts";
import { Delivery, Health, Webhook } from "./schema.ts";

export const webhook = entity({
  noun: "webhook",
  plural: "webhooks",
  prefix: "whk",
  schema: Webhook,
  scoped: false,
  secret: ["secrets"],
  personal: { url: "plain" },
  indexes: { all: { by: [], sorts: "createdAt", answers: "the webhooks of the tenant" } },
});
export type WebhookRow = RowOf<typeof webhook>;

/** A journey may tell one webhook of very many people at once. */
const DELIVERY_SHARDS = 8;

export const webhookDelivery = entity({
  noun: "webhookDelivery",
  plural: "deliveries of webhooks",
  prefix: "whd",
  schema: Delivery,
  scoped: false,
  audited: false,
  personal: { body: "text" },
  indexes: {
    parent: {
      by: ["webhookId"],
      sorts: "createdAt",
      prefix: "whd#",
      shards: DELIVERY_SHARDS,
      answers: "what one webhook was told",
    },
  },
  due: { work: "webhooks", shards: 4, at: (row) => row.dueAt, answers: "what webhooks are to be told" },
});
export type DeliveryRow = RowOf<typeof webhookDelivery>;

export const webhookHealth = entity({
  noun: "webhookHealth",
  plural: "healths of webhooks",
  prefix: "whh",
  schema: Health,
  scoped: false,
  audited: false,
});
export const healthIdOf = (webhookId: string): string => webhookId.replace(/^[a-z]+_/, `${webhookHealth.prefix}_`);
