import type { Change, Emission, Handler, Work } from "../../shared/events/event.ts";
import { handle, when } from "../../shared/events/event.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { unpackProof } from "../bank/rules.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { useAdvances } from "./advances.ts";
import { type AdviceRow, amountsOf, mayHaveAdvice } from "./advices.ts";
import { closeWith, openWith } from "./deductions.ts";
import { likeLookupKeysOf, lookupKeysOf, referenceKeysOf, signalsOf } from "./engine/index.ts";
import { factsOf } from "./facts.ts";
import { noteEndToEnd } from "./originals.ts";
import { isEarlyReturn, layBeforePeople, reconcile, reconcileOneOf } from "./reconcile.ts";
import type { ReceivableRow } from "./rows.ts";
import { accountBearer, endToEndKeys, type SignalKey, signal } from "./signals.ts";
import { learnStyles, stylesOf } from "./styles.ts";
import { reconciliationPolicy, remittanceAdvice } from "./table.ts";

/** Waiting lines that a new receivable or payer name may explain; older ones wait for a person. */
const WAITING_LOOKED_AT_MAX = 300;

const isDeductedFrom = (c: Change<ReceivableRow>): boolean => c.before?.hasDeductions === true;

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.received", (c) => !c.before && c.after?.state === "received"),
  when(receivable, "receivable.opened", (c) => !c.before && (c.after?.openMinor ?? 0) > 0),
  when(
    receivable,
    "receivable.settled",
    (c) => isDeductedFrom(c) && (c.before?.openMinor ?? 0) > 0 && !c.after?.openMinor,
  ),
  when(
    receivable,
    "receivable.reopened",
    (c) => isDeductedFrom(c) && !c.before?.openMinor && (c.after?.openMinor ?? 0) > 0,
  ),
  when(remittanceAdvice, "remittanceAdvice.received", (c) => !c.before && c.after?.state === "waiting"),
  when(account, "account.renamed", (c) => {
    const names = (row?: { name: string; payerNames?: string[] }) => JSON.stringify([row?.name, row?.payerNames]);
    return c.before !== undefined && names(c.before) !== names(c.after);
  }),
  when(
    bankTransaction,
    "bankTransaction.decided",
    (c) => c.before?.state === "received" && c.after?.state !== "received",
  ),
];

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
}

async function explainBy(row: ReceivableRow, work: Work): Promise<void> {
  const holder = await work.table.find(account, row.accountId, false);
  const own = referenceKeysOf({ ...row, orderId: undefined });
  await decideWaiting(work, new Set([...own, ...(holder ? accountBearer(holder).keys : [])]), row.accountId, row);
}

export const handles: Handler[] = [
  handle(
    bankTransaction,
    "bankTransaction.received",
    "money",
    "applies the cash or lays it before people",
    async (c, work) => {
      if (!c.after) return;
      await noteEndToEnd(work.table, c.after, work.now);
      await reconcile(work.table, c.after, work.now);
    },
    (c, work) => (c.after ? layBeforePeople(work.table, c.after.id, work.now) : Promise.resolve()),
  ),
  handle(
    receivable,
    "receivable.opened",
    "money",
    "uses prepayments and decides waiting receipts anew",
    async (c, work) => {
      if (!c.after) return;
      await learnStyles(work.table, c.after, work.now);
      if (c.after.kind !== "invoice") return;
      await useAdvances(work, c.after);
      await explainBy(c.after, work);
    },
  ),
  handle(
    receivable,
    "receivable.settled",
    "money",
    "closes what payers have taken off it, since it was paid or given up after all",
    (c, work) => (c.before && c.after ? closeWith(work, c.before, c.after) : Promise.resolve()),
  ),
  handle(receivable, "receivable.reopened", "money", "opens again what it has closed", (c, work) =>
    c.after ? openWith(work, c.after) : Promise.resolve(),
  ),
  handle(remittanceAdvice, "remittanceAdvice.received", "money", "finds the payment that waits for it", (c, work) =>
    c.after ? explainByAdvice(work, c.after) : Promise.resolve(),
  ),
  handle(account, "account.renamed", "money", "decides the receipts anew that wait for this payer name", (c, work) =>
    c.after ? decideWaiting(work, new Set(accountBearer(c.after).keys), c.after.id) : Promise.resolve(),
  ),
  handle(
    bankTransaction,
    "bankTransaction.decided",
    "money",
    "lets a return that came first take its original back",
    async (c, work) => {
      if (!c.after) return;
      // Its receipt may have come between this line's look for it and its waiting, when it was not to be found yet.
      if (isEarlyReturn(unpackProof(c.after.proof))) return reconcile(work.table, c.after, work.now);
      const isReceipt = c.after.direction === "credit";
      const keys: SignalKey[] = [`reversal:${c.after.id}`, ...(isReceipt ? endToEndKeys(c.after) : [])];
      const found = keys.map((key) => work.table.collect(signal, { key }, "signal#reversal#", false));
      const early = (await Promise.all(found)).flat();
      const rows = await work.table.getMany(
        bankTransaction,
        early.map((s) => s.bearerId),
        true,
      );
      for (const row of rows.values()) await reconcileOneOf(work.table, row, work.now);
    },
  ),
];
