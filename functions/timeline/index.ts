import { routes } from "./routes.ts";

/** What has happened to a record, merged from everything that is kept of it. */
export const timeline = { name: "timeline", routes, entities: [] };
