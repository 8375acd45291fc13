import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { reachSettings, reachTally, sendingState } from "./table.ts";

/** When and how often people outside are written to, whatever writes to them. */
export const reach = {
  name: "reach",
  routes,
  entities: [reachSettings.entity, reachTally, sendingState],
  emits,
  handles,
  grants: { manager: ["reach.*"], marketing: ["reach.read"] },
};
