import { routes } from "./routes.ts";
import { webhook, webhookDelivery, webhookHealth } from "./table.ts";

/** Addresses outside that are told what happens: signed, each thing under one id, tried for three days. */
export const hooks = {
  name: "hooks",
  seldom: true,
  routes,
  entities: [webhook, webhookDelivery, webhookHealth],
  schedules: [{ name: "webhooksDue", rateMinutes: 1, file: "due.ts" }],
  grants: { manager: ["hooks.read"], marketing: ["hooks.read"] },
};
