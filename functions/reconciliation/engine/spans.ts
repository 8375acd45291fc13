import type { RemittanceLine } from "../schema.ts";
import { byText } from "./normalise.ts";
import { netOf, sumOf } from "./papers.ts";

/**
 * Advice and money do not always come one to one: a payer sends one advice and pays it in two or three transfers, or pays two advices
 * at once. Of the advices and payments of one payer that wait, those belong together that add up to each other, one of the one and
 * several of the other, where they do so in one way alone. What may belong to two such groups belongs to none: a person decides.
 */

/** So many payments one advice is paid in, or advices one payment is of. */
export const SPAN_MAX = 4;
/** Of more waiting ones of a payer some always add up to something. */
export const SPANNED_MAX = 20;

/** An advice or a payment. `same` is equal for those of which it makes no difference which is taken; then it is the earliest. */
export type Part = { id: string; amountMinor: number; on: string; same: string };
/** One of the one and several of the other. */
export type Span = { adviceIds: string[]; lineIds: string[] };

/** All choices of two parts or more that add up to an amount, of those that are the same one. */
function choicesOf(wantedMinor: number, parts: Part[]): string[][] {
  const found = new Map<string, string[]>();
  const look = (from: number, left: number, taken: Part[]): void => {
    if (left === 0 && taken.length > 1) {
      const kind = JSON.stringify(taken.map(({ same }) => same).sort(byText));
      if (!found.has(kind))
        found.set(
          kind,
          taken.map(({ id }) => id),
        );
    }
    if (left <= 0 || taken.length === SPAN_MAX) return;
    for (const [n, part] of parts.entries()) if (n >= from) look(n + 1, left - part.amountMinor, [...taken, part]);
  };
  look(0, wantedMinor, []);
  return [...found.values()];
}

const inOrder = (parts: readonly Part[]): Part[] => [...parts].sort((a, b) => byText(a.on, b.on) || byText(a.id, b.id));

/**
 * What belongs together among the waiting advices and payments; `mayBe` says whether a payment may be of an advice by its payer and
 * day. An advice and a payment of one amount have found each other or cannot be told apart; neither is part of anything here.
 */
export function spansOf(
  allAdvices: readonly Part[],
  allLines: readonly Part[],
  mayBe: (adviceId: string, lineId: string) => boolean,
): Span[] {
  if (Math.max(allAdvices.length, allLines.length) > SPANNED_MAX) return [];
  const isOneToOne = (advice: Part, line: Part): boolean =>
    advice.amountMinor === line.amountMinor && mayBe(advice.id, line.id);
  const advices = inOrder(allAdvices).filter((advice) => !allLines.some((line) => isOneToOne(advice, line)));
  const lines = inOrder(allLines).filter((line) => !allAdvices.some((advice) => isOneToOne(advice, line)));
  const found = [
    ...advices.flatMap((advice) =>
      choicesOf(
        advice.amountMinor,
        lines.filter((line) => mayBe(advice.id, line.id)),
      ).map((lineIds): Span => ({ adviceIds: [advice.id], lineIds })),
    ),
    ...lines.flatMap((line) =>
      choicesOf(
        line.amountMinor,
        advices.filter((advice) => mayBe(advice.id, line.id)),
      ).map((adviceIds): Span => ({ adviceIds, lineIds: [line.id] })),
    ),
  ];
  const share = (a: string[], b: string[]): boolean => a.some((id) => b.includes(id));
  return found.filter((span) =>
    found.every(
      (other) => other === span || !(share(span.adviceIds, other.adviceIds) || share(span.lineIds, other.lineIds)),
    ),
  );
}

const orders = <T>(list: readonly T[]): T[][] =>
  list.length < 2 ? [[...list]] : list.flatMap((one, n) => orders(list.toSpliced(n, 1)).map((rest) => [one, ...rest]));

/** Deals the lines out in their order, each payment as much as it is of; undefined where a line would have to be parted and may not. */
function dealt(papers: RemittanceLine[], amounts: number[], mayPart: boolean): RemittanceLine[][] | undefined {
  const left = [...papers];
  const shares: RemittanceLine[][] = [];
  for (const amountMinor of amounts) {
    const share: RemittanceLine[] = [];
    let wanted = amountMinor;
    while (wanted > 0) {
      const line = left.shift();
      if (!line) return undefined;
      if (line.amountMinor > wanted && !mayPart) return undefined;
      if (line.amountMinor > wanted) {
        // What was taken off goes with the last of a paper's money, since it settles the rest.
        const { discountMinor: _, deduction: __, ...plain } = line;
        share.push({ ...plain, amountMinor: wanted });
        left.unshift({ ...line, amountMinor: line.amountMinor - wanted });
        wanted = 0;
      } else {
        share.push(line);
        wanted -= line.amountMinor;
      }
    }
    shares.push(share);
  }
  shares.at(-1)?.push(...left);
  return left.every((line) => line.amountMinor === 0) ? shares : undefined;
}

/**
 * What each of several payments pays of the papers of their one advice. Credit notes are taken off the first. Whole papers where they
 * can be dealt out whole in some order of the payments; else in the order of booking, a paper parted where a payment ends.
 */
export function sharesOf(told: readonly RemittanceLine[], amounts: readonly number[]): RemittanceLine[][] | undefined {
  const totalMinor = amounts.reduce((sum, amount) => sum + amount, 0);
  const lines = netOf(told, totalMinor);
  if (sumOf(lines) !== totalMinor) return undefined;
  const [notes, papers] = [lines.filter((line) => line.amountMinor < 0), lines.filter((line) => line.amountMinor >= 0)];
  const creditMinor = -sumOf(notes);
  const places = amounts.map((amountMinor, n) => ({ amountMinor, n }));
  const ways = [...orders(places).map((order) => ({ order, mayPart: false })), { order: places, mayPart: true }];
  for (const { order, mayPart } of ways) {
    const wanted = order.map(({ amountMinor }, n) => amountMinor + (n === 0 ? creditMinor : 0));
    const shares = dealt(papers, wanted, mayPart);
    if (!shares) continue;
    const placed = new Map(order.map(({ n }, at) => [n, [...(shares[at] ?? []), ...(at === 0 ? notes : [])]]));
    return places.map(({ n }) => placed.get(n) ?? []);
  }
  return undefined;
}
