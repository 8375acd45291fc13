import { random } from "../../shared/config.ts";
import { callerOf } from "../../shared/events/caller.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import type { Table } from "../../shared/table/table.ts";
import { tenantContext } from "./context.ts";

/** The product itself as a caller in one tenant, for work by the clock: its writes are `system:<name>`. */
export async function systemCaller(table: Table, name: string, now: Date): Promise<Caller> {
  const tenant = await tenantContext(table.tenantId, table);
  const makeId = (prefix: string): string => newId(prefix, now, random);
  return callerOf({ table, tenant, now: now.toISOString(), newId: makeId }, name);
}
