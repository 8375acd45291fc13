import { type AnyRow, type Entity, sortKey } from "../table/entity.ts";
import type { ListQuery } from "../table/list.ts";

type Item = Record<string, unknown>;

/** Where a page of items stopped: behind the row whose sort key is `after`, and `skip` items into the row `id`. */
type Position = { after?: string; id?: string; skip: number };

export const positionOf = (cursor: string | undefined): Position =>
  cursor === undefined ? { skip: 0 } : (JSON.parse(cursor) as Position);

/**
 * One page of a list whose rows hold several items each. Rows never change once written, so that the place within one
 * says as much as its own key; rows that come to stand before it meanwhile are shown whole.
 */
export function pageOfItems(
  entity: Entity,
  query: ListQuery<AnyRow>,
  page: { rows: AnyRow[]; next?: string },
  position: Position,
  itemsOf: (row: AnyRow) => Item[],
): { items: Item[]; next?: string } {
  const index = entity.indexes[query.sources[0]?.index ?? "all"];
  const items: Item[] = [];
  let { after } = position;
  for (const row of page.rows) {
    const all = itemsOf(row);
    const skip = row.id === position.id ? position.skip : 0;
    const taken = all.slice(skip, skip + query.limit - items.length);
    items.push(...taken);
    if (skip + taken.length < all.length) {
      return { items, next: JSON.stringify({ after, id: row.id, skip: skip + taken.length }) };
    }
    after = index && sortKey(index, row);
  }
  return page.next === undefined ? { items } : { items, next: JSON.stringify({ after: page.next, skip: 0 }) };
}

/** The rows of a partition that was read whole, as a list would give them: filtered, in order, behind the cursor. */
export function pageOfRows(entity: Entity, query: ListQuery<AnyRow>, rows: readonly AnyRow[]): { rows: AnyRow[] } {
  const index = entity.indexes[query.sources[0]?.index ?? "all"];
  const key = (row: AnyRow): string => (index ? sortKey(index, row) : row.id);
  const { after, descending = false, range = {} } = query;
  const inRange = (k: string): boolean =>
    k >= (range.from ?? "") &&
    k < (range.to ?? "\uffff") &&
    (after === undefined || (descending ? k < after : k > after));
  const sorted = rows.filter((row) => inRange(key(row)) && (query.keep?.(row) ?? true));
  return { rows: sorted.sort((a, b) => (key(a) < key(b) ? -1 : 1) * (descending ? -1 : 1)) };
}
