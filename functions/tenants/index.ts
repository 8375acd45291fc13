import { tenantStanding } from "../../shared/auth/standing.ts";
import { routes } from "./routes.ts";
import { tenant, workingCalendar } from "./table.ts";

/** The customer companies of the SaaS and their settings. */
export const tenants = {
  name: "tenants",
  routes,
  entities: [tenant, workingCalendar.entity, tenantStanding],
  grants: { everybody: ["tenants.read"] },
};
