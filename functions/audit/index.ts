import { watches } from "./events.ts";
import { routes } from "./routes.ts";
import { auditEntry } from "./table.ts";

/** Who changed what, when and from where: the history of every record. */
export const audit = {
  name: "audit",
  seldom: true,
  routes,
  entities: [auditEntry],
  watches,
  grants: { manager: ["audit.read"], sales: ["audit.read"], finance: ["audit.read"] },
};
