import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { attainmentRoute } from "./attainment.ts";
import { quotaNoun } from "./noun.ts";
import { fiscalCalendar } from "./table.ts";

export const routes: Route[] = [...crud(quotaNoun), attainmentRoute, ...settingRoutes(fiscalCalendar)];
