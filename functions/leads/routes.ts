import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { claimRoutes } from "../assignment/claim-routes.ts";
import { leadNoun } from "./noun.ts";

export const routes: Route[] = [...crud(leadNoun), ...claimRoutes(leadNoun)];
