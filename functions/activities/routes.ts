import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { activityActions } from "./actions.ts";
import { feedRoutes } from "./feed.ts";
import { activityNoun } from "./noun.ts";
import { dueRoute } from "./plan.ts";
import { reportRoute } from "./report.ts";

export const routes: Route[] = [
  ...crud(activityNoun),
  dueRoute,
  ...actionRoutes(activityNoun, activityActions),
  reportRoute,
  ...feedRoutes,
];
