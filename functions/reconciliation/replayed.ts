import { type Table, write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import type { AdviceRow } from "./advices.ts";
import { loadCase } from "./case.ts";
import { decide } from "./engine/index.ts";
import { Pending } from "./pending.ts";
import { proofOf } from "./reconcile.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { nobodys } from "./rules.ts";
import type { Decision } from "./schema.ts";
import { reconciliationPolicy } from "./table.ts";
import { isUndoable } from "./undoable.ts";
import { undoOf } from "./undoing.ts";

/** The line as it was when it came. */
const asItCame = (row: Transaction): Transaction => ({
  ...row,
  ...nobodys(row),
  state: "received",
  exclusion: undefined,
  allocations: undefined,
  runs: undefined,
  taught: undefined,
  unappliedMinor: row.amountMinor,
});

/**
 * The world as it would be without what this line has done: its receivables are open again, in memory alone. Nothing is written.
 */
async function without(table: Table, row: Transaction, now: string) {
  const pending = new Pending(table);
  const bare = asItCame(row);
  const opened: ReceivableRow[] = [];
  if (isUndoable(row)) {
    const { actions } = await undoOf(table, row, now);
    pending.add(actions);
    for (const action of actions)
      if (action.kind === "replace" && action.entity.noun === "receivable") opened.push(action.after as ReceivableRow);
  }
  pending.add([write.replace(bankTransaction, row, { ...bare, version: row.version + 1 })]);
  return { table: pending.table, row: bare, opened };
}

/**
 * Has the engine decide a line once more, of everything as it is now but for what the line itself has done; with the advice that it
 * would find by now.
 */
export async function decidedAnew(
  table: Table,
  row: Transaction,
  now: string,
): Promise<{ decision: Decision; advice?: AdviceRow }> {
  const world = await without(table, row, now);
  const policy = await reconciliationPolicy.held(table);
  const { input, advice } = await loadCase(world.table, world.row, policy, { consistent: true, opened: world.opened });
  return { decision: decide(input), advice };
}

/** The proof of a line that is decided once more. */
export const replayed = async (table: Table, row: Transaction, now: string): Promise<string> =>
  proofOf((await decidedAnew(table, row, now)).decision);
