import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { behaviourAsk, behaviourEvent, behaviourPolicy, behaviourProfile, visitor, writeKey } from "./table.ts";

/** What people do on pages and in products, who they were, and what that comes to. */
export const behaviour = {
  name: "behaviour",
  routes,
  entities: [behaviourEvent, visitor, behaviourAsk, behaviourProfile, writeKey, behaviourPolicy.entity],
  emits,
  handles,
  further: [behaviourEvent, visitor, behaviourProfile],
  schedules: [{ name: "behaviourLooks", rateMinutes: 1, file: "sweep.ts" }],
  grants: { manager: ["behaviour.*"], marketing: ["behaviour.*"], sales: ["behaviour.read"] },
};
