import { routes } from "./routes.ts";
import { quoteAcceptance, quoteLink, quoteLinkEntry } from "./table.ts";

/** How quotes reach the customer: as documents, and by addresses where they are read, taken and asked about. */
export const offers = { name: "offers", routes, entities: [quoteLink, quoteLinkEntry, quoteAcceptance] };
