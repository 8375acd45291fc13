import { everyTenant } from "../tenants/every.ts";
import { isSweepDue, startSweep } from "./retier.ts";
import { TIER_SWEEP_ID, tierSweep } from "./table.ts";

/** Runs every few minutes: tenants that have tier rules get their accounts looked at once a day. */
export const handler = everyTenant("tiers", async ({ table, caller }) => {
  const row = await table.find(tierSweep, TIER_SWEEP_ID, false);
  if (!row) return;
  const call = await caller();
  if (isSweepDue(row, call.now, call.tenant.timeZone)) await startSweep(call);
});
