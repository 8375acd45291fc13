import { Fault } from "../../shared/fault.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { reopenActions } from "./reopen.ts";
import type { Transaction } from "./rows.ts";
import { entriesToUndo } from "./rules.ts";
import { ALLOCATIONS_MAX } from "./schema.ts";
import { runsOf } from "./stages.ts";
import { type Undo, undoActions } from "./undo.ts";
import { isUndoable } from "./undoable.ts";

/** What taking a line's application or closing back writes, and the line as it stands then. */
export const undoOf = (table: Table, row: Transaction, now: string, allocationIds?: readonly string[]): Promise<Undo> =>
  (row.direction === "debit" ? reopenActions : undoActions)(table, row, allocationIds, now);

/**
 * Takes back the application of a receipt, or the closing of a line that went out, wholly or the named allocations. What was applied by
 * several transactions is taken back by as many, the latest first; called again after a failure, it goes on with what still stands.
 */
export async function undoLine(
  table: Table,
  row: Transaction,
  now: string,
  { reason, allocationIds }: { reason: string; allocationIds?: readonly string[] },
): Promise<Transaction> {
  if (!isUndoable(row)) {
    throw new Fault("invalid_state", "Nothing is applied from this line, so there is nothing to undo.");
  }
  // All of it is asked first, so that nothing is taken back where a part cannot be.
  const whole = await undoOf(table, row, now, allocationIds);
  const undone = entriesToUndo(row, allocationIds);
  if (undone.length <= ALLOCATIONS_MAX) return written(table, row, whole, reason);
  let after = row;
  for (const ids of runsOf(undone)) after = await written(table, after, await undoOf(table, after, now, ids), reason);
  return after;
}

async function written(table: Table, row: Transaction, undo: Undo, reason: string): Promise<Transaction> {
  const after = { ...undo.transaction, undoReason: reason };
  await table.commit([write.replace(bankTransaction, row, after), ...undo.actions]);
  return after;
}
