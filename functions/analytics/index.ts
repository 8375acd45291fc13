import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { dashboard, factBase, factChange, factWatch, PLANS_ALL, plan, SAVED_ALL, savedReport } from "./table.ts";

/** What can be counted of all that modules keep, and how it is asked. */
export const analytics = {
  name: "analytics",
  routes,
  entities: [factBase, factChange, factWatch.entity, savedReport, dashboard, plan],
  permissions: [SAVED_ALL, PLANS_ALL],
  emits,
  handles,
  schedules: [{ name: "factsFold", rateMinutes: 5, file: "fold-job.ts" }],
  grants: {
    marketing: ["reports.read"],
    service: ["reports.read"],
    manager: ["plans.read", "plans.write"],
    finance: ["plans.read", "plans.write"],
  },
};
