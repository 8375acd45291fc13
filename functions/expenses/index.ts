import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { expense, expenseConnection, expenseHead, expensePolicy } from "./table.ts";

/** What is spent on customers, sales, projects and campaigns: told by expense systems, or given back to people. */
export const expenses = {
  name: "expenses",
  routes,
  entities: [expense, expensePolicy.entity, expenseConnection, expenseHead],
  emits,
  handles,
  schedules: [{ name: "expensePull", rateMinutes: 5, file: "pull.ts" }],
  grants: {
    everybody: ["expenses.read", "expenses.write"],
    manager: ["expenses.*"],
    finance: ["expenses.*", "expensing.*"],
  },
};
