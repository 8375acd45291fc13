import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { budgetNoun } from "./noun.ts";
import { financeChart } from "./table.ts";

export const routes: Route[] = [...crud(budgetNoun), ...settingRoutes(financeChart)];
