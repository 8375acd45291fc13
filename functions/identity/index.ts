import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { sessionBook, signInGroups, signInPolicy, signOn } from "./table.ts";

/** How people come in: where a browser signs them in, issuers of tenants' own, and the pool of those who may sign in. */
export const identity = {
  name: "identity",
  routes,
  entities: [signOn, sessionBook, signInGroups, signInPolicy.entity],
  emits,
  handles,
};
