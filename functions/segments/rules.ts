import { createHash } from "node:crypto";
import type * as z from "zod";
import { BASIS_POINTS_WHOLE } from "../../shared/money.ts";
import type { Sample } from "./schema.ts";

/** Where somebody stands in the draw of a seed, in basis points: even over people, and independent between seeds. */
export const drawnAt = (seed: string, personId: string): number =>
  createHash("sha256").update(`${seed}\n${personId}`).digest().readUInt32BE(0) % BASIS_POINTS_WHOLE;

export const isDrawn = (sample: z.output<typeof Sample> | undefined, personId: string): boolean => {
  if (!sample) return true;
  const at = drawnAt(sample.seed, personId);
  return at >= sample.fromBasisPoints && at < sample.toBasisPoints;
};

/** What somebody has of each feature that people are compared by. */
export type Likened = { id: string; values: { feature: string; value: string }[] };
type Told = { feature: string; value: string; seeds: number; people: number; points: number };
type Alike = { id: string; score: number; reasons: { feature: string; points: number }[] };

const REASONS_MAX = 5;
const TOLD_MAX = 100;
const POINTS_A_DOUBLING = 100;

/** How often somebody did something, in steps: whoever did it nine times is like whoever did it ten times. */
export const timesBucket = (n: number): string =>
  n === 0 ? "0" : n === 1 ? "1" : n < 5 ? "2–4" : n < 20 ? "5–19" : "20+";

/**
 * What a value is worth: a hundred points for each doubling of its share among the seeds over its share among all, each share
 * drawn towards a half by one who has it and one who has it not, so that what is rare decides little.
 */
export const pointsOf = (of: { seeds: number; people: number }, all: { seeds: number; people: number }): number =>
  Math.round(POINTS_A_DOUBLING * Math.log2((of.seeds + 1) / (all.seeds + 2) / ((of.people + 1) / (all.people + 2)))) ||
  0;

/** Who of all is most like the seeds, with what makes it. The seeds themselves are none of them, nor is who is less alike than anybody. */
export function likened(
  people: readonly Likened[],
  seeds: ReadonlySet<string>,
  size: number,
): { told: Told[]; best: Alike[] } {
  const among = people.filter(({ id }) => seeds.has(id));
  const keyOf = ({ feature, value }: Likened["values"][number]): string => `${feature}\n${value}`;
  const countIn = (some: readonly Likened[]) =>
    Map.groupBy(
      some.flatMap(({ values }) => [...new Set(values.map(keyOf))]),
      (key) => key,
    );
  const [own, all] = [countIn(among), countIn(people)];
  const whole = { seeds: among.length, people: people.length };
  const worth = new Map(
    [...all].map(([key, some]) => {
      const of = { seeds: own.get(key)?.length ?? 0, people: some.length };
      return [key, { ...of, points: among.length > 0 ? pointsOf(of, whole) : 0 }] as const;
    }),
  );
  const scored = people.flatMap(({ id, values }): Alike[] => {
    if (seeds.has(id)) return [];
    const parts = [...new Set(values.map(keyOf))].map((key) => ({
      feature: key.split("\n")[0] ?? "",
      points: worth.get(key)?.points ?? 0,
    }));
    const score = parts.reduce((sum, { points }) => sum + points, 0);
    const reasons = parts.filter(({ points }) => points !== 0).sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
    return score > 0 ? [{ id, score, reasons: reasons.slice(0, REASONS_MAX) }] : [];
  });
  const told = [...worth].map(([key, of]) => {
    const [feature = "", ...value] = key.split("\n");
    return { feature, value: value.join("\n"), ...of };
  });
  return {
    told: told
      .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.value < b.value ? -1 : 1))
      .slice(0, TOLD_MAX),
    best: scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, size),
  };
}
