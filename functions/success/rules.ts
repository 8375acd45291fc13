import type * as z from "zod";
import { addDays, daysBetween, monthAfter } from "../../shared/clock.ts";
import type { InputError } from "../../shared/fault.ts";
import {
  type Health,
  type HealthModel,
  type HealthModelInput,
  type HealthPart,
  type ReviewPolicy,
  SCORE_MAX,
} from "./schema.ts";

export type Model = z.output<typeof HealthModel>;
export type Part = z.output<typeof HealthPart>;
type Weighed = Model["metrics"][number];

/** A day of one metric: how often it was told, and a thousand times the sum. */
export type Day = { on: string; metric: string; count: number; sumMilli: number };

const MILLI = 1_000;

export const BANDS = [
  { name: "healthy", from: 70 },
  { name: "watch", from: 40 },
  { name: "risk", from: 0 },
];
export const ALERT_DROP = 20;
export const NEAR_DAYS = 90;

/** What is wrong with a model, every error with its path. */
export function modelErrors({ metrics, bands = BANDS }: z.output<typeof HealthModelInput>): InputError[] {
  const errors: InputError[] = [];
  const weights = metrics.reduce((sum, { weight }) => sum + weight, 0);
  if (weights !== SCORE_MAX) {
    const message = `The weights sum to ${weights}; they must sum to ${SCORE_MAX}.`;
    errors.push({ path: "metrics", code: "invalid", message });
  }
  if (!bands.some(({ from }) => from === 0)) {
    errors.push({ path: "bands", code: "invalid", message: "One band begins at 0." });
  }
  if (new Set(bands.map(({ from }) => from)).size !== bands.length) {
    errors.push({ path: "bands", code: "invalid", message: "Two bands begin at the same score." });
  }
  if (new Set(bands.map(({ name }) => name)).size !== bands.length) {
    errors.push({ path: "bands", code: "invalid", message: "Two bands have the same name." });
  }
  return errors;
}

/** What a metric comes to in the window that ends on a day. */
export function amountOf(
  { metric, measure, windowDays, halfLifeDays }: Weighed,
  days: readonly Day[],
  last: string,
): number {
  const first = addDays(last, 1 - windowDays);
  const own = days.filter((day) => day.metric === metric && first <= day.on && day.on <= last);
  const weightOn = (on: string): number => (halfLifeDays ? 0.5 ** (daysBetween(on, last) / halfLifeDays) : 1);
  if (measure === "days") {
    const used = new Set(own.filter(({ sumMilli }) => sumMilli > 0).map(({ on }) => on));
    return [...used].reduce((sum, on) => sum + weightOn(on), 0);
  }
  const sum = own.reduce((total, { on, sumMilli }) => total + sumMilli * weightOn(on), 0) / MILLI;
  if (measure === "sum") return sum;
  const count = own.reduce((total, day) => total + day.count * weightOn(day.on), 0);
  return count > 0 ? sum / count : 0;
}

const shown = (value: number): number => Math.round(value * MILLI) / MILLI;

/** The parts of a score: whole points, so that they add up. */
export const partsOf = ({ metrics }: Pick<Model, "metrics">, days: readonly Day[], today: string): Part[] =>
  metrics.map((weighed) => {
    const { metric, measure, fullAt, weight, windowDays } = weighed;
    const value = amountOf(weighed, days, today);
    const earlier = shown(amountOf(weighed, days, addDays(today, -windowDays)));
    const points = Math.floor(weight * Math.min(1, value / fullAt));
    return { metric, measure, value: shown(value), earlier, fullAt, weight, points };
  });

export const scoreOf = (parts: readonly Part[]): number => parts.reduce((sum, { points }) => sum + points, 0);

/** The band of a score: the highest that it reaches. */
export const bandOf = ({ bands }: Pick<Model, "bands">, score: number): string =>
  bands.filter(({ from }) => from <= score).sort((a, b) => b.from - a.from)[0]?.name ?? "";

