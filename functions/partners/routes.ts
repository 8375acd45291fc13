import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { keyRoutes } from "../users/key-routes.ts";
import { partnerNoun } from "./noun.ts";
import { partner } from "./table.ts";

export const routes: Route[] = [...crud(partnerNoun), ...keyRoutes(partner, partnerNoun.path, "partners")];
