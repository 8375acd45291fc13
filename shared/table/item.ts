import type { Entity, RowOf } from "./entity.ts";
import { INDEX_NAMES, INDEXES } from "./physical.ts";
import { fromItem, type Item } from "./store.ts";
import { noteRead } from "./written.ts";

/** Attributes of an item that are no fields of its row. */
export const PHYSICAL = ["pk", "sk", "by", ...INDEX_NAMES.flatMap((name) => [INDEXES[name].pk, INDEXES[name].sk])];

/** A row from a stored item: without its keys, and with what its entity leaves out. */
export function rowOf<E extends Entity>(entity: E, item: Item): RowOf<E> {
  const row = { ...entity.omits, ...fromItem(item) };
  for (const name of PHYSICAL) delete row[name];
  noteRead(row, item);
  return row as RowOf<E>;
}
