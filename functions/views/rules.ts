import { boundsOf, equalitiesOf } from "../../shared/filter/bounds.ts";
import type { Resolved } from "../../shared/filter/resolve.ts";
import type { KeyAsk } from "../../shared/http/plan.ts";
import { valueAt } from "../../shared/records/values.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { timeKey } from "../../shared/table/entity.ts";
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

/** Characters of a text that its order is decided by. */
const SORT_CHARS_MAX = 32;
/** Sorts behind every value: what has none comes last, ascending, and first, descending. */
const NONE = "\uffff";
const NUMBER_DIGITS = 16;
const NUMBER_OFFSET = 1e15;

/**
 * A value as text that sorts as the value does: numbers (to six decimals) shifted above zero and padded, money by its
 * minor units, instants by time, texts without regard to case and width.
 */
export function sortText(row: Record<string, unknown>, field: string): string {
  const value = valueAt(row, field);
  if (value === undefined || value === null) return NONE;
  if (typeof value === "object" && "amountMinor" in value) return sortText({ value: value.amountMinor }, "value");
  if (typeof value === "number") {
    const shifted = BigInt(Math.round(value * 1e6)) + BigInt(NUMBER_OFFSET) * 1_000_000n;
    return String(shifted).padStart(NUMBER_DIGITS + 6, "0");
  }
  if (typeof value === "boolean") return value ? "1" : "0";
  if (field.endsWith("At") && !Number.isNaN(Date.parse(String(value)))) return timeKey(String(value));
  const text = Array.isArray(value) ? value.join(",") : String(value);
  return Array.from(text.normalize("NFKC").toLowerCase()).slice(0, SORT_CHARS_MAX).join("");
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
