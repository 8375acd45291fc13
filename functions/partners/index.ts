import { routes } from "./routes.ts";
import { partner } from "./table.ts";

/** Resellers and agents. */
export const partners = { name: "partners", routes, entities: [partner], grants: { everybody: ["partners.read"] } };
