import { emits, handles, watches } from "./events.ts";
import { routes } from "./routes.ts";
import { indexedRecord, posting } from "./table.ts";

/** One box over all records: what is written of them in the index, and how it is asked. */
export const search = {
  name: "search",
  routes,
  entities: [posting, indexedRecord],
  emits,
  handles,
  watches,
  grants: { everybody: ["search.read"] },
};
