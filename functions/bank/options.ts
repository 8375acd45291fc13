import { Kept } from "../../shared/kept.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { tenantContext } from "../users/context.ts";
import type { CamtOptions, Limits } from "./intake/index.ts";
import { type Connection, virtualAccountNos } from "./store.ts";
import { bankConnection } from "./table.ts";

/** A new connection of a tenant acts in every process within this time. */
const CONNECTIONS_KEPT_MS = 30_000;

const kept = new Kept<{ id: string; accountNo: string }[]>(CONNECTIONS_KEPT_MS);

const connectionsOf = (table: Table): Promise<{ id: string; accountNo: string }[]> =>
  kept.get(table.tenantId, async () => {
    const rows = await Array.fromAsync(table.each(bankConnection, { sources: [sourceOf(bankConnection, "all")] }));
    return rows.filter((row) => !row.archived).map(({ id, accountNo }) => ({ id, accountNo }));
  });

/** What a reader must know of the connection that a delivery is for: its accounts, those of the others, the tenant's days. */
export async function readingOptions(table: Table, connection: Connection, limits: Limits): Promise<CamtOptions> {
  const [connections, tenant] = await Promise.all([connectionsOf(table), tenantContext(table.tenantId, table)]);
  const others = connections.filter(({ id, accountNo }) => id !== connection.id && accountNo !== connection.accountNo);
  return {
    limits,
    timeZone: tenant.timeZone,
    virtualAccountNos: virtualAccountNos(connection),
    otherAccountNos: others.map(({ accountNo }) => accountNo),
  };
}
