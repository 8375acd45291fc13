import { entryIdOf } from "../../functions/assets/actions.ts";
import { assetLink, assetLinkEntry } from "../../functions/assets/table.ts";
import type { demoId } from "../../shared/contract/examples.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";

/** The address of content that the examples name, whose secret no call would hand out twice. */
export async function openContent(tenantId: string, ids: typeof demoId): Promise<void> {
  const stamp = { actor: "system:rest", from: "", requestId: "" };
  const at = "2026-11-22T00:00:00.000Z";
  const row = { version: 1, createdAt: at, updatedAt: at };
  const linkId = ids(assetLink.prefix);
  const entry = { ...row, id: entryIdOf("DEMO-content-address"), tenantId, linkId };
  if (!(await systemTable(stamp).createOnce(assetLinkEntry, entry))) return;
  const table = await tenantTable(tenantId, stamp);
  const link = { assetId: ids("cas"), locale: "zh-CN" as const, expiresAt: "2099-12-31T00:00:00.000Z" };
  await table.create(assetLink, { ...row, ...link, id: linkId });
}
