import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { meteringMark, tenantUsage } from "./table.ts";

/** What tenants have and use, for the operator and for themselves. */
export const metering = {
  name: "metering",
  seldom: true,
  routes,
  entities: [tenantUsage, meteringMark],
  emits,
  handles,
  schedules: [{ name: "metering", rateMinutes: 60, file: "walk.ts" }],
};
