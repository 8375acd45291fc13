import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { settingRoutes } from "../../shared/http/settings.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { changeRequestActions, projectActions } from "./actions.ts";
import { changeRoutes } from "./changes.ts";
import { linkRoutes } from "./links.ts";
import { planRoutes } from "./nodes.ts";
import { changeRequestNoun, projectNoun, projectTemplateNoun } from "./noun.ts";
import { publicRoutes } from "./public.ts";
import { deliveryDrive } from "./table.ts";

export const routes: Route[] = [
  ...crud(projectNoun),
  ...actionRoutes(projectNoun, projectActions),
  ...planRoutes,
  ...linkRoutes,
  ...crud(changeRequestNoun),
  ...actionRoutes(changeRequestNoun, changeRequestActions),
  ...changeRoutes,
  ...crud(projectTemplateNoun),
  ...settingRoutes(deliveryDrive),
  ...publicRoutes,
];
