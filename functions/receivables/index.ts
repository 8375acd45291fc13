import { routes } from "./routes.ts";
import { receivable, receivableDay, writeOff } from "./table.ts";

/** What accounts owe: opening balances, invoices, credit notes, and the instalments of signed orders. */
export const receivables = {
  name: "receivables",
  routes,
  entities: [receivable, writeOff, receivableDay],
  grants: { manager: ["receivables.read"], sales: ["receivables.read"], finance: ["receivables.*"] },
};
