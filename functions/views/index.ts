import { emits, handles, watches } from "./events.ts";
import { routes } from "./routes.ts";
import { VIEWS_ALL } from "./rules.ts";
import { sortedRun, view } from "./table.ts";

/** Saved questions to the records of a noun. */
export const views = {
  name: "views",
  routes,
  entities: [view, sortedRun],
  emits,
  handles,
  watches,
  permissions: [VIEWS_ALL],
  grants: { everybody: ["views.read", "views.write"] },
};