/** The model for an account: the one that says most of what holds for it; of several the oldest. */
export function modelFor(
  models: readonly Model[],
  of: { tier?: string; productTypes: readonly string[] },
): Model | undefined {
  const fits = models.filter(
    ({ archived, tier, productType }) =>
      !archived &&
      (tier === undefined || tier === of.tier) &&
      (productType === undefined || of.productTypes.includes(productType)),
  );
  const said = ({ tier, productType }: Model): number => (productType ? 2 : 0) + (tier ? 1 : 0);
  return fits.sort((a, b) => said(b) - said(a) || (a.createdAt < b.createdAt ? -1 : 1))[0];
}

/** A fall begins at so many points below the best of late, and is over once half of that is made good. */
export const hasFallen = (best: number, score: number, alertDrop: number, isKnown: boolean): boolean =>
  best - score >= (isKnown ? alertDrop / 2 : alertDrop);

type Episode = NonNullable<z.output<typeof Health>["episode"]>;

/**
 * How a customer stands with its fall, and what is news of it: that it has begun, or that a contract which ends soon is now
 * concerned, once for each contract. While it lasts nothing else is.
 */
export function episodeOf(
  before: Episode | undefined,
  { alertDrop }: Pick<Model, "alertDrop">,
  { score, best, near, today }: { score: number; best: number; near?: string; today: string },
): { episode: Episode | undefined; news?: "fallen" | "urgent" } {
  if (!hasFallen(best, score, alertDrop, before !== undefined)) return { episode: undefined };
  const { isUntold, ...known }: Episode = before ?? { since: today, from: best, isUntold: true };
  if (near !== undefined && !known.urgentFor?.includes(near)) {
    return { episode: { ...known, urgentFor: [...(known.urgentFor ?? []), near] }, news: "urgent" };
  }
  return { episode: known, ...(isUntold && { news: "fallen" }) };
}

/** The months whose best scores a slide is measured from, this one included. */
const SLIDE_MONTHS = 6;

type Peaks = NonNullable<z.output<typeof Health>["peaks"]>;

/** What a slide is measured from once all that was lost so far was told. */
export const peaksFrom = (score: number, today: string): Peaks => [{ month: today.slice(0, 7), score }];

/**
 * A slow slide: so many points below the best of six months, though no month saw a fall. It is measured from what was not
 * told yet: a fall, while it lasts, and a slide begin it anew. `from` is that best score, where it is news.
 */
export function slideOf(
  before: Peaks,
  { alertDrop, slideDrop = Math.min(SCORE_MAX, Math.ceil(alertDrop * 1.5)) }: Pick<Model, "alertDrop" | "slideDrop">,
  { score, today, isFallen }: { score: number; today: string; isFallen: boolean },
): { peaks: Peaks; from?: number } {
  const month = today.slice(0, 7);
  if (isFallen) return { peaks: peaksFrom(score, today) };
  const first = monthAfter(month, 1 - SLIDE_MONTHS);
  const kept = before.filter((one) => one.month >= first);
  const best = kept.find((one) => one.month === month);
  const peaks = [...kept.filter((one) => one.month !== month), best && best.score > score ? best : { month, score }];
  const from = Math.max(...peaks.map((one) => one.score));
  return { peaks, ...(from - score >= slideDrop && { from }) };
}

/** The same where nobody is there to be told: it is news still once somebody is. */
export const unheard = (before: Episode | undefined, { since, from }: Episode): Episode =>
  before ?? { since, from, isUntold: true };

/** Whether a customer's review is due on a day: so many days after the last one, or after it was first looked at. */
export function isReviewDue(
  { everyDays, tiers }: z.output<typeof ReviewPolicy>,
  { tier, last, today }: { tier?: string; last: string; today: string },
): boolean {
  const every = tiers.find((one) => one.tier === tier)?.everyDays ?? everyDays;
  return every > 0 && daysBetween(last, today) >= every;
}

type Kept = {
  ownerId?: string | undefined;
  team?: readonly { userId: string; role?: string | undefined }[] | undefined;
};

/** Whoever may look after a customer, first of all its customer success, then its owner. */
export const keepersOf = ({ team, ownerId }: Kept, teamRole: string): string[] =>
  [team?.find(({ role }) => role === teamRole)?.userId, ownerId].filter((id) => id !== undefined);
