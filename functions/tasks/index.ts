import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { taskLink, taskSystem } from "./table.ts";

/** How tasks of projects are worked on in other tools: task systems, and the projects that are linked with them. */
export const tasks = {
  name: "tasks",
  seldom: true,
  routes,
  entities: [taskSystem, taskLink],
  emits,
  handles,
  schedules: [{ name: "taskSync", rateMinutes: 1, file: "due.ts" }],
  grants: { manager: ["tasks.*"] },
};
