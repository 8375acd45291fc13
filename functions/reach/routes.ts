import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { reachSettings } from "./table.ts";

export const routes: Route[] = settingRoutes(reachSettings);
