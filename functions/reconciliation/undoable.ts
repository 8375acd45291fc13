import { type Entry, standing } from "../bank/rules.ts";
import type { Transaction } from "./rows.ts";

/** What of a line can be taken back: of a receipt what it pays, and not what has gone out of it again. */
const own = (row: Transaction): Entry[] =>
  standing(row).filter((e) => row.direction === "debit" || e.bankTransactionId === undefined);

/** Is something applied from the line, or closed by it? */
export const isUndoable = (row: Transaction): boolean => own(row).length > 0;

/** A line that was applied or closed, and taken back. */
export const wasUndone = (row: Transaction): boolean =>
  !isUndoable(row) && (row.allocations ?? []).some((e) => e.reversesId !== undefined);
