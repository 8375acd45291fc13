import { routes } from "./routes.ts";
import { budget, financeChart } from "./table.ts";

/** What departments and cost centres may spend, and what of it is asked for, booked and left. */
export const budgets = {
  name: "budgets",
  seldom: true,
  routes,
  entities: [budget, financeChart.entity],
  schedules: [{ name: "budgetCarry", rateMinutes: 5, file: "carry.ts" }],
  grants: { everybody: ["budgets.read"], finance: ["budgets.*"] },
};
