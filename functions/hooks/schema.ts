import * as z from "zod";
import { idOf, instant, signingSecrets, text } from "../../shared/schema.ts";
import { recordFields } from "../../shared/table/entity.ts";

/** An address outside that is told what happens, signed by a secret of its own. */
export const WebhookInput = z.object({
  name: text(100).describe("What people call it."),
  url: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .describe("Where it listens: what is told comes by POST, signed after Standard Webhooks."),
});
export const Webhook = WebhookInput.extend({
  ...recordFields,
  secrets: signingSecrets,
  archived: z.boolean().optional(),
});
export const WebhookView = Webhook.omit({ secrets: true }).extend({
  signingSecret: z.string().optional().describe("What it is told is signed with; shown once."),
});

export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;

/** One thing that a webhook is told, under one id however often it is tried. */
export const Delivery = z.object({
  ...recordFields,
  webhookId: idOf("whk"),
  type: z.string(),
  /** Whom it tells of, where it is somebody. */
  personId: z.string().optional(),
  /** What is told, the same bytes at every try; gone once there is no more to try. */
  body: z.string().optional(),
  state: z.enum(DELIVERY_STATES),
  /** How often it was told, or was about to be. */
  attempts: z.int(),
  /** When it is told next. */
  dueAt: instant.optional(),
  /** What the address answered last. */
  answered: z.int().optional(),
  error: z.string().optional(),
  doneAt: instant.optional(),
});
export const DeliveryView = Delivery.omit({ body: true });

/** How an address has fared of late: one that answers nothing is left alone for a while. */
export const Health = z.object({
  ...recordFields,
  webhookId: idOf("whk"),
  failures: z.int(),
  restsUntil: instant.optional(),
});
