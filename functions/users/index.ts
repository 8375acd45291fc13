import { routes } from "./routes.ts";
import { apiKey, department, role, user } from "./table.ts";

/** People, the department tree, roles and API keys. */
export const users = {
  name: "users",
  routes,
  entities: [user, department, role, apiKey],
  permissions: ["records.transfer"],
  grants: { everybody: ["users.read"], manager: ["records.transfer"] },
};
