import { addDays } from "../../../shared/clock.ts";
import type { OpenItem, PaidItem } from "../schema.ts";
import type { Explanation, Piece } from "./amount.ts";
import { contractOf, discountsOn, explanationsOf, waysOf } from "./amount.ts";
import type { Context } from "./context.ts";
import { asDigits, isNear, isSwapOf, payerNameKey, referenceStyle } from "./normalise.ts";
import { isBelgianReference, isCreditorReference, isQrReference } from "./reader/checked.ts";
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

/** What was written, and where a number was found without its zeros or its head, what it stands for. */
function writtenAs({ token, open }: Target): string[] {
  const names = open.flatMap(namesOf);
  return names.includes(token.key) ? [token.key] : [token.key, ...names];
}

/** What a swap of two neighbours in a cited reference would name is paid as exactly as what it does name: either may be meant. */
export function hasSwappedTwin(
  { items, transaction, policy }: Context,
  targets: Target[],
  { pieces }: Explanation,
): boolean {
  const amountMinor = transaction.amountMinor;
  const picked = pieces.map((piece) => piece.item);
  return targets.some((target) => {
    const named = pieces.filter((piece) => target.open.includes(piece.item));
    const twins = items.filter(
      (item) =>
        !picked.includes(item) && writtenAs(target).some((key) => namesOf(item).some((name) => isSwapOf(name, key))),
    );
    const asWell = twins.some((twin) => named.some((piece) => piece.valueMinor === twin.openMinor));
    return asWell || explanationsOf(twins, amountMinor, amountMinor, waysOf(policy, transaction.bookedOn)).count > 0;
  });
}

/** Does an amount pay all that is open on a receivable, plainly or less a discount that it still gives? */
const paysWhole = ({ transaction, policy }: Context, item: OpenItem, amountMinor: number): boolean =>
  item.openMinor === amountMinor ||
  (policy.earlyPaymentDiscount &&
    discountsOn(item, transaction.bookedOn).some((discountMinor) => item.openMinor - discountMinor === amountMinor));

/** The amount does not fit what is cited, but fits exactly a sister instalment, or something whose reference is one slip away. */
export const hasNearExact = (context: Context, targets: Target[], pool: OpenItem[]): boolean =>
  context.items.some(
    (item) =>
      item.kind === "invoice" &&
      paysWhole(context, item, context.transaction.amountMinor) &&
      !pool.includes(item) &&
      (pool.some((named) => contractOf(named) === contractOf(item)) ||
        targets.flatMap(writtenAs).some((key) => namesOf(item).some((name) => isNear(name, key)))),
  );

/** A part of one receivable is exactly all of another whose number is one slip away: the number may be mistyped. */
export const hasNearWhole = (context: Context, { item, valueMinor }: Piece): boolean =>
  valueMinor < item.openMinor &&
  context.items.some(
    (other) =>
      other !== item &&
      (other.accountId === item.accountId || isLikeliest(context, other.accountId)) &&
      paysWhole(context, other, valueMinor) &&
      namesOf(other).some((name) => namesOf(item).some((own) => isNear(name, own))),
  );

/** The payer carries the name of another account, which neither belongs to this one's group nor was ever taught to pay for it. */
export function payerIsAnother({ identity }: Context, accountId: string): boolean {
  const named = identity.namedId ? [identity.namedId] : identity.tiedIds;
  return named.length > 0 && ![...named, ...identity.accountIds, ...identity.rivalIds].includes(accountId);
}

/**
 * Is it this account's money, as far as the payer says who it is? It is known for the account or its group, or says nothing, or has a
 * name that is like this account's and more than any other's. A name that is like nobody's speaks against every inexact booking.
 */
export function payerFits({ identity, virtualAccount, signals, transaction }: Context, accountId: string): boolean {
  if ([...identity.accountIds, ...identity.rivalIds, virtualAccount?.accountId].includes(accountId)) return true;
  if (identity.accountIds.length > 0 || identity.tiedIds.length > 0) return false;
  const [first, second] = identity.likely;
  if (first) return first.id === accountId && (second === undefined || second.score < first.score);
  return !signals.payerName && !signals.ultimateName && !hasShortName(transaction.payer?.name);
}

/** A name too short to be looked for (`B Ltd`) is a name all the same. */
const hasShortName = (name: string | undefined): boolean => /\p{L}/u.test(name ?? "") && payerNameKey(name) === "";

/**
 * What in the text forbids a booking that is not exact on what is named in an account: a part that nothing accounts for, or a
 * receivable of somebody else named beside it. Undefined where nothing does.
 */
