import { dueState } from "../tenants/due.ts";
import { dealRegistrationNoun } from "./noun.ts";

/** Runs every few minutes: ends the protection of registrations whose last day is over in their tenant's time zone. */
export const handler = dueState("registrations", dealRegistrationNoun, "expired", "expire");
