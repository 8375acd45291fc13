import { BASIS_POINTS_WHOLE } from "../../../shared/money.ts";
import type { EarlierTransaction, Suggestion } from "../schema.ts";
import type { Classification } from "./classify.ts";
import type { Context } from "./context.ts";
import { byText } from "./normalise.ts";

/**
 * What a bank may have added to a return without saying so, as a share of what came back (basis points). More than that
 * is no charge to be guessed.
 */
const UNSTATED_CHARGES_BASIS_POINTS_MAX = 2_000;
const SUGGESTIONS_MAX = 5;
const SCORE = 90;

/** Parts of bank transaction codes (ISO 20022 external code set) that say that a payment came back. */
const RETURN_CODES = ["RRTN", "UPDD", "PRDD", "RPCR", "UPCQ", "CQRV", "UPCT", "ARPD", "PRCT", "RPBC"];

const LEVELS = ["reversalOf", "bankReference", "endToEndId"] as const;

const leftOf = (line: EarlierTransaction): number => line.leftMinor ?? line.amountMinor;

const levelOf = (line: EarlierTransaction, named: string | null | undefined): (typeof LEVELS)[number] | undefined =>
  line.by ?? (named && (line.id === named || line.bankReference === named) ? "reversalOf" : undefined);

/** Whether the line itself says that it takes a payment back. */
function isTold({ transaction }: Context): boolean {
  const code = (transaction.bankTransactionCode ?? "").toUpperCase().split(/[^A-Z0-9]+/);
  return Boolean(
    transaction.reversalOf || transaction.returnReason || RETURN_CODES.some((part) => code.includes(part)),
  );
}

/** How much of a receipt a line takes back, and how much of the line is the bank's charges. */
type Reading = { line: EarlierTransaction; returnedMinor: number; feeMinor: number };

/** The readings of a return against receipts, in the order of how well they fit: the first kind that has any decides. */
function readingsOf({ transaction, policy }: Context, lines: EarlierTransaction[]): Reading[] {
  const { amountMinor, chargesMinor = 0, currency } = transaction;
  const netMinor = amountMinor - chargesMinor;
  const all = (returnedMinor: number, fits: (leftMinor: number) => boolean): Reading[] =>
    lines.flatMap((line) =>
      returnedMinor > 0 && fits(leftOf(line)) ? [{ line, returnedMinor, feeMinor: amountMinor - returnedMinor }] : [],
    );
  const mayAdd = (leftMinor: number): boolean => {
    const added = amountMinor - leftMinor;
    const unstated = BigInt(added) * BigInt(BASIS_POINTS_WHOLE);
    return (
      added <= (policy.bankCharges[currency] ?? 0) ||
      unstated <= BigInt(leftMinor) * BigInt(UNSTATED_CHARGES_BASIS_POINTS_MAX)
    );
  };
  const kinds = [
    all(amountMinor, (left) => left === amountMinor),
    all(netMinor, (left) => left === netMinor),
    all(netMinor, (left) => left > netMinor),
    lines
      .filter((line) => leftOf(line) < netMinor && mayAdd(leftOf(line)))
      .map((line) => ({ line, returnedMinor: leftOf(line), feeMinor: amountMinor - leftOf(line) })),
  ];
  // A whole receipt and a part of another under the same reference are two explanations.
  const [whole = [], net = [], parts = [], charged = []] = kinds;
  if (whole.length + net.length > 0 && parts.length > 0) return [...whole, ...net, ...parts];
  return [whole, net, parts, charged].find((found) => found.length > 0) ?? [];
}

/**
 * A line that went out, says in words that something came back, and names a paper or comes from a payer that we know: some banks
 * tell no more of a returned payment. A person says which receipt it takes back; it is never left aside as somebody else's.
 */
export function returnedAsSaid(context: Context, accountIds: readonly string[]): Classification | undefined {
  const { transaction, matches, paid } = context;
  if (accountIds.length === 0) return undefined;
  const named = new Set(matches.targets.flatMap((target) => target.paid.map(({ id }) => id)));
  const receipts = paid.filter(
    ({ id, accountId, transactionId, amountMinor }) =>
      transactionId !== undefined &&
      accountIds.includes(accountId) &&
      (named.has(id) || amountMinor === transaction.amountMinor),
  );
  const suggestions = receipts.slice(0, SUGGESTIONS_MAX).map(
    ({ accountId, transactionId, amountMinor }): Suggestion => ({
      accountId,
      allocations: [],
      close: {
        as: "returned",
        bankTransactionId: transactionId ?? "",
        amountMinor: Math.min(amountMinor, transaction.amountMinor),
      },
      score: SCORE,
      reason: "paid what is named",
    }),
  );
  return { outcome: "claimable", why: "mayBeReturn", suggestions };
}

