import type * as z from "zod";
import { addDays } from "../../shared/clock.ts";
import { apportion } from "../../shared/money.ts";
import { rounded } from "../../shared/money-lines.ts";
import type { WorkingTime } from "../../shared/working-time.ts";
import { lengthOf, type Node } from "../projects/rules.ts";
import type { CostRates } from "./schema.ts";

const HOUR_MINUTES = 60;

type Rate = z.output<typeof CostRates>["rates"][number];

/** What an hour of somebody costs on a day; nothing where no rate says it. */
export function rateOn(rates: readonly Rate[], userId: string | undefined, on: string, currency: string) {
  const fits = rates.filter((one) => one.currency === currency && (one.from ?? "") <= on);
  const latest = (some: readonly Rate[]): Rate | undefined =>
    some.reduce<Rate | undefined>(
      (best, one) => (best && (best.from ?? "") > (one.from ?? "") ? best : one),
      undefined,
    );
  const own = latest(fits.filter((one) => userId !== undefined && one.userId === userId));
  return (own ?? latest(fits.filter((one) => one.userId === undefined)))?.hourlyMinor;
}

/** What minutes cost at an hourly rate, to the nearest minor unit. */
export const costOf = (minutes: number, hourlyMinor: number): number =>
  Number(rounded(BigInt(hourlyMinor) * BigInt(minutes), BigInt(HOUR_MINUTES)));

export type Settled = { paidMinor: number; givenBackMinor?: number; lines?: readonly Part[]; kind: string };
type Part = { productType?: string; amountMinor: number };

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

const isOurs = (types: readonly string[] | undefined, { productType }: Part): boolean =>
  !types || types.includes(productType ?? "");

/** What was sold of the types of product that a project delivers; of all, where it names none. */
export const soldOf = (lines: readonly Part[], types: readonly string[] | undefined): number =>
  sumOf(lines.filter((line) => isOurs(types, line)).map(({ amountMinor }) => amountMinor));

/**
 * What was collected of what a project delivers: of each invoice its cash less what was given back, divided by its lines
 * to the last minor unit. An invoice without lines is all the project's.
 */
export function collectedOf(rows: readonly Settled[], types: readonly string[] | undefined): number {
  const ofRow = ({ paidMinor, givenBackMinor = 0, lines = [], kind }: Settled): number => {
    const net = kind === "invoice" ? paidMinor - givenBackMinor : 0;
    if (lines.length === 0) return net;
    const parts = apportion(
      net,
      lines.map(({ amountMinor }) => amountMinor),
    );
    return sumOf(parts.filter((_, n) => isOurs(types, lines[n] as Part)));
  };
  return sumOf(rows.map(ofRow));
}

/** Monday of the week of a day. */
export function weekOf(on: string): string {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay() || 7;
  return addDays(on, 1 - weekday);
}

/** The working days of a stretch, from a day on, each with what it holds. */
function workdaysOf(working: WorkingTime, from: string, to: string): string[] {
  const days: string[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) if (working.isWorkday(on)) days.push(on);
  return days;
}

/**
 * The minutes that a node takes in each week: its estimate, or its working days whole, spread evenly over its days and
 * adding up to it.
 */
export function minutesByWeek(one: Node, working: WorkingTime, minutesPerDay: number): Map<string, number> {
  const days = workdaysOf(working, one.startOn, one.endOn);
  const total = one.estimatedHours === undefined ? lengthOf(one) * minutesPerDay : one.estimatedHours * HOUR_MINUTES;
  const weeks = [...Map.groupBy(days, weekOf)];
  if (weeks.length === 0) return new Map();
  const parts = apportion(
    Math.round(total),
    weeks.map(([, some]) => some.length),
  );
  return new Map(weeks.map(([week], n) => [week, parts[n] ?? 0]));
}

/** The minutes that somebody has in a week: its working days without their leave. */
export function capacityOf(
  week: string,
  working: WorkingTime,
  minutesPerDay: number,
  leave: readonly { fromOn: string; toOn: string }[],
): number {
  const days = workdaysOf(working, week, addDays(week, 6));
  return days.filter((on) => !leave.some(({ fromOn, toOn }) => fromOn <= on && on <= toOn)).length * minutesPerDay;
}
