/**
 * Receipts of one payer are linked within a delivery and decided in the order of their booking, whichever the stream
 * brings first. Across deliveries an equal payment that was booked later and decided earlier gives way: its
 * application is taken back by reversing entries, the earlier one is decided, then it is decided anew and is the
 * suspected duplicate. Only what the engine applied alone gives way, never what a person has decided; of one day the
 * bank's numbers tell the order, so that it does not matter which call came first.
 */
import { Fault } from "../../shared/fault.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { bankTransaction } from "../bank/table.ts";
import type { Case } from "./case.ts";
import type { Transaction } from "./rows.ts";
import type { Decision } from "./schema.ts";
import { undoActions } from "./undo.ts";

/** Lines of one payer that one decision looks back over; a delivery links no more. */
const LOOKED_BACK_MAX = 200;
/** Why a line waits that repeats what was paid already. */
const REPEATS = ["suspectedDuplicate", "alreadyPaid"];

/** The lines of this payer that one delivery told before this one and that nobody has decided yet, the earliest first. */
export async function undecidedBefore(table: Table, row: Transaction): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let { afterId } = row;
  while (afterId !== undefined && found.length < LOOKED_BACK_MAX) {
    const before = await table.find(bankTransaction, afterId);
    if (before?.state !== "received") break;
    found.unshift(before);
    afterId = before.afterId;
  }
  return found;
}

/**
 * Was this line booked before the other? By its day; of one day by the bank's numbers, so that it does not matter which call came
 * first. What one delivery told of one day was decided in its order.
 */
export function isBookedBefore(a: Transaction, b: Transaction): boolean {
  if (a.bookedOn !== b.bookedOn) return a.bookedOn < b.bookedOn;
  if (a.createdAt === b.createdAt) return false;
  const [mine, theirs] = [a.bankReference ?? "", b.bankReference ?? ""];
  return (mine.localeCompare(theirs, "en", { numeric: true }) || (a.id < b.id ? -1 : 1)) < 0;
}

/** Was all of it applied by the engine, in one go, and has nothing happened to it since? */
const isUntouched = (row: Transaction): boolean =>
  row.state === "applied" &&
  row.direction === "credit" &&
  row.runs === 1 &&
  row.taught === undefined &&
  (row.allocations ?? []).every((e) => e.kind === "payment" && !e.reversesId && !e.bankTransactionId);

/** The equal payment that was booked later and decided earlier, for which this line is now taken for a repeat. */
export async function decidedTooEarly(
  table: Table,
  { transaction: row, receipts }: Case,
  decision: Decision,
): Promise<Transaction | undefined> {
  if (decision.outcome !== "claimable" || !REPEATS.includes(decision.proof.why)) return undefined;
  const later = receipts
    .filter((other) => other.amountMinor === row.amountMinor && other.currency === row.currency)
    .filter((other) => isUntouched(other) && isBookedBefore(row, other))
    .sort((a, b) => (isBookedBefore(a, b) ? 1 : -1));
  for (const { id } of later) {
    const other = await table.get(bankTransaction, id);
    // What a person has had in hand stays as it is, whatever the bank has told of it since.
    if (isUntouched(other) && (await table.stampOf(bankTransaction, id))?.attendedVersion === 0) return other;
  }
  return undefined;
}

/**
 * Takes the application of a line back, so that one which was booked before it is decided first; then it is decided anew. False where
 * something stands on its cash by now.
 */
export async function giveWay(table: Table, row: Transaction, now: string): Promise<boolean> {
  try {
    const { actions, transaction } = await undoActions(table, row, undefined, now);
    const waiting = { ...transaction, state: "received" as const, proof: undefined };
    await table.commit([write.replace(bankTransaction, row, waiting), ...actions]);
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === "cash_applied") return false;
    throw error;
  }
}
