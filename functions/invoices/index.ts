import { routes } from "./routes.ts";
import { invoice } from "./table.ts";

/** Invoices and credit notes as documents of receivables: numbered without gaps, and the same for ever. */
export const invoices = {
  name: "invoices",
  seldom: true,
  routes,
  entities: [invoice],
  grants: {
    finance: ["invoices.*"],
    manager: ["invoices.read"],
    sales: ["invoices.read"],
  },
};
