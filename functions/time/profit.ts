import type * as z from "zod";
import { load } from "../../shared/http/record.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { order } from "../orders/table.ts";
import { type ProjectRow, project } from "../projects/table.ts";
import { receivable } from "../receivables/table.ts";
import { collectedOf, soldOf } from "./rules.ts";
import { ProfitView } from "./schema.ts";
import { projectCost, timeEntry } from "./table.ts";

const HOUR_MINUTES = 60;

export type Profit = z.output<typeof ProfitView>;

/** What the order of a project was sold for and brought in, as far as the project delivers it. */
async function feesOf({ table }: Caller, { orderId, productTypes, currency }: ProjectRow) {
  const row = orderId ? await table.find(order, orderId) : undefined;
  if (!row || row.currency !== currency) return { soldMinor: 0, collectedMinor: 0 };
  const ids = row.instalments.flatMap(({ receivableId }) => receivableId ?? []);
  const owed = await table.getMany(receivable, ids, true);
  // What was cancelled is sold to nobody.
  const soldMinor = row.status === "cancelled" ? 0 : soldOf(row.lines, productTypes);
  return { soldMinor, collectedMinor: collectedOf([...owed.values()], productTypes) };
}

/** What a project brought in and cost, exactly: collected fees less hours at their rates less what was paid for it and spent on it. */
export async function profitOf(call: Caller, row: ProjectRow): Promise<Profit> {
  const at = (entity: typeof timeEntry | typeof projectCost, begins: string) => ({
    sources: [sourceOf(entity, "parent", { projectId: row.id })],
    range: { from: begins, to: `${begins}\uffff` },
  });
  const sums = { minutes: 0, labourMinor: 0, unratedMinutes: 0, costsMinor: 0 };
  for await (const one of call.table.each(timeEntry, at(timeEntry, "tim#"))) {
    if (one.archived) continue;
    sums.minutes += one.minutes;
    sums.labourMinor += one.costMinor ?? 0;
    if (one.costMinor === undefined) sums.unratedMinutes += one.minutes;
  }
  for await (const one of call.table.each(projectCost, at(projectCost, "pco#"))) {
    if (!one.archived && one.currency === row.currency) sums.costsMinor += one.amountMinor;
  }
  const { spentOn } = await import("../expenses/costs.ts");
  const [fees, expenses] = await Promise.all([feesOf(call, row), spentOn(call.table, [row.id])]);
  const { [row.currency]: expensesMinor = 0, ...others } = Object.fromEntries(expenses.get(row.id) ?? []);
  const otherExpenses = Object.entries(others)
    .filter(([, amountMinor]) => amountMinor !== 0)
    .sort()
    .map(([currency, amountMinor]) => ({ currency, amountMinor }));
  const { budgetHours, budgetMinor } = row;
  const spent = sums.labourMinor + sums.costsMinor + expensesMinor;
  return {
    ...{ projectId: row.id, currency: row.currency, ...fees, ...sums, expensesMinor, otherExpenses },
    profitMinor: fees.collectedMinor - spent,
    ...(budgetHours !== undefined && {
      budgetHours,
      budgetLeftMinutes: Math.round(budgetHours * HOUR_MINUTES) - sums.minutes,
    }),
    ...(budgetMinor !== undefined && { budgetMinor, budgetLeftMinor: budgetMinor - spent }),
  };
}

const profit = route({
  method: "GET",
  path: "/v1/projects/{id}/profit",
  permission: "time.costs",
  summary:
    "What a project brought in and cost: collected fees less hours at their rates less what was paid for it and spent on it.",
  reply: ProfitView,
  example: { params: { id: "{id}" } },
  run: async (call) => profitOf(call, await load(call, project)),
});

export const profitRoutes: Route[] = [profit];
