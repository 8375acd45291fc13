import { boundsOf, equalitiesOf } from "../../shared/filter/bounds.ts";
import type { Resolved } from "../../shared/filter/resolve.ts";
import type { KeyAsk } from "../../shared/http/plan.ts";
import { valueAt } from "../../shared/records/values.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { view } from "./table.ts";

export type ViewRow = RowOf<typeof view>;

/** What lets somebody use and change the views of others. */
export const VIEWS_ALL = "views.all";

export type Order = { field: string; descending: boolean };

/** `-createdAt` → createdAt, descending. */
export const orderOf = (sort = "-createdAt"): Order => ({
  field: sort.replace(/^-/, ""),
  descending: sort.startsWith("-"),
});

/** What a filter and an order ask of the indexes. */
export function askOf(filter: Resolved, order: Order, filterable: readonly string[]): KeyAsk {
  const bounds = boundsOf(filter).get(order.field) ?? {};
  return {
    equal: Object.fromEntries(equalitiesOf(filter)),
    ranges: Object.entries(bounds).map(([op, value]) => ({ field: order.field, op, value })),
    sort: order.field,
    isSorted: true,
    filterable,
  };
}

type Found = readonly (readonly [string, string])[];

/** Matches in order; equal ones by id, so that pages do not move. */
export const inOrder = (found: Found, descending: boolean): (readonly [string, string])[] =>
  [...found].sort(([a, x], [b, y]) => {
    const order = a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1;
    return descending ? -order : order;
  });

/** The columns of a row, and always its id and version. */
export function columnsOf(
  row: Record<string, unknown>,
  columns: readonly string[] | undefined,
): Record<string, unknown> {
  if (!columns) return row;
  const shown: Record<string, unknown> = { id: row.id, version: row.version };
  for (const column of columns) {
    const value = valueAt(row, column);
    if (value === undefined) continue;
    const [top, key] = column.split(".") as [string, string | undefined];
    if (key === undefined) shown[top] = value;
    else shown[top] = { ...(shown[top] as object), [key]: value };
  }
  return shown;
}
