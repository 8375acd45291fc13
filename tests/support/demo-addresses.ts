import { type LinkEntry, linkEntryId } from "../../shared/records/directory.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";

const STAMP = { actor: "system:rest", from: "", requestId: "" };
const AT = "2026-11-22T00:00:00.000Z";

/** An address that the examples name, and the link that it opens, made with what `of` gives where it is not there yet. */
export async function openAddress(
  tenantId: string,
  { token, entry, link, linkId }: { token: string; entry: LinkEntry; link: Entity; linkId: string },
  of: () => object | Promise<object>,
): Promise<void> {
  const row = { version: 1, createdAt: AT, updatedAt: AT };
  const isFirst = await systemTable(STAMP).createOnce(entry, {
    ...row,
    id: linkEntryId(entry, token),
    tenantId,
    linkId,
  });
  if (!isFirst) return;
  const table = await tenantTable(tenantId, STAMP);
  const fields = { locale: "zh-CN", expiresAt: "2099-12-31T00:00:00.000Z", ...(await of()) };
  await table.create(link, { ...row, ...fields, id: linkId } as AnyRow);
}
