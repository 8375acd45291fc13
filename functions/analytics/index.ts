import { routes } from "./routes.ts";

/** What can be counted of all that modules keep, and how it is asked. */
export const analytics = {
  name: "analytics",
  routes,
  entities: [],
  grants: { marketing: ["reports.read"] },
};
