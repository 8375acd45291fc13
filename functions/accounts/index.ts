import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { account, lifeCycleMove, tierChange, tierRule, tierSweep } from "./table.ts";

/** Customer companies: whom receipts come from and receivables are owed by; their groups, tiers and life cycle. */
export const accounts = {
  name: "accounts",
  routes,
  emits,
  handles,
  entities: [account, tierRule, tierChange, lifeCycleMove, tierSweep],
  further: [tierSweep, tierChange, lifeCycleMove],
  schedules: [{ name: "tiers", rateMinutes: 5, file: "sweep.ts" }],
  grants: {
    everybody: ["tiers.read"],
    manager: ["accounts.*"],
    sales: ["accounts.*"],
    marketing: ["accounts.*"],
    finance: ["accounts.read"],
    service: ["accounts.read"],
  },
};
