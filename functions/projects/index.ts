import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { plan, project, projectTemplate } from "./table.ts";

/** What is delivered after the signature: projects with their plans, from initiation to hand-over. */
export const projects = {
  name: "projects",
  routes,
  entities: [project, projectTemplate, plan],
  emits,
  handles,
  grants: { manager: ["projects.*"], service: ["projects.*"], sales: ["projects.read"], finance: ["projects.read"] },
};