function suggestionsFor({ transaction }: Context, lines: EarlierTransaction[]): Suggestion[] {
  return [...lines]
    .sort((a, b) => leftOf(a) - leftOf(b) || byText(a.id, b.id))
    .slice(0, SUGGESTIONS_MAX)
    .map((line) => ({
      accountId: line.accountId ?? "",
      allocations: [],
      close: {
        as: "returned",
        bankTransactionId: line.id,
        amountMinor: Math.min(leftOf(line), transaction.amountMinor),
      },
      score: SCORE,
      reason: line.by === "endToEndId" ? "same end-to-end id" : "same bank reference",
    }));
}

/** The bank takes a return back: the customer's money is here again, for what it had paid. A person says so. */
function returnReversed(owedAgain: NonNullable<EarlierTransaction["owedAgain"]>): Classification {
  const byAccount = [...Map.groupBy(owedAgain, ({ accountId }) => accountId)];
  const suggestions = byAccount.map(
    ([accountId, parts]): Suggestion => ({
      accountId,
      allocations: parts.map(({ receivableId, amountMinor }) => ({ receivableId, amountMinor })),
      score: SCORE,
      reason: "return taken back",
    }),
  );
  return { outcome: "claimable", why: "returnReversed", suggestions };
}

/** What a line says that it takes back, where that is known and is no receipt that has anything left. */
function unfit({ transaction }: Context, original: EarlierTransaction): Classification | undefined {
  if (original.direction === transaction.direction) return { outcome: "claimable", why: "reversalSameDirection" };
  const isOther = original.currency !== transaction.currency;
  if (isOther || (original.direction === "debit" && original.amountMinor !== transaction.amountMinor)) {
    return { outcome: "claimable", why: "reversalOfOtherAmount" };
  }
  if (original.direction === "credit" && leftOf(original) === 0)
    return { outcome: "claimable", why: "alreadyReturned" };
  if (original.owedAgain) return returnReversed(original.owedAgain);
  return original.direction === "debit"
    ? { outcome: "exclude", exclusion: "refund", why: "ownPaymentReturned" }
    : undefined;
}

/**
 * A payment that came back. Receipts are looked for by what the line says that it takes back, then by the bank's own
 * reference, then by the payer's end-to-end id. Exactly one reading books: a line that says it is a return may take a part
 * back and bring charges with it; one that does not must be exactly all that is left of exactly one receipt. A payment of
 * ours that came back is a refund; a return of something unknown waits for it.
 */
export function returned(context: Context): Classification | undefined {
  const { transaction, earlier } = context;
  const told = isTold(context);
  const known = earlier.map((line) => ({ line, level: levelOf(line, transaction.reversalOf) }));
  const [named] = known.flatMap(({ line, level }) => (level === "reversalOf" ? [line] : []));
  const doubt = named && unfit(context, named);
  if (doubt) return doubt;
  if (transaction.direction === "credit") {
    if (transaction.reversalOf) return { outcome: "claimable", why: "reversalOfUnknown" };
    // What we paid and got back pays no invoice, however well payer and amount fit; claimed, it is in advance again.
    return transaction.returnReason ? { outcome: "claimable", why: "ownPaymentReturned" } : undefined;
  }
  const receipts = known.filter(
    ({ line }) => line.direction === "credit" && line.currency === transaction.currency && leftOf(line) > 0,
  );
  const levels = LEVELS.map((level) => receipts.flatMap((r) => (r.level === level ? [r.line] : [])));
  const found = levels.find((lines) => lines.length > 0) ?? [];
  if (!told) return untold(context, found);
  if (found.length === 0) return { outcome: "claimable", why: named ? "reversalOfOtherAmount" : "reversalOfUnknown" };
  const [reading, ...others] = readingsOf(context, found);
  if (!reading || others.length > 0) {
    const why = reading ? "ambiguousReturn" : "reversalOfOtherAmount";
    return { outcome: "claimable", why, suggestions: suggestionsFor(context, found) };
  }
  const why = reading.returnedMinor === reading.line.amountMinor ? "reversal" : "partReturned";
  return { outcome: "reverse", reverses: reading.line.id, ...minors(reading), why };
}

const minors = ({ returnedMinor, feeMinor }: Reading) => ({ returnedMinor, feeMinor });

/** A line that does not say so is a return if it repeats exactly one receipt, of which nothing has gone yet. */
function untold(context: Context, found: EarlierTransaction[]): Classification | undefined {
  const { amountMinor } = context.transaction;
  const whole = found.filter((line) => line.amountMinor === amountMinor && leftOf(line) === amountMinor);
  const [line, ...others] = whole;
  if (line && others.length === 0) {
    return { outcome: "reverse", reverses: line.id, returnedMinor: amountMinor, feeMinor: 0, why: "repeatsReceipt" };
  }
  // A bank repeats a payment's own reference on its charges; the payer's id is repeated on what came back alone.
  const repeats = found.filter((each) => each.by === "endToEndId");
  if (repeats.length === 0) return undefined;
  return { outcome: "claimable", why: "mayBeReturn", suggestions: suggestionsFor(context, repeats) };
}
