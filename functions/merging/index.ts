import { routes } from "./routes.ts";
import { merge, mergeLock, mergeStep } from "./table.ts";

/** Records that turn out to be the same: found, made one, and parted again. */
export const merging = {
  name: "merging",
  routes,
  entities: [merge, mergeStep, mergeLock],
  schedules: [{ name: "merges", rateMinutes: 1, file: "sweep.ts" }],
};
