import type { Entity, RowOf } from "./entity.ts";
import { INDEX_NAMES, INDEXES } from "./physical.ts";
import { fromItem, type Item } from "./store.ts";
import { noteRead } from "./written.ts";

/** Attributes of an item that are no fields of its row. */
export const PHYSICAL = ["pk", "sk", "by", ...INDEX_NAMES.flatMap((name) => [INDEXES[name].pk, INDEXES[name].sk])];

const IS_PHYSICAL = new Set(PHYSICAL);

/** A row from a stored item: without its keys, and with what its entity leaves out. */
export function rowOf<E extends Entity>(entity: E, item: Item): RowOf<E> {
  // Keys are left out before they are read, and not deleted after: an object that lost fields is slow ever after.
  const own = Object.fromEntries(Object.entries(item).filter(([name]) => !IS_PHYSICAL.has(name)));
  const row = { ...entity.omits, ...fromItem(own) };
  noteRead(row, item);
  return row as RowOf<E>;
}
