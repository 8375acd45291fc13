import { type ParkedRow, parkedRecord } from "../../shared/events/parked.ts";
import { isStale } from "../../shared/table/anew.ts";
import { nextVersion } from "../../shared/table/entity.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { tenantsPage } from "../../shared/table/walk.ts";

/** A change whose work failed for good, with the tenant whose it is. */
export type ParkedOf = { tenantId: string; row: ParkedRow };

const PLACE = new RegExp(`^T#(ten_\\w+)#(${parkedRecord.prefix}_\\w+)$`);
const stamp = { actor: "operator:parked", from: "", requestId: "" };

/** What is parked in all tenants. It goes through the keys of the whole table, which is for the operator alone to pay for. */
export async function* parkedEverywhere(): AsyncGenerator<ParkedOf> {
  let after: string | undefined;
  do {
    const { keys, next } = await tenantsPage(after);
    for (const { pk } of keys) {
      const [, tenantId, id] = PLACE.exec(pk) ?? [];
      if (!tenantId || !id) continue;
      const row = await (await tenantTable(tenantId, stamp)).find(parkedRecord, id);
      if (row?.state === "parked") yield { tenantId, row };
    }
    after = next;
  } while (after !== undefined);
}

/** Has the work of one done again, off the stream; false where somebody else has seen to it. */
export async function again({ tenantId, row }: ParkedOf): Promise<boolean> {
  const table = await tenantTable(tenantId, stamp);
  try {
    await table.replace(parkedRecord, row, nextVersion(row, new Date().toISOString(), { state: "retrying" }));
    return true;
  } catch (error) {
    if (isStale(error)) return false;
    throw error;
  }
}
