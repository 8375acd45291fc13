import { tenant } from "../../functions/tenants/table.ts";
import { personUrl } from "../../shared/notify/person-link.ts";
import { tenantTable } from "../../shared/table/table.ts";

/** The path of a person's own address, as a marketing mail of this moment carries it. */
export async function preferencesPath(tenantId: string, personId: string, now: Date): Promise<string> {
  const table = await tenantTable(tenantId, { actor: "test", from: "", requestId: "" });
  const { sealingKey } = await table.get(tenant, tenantId);
  const link = { personId, channel: "email" as const, purpose: "marketing", issuedAt: now.toISOString() };
  return new URL(personUrl({ tenantId, sealingKey }, link)).pathname;
}
