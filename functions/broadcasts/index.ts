import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { smsCampaign } from "./table.ts";

/** Text messages to many people: each of them once, and nobody who has not agreed. */
export const broadcasts = {
  name: "broadcasts",
  routes,
  entities: [smsCampaign],
  emits,
  handles,
  grants: { manager: ["broadcasts.*"], marketing: ["broadcasts.*"] },
};
