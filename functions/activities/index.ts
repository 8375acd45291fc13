import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { accountCare, activity, calendarFeed } from "./table.ts";

/** What people do for customers: tasks, calls, visits, meetings and notes, their reminders, calendars and figures. */
export const activities = {
  name: "activities",
  routes,
  entities: [activity, calendarFeed, accountCare],
  emits,
  handles,
  schedules: [
    { name: "reminders", rateMinutes: 1, file: "remind.ts" },
    { name: "care", rateMinutes: 5, file: "care-due.ts" },
  ],
  grants: { everybody: ["activities.*"] },
};
