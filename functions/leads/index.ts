import { routes } from "./routes.ts";
import { lead } from "./table.ts";

/** People who may become customers: from the first sign of interest to an account. */
export const leads = { name: "leads", routes, entities: [lead] };
