import type { Deducted, OpenItem, PaidItem } from "../schema.ts";
import { contractOf, discountOn, type Piece, toleratedSums } from "./amount.ts";
import type { Context, NamedPaper } from "./context.ts";
import {
  hasNearWhole,
  hasSwappedTwin,
  isRepeat,
  payerIsAsLike,
  payerMayBe,
  payersOwnFits,
  textDoubt,
} from "./guards.ts";
import { isNear } from "./normalise.ts";
import { type Followed, followed, netted, type Share, sumOf, worthOf } from "./papers.ts";
import { namesOf } from "./references.ts";
import { abstain, book, type Verdict } from "./verdict.ts";

/** What all lines together pay on one receivable. */
type Sum = Share & { lines: number };

/**
 * Follows remittance lines one by one. They must explain the payment, and each must name one paper that it fits; what does not add up
 * is for a person, who sees the lines laid out. Papers that are all paid whole are booked whoever pays; a part, a surplus, a discount
 * beyond the terms, a deduction or a number that was healed only if nothing speaks against it.
 */
export function byLines(context: Context): Verdict {
  const papers = papersToPay(context);
  const lines = followed(context, papers);
  const accountIds = [...new Set(lines.flatMap(({ shares }) => shares.map(({ item }) => item.accountId)))];
  const rivals = lines.flatMap(({ paper, why }) =>
    why ? [`${paper.line.reference} ${paper.line.amountMinor}: ${why}`] : [],
  );
  if (!isExplained(context, papers)) return abstain("linesDoNotAddUp", accountIds, rivals);
  const [unclear] = lines.flatMap(({ why }) => why ?? []);
  if (unclear) return abstain(unclear === "unknown" ? "unknownReference" : unclear, accountIds, rivals);
  const sums = summed(lines);
  if (lines.some((line) => isRepeatedLine(context, line))) return abstain("suspectedDuplicate", accountIds, rivals);
  const doubt = isPlain(lines, sums) ? plainDoubt(context, lines, sums) : doubtOf(context, lines, sums, accountIds);
  if (doubt) return abstain(doubt, accountIds, rivals);
  const pieces = sums.map((sum) => pieceOf(context, sum));
  const explanation = { pieces, sumMinor: sumOf(papers.map(({ line }) => line)), kind: "all" as const };
  const why = lines.some(({ healed }) => healed) ? "lines+healed" : "lines";
  const deductions = sums.flatMap((sum, n) => deductedOn(context, sum, pieces[n] as Piece));
  return { ...book(context, explanation, "charges", why), deductions };
}

/**
 * The papers that the lines tell, netted. Where they do not explain the payment and without those that were paid before, each with just
 * what its line says, the others do, these are what is paid: an advice whose first payment was applied as it came.
 */
function papersToPay(context: Context): NamedPaper[] {
  const { amountMinor } = context.transaction;
  const papers = netted(context.papers, amountMinor);
  if (isExplained(context, papers)) return papers;
  const rest = netted(
    context.papers.filter((paper) => !isPaidBefore(paper)),
    amountMinor,
  );
  return rest.length < papers.length && sumOf(rest.map(({ line }) => line)) === amountMinor ? rest : papers;
}

const isPaidBefore = ({ line, targets }: NamedPaper): boolean =>
  targets.length > 0 &&
  targets.every(({ open, paid }) => open.length === 0 && paid.some((item) => item.amountMinor === line.amountMinor));

/** Do the lines add up to the payment, to it and the charges that the bank states, or to it within the policy's tolerance? */
function isExplained({ transaction, policy }: Context, papers: NamedPaper[]): boolean {
  const sum = sumOf(papers.map(({ line }) => line));
  const charges = policy.statedCharges ? (transaction.chargesMinor ?? 0) : 0;
  const { low, high } = toleratedSums(transaction.amountMinor, transaction.currency, policy);
  return sum === transaction.amountMinor + charges || (low <= sum && sum <= high);
}

