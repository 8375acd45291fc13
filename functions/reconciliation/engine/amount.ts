import { mulDiv } from "../../../shared/money.ts";
import type { OpenItem, Policy } from "../schema.ts";
import { byText } from "./normalise.ts";
import { solutionsOf } from "./subset.ts";

/** The part one receivable takes in an explanation: what it adds to the sum (negative for a credit note), and the discount taken. */
export type Piece = { item: OpenItem; valueMinor: number; discountMinor: number };

/** How an amount is explained, strongest first; `subset` is any other combination. */
export const explanationKinds = ["single", "all", "dueDate", "contract", "subset"] as const;
export type ExplanationKind = (typeof explanationKinds)[number];
export type Explanation = { pieces: Piece[]; sumMinor: number; kind: ExplanationKind };

/** `count` counts every explanation; `complete` is false when the search gave up, and then nothing is unique. */
export type Explanations = { count: number; complete: boolean; found: Explanation[] };

/** What may take part, besides invoices at their open amount. */
export type Ways = {
  bookedOn: string;
  discounts: boolean;
  netting: boolean;
  interchangeable: boolean;
  sumsMax: number;
};

export const waysOf = (policy: Policy, bookedOn: string): Ways => ({
  bookedOn,
  discounts: policy.earlyPaymentDiscount,
  netting: policy.creditNoteNetting,
  interchangeable: policy.equalInstalments === "earliestDue",
  sumsMax: policy.subsetSumsMax,
});

/** Earliest due first, then by id: the one order in which the engine looks at receivables. */
export const byDue = (a: OpenItem, b: OpenItem): number => byText(a.dueOn, b.dueOn) || byText(a.id, b.id);

/** The contract or order that an item belongs to; a receivable without one is its own. */
export const contractOf = (item: Pick<OpenItem, "contractNo" | "orderId" | "id">): string =>
  item.contractNo ?? item.orderId ?? item.id;

/** amount × share, half up to the minor unit, exactly. */
const share = (amountMinor: number, basisPoints: number): number =>
  Number((BigInt(amountMinor) * BigInt(basisPoints) * 2n + 10_000n) / 20_000n);

/**
 * The early-payment discounts which an untouched receivable offers on a day, the largest first: of each of its terms up to and with
 * the last day. Whoever may take 3 % may take the 2 % that hold for longer.
 */
export function discountsOn(item: OpenItem, bookedOn: string): number[] {
  if (item.kind !== "invoice" || item.openMinor !== item.amountMinor) return [];
  const offered = (item.terms ?? [])
    .filter(({ discountUntilOn }) => bookedOn <= discountUntilOn)
    .map(({ discountBasisPoints }) => Math.min(share(item.amountMinor, discountBasisPoints), item.openMinor - 1));
  return [...new Set(offered)].filter((minor) => minor > 0).sort((a, b) => b - a);
}

/** The largest of them; 0 when there is none. */
export const discountOn = (item: OpenItem, bookedOn: string): number => discountsOn(item, bookedOn)[0] ?? 0;

/** The ways in which one receivable, or a run of interchangeable ones, can take part; `pieces[w]` belongs to `values[w]`. */
type Lot = { values: number[]; pieces: Piece[][] };

const whole = (item: OpenItem): Piece => ({
  item,
  valueMinor: item.kind === "invoice" ? item.openMinor : -item.openMinor,
  discountMinor: 0,
});

function lotOf(item: OpenItem, ways: Ways): Lot {
  const pieces: Piece[][] = [[], [whole(item)]];
  for (const discountMinor of ways.discounts ? discountsOn(item, ways.bookedOn) : [])
    pieces.push([{ item, valueMinor: item.openMinor - discountMinor, discountMinor }]);
  return { pieces, values: pieces.map((list) => list[0]?.valueMinor ?? 0) };
}

