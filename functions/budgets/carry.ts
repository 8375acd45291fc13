import { addMonths } from "../../shared/clock.ts";
import type { Caller } from "../../shared/http/route.ts";
import { beside, type Change, commit, making, replacement } from "../../shared/records/write.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { dueWork } from "../tenants/due.ts";
import { budgetNoun } from "./noun.ts";
import { placeOf } from "./rules.ts";
import { type BudgetRow, budget } from "./table.ts";

/** The next month's budget with what is carried into it; one that nobody has made yet is made, of nothing else. */
async function taken(call: Caller, row: BudgetRow, carriedInMinor: number): Promise<Change> {
  const { departmentId, costCentre, category, ownerId } = row;
  const month = addMonths(`${row.month}-01`, 1).slice(0, 7);
  const place = { departmentId, costCentre, category, month };
  const id = await call.table.idOfUnique(budget, "category", placeOf(place as Parameters<typeof placeOf>[0]) ?? "");
  if (!id) return making(call, budgetNoun, { ...place, ownerId, limitMinor: 0, carriesOver: true, carriedInMinor });
  const next = await call.table.get(budget, id);
  const fields = { carriedInMinor: next.carriedInMinor + carriedInMinor };
  return replacement(call, budgetNoun, next as AnyRow, fields, { as: "carry-over" });
}

/**
 * Runs every few minutes. What is left of a month that is over goes to the next one, in one transaction, once: what is given
 * back later stays with the month, and what was spent beyond it too.
 */
export const handler = dueWork("budgetCarry", budget, async ({ row, caller }) => {
  const call = await caller();
  const left = Math.max(0, row.leftMinor);
  const fields = { carriedAt: call.now, carriedOutMinor: row.carriedOutMinor + left };
  const over = await replacement(call, budgetNoun, row as AnyRow, fields, { as: "carry-over" });
  const next = left > 0 ? (await taken(call, row, left)).actions : [];
  await commit(call, beside(over, next));
});
