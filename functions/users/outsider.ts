import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { random } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import { Kept } from "../../shared/kept.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { systemTable, tenantTable } from "../../shared/table/table.ts";
import { tenantContext } from "./context.ts";

/** What strangers name never changes its tenant, so where it belongs can be kept long. */
const ENTRY_KEPT_MS = 3_600_000;
const ENTRIES_MAX = 5_000;

type Visit = { now: Date; from: string; requestId: string };
export type Opened<E extends Entity> = { row: RowOf<E>; caller: Caller };

/**
 * Opens what somebody outside names by its id: a channel, a mailbox, a connection. Gives the row and the product as a caller
 * in its tenant, which writes in the row's name; nothing for one that is unknown, archived or closed.
 */
export function outsider<E extends Entity>(
  entry: Entity,
  of: E,
  name: string,
): (id: string, visit: Visit) => Promise<Opened<E> | undefined> {
  const tenants = new Kept<string | undefined>(ENTRY_KEPT_MS, ENTRIES_MAX);
  return async (id, { now, from, requestId }) => {
    const stamp = { actor: `${name}:${id}`, from, requestId, unattended: true };
    const tenantId = await tenants.get(id, async () => {
      const found = (await systemTable(stamp).find(entry, id)) as { tenantId?: string } | undefined;
      return found?.tenantId;
    });
    if (!tenantId) {
      tenants.forget(id);
      return undefined;
    }
    const table = await tenantTable(tenantId, stamp);
    const [row, tenant] = await Promise.all([table.find(of, id, false), tenantContext(tenantId, table)]);
    const { archived, active } = (row ?? {}) as { archived?: boolean; active?: boolean };
    if (!row || archived || active === false) return undefined;
    const actor = systemActor(tenantId, id);
    const caller = { actor, access: new Access(actor, tenant), tenant, table, now: now.toISOString() };
    return { row, caller: { ...caller, newId: (prefix) => newId(prefix, now, random) } };
  };
}
