import { MINUTE_MS } from "../../shared/duration.ts";
import { errorFields, log } from "../../shared/log.ts";
import { timeKey } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { isPassing } from "../../shared/table/retry.ts";
import type { Table } from "../../shared/table/table.ts";
import { bankTransaction, undecidedWatch } from "../bank/table.ts";
import { watchWork } from "../tenants/due.ts";
import type { Transaction } from "./rows.ts";

/** By then the stream has brought every line that nothing holds up. */
const UNDECIDED_AFTER_MS = 3 * MINUTE_MS;
/** Lines that came within this time are looked at a second time: the indexes have caught up by then. */
const SECOND_LOOK_WITHIN_MS = 15 * MINUTE_MS;
/** Lines of one tenant that one run decides; the next run goes on. */
const LINES_MAX = 500;

/**
 * Runs every five minutes. Lines that nothing has decided are decided; those that came lately and wait for a person are
 * decided anew once or twice, since line and receivable may have missed each other in indexes that lagged.
 */
export const handler = watchWork("undecided", undecidedWatch, async ({ table, now }) => {
  const before = (ms: number): string => timeKey(new Date(now.getTime() - ms).toISOString());
  const waiting = (state: Transaction["state"], range: { from?: string; to?: string }, limit = LINES_MAX) =>
    table
      .list(bankTransaction, { sources: [sourceOf(bankTransaction, "work", { state })], range, limit })
      .then(({ rows }) => rows);
  const to = before(UNDECIDED_AFTER_MS);
  const undecided = await waiting("received", { to });
  const recent = await waiting("claimable", { from: before(SECOND_LOOK_WITHIN_MS) });
  const isOld = (row: Transaction): boolean => timeKey(row.createdAt) < to;
  for (const row of [...undecided, ...recent.filter(isOld)]) await decideAgain(table, row, now.toISOString());
  return recent.length > 0 || (await waiting("received", {}, 1)).length > 0;
});

/** What is held up still is taken up by the next run, and holds up nothing else. */
async function decideAgain(table: Table, row: Transaction, now: string): Promise<void> {
  // The engine is loaded where something waits for it.
  const { reconcileOneOf } = await import("./reconcile.ts");
  try {
    await reconcileOneOf(table, row, now);
  } catch (error) {
    if (!isPassing(error)) throw error;
    log.warn("receipt still undecided", { tenantId: table.tenantId, transactionId: row.id, ...errorFields(error) });
  }
}
