import { cellId, figure, figureRows } from "../../shared/records/figures.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { order } from "../orders/table.ts";

const CELL = "cop";
/** Products of one order that are counted in pairs: the first so many. */
const PRODUCTS_MAX = 20;

const productsOf = (row: { lines: readonly { productId: string }[] }): string[] =>
  [...new Set(row.lines.map(({ productId }) => productId))].slice(0, PRODUCTS_MAX);

/** In how many orders that stand two products were bought together. */
export const pairFigure = figure(order, {
  name: "coPurchase",
  when: (row) => row.status === "signed" && !row.archived,
  each: (row) => {
    const all = productsOf(row);
    return all.flatMap((base) =>
      all.filter((other) => other !== base).map((other) => ({ ...row, base, other }) as AnyRow),
    );
  },
  dimensions: {
    base: (row) => String((row as AnyRow).base),
    other: (row) => String((row as AnyRow).other),
  },
  measures: { orders: () => 1 },
  cells: [{ name: CELL, by: ["base"], within: ["other"], bare: true }],
});

/** With which other products some were bought, and in how many orders: other → product → orders. */
export async function boughtWith(table: Table, ids: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const cells = new Map(ids.map((id) => [cellId(CELL, [id]), id]));
  const found = new Map<string, Map<string, number>>();
  for (const { id, ...counters } of await figureRows(table, [...cells.keys()])) {
    const base = cells.get(id.split("~")[0] ?? "");
    for (const [other, n] of Object.entries(counters)) {
      if (!base || !other.startsWith("prd_") || !Number(n)) continue;
      const of = found.get(other) ?? new Map<string, number>();
      found.set(other, of.set(base, (of.get(base) ?? 0) + Number(n)));
    }
  }
  return found;
}
