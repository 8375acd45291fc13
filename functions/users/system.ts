import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { random } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import type { Table } from "../../shared/table/table.ts";
import { tenantContext } from "./context.ts";

/** The product itself as a caller in one tenant: it sees everything, and its writes are `system:<name>`. */
export async function systemCaller(table: Table, name: string, now: Date): Promise<Caller> {
  const tenant = await tenantContext(table.tenantId, table);
  const actor = systemActor(table.tenantId, name);
  const makeId = (prefix: string): string => newId(prefix, now, random);
  return { actor, access: new Access(actor, tenant), tenant, table, now: now.toISOString(), newId: makeId };
}
