import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { eventLink, eventLinkEntry, eventSeats, marketingEvent, registration } from "./table.ts";

/** Events that people register for and come to: exactly as many as there is room for. */
export const gatherings = {
  name: "gatherings",
  routes,
  entities: [marketingEvent, eventSeats, registration, eventLink, eventLinkEntry],
  emits,
  handles,
  schedules: [{ name: "gatheringsDue", rateMinutes: 5, file: "due.ts" }],
  grants: {
    manager: ["gatherings.*"],
    marketing: ["gatherings.*"],
    sales: ["gatherings.read", "gatherings.admit"],
    service: ["gatherings.read", "gatherings.admit"],
  },
};
