import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { expenseActions } from "./actions.ts";
import { connectionRoutes } from "./connections.ts";
import { expenseNoun } from "./noun.ts";
import { expensePolicy } from "./table.ts";
import { webhook } from "./webhook.ts";

export const routes: Route[] = [
  ...crud(expenseNoun),
  ...actionRoutes(expenseNoun, expenseActions),
  ...settingRoutes(expensePolicy),
  ...connectionRoutes,
  webhook,
];
