import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { claimRoutes } from "../assignment/claim-routes.ts";
import { configurationRoutes } from "./configuration.ts";
import { convertRoutes } from "./convert.ts";
import { formRoutes } from "./forms.ts";
import { leadNoun } from "./noun.ts";
import { submissionRoutes } from "./submissions.ts";
import { touchRoutes } from "./touches.ts";

export const routes: Route[] = [
  ...crud(leadNoun),
  ...claimRoutes(leadNoun),
  ...touchRoutes,
  ...convertRoutes,
  ...formRoutes,
  ...submissionRoutes,
  ...configurationRoutes,
];
