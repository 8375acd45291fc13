import type { Action } from "../../shared/table/action.ts";
import { type Table, write } from "../../shared/table/table.ts";
import { standing } from "../bank/rules.ts";
import { placesOf, reversalPacks } from "../credits/rules.ts";
import { creditPack } from "../credits/table.ts";
import { receivable } from "../receivables/table.ts";
import { deductionsFollow } from "./deductions.ts";
import { checkCredits } from "./goneback.ts";
import { mappedOwner } from "./mapped.ts";
import { unteachActions } from "./memory.ts";
import type { Transaction } from "./rows.ts";
import { entriesToUndo, prepaymentsOf, prepaymentTakenBack, takenBack, undoneTransaction } from "./rules.ts";
import { prepayment } from "./table.ts";

/** What an undo writes, and the transaction as it stands after it; the caller writes that row itself. */
export type Undo = { actions: Action[]; transaction: Transaction };

/**
 * Takes back all standing allocations of a transaction, or the named ones with what hangs on them: receivables are
 * restored, credits reversed, prepayments closed, what a claim taught is unlearned. Everything is appended; nothing
 * is deleted. One transaction with the bank line itself.
 */
export async function undoActions(
  table: Table,
  row: Transaction,
  allocationIds: readonly string[] | undefined,
  now: string,
): Promise<Undo> {
  const undone = entriesToUndo(row, allocationIds);
  const ids = undone.flatMap((e) => e.receivableId ?? []);
  const [rows, packs, advances] = await Promise.all([
    table.getMany(receivable, ids, true),
    undone.length > 0 ? table.collect(creditPack, { bankTransactionId: row.id }, "credit#") : [],
    table.getMany(prepayment, prepaymentsOf(undone), true),
  ]);
  const after = undoneTransaction(row, undone, now);
  const transaction = after.state === "claimable" ? { ...after, ownerId: await mappedOwner(table, row) } : after;
  const allocationIdsUndone = undone.map((e) => e.id);
  const places = placesOf(packs, allocationIdsUndone);
  checkCredits(
    packs,
    undone.flatMap(({ id, kind, receivableId, amountMinor }) =>
      kind === "payment" && receivableId ? [{ allocationId: id, receivableId, amountMinor }] : [],
    ),
  );
  const left = standing(transaction);
  // What a claim taught stands as long as anything of that claim does.
  const stands = (t: { run: number }): boolean => left.some((e) => e.run === t.run);
  const taught = (row.taught ?? []).filter(stands);
  const forgotten = (row.taught ?? []).filter((t) => !stands(t));
  return {
    transaction: { ...transaction, taught: taught.length > 0 ? taught : undefined },
    actions: [
      ...takenBack(rows, undone, (id) => places.get(id), now).map((c) => write.replace(receivable, c.before, c.after)),
      ...reversalPacks(packs, allocationIdsUndone, now).map((pack) => write.create(creditPack, pack)),
      ...[...advances.values()].map((a) => write.replace(prepayment, a, prepaymentTakenBack(a, undone, now))),
      ...(await deductionsFollow(table, row, transaction, now)),
      ...(await unteachActions(table, forgotten, now)),
    ],
  };
}
