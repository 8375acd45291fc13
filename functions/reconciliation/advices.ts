import type { RowOf } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { account } from "../accounts/table.ts";
import { adviceOf, type Signals, type WaitingAdvice } from "./engine/index.ts";
import { accountFacts } from "./facts.ts";
import type { AccountRow, Transaction } from "./rows.ts";
import type { TransactionFacts } from "./schema.ts";
import { adviceKey, type SignalRow, signal } from "./signals.ts";
import { remittanceAdvice } from "./table.ts";

export type AdviceRow = RowOf<typeof remittanceAdvice>;

/** Advices of one amount that a decision looks at; an amount that more wait for says nothing. */
const OF_ONE_AMOUNT_MAX = 50;

/** What a payment may have been before a bank on the way took its charges. */
export const amountsOf = ({ unappliedMinor, chargesMinor = 0 }: Transaction): number[] => [
  ...new Set([unappliedMinor, unappliedMinor + chargesMinor]),
];

export const mayHaveAdvice = (row: Transaction): boolean =>
  row.direction === "credit" && row.remittanceLines === undefined && row.unappliedMinor > 0;

/**
 * The advice that a line is of, where one waits for its amount and fits its payer. Each costs one query by the amount; whoever has
 * none pays nothing more. `bearers` tell which accounts claims have taught this payer for.
 */
export async function adviceFor(
  table: Table,
  row: Transaction,
  { facts, signals, bearers }: { facts: TransactionFacts; signals: Signals; bearers: SignalRow[] },
  consistent: boolean,
): Promise<AdviceRow | undefined> {
  if (!mayHaveAdvice(row)) return undefined;
  const keys = amountsOf(row).map((amountMinor) => adviceKey(row.currency, amountMinor));
  const found = (
    await Promise.all(keys.map((key) => table.collect(signal, { key }, "signal#advice#", consistent)))
  ).flat();
  if (found.length === 0 || found.length > OF_ONE_AMOUNT_MAX) return undefined;
  const ids = found.map(({ bearerId }) => bearerId);
  const rows = await table.getMany(remittanceAdvice, ids, true);
  // One that said otherwise than its payment was applied is of that payment still, should it be undone.
  const waiting = [...rows.values()].filter(
    ({ state, bankTransactionId }) => state === "waiting" || (state === "differs" && bankTransactionId === row.id),
  );
  const accounts = await table.getMany(
    account,
    waiting.flatMap(({ accountId }) => accountId ?? []),
  );
  const taught = new Set(bearers.filter(({ source }) => source === "memory").map(({ accountId }) => accountId));
  const chosen = adviceOf(
    facts,
    signals,
    waiting.map((advice) => waitingAdvice(advice, accounts, taught)),
  );
  return chosen && rows.get(chosen.id);
}

/** The payments that an advice is of. */
export const paymentIdsOf = ({ bankTransactionId, bankTransactionIds }: AdviceRow): string[] =>
  bankTransactionIds ?? (bankTransactionId ? [bankTransactionId] : []);

export function waitingAdvice(
  { id, createdAt, payer, accountId, paymentReference, paidOn, lines }: AdviceRow,
  accounts: ReadonlyMap<string, AccountRow>,
  taught: ReadonlySet<string>,
): WaitingAdvice {
  const owner = accountId ? accounts.get(accountId) : undefined;
  return {
    ...{ id, createdOn: createdAt.slice(0, 10), payer, paymentReference, paidOn, lines },
    ...(owner && { account: accountFacts(owner), isTaught: taught.has(owner.id) }),
  };
}
