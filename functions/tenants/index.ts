import { tenantStanding } from "../../shared/auth/standing.ts";
import { routes } from "./routes.ts";
import { quotaStanding, tenant, workingCalendar } from "./table.ts";

/** The customer companies of the SaaS and their settings. */
export const tenants = {
  name: "tenants",
  routes,
  entities: [tenant, workingCalendar.entity, tenantStanding, quotaStanding],
  further: [quotaStanding],
  grants: { everybody: ["tenants.read"] },
};
