import { apiHandler } from "../../shared/http/handler.ts";
import { product } from "../users/context.ts";
import { routes } from "./routes.ts";

export const handler = apiHandler(routes, product);