export function textDoubt({ matches, items }: Context, accountId: string): string | undefined {
  if (matches.unread.length > 0)
    return matches.unread.some((part) => part.why === "unknown") ? "unknownReference" : "unreadText";
  // What is named and owed in another currency is no part of what this money explains.
  if (matches.targets.some(({ open }) => open.length > 0 && !open.some((item) => items.includes(item))))
    return "otherCurrency";
  const elsewhere = matches.targets.some((target) =>
    [...target.open, ...target.paid].every((item) => item.accountId !== accountId),
  );
  if (elsewhere) return "severalAccountsNamed";
  return matches.targets.some((target) => target.otherwise) ? "numberOfSomethingElse" : undefined;
}

/** The same, and a payer who is not this account. */
export const inexactDoubt = (context: Context, accountId: string): string | undefined =>
  textDoubt(context, accountId) ?? (payerIsAsLike(context, accountId) ? undefined : "payerIsAnother");

/** The payer fits, or has a name that is like this account's and like no other's more: then the number tells which of them it is. */
export const payerIsAsLike = (context: Context, accountId: string): boolean =>
  payerFits(context, accountId) || isLikeliest(context, accountId);

/** Nothing says that the payer is somebody else: it carries no other account's name, and none that is like another's more. */
export const payerMayBe = (context: Context, accountId: string): boolean =>
  payerFits(context, accountId) ||
  (!payerIsAnother(context, accountId) &&
    context.identity.accountIds.length === 0 &&
    (context.identity.likely.length === 0 || isLikeliest(context, accountId)));

const isLikeliest = ({ identity }: Context, accountId: string): boolean =>
  identity.likely.some(({ id, score }) => id === accountId && score === identity.likely[0]?.score);

/**
 * A reference names another's receivable, though the payer carries the name of an account that owes exactly this amount under a
 * number one slip away: a slip of the pen and an order to pay for somebody else look alike.
 */
export function payersOwnFits(
  { identity, items, transaction }: Context,
  targets: Target[],
  accountIds: string[],
): boolean {
  if (!identity.namedId || accountIds.includes(identity.namedId)) return false;
  return items.some(
    (item) =>
      item.accountId === identity.namedId &&
      item.kind === "invoice" &&
      item.openMinor === transaction.amountMinor &&
      targets.flatMap(writtenAs).some((key) => namesOf(item).some((name) => isNear(name, key))),
  );
}

/** Without the tenant's numbering styles, any unknown token with letters and so many digits may be a number of ours. */
const UNKNOWN_DIGITS_MIN = 6;

/** Running numbers that outgrow their digits: `HT-999`, `HT-1000`. */
const GROWN_DIGITS_MAX = 2;

/** Is a number of the second style one of the first, or of the same letters and a few more digits or less? */
function growsInto(style: string, other: string): boolean {
  if (style === other) return true;
  const [, head, marks] = /^([^#]+)(#+)$/.exec(style) ?? [];
  const [, otherHead, otherMarks] = /^([^#]+)(#+)$/.exec(other) ?? [];
  const digits = [marks, otherMarks].map((text) => text?.length ?? 0) as [number, number];
  return head !== undefined && head === otherHead && Math.abs(digits[0] - digits[1]) <= GROWN_DIGITS_MAX;
}

/**
 * The text cites a number in our own style that we do not know, and it is no slip of what would be booked: a payment for
 * something else, such as an order that is not signed yet. A customer's own purchase number is of another style and no doubt.
 */
export function citesUnknown({ matches, items, paid, styles }: Context, explanation: Explanation): boolean {
  const seen = new Set([...items, ...paid].flatMap(namesOf).map(referenceStyle));
  const known = [...seen, ...(styles ?? [])];
  const mayBeOurs = (key: string): boolean =>
    known.some((style) => growsInto(style, referenceStyle(key))) ||
    (styles === undefined && /[A-Z]/.test(key) && key.replace(/\D/g, "").length >= UNKNOWN_DIGITS_MIN);
  const isCreditors = (key: string): boolean =>
    isCreditorReference(key) || isQrReference(key) || isBelgianReference(key);
  const foreign = matches.unknown.filter(
    (token) =>
      token.ground === "invoice" ||
      token.ground === "checked" ||
      (token.ground === "structured" && isCreditors(token.key)) ||
      mayBeOurs(token.key) ||
      mayBeOurs(asDigits(token.key)),
  );
  const isMeant = (key: string, name: string): boolean => isSwapOf(name, key) || name === asDigits(key);
  return foreign.some(
    (token) => !explanation.pieces.some(({ item }) => namesOf(item).some((name) => isMeant(token.key, name))),
  );
}
