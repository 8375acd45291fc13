import { crud } from "../../shared/http/crud.ts";
import type { Route } from "../../shared/http/route.ts";
import { productNoun } from "./noun.ts";

export const routes: Route[] = crud(productNoun);
