import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { opportunity, pipeline, qualificationTemplate, stageMove } from "./table.ts";

/** Sales that may come about, and the ways that they take. */
export const opportunities = {
  name: "opportunities",
  routes,
  entities: [opportunity, pipeline, stageMove, qualificationTemplate],
  emits,
  handles,
};
