import { routes } from "./routes.ts";
import { dueReport, outsideRecipients, reportSubscription, reportTold } from "./table.ts";

/** Reports by subscription: the eight o'clock mail. */
export const reports = {
  name: "reports",
  routes,
  entities: [reportSubscription, dueReport, reportTold, outsideRecipients.entity],
  schedules: [{ name: "dailyReports", rateMinutes: 1, file: "job.ts" }],
  grants: { manager: ["reports.*"], sales: ["reports.*"], finance: ["reports.*"] },
};
