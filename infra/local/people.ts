import { tenant } from "../../functions/tenants/table.ts";
import { currentContext } from "../../functions/users/context.ts";
import { roleNames } from "../../functions/users/held.ts";
import { user } from "../../functions/users/table.ts";
import { tenantTable } from "../../shared/table/table.ts";
import type { Pool, PoolUser } from "./pool.ts";
import type { Shown } from "./sign-in-page.ts";

const stamp = { actor: "system:issuer", from: "", requestId: "" };

async function ofTenant(tenantId: string, people: readonly PoolUser[]): Promise<Shown[]> {
  const table = await tenantTable(tenantId, stamp);
  const [row, context, rows] = await Promise.all([
    table.get(tenant, tenantId),
    currentContext(tenantId, table),
    table.getMany(
      user,
      people.map(({ username }) => username),
    ),
  ]);
  return people.map(({ username, name, email }) => {
    const roles = roleNames(context, rows.get(username)?.roles ?? []).join(", ");
    return { username, name, email, roles, tenantId, tenant: row.name };
  });
}

/** The people of the pool with what the product knows of them, tenant by tenant. */
export async function peopleOf(pool: Pool): Promise<Shown[]> {
  const byTenant = Map.groupBy(pool.list(), ({ groups }) => groups[0]);
  const some = [...byTenant].map(([id, people]) => (id === undefined ? [] : ofTenant(id, people)));
  return (await Promise.all(some)).flat();
}
