import { consentStanding } from "../../shared/notify/consent.ts";
import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { consent, reachPolicy } from "./table.ts";

/** Who may be reached how and for what, and what shows that they agreed. */
export const consents = {
  name: "consents",
  routes,
  entities: [consent, reachPolicy.entity, consentStanding],
  emits,
  handles,
  schedules: [{ name: "evidence", rateMinutes: 720, file: "erase.ts" }],
  grants: {
    manager: ["consents.*"],
    marketing: ["consents.*"],
    sales: ["consents.read", "consents.write"],
    service: ["consents.read", "consents.write"],
  },
};
