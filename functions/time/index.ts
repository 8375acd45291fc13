import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { capacity, costRates, projectCost, timeEntry } from "./table.ts";

/** What people work for projects and what that costs: time entries, costs, capacity, profit. */
export const time = {
  name: "time",
  routes,
  entities: [timeEntry, projectCost, costRates.entity, capacity.entity],
  emits,
  handles,
  grants: { everybody: ["time.read", "time.write"], manager: ["time.*"], finance: ["time.*"] },
};
