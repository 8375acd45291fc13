/**
 * A prepayment stays in its bank line. Using it moves money inside that line's allocations (a payment, and a draw on
 * the prepayment): one undo takes all of it back.
 */
import type { Work } from "../../shared/events/event.ts";
import { isStale } from "../../shared/table/anew.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { applicationActions } from "./application.ts";
import { prepaymentsFor } from "./engine/index.ts";
import { openItem } from "./facts.ts";
import type { ReceivableRow } from "./rows.ts";
import { advanceOf, type PrepaymentRow } from "./rules.ts";
import { prepayment, reconciliationPolicy } from "./table.ts";

/** Prepayments of one account that a new receivable may use, oldest first. */
const ADVANCES_MAX = 50;
const RACES_MAX = 8;

/** Uses one prepayment; each is a transaction of its own, since each belongs to another bank line. */
async function useOne(work: Work, advance: PrepaymentRow, target: ReceivableRow, amountMinor: number): Promise<void> {
  const row = await work.table.get(bankTransaction, advance.bankTransactionId);
  const application = advanceOf(row, advance, amountMinor, target, work.now);
  await work.table.commit(await applicationActions(work.table, row, application, work.now));
}

/** Where the policy says so, pays a new receivable from what its account has in advance. */
export async function useAdvances(work: Work, opened: ReceivableRow): Promise<void> {
  if ((await reconciliationPolicy.held(work.table)).prepaymentUse !== "nextReceivable") return;
  for (let races = 0; races < RACES_MAX; ) {
    const target = await work.table.get(receivable, opened.id);
    const sources = [sourceOf(prepayment, "work", { accountId: target.accountId })];
    const { rows } = await work.table.list(prepayment, { sources, limit: ADVANCES_MAX });
    // What the index shows may be used up already.
    const ids = rows.map(({ id }) => id);
    const advances = await work.table.getMany(prepayment, ids, true);
    const left = ids.flatMap((id) => advances.get(id) ?? []).filter(({ openMinor }) => openMinor > 0);
    const [use] = target.openMinor > 0 ? prepaymentsFor(openItem(target), left) : [];
    const advance = use && advances.get(use.prepaymentId);
    if (!use || !advance) return;
    try {
      await useOne(work, advance, target, use.amountMinor);
    } catch (error) {
      if (!isStale(error)) throw error;
      races++;
    }
  }
}
