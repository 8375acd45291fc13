import { routes } from "./routes.ts";
import { assignmentRule, availability, leadPool } from "./table.ts";

/** Lead pools, and who is given which leads when. */
export const assignment = { name: "assignment", routes, entities: [leadPool, assignmentRule, availability.entity] };
