import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { actionRoutes } from "../../shared/records/transition.ts";
import { projectActions } from "./actions.ts";
import { planRoutes } from "./nodes.ts";
import { projectNoun, projectTemplateNoun } from "./noun.ts";

export const routes: Route[] = [
  ...crud(projectNoun),
  ...actionRoutes(projectNoun, projectActions),
  ...planRoutes,
  ...crud(projectTemplateNoun),
];
