import type { Budget } from "../lib/api.ts";

type Sums = Pick<Budget, "limitMinor" | "carriedInMinor" | "carriedOutMinor">;

/** What may be spent in all: the limit, with what was carried in and without what was carried on. */
export const allowedOf = ({ limitMinor, carriedInMinor, carriedOutMinor }: Sums): number =>
  limitMinor + carriedInMinor - carriedOutMinor;

/** How much of a budget an amount is, in whole hundredths; at most all of it. */
export function shareOf(budget: Sums, amountMinor: number): number {
  const whole = allowedOf(budget);
  if (whole <= 0) return amountMinor > 0 ? 100 : 0;
  return Math.min(100, Math.floor((amountMinor * 100) / whole));
}
