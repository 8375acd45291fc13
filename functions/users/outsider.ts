import { Access } from "../../shared/auth/access.ts";
import { systemActor } from "../../shared/auth/actor.ts";
import { random } from "../../shared/config.ts";
import type { Caller } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import { wayIn } from "../../shared/records/directory.ts";
import type { Entity, RowOf } from "../../shared/table/entity.ts";
import { tenantContext } from "./context.ts";

type Visit = { now: Date; from: string; requestId: string };
export type Opened<E extends Entity> = { row: RowOf<E>; caller: Caller };

/**
 * Opens what somebody outside names by its id: a channel, a mailbox, a connection. Gives the row and the product as a caller
 * in its tenant, which writes in the row's name; nothing for one that is unknown, archived or closed.
 */
export function outsider<E extends Entity>(
  entry: Parameters<typeof wayIn>[0],
  of: E,
  name: string,
): (id: string, visit: Visit) => Promise<Opened<E> | undefined> {
  const find = wayIn(entry);
  return async (id, { now, from, requestId }) => {
    const table = await find(id, { actor: `${name}:${id}`, from, requestId, unattended: true });
    if (!table) return undefined;
    const { tenantId } = table;
    const [row, tenant] = await Promise.all([table.find(of, id, false), tenantContext(tenantId, table)]);
    const { archived, active } = (row ?? {}) as { archived?: boolean; active?: boolean };
    if (!row || archived || active === false) return undefined;
    const actor = systemActor(tenantId, id);
    const caller = { actor, access: new Access(actor, tenant), tenant, table, now: now.toISOString() };
    return { row, caller: { ...caller, newId: (prefix) => newId(prefix, now, random) } };
  };
}
