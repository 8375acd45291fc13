import { Access, type TenantContext } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import type { Table } from "../../shared/table/table.ts";

/** The product itself as a caller, for records that it changes while nobody calls. */
export function productCaller(table: Table, tenant: TenantContext, name: string, now: string): Caller {
  const actor = systemActor(tenant.id, name);
  const access = new Access(actor, tenant);
  return { actor, access, tenant, table, now, newId: (prefix) => newId(prefix, new Date(now)) };
}
