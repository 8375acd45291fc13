import { contact } from "../../functions/contacts/table.ts";
import { newId } from "../../shared/ids.ts";
import { consentStanding, standingId } from "../../shared/notify/consent.ts";
import { storedItem, tenantPrefix } from "../../shared/table/action.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { Bulk } from "../bench/bulk.ts";

const BY = "system:test||";

/** One of a crowd: where they stand in it, and whether they have agreed to marketing by text message. */
export type OfCrowd = { role: string; agreed: boolean };

/**
 * Puts more people into a tenant than any call looks at, one a second, in their order and with a number each; `of` says what
 * each is. Nothing follows from their coming.
 */
export function crowd(
  dataDir: string,
  tenantId: string,
  accountId: string,
  count: number,
  of: (n: number) => OfCrowd,
): void {
  const bulk = new Bulk(dataDir);
  const put = (entity: Entity, row: AnyRow) => bulk.put(storedItem(entity, tenantPrefix(tenantId), row, BY));
  for (let n = 0; n < count; n++) {
    const at = new Date(Date.parse("2026-01-01T00:00:00Z") + n * 1_000);
    const now = at.toISOString();
    const base = { version: 1, createdAt: now, updatedAt: now };
    const { role, agreed } = of(n);
    const id = newId(contact.prefix, at);
    const reach = { phone: `+86135${String(10_000_000 + n)}`, email: `crowd${n}@example.com` };
    put(contact as unknown as Entity, { ...base, id, name: `客户${n}`, accountId, role, ...reach });
    if (!agreed) continue;
    for (const channel of ["sms", "email"] as const) {
      const said = { personId: id, channel, purpose: "marketing", state: "given", at: now, consentId: "cns_1" };
      put(consentStanding as unknown as Entity, { ...base, id: standingId(id, channel, "marketing"), ...said });
    }
  }
  bulk.close();
}
