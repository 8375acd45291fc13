import { partOf, stepOff, sumAt, totalOff } from "./apply.ts";
import type { Compiled } from "./compile.ts";
import { cliquesOf } from "./conflicts.ts";
import { isByLine, type LineBounds, lineBoundsOf, lowestLines } from "./lines.ts";

const WHOLE = 10_000;
/** Amounts at which one rule's steps are looked at; a rule with more is taken at its best. */
const JUMPS_MAX = 40;
/** By how much the part of a line in a share of a sum may be above its own share: by less than one and a half. */
const SPLIT_MAX = 2;

/** Rules of which one applies at most. Shares of sums alone multiply; others count by what they take off in all. */
type Clique = { members: readonly number[]; isShares: boolean };

export type Bounds = {
  rules: readonly Compiled[];
  byLine: LineBounds;
  /** What is on lines, but no matter of each line for itself. */
  early: readonly Clique[];
  basket: readonly Clique[];
  coupons: readonly Clique[];
  /** What was done so far, counted in lines looked at: the same for the same input on every machine. */
  work: number;
};

const isWholeLines = ({ num, den }: Compiled): boolean => num.every((n, j) => n === den[j]);

/** The share that a rule takes off a sum, where it takes off nothing else. */
function sharePoints(rule: Compiled): number | undefined {
  const { kernel } = rule;
  if (kernel.kind !== "sum" || rule.rule.capMinor !== undefined || !isWholeLines(rule)) return undefined;
  const points = kernel.steps.map(({ basisPoints }) => basisPoints);
  return points.every((one) => one !== undefined) ? Math.max(...(points as number[])) : undefined;
}

export function boundsOf(rules: readonly Compiled[], table: readonly Uint8Array[], count: number): Bounds {
  const cliques = (picks: (rule: Compiled) => boolean): Clique[] =>
    cliquesOf(
      rules.flatMap((rule, n) => (picks(rule) ? [n] : [])),
      table,
    ).map((members) => ({
      members,
      isShares: members.every((n) => sharePoints(rules[n] as Compiled) !== undefined),
    }));
  return {
    rules,
    byLine: lineBoundsOf(rules, table, count),
    early: cliques((rule) => rule.phase === 1 && !isByLine(rule)),
    basket: cliques(({ phase }) => phase === 2),
    coupons: cliques(({ phase }) => phase === 3),
    work: 0,
  };
}

/** Lowers each line by the largest of some shares, never rounded up; the lines that were touched are noted. */
function lowerShares(rules: readonly Compiled[], low: number[], touched: number[]): void {
  const points = new Map<number, number>();
  for (const rule of rules) {
    const share = sharePoints(rule) ?? 0;
    for (const n of rule.lines) points.set(n, Math.max(points.get(n) ?? 0, share));
  }
  for (const [n, share] of points) {
    low[n] = Math.max(0, (low[n] as number) - partOf(low[n] as number, share, WHOLE) - 1);
    touched.push(n);
  }
}

/**
 * What a rule takes off at most, where the lines keep `spare` in all beyond the lowest that they can come to. Between its
 * jumps it rises by `slope` basis points of what is spare.
 */
type Offer = {
  at(spare: number): number;
  jumps: number[];
  slope: number;
  /**
   * Of steps of amounts on all of the basket: what it and all that was taken off before it come to at most, since so much had
   * to be left that its step was reached.
   */
  reach?(spare: number): number;
};

/** The amounts of spare at which a step of a sum begins to hold. */
function jumpsOf(
  kernel: Extract<Compiled["kernel"], { kind: "sum" }>,
  lowest: number,
  now: number,
): number[] | undefined {
  const jumps = kernel.steps.map(({ fromMinor }) => fromMinor - lowest);
  const every = kernel.each ? (kernel.steps[0]?.fromMinor ?? 0) : 0;
  if (every === 0) return jumps;
  const [first, end] = [Math.floor(lowest / every) + 1, Math.floor(now / every)];
  if (end - first >= JUMPS_MAX) return undefined;
  return [...jumps, ...Array.from({ length: Math.max(0, end - first + 1) }, (_, n) => (first + n) * every - lowest)];
}

function offerOf(rule: Compiled, low: readonly number[], amounts: readonly number[]): Offer {
  const most = totalOff(rule, amounts);
  const flat = { at: () => most, jumps: [], slope: 0 };
  const { kernel, lines, within } = rule;
  if (most === 0 || kernel.kind !== "sum" || !isWholeLines(rule)) return flat;
  const { minMinor, capMinor } = rule.rule;
  const share = Math.max(0, ...kernel.steps.map(({ basisPoints = 0 }) => basisPoints));
  // A step that takes off as much as there is rises with what there is.
  if (share === 0 && kernel.steps.some(({ fromMinor, offMinor = 0 }) => fromMinor < offMinor)) return flat;
  const [lowest, now] = [sumAt(low, lines), sumAt(amounts, lines)];
  const [lowWithin, nowWithin] = [sumAt(low, within), sumAt(amounts, within)];
  const jumps = jumpsOf(kernel, lowest, now);
  if (!jumps) return flat;
  if (minMinor !== undefined) jumps.push(minMinor - lowWithin);
  const at = (spare: number): number => {
    if (minMinor !== undefined && Math.min(nowWithin, lowWithin + spare) < minMinor) return 0;
    const off = stepOff(kernel, Math.min(now, lowest + spare));
    return Math.min(off, capMinor ?? off);
  };
  const offer = { at, jumps: jumps.filter((spare) => spare > 0), slope: share };
  if (share > 0 || lines.length < amounts.length) return offer;
  const reach = (spare: number): number => {
    const left = Math.min(now, lowest + spare);
    const reached = kernel.steps.filter(({ fromMinor }) => fromMinor <= left);
    return Math.max(0, ...reached.map(({ fromMinor, offMinor = 0 }) => left - fromMinor + offMinor));
  };
  return { ...offer, reach };
}

