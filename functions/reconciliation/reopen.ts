import type { Action } from "../../shared/table/action.ts";
import { type Table, write } from "../../shared/table/table.ts";
import type { Entry } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { giveAgain } from "./goneback.ts";
import { mappedOwner } from "./mapped.ts";
import { reopenedLine } from "./outgoing.ts";
import { unclaw } from "./payout.ts";
import { Pending } from "./pending.ts";
import type { Transaction } from "./rows.ts";
import { entriesToUndo, entryId, takenBack } from "./rules.ts";
import type { Undo } from "./undo.ts";

type Tied = { entry: Entry; bankTransactionId: string };

/** Undoes one closing of a line that gave back or refunded a receipt: what it took of the receipt is given again. */
async function untie(
  table: Table,
  row: Transaction,
  { entry, bankTransactionId }: Tied,
  now: string,
): Promise<Action[]> {
  const receipt = await table.get(bankTransaction, bankTransactionId);
  const tie = { bankTransactionId: row.id, run: entry.run, causeId: entryId(row.id, entry.run, 0) };
  const taught = (row.taught ?? [])
    .filter((lesson) => lesson.closing === entry.run && entry.kind === "returned")
    .map(({ closing: _, ...lesson }) => lesson);
  return (await giveAgain(table, receipt, tie, taught, now)).actions;
}

/** Undoes a payment of a credit note: it is open again, and what it took of credits is given again. */
async function unpay(table: Table, row: Transaction, entry: Entry, now: string): Promise<Action[]> {
  const notes = await table.getMany(receivable, entry.receivableId ? [entry.receivableId] : [], true);
  const clawed = (row.clawedBack ?? []).filter((c) => c.run === entry.run);
  return [
    ...takenBack(notes, [entry], () => [], now).map((c) => write.replace(receivable, c.before, c.after)),
    ...(await unclaw(table, clawed, { now, causeId: entryId(row.id, entry.run, 0) })),
  ];
}

/**
 * Takes back all closings of a line that went out, or those that the named allocations are of: receipts, prepayments,
 * credit notes, credits and what was learned are as they were, and the line waits for a person. Everything is appended.
 */
export async function reopenActions(
  table: Table,
  row: Transaction,
  allocationIds: readonly string[] | undefined,
  now: string,
): Promise<Undo> {
  const undone = entriesToUndo(row, allocationIds);
  const runs = new Set(undone.map((e) => e.run));
  const pending = new Pending(table);
  // The last closing first, as it may stand on the ones before it.
  for (const entry of [...undone].reverse()) {
    const { bankTransactionId } = entry;
    if (bankTransactionId) pending.add(await untie(pending.table, row, { entry, bankTransactionId }, now));
    if (entry.kind === "creditNotePaidOut") pending.add(await unpay(pending.table, row, entry, now));
  }
  const taught = (row.taught ?? []).filter((lesson) => !runs.has(lesson.closing ?? -1));
  const after = reopenedLine(row, undone, now);
  const transaction = {
    ...after,
    taught: taught.length > 0 ? taught : undefined,
    ...(after.state === "claimable" && { ownerId: await mappedOwner(table, row) }),
  };
  return { actions: pending.actions, transaction };
}
