/**
 * A budget holds its own sums. An expense notes which budgets bear it when it is asked for; how they bear it follows
 * from its state alone, and each write of an expense replaces its budgets in its own transaction, under their
 * versions. So nothing asked for passes a limit, whoever asks at once, and what is refused or reversed gives back
 * exactly what it took. What the company has paid already is booked all the same. What is left of a month is moved to
 * the next one and never counted in both.
 */
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { displayAmount } from "../../shared/money.ts";
import { replacement } from "../../shared/records/write.ts";
import type { Action } from "../../shared/table/action.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { budgetNoun } from "./noun.ts";
import { type Borne, type Charge, changesOf, placesOf } from "./rules.ts";
import { type BudgetRow, budget } from "./table.ts";

/** A part of a spending: who spends, on what, when and how much. */
export type Part = {
  departmentId?: string | undefined;
  costCentre?: string | undefined;
  category: string;
  on: string;
  amountMinor: number;
};

async function budgetIdOf({ table }: Caller, places: readonly string[]): Promise<string | undefined> {
  for (const place of places) {
    const id = await table.idOfUnique(budget, "category", place);
    if (id) return id;
  }
  return undefined;
}

/** The budgets that bear a spending, and how much of it each; what falls into none is borne by none. */
export async function chargesOf(call: Caller, parts: readonly Part[]): Promise<Charge[]> {
  const sums = new Map<string, { places: string[]; amountMinor: number }>();
  for (const { amountMinor, on, ...part } of parts) {
    const places = placesOf({ ...part, month: on.slice(0, 7) } as Parameters<typeof placesOf>[0]);
    const key = places.join("\n\n");
    sums.set(key, { places, amountMinor: (sums.get(key)?.amountMinor ?? 0) + amountMinor });
  }
  const borne = new Map<string, number>();
  for (const { places, amountMinor } of sums.values()) {
    const id = await budgetIdOf(call, places);
    if (id) borne.set(id, (borne.get(id) ?? 0) + amountMinor);
  }
  return [...borne].map(([budgetId, amountMinor]) => ({ budgetId, amountMinor }));
}

function overBudget(row: BudgetRow, leftMinor: number, asked: number): Fault {
  const [left, wanted] = [displayAmount(leftMinor, row.currency), displayAmount(asked, row.currency)];
  const name = [row.month, row.category].filter(Boolean).join(" ");
  const message = `The budget ${name} (${row.id}) has ${left} left, and ${wanted} is asked for.`;
  return new Fault("over_budget", message, { errors: [{ path: "lines", code: "over_budget", message }] });
}

/**
 * What changes of budgets with a spending, to be written in its own transaction. Each budget is replaced under its version,
 * so that of two who ask at once one sees what the other has taken. Nothing passes a limit but what is paid already.
 */
export async function recharged(call: Caller, before: Borne, after: Borne, isPaid: boolean): Promise<Action[]> {
  const changes = await Promise.all(
    [...changesOf(before, after)].map(async ([id, { reserved, consumed }]) => {
      const row = await call.table.get(budget, id);
      const asked = reserved + consumed;
      if (!isPaid && asked > 0 && row.leftMinor < asked) throw overBudget(row, row.leftMinor, asked);
      const sums = {
        reservedMinor: row.reservedMinor + reserved,
        consumedMinor: row.consumedMinor + consumed,
      };
      return replacement(call, budgetNoun, row as AnyRow, sums, { as: "charge" });
    }),
  );
  return changes.flatMap(({ actions }) => actions);
}
