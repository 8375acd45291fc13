import { dueState } from "../tenants/due.ts";
import { quoteNoun } from "./noun.ts";

/** Runs every few minutes: what nobody accepted in time cannot be accepted any more. */
export const handler = dueState("quoteExpiry", quoteNoun, "expired", "expire");
