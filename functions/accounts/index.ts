import { routes } from "./routes.ts";
import { account } from "./table.ts";

/** Customer companies: whom receipts come from and receivables are owed by. */
export const accounts = { name: "accounts", routes, entities: [account] };
