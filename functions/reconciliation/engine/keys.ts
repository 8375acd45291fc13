import type { AccountFacts, OpenItem, PaidItem } from "../schema.ts";
import { nameKeys, payerNameKey, referenceStyle } from "./normalise.ts";
import type { Signals } from "./signals.ts";

/** The kinds of lookup keys; each key is `<kind>:<normal form>`. */
export type LookupKey = `ref:${string}` | `va:${string}` | `payer:${string}` | `name:${string}`;

/** The keys to look up for a bank line: at most REFERENCE_KEYS_MAX references, one virtual account, one payer account, one name. */
export function lookupKeysOf(signals: Signals): LookupKey[] {
  const keys: LookupKey[] = signals.references.map((token): LookupKey => `ref:${token.key}`);
  if (signals.virtualAccountNo) keys.push(`va:${signals.virtualAccountNo}`);
  if (signals.payerAccount) keys.push(`payer:${signals.payerAccount}`);
  if (signals.payerName) keys.push(`name:${signals.payerName}`);
  return keys;
}

/** Everything that a receivable can be named by. */
type Named = Pick<OpenItem | PaidItem, "reference" | "paymentReference" | "contractNo" | "orderId" | "endToEndId">;

/** The reference keys under which a receivable is found: its own, that of its payment, its contract's, its order's and its end-to-end id. */
export function referenceKeysOf(item: Named): LookupKey[] {
  const texts = [item.reference, item.paymentReference, item.contractNo, item.orderId, item.endToEndId];
  return [...new Set(nameKeys(texts))].map((key): LookupKey => `ref:${key}`);
}

/** The numbering styles an item's names follow, to be collected per tenant: letters kept, digits as `#`. */
export const numberingStylesOf = (item: Parameters<typeof referenceKeysOf>[0]): string[] => [
  ...new Set(referenceKeysOf(item).map((key) => referenceStyle(key.slice("ref:".length)))),
];

/** The name keys under which an account is found: its name and the names it is known to pay under. */
export function nameKeysOf(account: Pick<AccountFacts, "name" | "payerNames">): LookupKey[] {
  const keys = [account.name, ...account.payerNames].map(payerNameKey).filter((key) => key !== "");
  return [...new Set(keys)].map((key): LookupKey => `name:${key}`);
}
