import { routes } from "./routes.ts";

/** The contract as a document and as a page. */
export const docs = { name: "docs", routes, entities: [] };
