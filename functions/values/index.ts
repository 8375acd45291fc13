import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { accountValue, valueModel, valueSweep } from "./table.ts";

/** What customers are worth by models of the tenant's own, and what they may buy besides. */
export const values = {
  name: "values",
  seldom: true,
  routes,
  entities: [valueModel, accountValue, valueSweep],
  emits,
  handles,
  schedules: [{ name: "valueSweep", rateMinutes: 5, file: "sweep.ts" }],
  grants: { manager: ["values.*"], sales: ["values.read"], marketing: ["values.read"], finance: ["values.read"] },
};
