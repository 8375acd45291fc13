import { routes } from "./routes.ts";
import { assignmentRule, availability, leadPool, waitingWatch } from "./table.ts";

/** Lead pools, and who is given which leads when. */
export const assignment = {
  name: "assignment",
  seldom: true,
  routes,
  entities: [leadPool, assignmentRule, availability.entity, waitingWatch.entity],
  grants: {
    manager: ["assignment.read"],
    sales: ["assignment.read"],
    marketing: ["assignment.read", "assignment.write"],
  },
};
