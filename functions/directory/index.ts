import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import {
  directoryDelivery,
  directoryEntry,
  directoryKey,
  directoryMatch,
  directoryPolicy,
  directorySegment,
  directorySource,
} from "./table.ts";

/** Companies that may become customers, as several sources together know them. */
export const directory = {
  name: "directory",
  seldom: true,
  routes,
  entities: [
    directorySource,
    directoryDelivery,
    directoryEntry,
    directoryKey,
    directoryMatch,
    directorySegment,
    directoryPolicy.entity,
  ],
  further: [directoryDelivery],
  emits,
  handles,
  schedules: [{ name: "directoryPull", rateMinutes: 1, file: "pull.ts" }],
  grants: {
    manager: ["directory.*"],
    marketing: ["directory.*", "sourcing.*"],
    sales: ["directory.read", "directory.write"],
  },
};
