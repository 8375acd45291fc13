import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { health, healthModel, healthScore, playbook, reviewPolicy, successPlan, usageDay, usageMark } from "./table.ts";

/** How customers use what they have, how they stand, and what is done when that falls. */
export const success = {
  name: "success",
  routes,
  entities: [usageMark, usageDay, healthModel, playbook, health, healthScore, reviewPolicy.entity, successPlan],
  emits,
  handles,
  further: [usageDay, health],
  schedules: [{ name: "healthLooks", rateMinutes: 1, file: "sweep.ts" }],
  grants: { manager: ["success.*"], service: ["success.*"], sales: ["success.read"], finance: ["success.read"] },
};
