import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { attendance, meeting, meetingConnection } from "./table.ts";

/** Video meetings of providers: join links for activities and events, and who was there for how long. */
export const meetings = {
  name: "meetings",
  seldom: true,
  routes,
  entities: [meetingConnection, meeting, attendance],
  further: [attendance],
  emits,
  handles,
  schedules: [{ name: "meetingsDue", rateMinutes: 1, file: "due.ts" }],
  grants: {
    manager: ["meetings.*"],
    marketing: ["meetings.read", "meetings.write"],
    sales: ["meetings.read", "meetings.write"],
    service: ["meetings.read", "meetings.write"],
  },
};
