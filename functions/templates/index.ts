import { routes } from "./routes.ts";
import { template } from "./table.ts";

/** Texts for many people, filled in for each, by mail and as text messages. */
export const templates = {
  name: "templates",
  seldom: true,
  routes,
  entities: [template],
  grants: {
    manager: ["templates.*"],
    marketing: ["templates.*"],
    sales: ["templates.read"],
    service: ["templates.read"],
  },
};
