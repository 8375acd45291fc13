import type { Change, Work } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { unpackProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { useAdvances } from "./advances.ts";
import { type AdviceRow, amountsOf, mayHaveAdvice } from "./advices.ts";
import { explainApplied } from "./advised-late.ts";
import { closeWith, openWith } from "./deductions.ts";
import { likeLookupKeysOf, lookupKeysOf, referenceKeysOf, signalsOf } from "./engine/index.ts";
import { factsOf } from "./facts.ts";
import { noteEndToEnd } from "./originals.ts";
import { isEarlyReturn, reconcile, reconcileOneOf } from "./reconcile.ts";
import type { ReceivableRow, Transaction } from "./rows.ts";
import { accountBearer, endToEndKeys, type SignalKey, signal } from "./signals.ts";
import { joinAdvice, joinLine } from "./spans.ts";
import { learnStyles, stylesOf } from "./styles.ts";
import { reconciliationPolicy } from "./table.ts";

/** The work that receipts, receivables and payer names bring: loaded by the consumer at the first change that brings any. */

/** Waiting lines that a new receivable or payer name may explain; older ones wait for a person. */
const WAITING_LOOKED_AT_MAX = 300;

/** Decides anew every waiting line that one of the keys leads to, or that was thought to be this account's. */
async function decideWaiting(
  work: Work,
  keys: ReadonlySet<string>,
  accountId: string,
  opened?: ReceivableRow,
): Promise<void> {
  const [policy, styles] = [await reconciliationPolicy.held(work.table), await stylesOf(work.table)];
  const sources = [sourceOf(bankTransaction, "work", { state: "claimable" })];
  const page = await work.table.list(bankTransaction, { sources, descending: true, limit: WAITING_LOOKED_AT_MAX });
  for (const row of page.rows) {
    const isNamed = row.accountId === accountId || row.proof?.includes(accountId);
    const signals = signalsOf(factsOf(row), policy, styles);
    const asked = [...lookupKeysOf(signals), ...likeLookupKeysOf(signals, new Set())];
    const touched = isNamed || asked.some((key) => keys.has(key));
    if (touched) await reconcileOneOf(work.table, row, work.now, opened);
  }
}

/** Decides the waiting lines anew that a new advice may be of, in the order of their booking; the first that it fits uses it. */
async function explainByAdvice(work: Work, advice: AdviceRow): Promise<void> {
  const sources = [sourceOf(bankTransaction, "work", { state: "claimable" })];
  const page = await work.table.list(bankTransaction, { sources, descending: true, limit: WAITING_LOOKED_AT_MAX });
  const lines = page.rows
    .filter(
      (row) => mayHaveAdvice(row) && row.currency === advice.currency && amountsOf(row).includes(advice.totalMinor),
    )
    .sort((a, b) => (a.bookedOn + a.createdAt < b.bookedOn + b.createdAt ? -1 : 1));
  for (const row of lines) await reconcileOneOf(work.table, row, work.now);
  await explainApplied(work, advice);
  await joinAdvice(work.table, advice.id, work.now);
}

async function explainBy(row: ReceivableRow, work: Work): Promise<void> {
  const holder = await work.table.find(account, row.accountId, false);
  const own = referenceKeysOf({ ...row, orderId: undefined });
  await decideWaiting(work, new Set([...own, ...(holder ? accountBearer(holder).keys : [])]), row.accountId, row);
}

/** Applies the cash of a line, or lays it before people. */
export async function received({ after }: Change<Transaction>, work: Work): Promise<void> {
  if (!after) return;
  await noteEndToEnd(work.table, after, work.now);
  await reconcile(work.table, after, work.now);
}

/** Uses prepayments for a new receivable and decides waiting receipts anew. */
export async function opened({ after }: Change<ReceivableRow>, work: Work): Promise<void> {
  if (!after) return;
  await learnStyles(work.table, after, work.now);
  if (after.kind !== "invoice") return;
  await useAdvances(work, after);
  await explainBy(after, work);
}

/** Closes what payers have taken off a receivable, since it was paid or given up after all. */
export const settled = async ({ before, after }: Change<ReceivableRow>, work: Work): Promise<void> =>
  before && after ? closeWith(work, before, after) : undefined;

/** Opens again what it has closed. */
export const reopened = async ({ after }: Change<ReceivableRow>, work: Work): Promise<void> =>
  after ? openWith(work, after) : undefined;

/** Finds the payment that waits for an advice, or that was applied before it came. */
export const advised = async ({ after }: Change<AdviceRow>, work: Work): Promise<void> =>
  after ? explainByAdvice(work, after) : undefined;

/** Decides the receipts anew that wait for a payer's new name. */
export const renamed = async ({ after }: Change<RowOf<typeof account>>, work: Work): Promise<void> =>
  after ? decideWaiting(work, new Set(accountBearer(after).keys), after.id) : undefined;

/** Lets a return that came first take its original back; a receipt that waits for a person may be of an advice with others. */
export async function decided({ after }: Change<Transaction>, work: Work): Promise<void> {
  if (!after) return;
  if (after.state === "claimable" && after.direction === "credit") await joinLine(work.table, after, work.now);
  // Its receipt may have come between this line's look for it and its waiting, when it was not to be found yet.
  if (isEarlyReturn(unpackProof(after.proof))) return reconcile(work.table, after, work.now);
  const isReceipt = after.direction === "credit";
  const keys: SignalKey[] = [`reversal:${after.id}`, ...(isReceipt ? endToEndKeys(after) : [])];
  const found = keys.map((key) => work.table.collect(signal, { key }, "signal#reversal#", false));
  const early = (await Promise.all(found)).flat();
  const rows = await work.table.getMany(
    bankTransaction,
    early.map((s) => s.bearerId),
    true,
  );
  for (const row of rows.values()) await reconcileOneOf(work.table, row, work.now);
}

export { layBeforePeople } from "./reconcile.ts";
