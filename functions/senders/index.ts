import { routes } from "./routes.ts";
import { mailSender, senderDomain, senderDomainEntry } from "./table.ts";

/** Addresses of tenants' own that their mails come from, proved by what their domains publish. */
export const senders = {
  name: "senders",
  seldom: true,
  routes,
  entities: [senderDomain, senderDomainEntry, mailSender.entity],
  schedules: [{ name: "senderDomains", rateMinutes: 5, file: "check.ts" }],
  grants: { manager: ["senders.read"], marketing: ["senders.read"] },
};
