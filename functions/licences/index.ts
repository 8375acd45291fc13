import { routes } from "./routes.ts";

/** Editions, seats and activation codes of the product itself. */
export const licences = { name: "licences", routes, entities: [], grants: { everybody: ["licences.read"] } };
