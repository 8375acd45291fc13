import { routes } from "./routes.ts";
import { documentSet, numberMark, numberSeries } from "./table.ts";

/** What the tenant's documents have in common: letterhead, numbers, tax data, terms. */
export const documents = {
  name: "documents",
  seldom: true,
  routes,
  entities: [documentSet.entity, numberSeries, numberMark],
  grants: { everybody: ["documents.read"] },
};
