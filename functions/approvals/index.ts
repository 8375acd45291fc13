import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { approval, approvalDelegation, approvalRule } from "./table.ts";

/** What others must agree to before it is done. */
export const approvals = {
  name: "approvals",
  seldom: true,
  routes,
  entities: [approval, approvalDelegation, approvalRule],
  emits,
  handles,
  schedules: [{ name: "approvalReminders", rateMinutes: 5, file: "remind.ts" }],
  grants: { everybody: ["approvals.read", "approvals.decide", "delegations.*"] },
};