function summed(lines: Followed[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { shares } of lines) {
    for (const share of shares) {
      const sum = sums.get(share.item.id);
      sums.set(share.item.id, {
        item: share.item,
        amountMinor: share.amountMinor + (sum?.amountMinor ?? 0),
        discountMinor: share.discountMinor + (sum?.discountMinor ?? 0),
        deductions: [...(sum?.deductions ?? []), ...share.deductions],
        lines: 1 + (sum?.lines ?? 0),
      });
    }
  }
  return [...sums.values()];
}

/** Every line names its paper itself, and pays all that is open on it. */
const isPlain = (lines: Followed[], sums: Sum[]): boolean =>
  lines.every(({ healed }) => !healed) &&
  sums.every((sum) => sum.amountMinor === sum.item.openMinor && worthOf(sum) === sum.amountMinor);

/** A contract is named and not which instalment, and the same was paid on it a few days ago. */
const isRepeatedLine = (context: Context, { precise, shares }: Followed): boolean =>
  !precise &&
  shares.some(({ item, amountMinor }) => {
    const transaction = { ...context.transaction, amountMinor };
    const isOfContract = (paid: PaidItem): boolean => contractOf(paid) === contractOf(item);
    return isRepeat({ ...context, transaction }, [item.accountId], isOfContract);
  });

const targetsOf = (lines: Followed[]) => lines.flatMap(({ paper }) => paper.targets);

/** The free text names something open that no line pays. */
const namesMore = ({ matches }: Context, sums: Sum[]): boolean =>
  matches.targets.some(({ open }) => open.length > 0 && !open.some((item) => sums.some((sum) => sum.item === item)));

/** What speaks against papers that are all paid whole: the text means others too, or a slip would mean others as exactly. */
function plainDoubt(context: Context, lines: Followed[], sums: Sum[]): string | undefined {
  const accountIds = [...new Set(sums.map(({ item }) => item.accountId))];
  const pieces = sums.map((sum) => pieceOf(context, sum));
  const explanation = { pieces, sumMinor: context.transaction.amountMinor, kind: "all" as const };
  if (accountIds.length > 1 && sums.some(isNote)) return "severalAccountsNamed";
  if (namesMore(context, sums)) return "namesOnlyPart";
  const isTwin =
    payersOwnFits(context, targetsOf(lines), accountIds) ||
    lines.some(({ paper }) => hasSwappedTwin(context, paper.targets, explanation));
  return isTwin ? "nearReference" : undefined;
}

function doubtOf(context: Context, lines: Followed[], sums: Sum[], accountIds: string[]): string | undefined {
  const { policy } = context;
  if (accountIds.length > 1 && sums.some((sum) => isTooMuch(sum) || isNote(sum))) return "severalAccountsNamed";
  // Numbers that are all as they are, with amounts that are all of what is open, say whose money it is.
  const isWhole = lines.every(({ healed }) => !healed) && sums.every((sum) => worthOf(sum) === sum.item.openMinor);
  for (const id of accountIds) {
    const doubt = textDoubt(context, id);
    if (doubt) return doubt;
    if (!(isWhole ? payerMayBe : payerIsAsLike)(context, id)) return "payerIsAnother";
  }
  if (namesMore(context, sums)) return "namesOnlyPart";
  // Two lines for one paper that are not all of it: one may be told twice, or mean another.
  if (sums.some((sum) => sum.lines > 1 && worthOf(sum) !== sum.item.openMinor)) return "linesOverlap";
  // A credit note is netted against invoices; what is more than they need has no place.
  if (sums.some(isTooMuch) && sums.some(isNote)) return "noteBesideSurplus";
  // Two numbers or two amounts that stand in each other's place.
  const isAnothers = (part: Sum): boolean =>
    sums.some((sum) => sum !== part && sum.item.openMinor === part.amountMinor);
  if (sums.some((sum) => isInPart(sum) && (isAnothers(sum) || sums.some(isTooMuch)))) return "linesExchanged";
  if (policy.partialPayments === "never" && sums.some(isInPart)) return "partialsOff";
  if (sums.some((sum) => isInPart(sum) && hasNearWhole(context, pieceOf(context, sum)))) return "nearReference";
  if (sums.some((sum) => isTooMuch(sum) && hasRoomier(context, sum))) return "nearReference";
  const pieces = sums.map((sum) => pieceOf(context, sum));
  const explanation = { pieces, sumMinor: context.transaction.amountMinor, kind: "all" as const };
  const isTwin = lines.some(({ paper }) => hasSwappedTwin(context, paper.targets, explanation));
  return isTwin ? "nearReference" : undefined;
}

