import { routes } from "./routes.ts";
import { customField } from "./table.ts";

/** The fields that tenants give to the product's nouns. */
export const fields = { name: "fields", routes, entities: [customField] };
