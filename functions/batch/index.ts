import { routes } from "./routes.ts";

/** One thing done with many records of a noun: a job, started here because only here all nouns have a route. */
export const batch = { name: "batch", routes, entities: [] };
