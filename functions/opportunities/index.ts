import { routes } from "./routes.ts";
import { opportunity } from "./table.ts";

/** Sales that may come about. */
export const opportunities = { name: "opportunities", routes, entities: [opportunity] };
