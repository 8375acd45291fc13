import { routes } from "./routes.ts";
import { erasurePolicy } from "./table.ts";

/** What is done with what the tenant knows of people: the jobs that hand it out and erase it are in `jobs/privacy`. */
export const privacy = {
  name: "privacy",
  seldom: true,
  routes,
  entities: [erasurePolicy.entity],
  schedules: [{ name: "tenantsLeaving", rateMinutes: 15, file: "leaving.ts" }],
};
