import { routes } from "./routes.ts";

/** Why somebody may or may not do a thing. */
export const access = { name: "access", seldom: true, routes, entities: [] };
