import { dueWork } from "../tenants/due.ts";
import { startSweep } from "./retier.ts";
import { tierSweep } from "./table.ts";

/** Runs every few minutes: tenants that have tier rules get their accounts looked at once a day. */
export const handler = dueWork("tiers", tierSweep, async ({ caller }) => startSweep(await caller()));
