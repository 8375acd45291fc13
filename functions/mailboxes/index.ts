import { routes } from "./routes.ts";
import { mail, mailbox, mailContent, mailReference } from "./table.ts";

/** Addresses by which people write to the tenant: what came, who reads it, what it belongs to, and what is answered. */
export const mailboxes = {
  name: "mailboxes",
  routes,
  entities: [mailbox, mail, mailContent, mailReference],
  grants: {
    everybody: ["mailboxes.read"],
    manager: ["mails.*"],
    sales: ["mails.*"],
    service: ["mails.*"],
    marketing: ["mails.*"],
  },
};