const bestAt = (clique: readonly Offer[], spare: number): number => {
  let most = 0;
  for (const offer of clique) most = Math.max(most, offer.at(spare));
  return most;
};

/** What the rules on the basket take off together at most. */
function basketAt(offers: readonly Offer[][], spare: number, spareReached: number): number {
  let [all, other, last] = [0, 0, 0];
  for (const clique of offers) {
    const best = bestAt(clique, spare);
    const isOfAll = clique.every(({ reach }) => reach !== undefined);
    if (isOfAll) all += best;
    else other += best;
    if (isOfAll && best > 0) last = Math.max(last, ...clique.map((offer) => offer.reach?.(spareReached) ?? 0));
  }
  return other + Math.min(all, last);
}

/** What the coupons of one payment leave of a total at least: those that take a share of all of it take it of what is left. */
function afterCoupons(
  rules: readonly Compiled[],
  offers: readonly Offer[],
  left: number,
  spare: number,
  count: number,
) {
  let lowest = left;
  for (const [n, rule] of rules.entries()) {
    const share = sharePoints(rule);
    const isOfAll = share !== undefined && rule.lines.length === count && offers[n]?.at(spare) !== 0;
    lowest = Math.min(lowest, left - (isOfAll ? partOf(left, share, WHOLE) : (offers[n]?.at(spare) ?? 0)));
  }
  return lowest;
}

const sum = (all: readonly number[]): number => all.reduce((whole, one) => whole + one, 0);

/**
 * A total that no choice among the rules from place `from` on comes below, from these amounts. It rests on three things:
 * what a rule takes off never rises as amounts fall (`totalOff`); what a rule leaves of a line rises with the line and no faster;
 * of a clique one rule applies at most. What lines keep beyond their lowest, so that a threshold is reached, is paid for:
 * therefore the least is looked for among the amounts at which some threshold begins to hold.
 */
export function lowerBound(
  bounds: Bounds,
  amounts: readonly number[],
  from: number,
  blocked: ArrayLike<number>,
): number {
  const { low: afterLines, work } = lowestLines(bounds.byLine, amounts, from, blocked);
  bounds.work += work;
  const open = ({ members }: Clique): Compiled[] =>
    members.flatMap((n) => {
      const rule = bounds.rules[n] as Compiled;
      if (n < from || blocked[n] !== 0) return [];
      bounds.work += 2 * rule.lines.length;
      return totalOff(rule, amounts) > 0 ? [rule] : [];
    });
  const flat = sum(
    bounds.early.map((clique) => open(clique).reduce((most, rule) => Math.max(most, totalOff(rule, amounts)), 0)),
  );
  const low = afterLines.slice();
  const touched: number[] = [];
  const offers: Offer[][] = [];
  const kept: number[] = [];
  const offersOf = (rules: readonly Compiled[]): Offer[] => rules.map((rule) => offerOf(rule, afterLines, amounts));
  for (const clique of bounds.basket) {
    const rules = open(clique);
    if (rules.length === 0) continue;
    if (clique.isShares) {
      lowerShares(rules, low, touched);
      kept.push(Math.max(...rules.map((rule) => sharePoints(rule) ?? 0)));
    } else offers.push(offersOf(rules));
  }
  for (const n of touched) low[n] = Math.max(0, (low[n] as number) - SPLIT_MAX);
  const coupons = bounds.coupons.map(open).filter(({ length }) => length > 0);
  const couponOffers = coupons.map(offersOf);
  const all = [...offers, ...couponOffers];
  // Where shares of what is spare are worth more than what is spare itself, no left end is the lowest.
  const slope = sum(all.map((clique) => Math.max(...clique.map((offer) => offer.slope))));
  const worthOf = (spare: number): number =>
    kept.reduce((left, share) => Math.max(0, left - partOf(left, share, WHOLE) - 1), spare);
  const spareMax = sum(amounts) - sum(afterLines);
  const isSteep = slope > worthOf(WHOLE);
  const jumps = new Set([0, ...all.flat().flatMap((offer) => offer.jumps)]);
  let least = Number.POSITIVE_INFINITY;
  for (const spare of jumps) {
    if (spare > spareMax) continue;
    bounds.work += all.length;
    const seen = isSteep ? spareMax : spare;
    const reached = isSteep || kept.length > 0 || slope > 0 ? spareMax : spare;
    const left = sum(low) + worthOf(spare) - flat - basketAt(offers, seen, reached);
    const [only, onlyOffers] = [coupons[0], couponOffers[0]];
    const end =
      coupons.length === 1 && only && onlyOffers && left > 0
        ? afterCoupons(only, onlyOffers, left, seen, amounts.length)
        : left - sum(couponOffers.map((clique) => bestAt(clique, seen)));
    least = Math.min(least, end);
  }
  return Math.max(0, least - (slope > 0 ? all.length + kept.length + 1 : 0));
}
