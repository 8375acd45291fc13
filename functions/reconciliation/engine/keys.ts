import type { AccountFacts, OpenItem, PaidItem } from "../schema.ts";
import { paidForIn } from "./behalf.ts";
import { likeKeysIn, likeKeysOf } from "./likeness.ts";
import { nameKeys, payerNameKey, referenceStyle } from "./normalise.ts";
import type { Signals } from "./signals.ts";

/** The kinds of lookup keys; each key is `<kind>:<normal form>`. */
export type LookupKey = `ref:${string}` | `va:${string}` | `payer:${string}` | `name:${string}` | `like:${string}`;

/** The keys to look up for a bank line: at most REFERENCE_KEYS_MAX references, one virtual account, one payer account, one name. */
export function lookupKeysOf(signals: Signals): LookupKey[] {
  const keys: LookupKey[] = signals.references.map((token): LookupKey => `ref:${token.key}`);
  if (signals.virtualAccountNo) keys.push(`va:${signals.virtualAccountNo}`);
  if (signals.payerAccount) keys.push(`payer:${signals.payerAccount}`);
  for (const name of new Set([signals.payerName, signals.ultimateName])) if (name) keys.push(`name:${name}`);
  return keys;
}

/** Did a payer's name or account number lead to somebody? */
export const isPayerKnown = (found: ReadonlySet<string>): boolean =>
  [...found].some((key) => key.startsWith("name:") || key.startsWith("payer:"));

/**
 * The keys to look up besides where the first ones found nobody who bears the payer's name or account: names that are written
 * otherwise, and where the line names no payer, names in its text. A payer who is known costs nothing more, unless it says for whom it
 * may pay.
 */
export function likeLookupKeysOf(signals: Signals, found: ReadonlySet<string>): LookupKey[] {
  if (isPayerKnown(found)) {
    const others = paidForIn(signals.reading.text).flatMap(likeKeysIn).slice(0, PAID_FOR_KEYS_MAX);
    return [...new Set(others)].map((key): LookupKey => `like:${key}`);
  }
  const names = [...signals.names, ...signals.namesWithin].flatMap(likeKeysOf);
  return [...new Set([...names, ...likeKeysIn(signals.reading.text)])].map((key): LookupKey => `like:${key}`);
}

/** So many words behind a "for" are looked up as somebody's name. */
const PAID_FOR_KEYS_MAX = 2;

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

/** So many of an account's names are found by likeness as well. */
const LIKE_NAMES_MAX = 4;

/** The name keys under which an account is found: its name and the names it is known to pay under, as written and alike. */
export function nameKeysOf(account: Pick<AccountFacts, "name" | "payerNames">): LookupKey[] {
  const names = [account.name, ...account.payerNames];
  const keys = names.map(payerNameKey).filter((key) => key !== "");
  const alike = names.slice(0, LIKE_NAMES_MAX).flatMap(likeKeysOf);
  return [
    ...[...new Set(keys)].map((key): LookupKey => `name:${key}`),
    ...[...new Set(alike)].map((key): LookupKey => `like:${key}`),
  ];
}
