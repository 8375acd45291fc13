import { Kept } from "../../shared/kept.ts";
import { sourceOf } from "../../shared/table/list.ts";
import type { Table } from "../../shared/table/table.ts";
import { tenant } from "../tenants/table.ts";
import type { Limits, NoticeOptions } from "./intake/index.ts";
import { type Connection, virtualAccountNos } from "./store.ts";
import { bankConnection } from "./table.ts";

/** A new connection of a tenant, and another time zone, act in every process within this time. */
const SETTING_KEPT_MS = 30_000;

type Setting = { timeZone?: string; connections: { id: string; accountNo: string }[] };

const kept = new Kept<Setting>(SETTING_KEPT_MS);

const settingOf = (table: Table): Promise<Setting> =>
  kept.get(table.tenantId, async () => {
    const [row, connections] = await Promise.all([
      table.find(tenant, table.tenantId, false),
      Array.fromAsync(table.each(bankConnection, { sources: [sourceOf(bankConnection, "all")] })),
    ]);
    const open = connections.filter(({ archived }) => !archived);
    return { timeZone: row?.timeZone, connections: open.map(({ id, accountNo }) => ({ id, accountNo })) };
  });

/** What a reader must know of the connection that a delivery is for: its accounts, those of the others, the tenant's days. */
export async function readingOptions(table: Table, connection: Connection, limits: Limits): Promise<NoticeOptions> {
  const { timeZone, connections } = await settingOf(table);
  const others = connections.filter(({ id, accountNo }) => id !== connection.id && accountNo !== connection.accountNo);
  return {
    limits,
    timeZone,
    currency: connection.currency,
    mapping: connection.statementMapping,
    virtualAccountNos: virtualAccountNos(connection),
    otherAccountNos: others.map(({ accountNo }) => accountNo),
  };
}
