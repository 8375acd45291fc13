import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { issueTracker, ticketIssue } from "./table.ts";

/** How tickets are handed to research and development: issue trackers, and the issues that tickets have become there. */
export const trackers = {
  name: "trackers",
  routes,
  entities: [issueTracker, ticketIssue],
  emits,
  handles,
  schedules: [{ name: "issueSync", rateMinutes: 1, file: "due.ts" }],
};
