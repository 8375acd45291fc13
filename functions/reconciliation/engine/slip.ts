import { contractOf, type Explanation } from "./amount.ts";
import { saysAny } from "./classify.ts";
import type { Context } from "./context.ts";
import { citesUnknown } from "./guards.ts";
import { isSwapOf } from "./normalise.ts";
import { namesOf, type Target } from "./references.ts";
import { book, type Verdict } from "./verdict.ts";

/**
 * A cited number that names nothing of these accounts, but is two swapped neighbours away from exactly one receivable (or one
 * contract, then its earliest due instalment) of exactly this amount: payer, amount and number agree but for a slip.
 * `elsewhere` are the receivables which the number as written names in other accounts, where neither payer nor amount fits.
 */
export function bySlip(context: Context, accountIds: string[], elsewhere: Target[]): Verdict | undefined {
  const { transaction, items, matches, policy } = context;
  if (saysAny(transaction.remittance, policy.setAsideWords)) return undefined;
  // A number that was written short and filled up with zeros is no slip of another.
  const tokens = [...matches.unknown.filter((token) => !token.padded), ...elsewhere.map((target) => target.token)];
  const cited = tokens.map((token) => `${token.key}${token.next ?? ""}`);
  const meant = items.filter(
    (item) =>
      accountIds.includes(item.accountId) &&
      item.kind === "invoice" &&
      item.openMinor === transaction.amountMinor &&
      cited.some((key) => namesOf(item).some((name) => isSwapOf(name, key))),
  );
  const [item, ...others] = meant;
  if (!item || others.some((other) => contractOf(other) !== contractOf(item))) return undefined;
  const piece = { item, valueMinor: item.openMinor, discountMinor: 0 };
  const explanation: Explanation = { pieces: [piece], sumMinor: item.openMinor, kind: "single" };
  return citesUnknown(context, explanation) ? undefined : book(context, explanation, "tolerance", "swappedReference");
}
