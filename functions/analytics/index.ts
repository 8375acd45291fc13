import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { dashboard, factBase, factChange, factWatch, SAVED_ALL, savedReport } from "./table.ts";

/** What can be counted of all that modules keep, and how it is asked. */
export const analytics = {
  name: "analytics",
  routes,
  entities: [factBase, factChange, factWatch.entity, savedReport, dashboard],
  permissions: [SAVED_ALL],
  emits,
  handles,
  schedules: [{ name: "factsFold", rateMinutes: 5, file: "fold-job.ts" }],
  grants: { marketing: ["reports.read"] },
};
