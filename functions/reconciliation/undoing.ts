import { Fault } from "../../shared/fault.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { reopenActions } from "./reopen.ts";
import type { Transaction } from "./rows.ts";
import { type Undo, undoActions } from "./undo.ts";
import { isUndoable } from "./undoable.ts";

/** What taking a line's application or closing back writes, and the line as it stands then. */
export const undoOf = (table: Table, row: Transaction, now: string, allocationIds?: readonly string[]): Promise<Undo> =>
  (row.direction === "debit" ? reopenActions : undoActions)(table, row, allocationIds, now);

/** Takes back the application of a receipt, or the closing of a line that went out, wholly or the named allocations. */
export async function undoLine(
  table: Table,
  row: Transaction,
  now: string,
  { reason, allocationIds }: { reason: string; allocationIds?: readonly string[] },
): Promise<Transaction> {
  if (!isUndoable(row)) {
    throw new Fault("invalid_state", "Nothing is applied from this line, so there is nothing to undo.");
  }
  const { actions, transaction } = await undoOf(table, row, now, allocationIds);
  const after = { ...transaction, undoReason: reason };
  await table.commit([write.replace(bankTransaction, row, after), ...actions]);
  return after;
}
