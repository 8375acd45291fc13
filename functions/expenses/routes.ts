import { childRoute } from "../../shared/http/children.ts";
import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { budget } from "../budgets/table.ts";
import { expenseActions } from "./actions.ts";
import { connectionRoutes } from "./connections.ts";
import { expenseNoun } from "./noun.ts";
import { Expense } from "./schema.ts";
import { bornePartition, expense, expensePolicy } from "./table.ts";
import { webhook } from "./webhook.ts";

const borne = childRoute({
  parent: budget,
  child: expense,
  path: "/v1/budgets/{id}/expenses",
  permission: "expenses.read",
  summary:
    "The expenses that a budget bears, newest first, as far as the caller sees them: who has used it, and for what.",
  view: Expense,
  at: { index: "parent", places: bornePartition, begins: "" },
  keep: (row, call) => row.archived !== true && call.access.sees(expense, row),
  order: "newest",
  filters: ["status", "ownerId"],
});

export const routes: Route[] = [
  ...crud(expenseNoun),
  ...actionRoutes(expenseNoun, expenseActions),
  ...settingRoutes(expensePolicy),
  borne,
  ...connectionRoutes,
  webhook,
];
