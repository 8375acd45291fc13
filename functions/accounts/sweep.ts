import { clock } from "../../shared/config.ts";
import { newId } from "../../shared/ids.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { everyTenant } from "../tenants/every.ts";
import { tenantContext } from "../users/context.ts";
import { isSweepDue, startSweep } from "./retier.ts";
import { TIER_SWEEP_ID, tierSweep } from "./table.ts";

const stamp = { actor: "system:tiers", from: "", requestId: "" };

/** Runs every few minutes: tenants that have tier rules get their accounts looked at once a day. */
export async function handler(): Promise<void> {
  const now = clock.now();
  await everyTenant("tiers", (id) => look(id, now));
}

async function look(tenantId: string, now: Date): Promise<void> {
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(tierSweep, TIER_SWEEP_ID, false);
  if (!row) return;
  const tenant = await tenantContext(tenantId, table);
  const work = { table, tenant, now: now.toISOString(), newId: (prefix: string) => newId(prefix, now) };
  if (isSweepDue(row, work.now, tenant.timeZone)) await startSweep(work);
}
