import { DAY_MS } from "../../shared/duration.ts";
import { apportion, BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { MODELS } from "./schema.ts";

export type Model = (typeof MODELS)[number];
/** A touch of somebody of an account; `opens` says that with it the opportunity began. */
export type Touch = { id: string; at: string; opens?: boolean };

/** Weights are whole numbers, so that shares are exact. */
const WEIGHT_SCALE = 1_000_000;

/** What is shared by some touches evenly, in whole numbers that add up. */
const evenly = (whole: number, count: number): number[] =>
  apportion(
    whole,
    Array.from({ length: count }, () => 1),
  );

/** First, last, and what lies between: whoever has one or two touches shares what is left in proportion. */
function ends(count: number, [first, middle, last]: readonly [number, number, number]): number[] {
  if (count === 1) return [1];
  if (count === 2) return [first, last];
  const scaled = [first, middle, last].map((weight) => weight * WEIGHT_SCALE) as [number, number, number];
  return [scaled[0], ...evenly(scaled[1], count - 2), scaled[2]];
}

/** W: 30 each for the first touch, for the one that opened the sale and for the last; 10 for all others together. */
function wShaped(touches: readonly Touch[]): number[] {
  const opening = Math.max(
    0,
    touches.findIndex(({ opens }) => opens),
  );
  const key = [...new Set([0, opening, touches.length - 1])];
  const others = touches.flatMap((_, n) => (key.includes(n) ? [] : [n]));
  const weights = touches.map(() => 0);
  for (const n of key) weights[n] = 30 * WEIGHT_SCALE;
  evenly(others.length > 0 ? 10 * WEIGHT_SCALE : 0, others.length || 1).forEach((weight, n) => {
    const at = others[n];
    if (at !== undefined) weights[at] = weight;
  });
  return weights;
}

/** Half as much for each half-life that a touch came before the last; at least the smallest weight there is. */
function decayed(touches: readonly Touch[], halfLifeDays: number): number[] {
  const last = Date.parse(touches.at(-1)?.at ?? "");
  return touches.map(({ at }) =>
    Math.max(1, Math.round(WEIGHT_SCALE * 2 ** (-(last - Date.parse(at)) / DAY_MS / halfLifeDays))),
  );
}

export type Weighing = { model: Model; halfLifeDays: number; weights: readonly [number, number, number] };

/** The weights of some touches, the earliest first, in whole numbers that are not all zero. */
export function weightsOf(touches: readonly Touch[], { model, halfLifeDays, weights }: Weighing): number[] {
  const last = touches.length - 1;
  switch (model) {
    case "first":
      return touches.map((_, n) => (n === 0 ? 1 : 0));
    case "last":
      return touches.map((_, n) => (n === last ? 1 : 0));
    case "linear":
      return touches.map(() => 1);
    case "timeDecay":
      return decayed(touches, halfLifeDays);
    case "u":
      return ends(touches.length, [40, 20, 40]);
    case "w":
      return wShaped(touches);
    case "custom": {
      const own = ends(touches.length, weights);
      return own.some((weight) => weight > 0) ? own : touches.map(() => 1);
    }
  }
}

/** How an amount of cash, of either sign, is shared among the touches before it: to the minor unit, by largest remainder. */
export const shared = (amountMinor: number, touches: readonly Touch[], weighing: Weighing): number[] =>
  apportion(amountMinor, weightsOf(touches, weighing));

/** (revenue − cost) / cost in basis points; nothing where nothing was spent. */
export const roiOf = (revenueMinor: number, costMinor: number): number | undefined =>
  costMinor > 0 ? Math.round(((revenueMinor - costMinor) / costMinor) * BASIS_POINTS_WHOLE) : undefined;

const WHOLE = BigInt(BASIS_POINTS_WHOLE);

/** Amounts of either sign as shares of their sum, in basis points that add up to 100.00 %; zeros where the sum is none. */
export function sharesOf(amounts: readonly number[]): number[] {
  const total = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
  if (total === 0n) return amounts.map(() => 0);
  const size = total < 0n ? -total : total;
  const exact = amounts.map((amount, n) => {
    const scaled = BigInt(amount) * WHOLE * (total < 0n ? -1n : 1n);
    const rest = ((scaled % size) + size) % size;
    return { n, share: Number((scaled - rest) / size), rest };
  });
  const left = BASIS_POINTS_WHOLE - exact.reduce((sum, { share }) => sum + share, 0);
  const further = new Set(
    [...exact]
      .sort((a, b) => (a.rest === b.rest ? a.n - b.n : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ n }) => n),
  );
  return exact.map(({ n, share }) => share + (further.has(n) ? 1 : 0));
}
