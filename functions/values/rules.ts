import type * as z from "zod";
import { daysBetween } from "../../shared/clock.ts";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { SIDES, ValueModelInput, ValuePart } from "./schema.ts";

export type Model = Pick<z.output<typeof ValueModelInput>, "metrics" | "dropBasisPoints">;
export type Part = z.output<typeof ValuePart>;
type Side = (typeof SIDES)[number];

/** The points that a number brings: as much of the weight as it is of what brings all of it, rounded down. */
export const pointsOf = (value: number | undefined, fullAt: number, weight: number): number =>
  value === undefined || !Number.isFinite(value) ? 0 : Math.floor(weight * Math.min(1, Math.max(0, value / fullAt)));

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { points }) => sum + points, 0);

/** The parts of a model with the numbers of an account, and what they add up to. */
export function reckonedOf({ metrics }: Model, numbers: ReadonlyMap<string, number | undefined>) {
  const parts = metrics.map(({ key, label, side, fullAt, weight }): Part => {
    const value = numbers.get(key);
    const known = value !== undefined && Number.isFinite(value) ? { value } : {};
    return { key, ...(label && { label }), side, ...known, fullAt, weight, points: pointsOf(value, fullAt, weight) };
  });
  const of = (side: Side): number => sumOf(parts.filter((part) => part.side === side));
  return {
    ...{ score: sumOf(parts), existingPoints: of("existing"), potentialPoints: of("potential") },
    ...{ modelPoints: of("model"), parts },
  };
}

/** The best of so many days is what a fall is measured from. */
const BEST_DAYS = 180;

type Standing = { best: number; bestOn: string; fallenOn?: string | undefined };

/** True of a score that lies below a best one by a share of it, or by more. */
const isBelow = (score: number, best: number, share: number): boolean =>
  (best - score) * BASIS_POINTS_WHOLE >= best * share && score < best;

/** How an account stands with its best score. A fall goes on until half of it is made good, and is news once. */
export function standingOf(
  before: Standing | undefined,
  score: number,
  on: string,
  share: number | undefined,
): { standing: Standing; isNews: boolean } {
  const isOld = before === undefined || daysBetween(before.bestOn, on) > BEST_DAYS;
  const best =
    isOld || score >= before.best ? { best: score, bestOn: on } : { best: before.best, bestOn: before.bestOn };
  const needed = share === undefined ? undefined : before?.fallenOn ? share / 2 : share;
  const isFallen = needed !== undefined && isBelow(score, best.best, needed);
  const fallenOn = isFallen ? (before?.fallenOn ?? on) : undefined;
  return { standing: { ...best, fallenOn }, isNews: isFallen && before?.fallenOn === undefined };
}
