import { cellId, figure, figureRows } from "../../shared/records/figures.ts";
import type { Table } from "../../shared/table/table.ts";
import { isCost } from "./rules.ts";
import { expense } from "./table.ts";

const CELL = "xc";

/** What stands spent on each record that expenses name, by currency. */
export const costFigure = figure(expense, {
  name: "expenseCost",
  when: (row) => isCost(row) && !row.archived,
  dimensions: {
    record: ({ relatedIds = [], accountId }) => [...relatedIds, ...(accountId ? [accountId] : [])],
    currency: (row) => row.currency,
  },
  measures: { amountMinor: (row) => row.amountMinor },
  cells: [{ name: CELL, by: ["record"], within: ["currency"], bare: true }],
});

const CURRENCY = /^[A-Z]{3}$/;

/** What was spent on some records, by their ids, each currency for itself. */
export async function spentOn(table: Table, ids: readonly string[]): Promise<Map<string, Map<string, number>>> {
  const cells = new Map(ids.map((id) => [cellId(CELL, [id]), id]));
  const sums = new Map<string, Map<string, number>>();
  for (const row of await figureRows(table, [...cells.keys()])) {
    const id = cells.get(row.id.split("~")[0] ?? "");
    if (!id) continue;
    const own = sums.get(id) ?? new Map<string, number>();
    for (const [currency, amountMinor] of Object.entries(row)) {
      if (CURRENCY.test(currency)) own.set(currency, (own.get(currency) ?? 0) + Number(amountMinor));
    }
    sums.set(id, own);
  }
  return sums;
}

/** What was spent on some records in a currency, by their ids. */
export async function costsOf(table: Table, ids: readonly string[], currency: string): Promise<Map<string, number>> {
  const spent = [...(await spentOn(table, ids))];
  return new Map(spent.map(([id, sums]) => [id, sums.get(currency) ?? 0]));
}
