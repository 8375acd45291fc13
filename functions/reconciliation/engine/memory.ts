import type { MemoryEntry, Policy, TransactionFacts } from "../schema.ts";
import type { LookupKey } from "./keys.ts";
import { byText } from "./normalise.ts";
import { signalsOf } from "./signals.ts";

/** What a person decided: whose money a transaction was. */
export type Claim = { transaction: TransactionFacts; accountIds: string[] };

/** The payer keys a claim teaches: the payer's account number and name, as far as they identify anybody. */
export function payerKeysOf(transaction: TransactionFacts, policy: Policy): LookupKey[] {
  const { payerAccount, payerName } = signalsOf(transaction, policy);
  const keys: LookupKey[] = [];
  if (payerAccount) keys.push(`payer:${payerAccount}`);
  if (payerName) keys.push(`name:${payerName}`);
  return keys;
}

/** The entries after `claim`, given those before it; only the claim's own payer keys are returned. Pure. */
export const teach = (before: MemoryEntry[], claim: Claim, policy: Policy): MemoryEntry[] =>
  shift(before, claim, policy, 1);

/**
 * The exact inverse of `teach` for the same claim: an account whose last standing claim is undone leaves the set.
 * An entry without accounts is to be deleted.
 */
export const unteach = (before: MemoryEntry[], claim: Claim, policy: Policy): MemoryEntry[] =>
  shift(before, claim, policy, -1);

function shift(before: MemoryEntry[], claim: Claim, policy: Policy, by: 1 | -1): MemoryEntry[] {
  return payerKeysOf(claim.transaction, policy).map((payerKey) => {
    const counts = new Map(Object.entries(before.find((entry) => entry.payerKey === payerKey)?.accounts ?? {}));
    for (const id of new Set(claim.accountIds)) counts.set(id, Math.max(0, (counts.get(id) ?? 0) + by));
    const kept = [...counts].filter(([, times]) => times > 0).sort(([a], [b]) => byText(a, b));
    return { payerKey, accounts: Object.fromEntries(kept) };
  });
}
