import { addDays } from "../../../shared/clock.ts";
import type { PaidItem } from "../schema.ts";
import type { Explanation } from "./amount.ts";
import { contractOf } from "./amount.ts";
import type { Context } from "./context.ts";
import { isNear, isSwapOf, referenceStyle } from "./normalise.ts";
import { namesOf, type Target } from "./references.ts";

/**
 * Doubts. Each function looks for a sign that an explanation, though it fits, may be the wrong one; one sign is enough to
 * leave the line to a person, because a wrong booking costs more than a claim.
 */

/**
 * An amount that was paid by these accounts a few days ago: one receivable's, or all that one payment covered. Where the
 * text names the very receivable that is open, the repeat is no doubt and this is not asked.
 */
export function isRepeat(
  context: Context,
  accountIds: string[],
  within: (paid: PaidItem) => boolean = () => true,
): boolean {
  const { transaction, policy, paid } = context;
  const since = addDays(transaction.bookedOn, -policy.duplicateWindowDays);
  const recent = paid.filter(
    (item) =>
      accountIds.includes(item.accountId) &&
      item.paidOn >= since &&
      item.transactionId !== transaction.id &&
      within(item),
  );
  const sums = new Map<string, number>();
  for (const item of recent) {
    const payment = item.transactionId ?? `${item.accountId}|${item.paidOn}`;
    sums.set(payment, (sums.get(payment) ?? 0) + item.amountMinor);
  }
  return (
    recent.some((item) => item.amountMinor === transaction.amountMinor) ||
    [...sums.values()].includes(transaction.amountMinor)
  );
}

/** The same doubt for a contract named without saying which instalment. */
export const isRepeatOnContract = (context: Context, explanation: Explanation): boolean => {
  const contracts = new Set(explanation.pieces.map((piece) => contractOf(piece.item)));
  const accounts = [...new Set(explanation.pieces.map((piece) => piece.item.accountId))];
  return isRepeat(context, accounts, (paid) => contracts.has(contractOf(paid)));
};

/** A receivable of the same amount whose reference differs from the cited one by two swapped neighbours: either may be meant. */
export const hasSwappedTwin = ({ items }: Context, targets: Target[], explanation: Explanation): boolean =>
  explanation.pieces.some(({ item: picked, valueMinor }) =>
    targets
      .filter((target) => target.open.includes(picked))
      .some(({ token }) =>
        items.some(
          (item) =>
            item.openMinor === valueMinor &&
            !isPicked(item.id, explanation) &&
            namesOf(item).some((name) => isSwapOf(name, token.key)),
        ),
      ),
  );

const isPicked = (id: string, explanation: Explanation): boolean =>
  explanation.pieces.some((piece) => piece.item.id === id);

/** The amount does not fit what is cited, but fits exactly something whose reference is one slip away. */
export const hasNearExact = ({ items, transaction }: Context, targets: Target[]): boolean =>
  items.some(
    (item) =>
      item.kind === "invoice" &&
      item.openMinor === transaction.amountMinor &&
      !targets.some((target) => target.open.includes(item)) &&
      targets.some((target) => namesOf(item).some((name) => isNear(name, target.token.key))),
  );

/** The payer carries the name of another account, which neither belongs to this one's group nor was ever taught to pay for it. */
export function payerIsAnother({ identity }: Context, accountId: string): boolean {
  const named = identity.namedId ? [identity.namedId] : identity.tiedIds;
  return named.length > 0 && ![...named, ...identity.accountIds, ...identity.rivalIds].includes(accountId);
}

/**
 * The text cites a number in our own style that we do not know, and it is no slip of what would be booked: a payment for
 * something else, such as an order that is not signed yet.
 */
export function citesUnknown({ matches, items, paid }: Context, explanation: Explanation): boolean {
  const styles = new Set([...items, ...paid].flatMap(namesOf).map(referenceStyle));
  const foreign = matches.unknown.filter((token) => styles.has(referenceStyle(token.key)));
  return foreign.some(
    (token) => !explanation.pieces.some(({ item }) => namesOf(item).some((name) => isSwapOf(name, token.key))),
  );
}
