import { parkedRecord } from "../../shared/events/parked.ts";
import { routes } from "./routes.ts";

/** What failed behind the scenes and waits for somebody to look at it. */
export const operations = { name: "operations", routes, entities: [parkedRecord], permissions: ["operations.jobs"] };
