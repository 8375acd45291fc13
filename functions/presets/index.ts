import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { preset } from "./table.ts";

/** Business modes that a tenant takes on and gives up: pipelines, fields, value models, views, roles and rules as data. */
export const presets = {
  name: "presets",
  seldom: true,
  routes,
  entities: [preset],
  emits,
  handles,
  grants: { manager: ["presets.read"] },
};
