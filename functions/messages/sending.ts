import { Kept } from "../../shared/kept.ts";
import type { Table } from "../../shared/table/table.ts";
import { tenant } from "../tenants/table.ts";

const KEPT_MS = 60_000;

/** What a tenant's messages need of the tenant. */
export type Sending = { name: string; sealingKey: string; timeZone: string };
const senders = new Kept<Sending>(KEPT_MS);

export const senderIn = (table: Table): Promise<Sending> =>
  senders.get(table.tenantId, async () => {
    const { name, sealingKey, timeZone } = await table.get(tenant, table.tenantId);
    return { name, sealingKey, timeZone };
  });