/** Equal instalments of one contract count as one lot that is used up earliest due first. */
function interchangeableLots(items: OpenItem[], ways: Ways): Lot[] {
  const runs = new Map<string, OpenItem[]>();
  for (const item of items) {
    const same =
      item.kind === "creditNote" || discountOn(item, ways.bookedOn) > 0
        ? item.id
        : `${contractOf(item)}|${item.openMinor}`;
    runs.set(same, [...(runs.get(same) ?? []), item]);
  }
  return [...runs.values()].map((run) => {
    if (run.length === 1) return lotOf(run[0] as OpenItem, ways);
    const pieces = Array.from({ length: run.length + 1 }, (_, used) => run.slice(0, used).map(whole));
    return { pieces, values: pieces.map((list) => list.reduce((sum, piece) => sum + piece.valueMinor, 0)) };
  });
}

/**
 * All combinations of `items` (one currency, in due order) whose sum lies in [low, high]. Receivables too large to take
 * part are left out before the search; credit notes join with their whole open amount, and only beside an invoice.
 */
export function explanationsOf(items: OpenItem[], low: number, high: number, ways: Ways): Explanations {
  const notes = ways.netting ? items.filter((item) => item.kind === "creditNote") : [];
  const reach = high + notes.reduce((sum, note) => sum + note.openMinor, 0);
  const smallest = (item: OpenItem): number => item.openMinor - (ways.discounts ? discountOn(item, ways.bookedOn) : 0);
  const invoices = items.filter((item) => item.kind === "invoice" && smallest(item) <= reach);
  const eligible = [...invoices, ...notes];
  const lots = ways.interchangeable ? interchangeableLots(eligible, ways) : eligible.map((item) => lotOf(item, ways));
  const { count, complete, found } = solutionsOf(lots, Math.max(1, low), high, ways.sumsMax);
  return {
    count,
    complete,
    found: found.map(({ picks, sum }) => {
      const pieces = picks
        .flatMap((way, i) => (lots[i] as Lot).pieces[way] as Piece[])
        .sort((a, b) => byDue(a.item, b.item));
      return { pieces, sumMinor: sum, kind: kindOf(pieces, items) };
    }),
  };
}

/** What sort of combination this is among the account's open invoices. */
export function kindOf(pieces: Piece[], items: OpenItem[]): ExplanationKind {
  const used = pieces.map((piece) => piece.item).filter((item) => item.kind === "invoice");
  const open = items.filter((item) => item.kind === "invoice");
  const [first] = used;
  if (!first || used.length === 1) return "single";
  if (used.length === open.length) return "all";
  const covers = (same: (item: OpenItem) => string): boolean =>
    used.every((item) => same(item) === same(first)) &&
    open.filter((item) => same(item) === same(first)).length === used.length;
  if (covers((item) => item.dueOn)) return "dueDate";
  return covers(contractOf) ? "contract" : "subset";
}

/**
 * The sums that `amountMinor` may stand for under the policy's tolerance: short or over by at most the larger of the fixed
 * amount and the share of the sum; short also by what banks may keep. Exact: 1185.80 stands for 1210.00 at 2 %.
 */
export function toleratedSums(amountMinor: number, currency: string, policy: Policy): { low: number; high: number } {
  const { fixedMinor = 0, basisPoints = 0 } = policy.tolerances[currency] ?? {};
  const charges = policy.bankCharges[currency] ?? 0;
  const whole = 10_000 + basisPoints;
  const leastByShare = Number((BigInt(amountMinor) * 10_000n + BigInt(whole - 1)) / BigInt(whole));
  return {
    low: Math.min(amountMinor - fixedMinor, leastByShare),
    high: Math.max(amountMinor + Math.max(fixedMinor, charges), mulDiv(amountMinor, 10_000, 10_000 - basisPoints)),
  };
}

/** Is a difference of `shortMinor` on `sumMinor` within the tolerance itself (and not only within the bank charges)? */
export function withinTolerance(shortMinor: number, sumMinor: number, currency: string, policy: Policy): boolean {
  const { fixedMinor = 0, basisPoints = 0 } = policy.tolerances[currency] ?? {};
  return Math.abs(shortMinor) <= Math.max(fixedMinor, mulDiv(sumMinor, basisPoints, 10_000));
}
