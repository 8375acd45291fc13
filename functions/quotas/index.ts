import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { fiscalCalendar, quota, signing } from "./table.ts";

/** What is asked of those who sell, and what they have attained. */
export const quotas = {
  name: "quotas",
  seldom: true,
  routes,
  entities: [quota, signing, fiscalCalendar.entity],
  emits,
  handles,
  further: [signing],
  grants: { manager: ["quotas.*"], sales: ["quotas.read"], finance: ["quotas.read"] },
};
