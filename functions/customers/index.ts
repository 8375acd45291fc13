import { emits, handles } from "./events.ts";
import { routes } from "./routes.ts";
import { numberedReceipt } from "./table.ts";

/** Accounts with everything that hangs on them: the 360, and the figures that tiers and stages go by. */
export const customers = { name: "customers", routes, emits, handles, entities: [numberedReceipt] };