const isNote = ({ item }: Sum): boolean => item.kind === "creditNote";
const isTooMuch = (sum: Sum): boolean => worthOf(sum) > sum.item.openMinor;
/** Less than is open, though nothing is said to be taken off. */
const isInPart = (sum: Sum): boolean => worthOf(sum) < sum.item.openMinor && sum.item.kind === "invoice";

/** The number is one slip away from a paper on which there is room for all of the amount. */
const hasRoomier = ({ items }: Context, { item, amountMinor }: Sum): boolean =>
  items.some(
    (other: OpenItem) =>
      other.accountId === item.accountId &&
      other.openMinor >= amountMinor &&
      namesOf(other).some((name) => namesOf(item).some((own) => isNear(name, own))),
  );

/** What is booked on a receivable: cash up to what is open, and the discount that the terms give; the rest stays open on it. */
function pieceOf({ policy, transaction }: Context, { item, amountMinor, discountMinor }: Sum): Piece {
  if (item.kind === "creditNote") return { item, valueMinor: -Math.min(amountMinor, item.openMinor), discountMinor: 0 };
  const valueMinor = Math.min(amountMinor, item.openMinor);
  const agreed = policy.earlyPaymentDiscount ? discountOn(item, transaction.bookedOn) : 0;
  return { item, valueMinor, discountMinor: Math.min(discountMinor, agreed, item.openMinor - valueMinor) };
}

/** What a discount is called that is taken beyond the terms. */
const UNEARNED_DISCOUNT = "discount";

/** What the payer has taken off a receivable, as far as it is open beside what is booked on it. */
function deductedOn(
  { policy, transaction }: Context,
  { item, discountMinor, deductions }: Sum,
  piece: Piece,
): Deducted[] {
  let leftMinor = item.openMinor - piece.valueMinor - piece.discountMinor;
  const unearned = { code: UNEARNED_DISCOUNT, amountMinor: discountMinor - piece.discountMinor };
  const told = item.kind === "invoice" ? [unearned, ...deductions] : [];
  return told.flatMap(({ code, amountMinor: most, ...words }): Deducted[] => {
    const amountMinor = Math.min(most, leftMinor);
    if (amountMinor <= 0) return [];
    leftMinor -= amountMinor;
    const rule = policy.deductions[code];
    const isClosed = rule !== undefined && amountMinor <= (rule.upToMinor[transaction.currency] ?? 0);
    const deducted = { receivableId: item.id, accountId: item.accountId, code, ...words, amountMinor };
    return [{ ...deducted, ...(isClosed ? { closedAs: rule.as } : {}) }];
  });
}

/** The pieces that the lines name in an account, for a person to start from; without notes where there is not enough to net them against. */
export function piecesNamed(context: Context, accountId: string): Piece[] {
  if (context.papers.length === 0) return [];
  const lines = followed(context, papersToPay(context));
  const pieces = summed(lines)
    .filter(({ item }) => item.accountId === accountId)
    .map((sum) => pieceOf(context, sum));
  const sumMinor = pieces.reduce((sum, { valueMinor }) => sum + valueMinor, 0);
  return sumMinor > 0 ? pieces : pieces.filter(({ item }) => item.kind === "invoice");
}
