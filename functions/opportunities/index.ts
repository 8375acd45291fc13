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
  further: [stageMove],
  schedules: [
    { name: "dealAlerts", rateMinutes: 5, file: "alerts.ts" },
    { name: "pipelineFollow", rateMinutes: 5, file: "follow.ts" },
  ],
  grants: {
    manager: ["opportunities.*", "pipelines.read"],
    sales: ["opportunities.*", "pipelines.read"],
    marketing: ["pipelines.read"],
  },
};
