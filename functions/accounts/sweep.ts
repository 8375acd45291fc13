import { clock } from "../../shared/config.ts";
import { newId } from "../../shared/ids.ts";
import { errorFields, log } from "../../shared/log.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import { tenantEntry } from "../tenants/table.ts";
import { tenantContext } from "../users/context.ts";
import { isSweepDue, startSweep } from "./retier.ts";
import { TIER_SWEEP_ID, tierSweep } from "./table.ts";

const stamp = { actor: "system:tiers", from: "", requestId: "" };

/** Tenants that are looked at together. */
const TENANTS_AT_ONCE = 16;

/** Runs every few minutes: tenants that have tier rules get their accounts looked at once a day. */
export async function handler(): Promise<void> {
  const now = clock.now();
  const tenants = systemTable(stamp).each(tenantEntry, { sources: [sourceOf(tenantEntry, "all")] });
  const worker = async (): Promise<void> => {
    for (let next = await tenants.next(); !next.done; next = await tenants.next()) {
      const { id } = next.value;
      await look(id, now).catch((error) => log.error("tiers not swept", { tenantId: id, ...errorFields(error) }));
    }
  };
  await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, worker));
}

async function look(tenantId: string, now: Date): Promise<void> {
  const table = await tenantTable(tenantId, stamp);
  const row = await table.find(tierSweep, TIER_SWEEP_ID, false);
  if (!row) return;
  const tenant = await tenantContext(tenantId, table);
  const work = { table, tenant, now: now.toISOString(), newId: (prefix: string) => newId(prefix, now) };
  if (isSweepDue(row, work.now, tenant.timeZone)) await startSweep(work);
}
