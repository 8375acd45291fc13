import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { renewal, renewalBook, renewalPolicy } from "./table.ts";

/** What of contracts is due for renewal, which orders renew it, and what that comes to on two bases. */
export const renewals = {
  name: "renewals",
  seldom: true,
  routes,
  entities: [renewal, renewalBook, renewalPolicy.entity],
  emits,
  handles,
  schedules: [{ name: "renewalSteps", rateMinutes: 5, file: "sweep.ts" }],
  grants: {
    manager: ["renewals.*"],
    sales: ["renewals.*"],
    service: ["renewals.*"],
    finance: ["renewals.read"],
  },
};
