import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { erasurePolicy } from "./table.ts";

export const routes: Route[] = settingRoutes(erasurePolicy);
