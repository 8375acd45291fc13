import type { Route } from "../../shared/http/route.ts";
import { forecastRoutes } from "./forecast.ts";
import { funnelRoutes } from "./funnel.ts";

export const routes: Route[] = [...forecastRoutes, ...funnelRoutes];
