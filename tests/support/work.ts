import { tenantContext } from "../../functions/users/context.ts";
import type { Work } from "../../shared/events/event.ts";
import { newId } from "../../shared/ids.ts";
import { tenantTable } from "../../shared/table/table.ts";

/** What a reaction gets beside its event, for a test that tells it something itself. */
export async function workOf(tenantId: string, now: Date): Promise<Work> {
  const table = await tenantTable(tenantId, { actor: "system:rest", from: "", requestId: "", unattended: true });
  const tenant = await tenantContext(tenantId, table);
  return { table, tenant, now: now.toISOString(), newId: (prefix) => newId(prefix, now) };
}
