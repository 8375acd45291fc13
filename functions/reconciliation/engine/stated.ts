import type { OpenItem } from "../schema.ts";
import { isCreditNoteAt, partWordsIn, saysInFull, saysOtherAmount, saysOtherReduction } from "./advice.ts";
import type { Explanation } from "./amount.ts";
import type { Context } from "./context.ts";
import { isRepeat } from "./guards.ts";
import { type Pool, piecesOf, signedSum } from "./pool.ts";
import { listsBeside } from "./reader/marks.ts";
import { saysLess, saysSeveral } from "./reader/vocabulary.ts";

/**
 * Doubts of what a text says beside the numbers that it names: amounts by which the payer reckons otherwise than the booking would,
 * words that contradict it, and things besides that too much money may be for.
 */

/** The text states an amount, or one that is taken off, by which the payer reckons otherwise than these pieces do. */
export function statedOtherwise(context: Context, pieces: Explanation["pieces"]): string | undefined {
  const { amountMinor } = context.transaction;
  const items = pieces.map(({ item }) => item);
  const missing = [signedSum(items), openSum(items)].map((sum) => sum - amountMinor);
  return statedBeside(context, pieces, [...missing, ...missing.map((minor) => -minor)]);
}

const openSum = (items: OpenItem[]): number => signedSum(items.filter((item) => item.kind === "invoice"));

/** `others` are amounts that are known besides: what is missing or over, where that is no thing of its own. */
function statedBeside(
  { transaction, signals }: Context,
  pieces: Explanation["pieces"],
  others: readonly number[],
): string | undefined {
  const { amountMinor, chargesMinor = 0 } = transaction;
  const items = pieces.map(({ item }) => item);
  const [open, worth] = [openSum(items), signedSum(items)];
  const known = [
    ...[amountMinor, open, worth, chargesMinor, amountMinor + chargesMinor, ...others],
    ...pieces.flatMap(({ item, valueMinor, discountMinor }) => [
      ...[item.openMinor, item.amountMinor, Math.abs(valueMinor), discountMinor],
    ]),
  ];
  const missing = [open - amountMinor, worth - amountMinor];
  if (saysOtherReduction(signals.reading, missing, transaction.currency)) return "reductionDiffers";
  return saysOtherAmount(signals.reading, transaction, known) ? "amountDiffers" : undefined;
}

/** An invoice is called a credit note, so that it is not known which of the two is meant. */
const callsNote = ({ signals: { reading } }: Context, { targets }: Pool): boolean =>
  targets.some(
    ({ token, open }) => open.every((item) => item.kind === "invoice") && isCreditNoteAt(reading.text, token.start),
  );

/** What speaks against a part of what is named. */
export function partDoubt(context: Context, pool: Pool): string | undefined {
  if (saysInFull(context.signals.reading)) return "amountDiffers";
  if (callsNote(context, pool)) return "numberOfSomethingElse";
  return statedOtherwise(context, piecesOf(pool.items));
}

/**
 * What speaks against a surplus: it is stated as if it were for something of its own, a part is said to be paid, something is listed
 * beside what is named, the same was paid on it before, or it is enough for something else that the account owes.
 */
export function surplusDoubt(
  context: Context,
  pool: Pool,
  whole: Explanation,
  account: OpenItem[],
): string | undefined {
  const { transaction, signals } = context;
  if (callsNote(context, pool)) return "numberOfSomethingElse";
  if (isPaidAgain(context, pool)) return "suspectedDuplicate";
  const { text } = signals.reading;
  if (partWordsIn(signals.reading).length > 0) return "partOfSomething";
  if (saysLess(text)) return "amountDiffers";
  const stated = statedBeside(context, whole.pieces, []);
  if (stated) return stated;
  const surplusMinor = transaction.amountMinor - whole.sumMinor;
  const isMore = listsBeside(text) || saysSeveral(text) || mayPayMore(account, pool, whole, surplusMinor);
  return text.trim() !== "" && isMore ? "namesOnlyPart" : undefined;
}

/** Of what is named a part was paid before, and now all of it comes, or that part again. */
function isPaidAgain(context: Context, { items }: Pool): boolean {
  const { amountMinor } = context.transaction;
  const begun = items.filter((item) => item.openMinor < item.amountMinor);
  if (begun.length === 0) return false;
  const ids = begun.map(({ id }) => id);
  const accountIds = begun.map(({ accountId }) => accountId);
  const isWhole = items.reduce((sum, item) => sum + item.amountMinor, 0) === amountMinor;
  return isWhole || isRepeat(context, accountIds, (paid) => ids.includes(paid.id));
}

/**
 * What is left over is not small and enough for something else that the account owes: words beside the number may mean that, in
 * whatever language they say so.
 */
const mayPayMore = (account: OpenItem[], { items }: Pool, { sumMinor }: Explanation, surplusMinor: number): boolean =>
  surplusMinor * SMALL_SURPLUS_PART > sumMinor &&
  account.some((item) => item.kind === "invoice" && !items.includes(item) && item.openMinor <= surplusMinor);
/** A surplus of up to a tenth of what is named is one. */
const SMALL_SURPLUS_PART = 10;
