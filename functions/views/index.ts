import { routes } from "./routes.ts";
import { VIEWS_ALL } from "./rules.ts";
import { sortedRun, view } from "./table.ts";

/** Saved questions to the records of a noun. */
export const views = {
  name: "views",
  routes,
  entities: [view, sortedRun],
  permissions: [VIEWS_ALL],
  grants: { everybody: ["views.read", "views.write"] },
};
