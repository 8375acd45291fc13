import { routes } from "./routes.ts";
import { amendment, handOverPolicy, order } from "./table.ts";

/** What was agreed with an account: products, payment plan, who is credited. */
export const orders = {
  name: "orders",
  routes,
  entities: [order, amendment, handOverPolicy.entity],
  grants: {
    manager: ["orders.*"],
    sales: ["orders.*"],
    finance: ["orders.*"],
    service: ["orders.read"],
    partner: ["orders.read"],
  },
};
