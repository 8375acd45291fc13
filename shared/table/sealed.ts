import { Fault } from "../fault.ts";
import type { Action } from "./action.ts";
import type { AnyRow, Entity } from "./entity.ts";
import { type Table, write } from "./table.ts";

/**
 * The writes by which rows that something comes into, or goes out of, are still open to it when it is written: refused for
 * one that is sealed, be it at this moment.
 */
export async function stillOpen(
  table: Table,
  entity: Entity,
  ids: readonly (string | null | undefined)[],
): Promise<Action[]> {
  if (!entity.sealed) return [];
  const rows = await table.getMany(
    entity,
    ids.flatMap((id) => id ?? []),
    true,
  );
  return [...rows.values()].map((row) => {
    const word = entity.sealed?.(row as AnyRow);
    if (word === undefined) return write.check(entity, row);
    throw new Fault("invalid_state", `The ${entity.noun} ${row.id} is ${word}: it is kept as it was.`);
  });
}
