import { routes } from "./routes.ts";
import { reachSettings, reachTally } from "./table.ts";

/** When and how often people outside are written to, whatever writes to them. */
export const reach = {
  name: "reach",
  routes,
  entities: [reachSettings.entity, reachTally],
  grants: { manager: ["reach.*"], marketing: ["reach.read"] },
};
