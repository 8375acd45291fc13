import { Fault } from "../fault.ts";
import type { Entity, RowOf, Stamp } from "../table/entity.ts";
import { systemTable } from "../table/table.ts";

type Entry = RowOf<Entity> & { tenantId: string };

/**
 * Notes outside every wall which tenant something is of that strangers name: a form, a connection. It is noted before that
 * is made, since an entry that leads to nothing opens nothing; one that an earlier, broken-off call left is good.
 */
export async function enter(entity: Entity, entry: Entry, stamp: Stamp): Promise<void> {
  const system = systemTable(stamp);
  if (await system.createOnce(entity, entry)) return;
  const found = (await system.get(entity, entry.id)) as Entry;
  if (found.tenantId !== entry.tenantId) throw new Fault("duplicate", `The id ${entry.id} is taken; choose another.`);
}
