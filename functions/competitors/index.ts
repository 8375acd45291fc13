import { routes } from "./routes.ts";
import { competitor } from "./table.ts";

/** Companies that sell to the same customers. */
export const competitors = {
  name: "competitors",
  seldom: true,
  routes,
  entities: [competitor],
  grants: { manager: ["competitors.*"], sales: ["competitors.*"], marketing: ["competitors.*"] },
};
