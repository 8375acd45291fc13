import { routes } from "./routes.ts";
import { tenant } from "./table.ts";

/** The customer companies of the SaaS and their settings. */
export const tenants = { name: "tenants", routes, entities: [tenant], grants: { everybody: ["tenants.read"] } };
