import { orderKey } from "../records/ordering.ts";
import type { AnyRow, Entity } from "../table/entity.ts";
import type { ListPage, ListQuery, ListSource } from "../table/list.ts";
import type { Table } from "../table/table.ts";

/** A filter, or a scope, that leaves no more rows than these is answered by reading and ordering them. */
export const NARROW_ROWS_MAX = 1_000;

/** An order that no index has: of which field, and the partitions that hold all rows asked for, where these are not the whole noun. */
export type Ordered = { field: string; narrow?: ListSource[] };

/** The page behind `after` of rows that are all at hand; a page's last key is of the form that the places of an order have. */
function cutPage(
  rows: readonly (readonly [string, AnyRow])[],
  query: ListQuery<AnyRow>,
): Pick<ListPage<AnyRow>, "rows" | "next"> {
  const { after, limit, descending = false } = query;
  const sign = descending ? -1 : 1;
  const behind = rows
    .filter(([key]) => after === undefined || (key < after === descending && key !== after))
    .sort(([a], [b]) => (a < b ? -sign : sign));
  const page = behind.slice(0, limit);
  const next = behind.length > limit ? page.at(-1)?.[0] : undefined;
  return { rows: page.map(([, row]) => row), ...(next !== undefined && { next }) };
}

/**
 * A page of a list in the order of a field that its noun declares. Few rows are read and ordered; of more the places of
 * that order are walked, and what is not asked for is dropped. Both have the same keys, so that a cursor goes on in either.
 */
export async function orderedPage(
  table: Pick<Table, "list">,
  entity: Entity,
  query: ListQuery<AnyRow>,
  { field, narrow }: Ordered,
): Promise<ListPage<AnyRow>> {
  if (narrow) {
    const all = { sources: narrow, keep: query.keep, limit: NARROW_ROWS_MAX, examine: NARROW_ROWS_MAX };
    const found = (await table.list(entity, all)) as ListPage<AnyRow>;
    if (found.next === undefined) {
      const keyed = found.rows.map((row) => [`${orderKey(entity, field, row)}#${row.id}`, row] as const);
      return { ...cutPage(keyed, query), examined: found.examined };
    }
  }
  return (await table.list(entity, query)) as ListPage<AnyRow>;
}
