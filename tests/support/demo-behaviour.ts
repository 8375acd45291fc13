import { visitor, visitorId } from "../../functions/behaviour/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { tenantTable } from "../../shared/table/table.ts";

/** The visitors that the examples name: each action has one of its own, and there is one that may be merged. */
export async function meetVisitors(tenantId: string, ids: typeof demoId): Promise<void> {
  const table = await tenantTable(tenantId, { actor: "system:rest", from: "", requestId: "" });
  const at = "2026-11-22T00:00:00.000Z";
  for (const id of [...[1, 2, 3].map((n) => ids(visitor.prefix, n)), visitorId("device", "b2c3d4e5f6a7")]) {
    await table.createOnce(visitor, { id, version: 1, createdAt: at, updatedAt: at, identities: [] });
  }
}
