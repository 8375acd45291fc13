import type { Emission, Handler, Work } from "../../shared/events/event.ts";
import { handle, when } from "../../shared/events/event.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { account } from "../accounts/table.ts";
import { bankTransaction } from "../bank/table.ts";
import { receivable } from "../receivables/table.ts";
import { useAdvances } from "./advances.ts";
import { factsOf } from "./case.ts";
import { lookupKeysOf, signalsOf } from "./engine/index.ts";
import { layBeforePeople, reconcile, reconcileOneOf } from "./reconcile.ts";
import type { ReceivableRow } from "./rows.ts";
import { policyOf } from "./settings.ts";
import { accountBearer, receivableBearer, signal } from "./signals.ts";
import { learnStyles } from "./styles.ts";

/** Waiting lines that a new receivable or payer name may explain; older ones wait for a person. */
const WAITING_LOOKED_AT_MAX = 300;

export const emits: Emission[] = [
  when(bankTransaction, "bankTransaction.received", (c) => !c.before && c.after?.state === "received"),
  when(receivable, "receivable.opened", (c) => !c.before && (c.after?.openMinor ?? 0) > 0),
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
  const policy = await policyOf(work.table);
  const sources = [sourceOf(bankTransaction, "work", { state: "claimable" })];
  const page = await work.table.list(bankTransaction, { sources, descending: true, limit: WAITING_LOOKED_AT_MAX });
  for (const row of page.rows) {
    const isNamed = row.accountId === accountId || row.proof?.includes(accountId);
    const touched = isNamed || lookupKeysOf(signalsOf(factsOf(row), policy)).some((key) => keys.has(key));
    if (touched) await reconcileOneOf(work.table, row, work.now, opened);
  }
}

async function explainBy(row: ReceivableRow, work: Work): Promise<void> {
  const holder = await work.table.find(account, row.accountId, false);
  const own = [row.reference, row.contractNo].flatMap((reference) =>
    reference ? receivableBearer({ ...row, reference }).keys : [],
  );
  await decideWaiting(work, new Set([...own, ...(holder ? accountBearer(holder).keys : [])]), row.accountId, row);
}

export const handles: Handler[] = [
  handle(
    bankTransaction,
    "bankTransaction.received",
    "money",
    "applies the cash or lays it before people",
    (c, work) => (c.after ? reconcile(work.table, c.after, work.now) : Promise.resolve()),
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
  handle(account, "account.renamed", "money", "decides the receipts anew that wait for this payer name", (c, work) =>
    c.after ? decideWaiting(work, new Set(accountBearer(c.after).keys), c.after.id) : Promise.resolve(),
  ),
  handle(
    bankTransaction,
    "bankTransaction.decided",
    "money",
    "lets a reversal that came first take its original back",
    async (c, work) => {
      if (!c.after || c.after.reversesId) return;
      const early = await work.table.collect(signal, { key: `reversal:${c.after.id}` }, "signal#", false);
      const rows = await work.table.getMany(
        bankTransaction,
        early.map((s) => s.bearerId),
        true,
      );
      for (const row of rows.values()) await reconcileOneOf(work.table, row, work.now);
    },
  ),
];
