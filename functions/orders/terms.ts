import { addDays, addMonths, daysBetween } from "../../shared/clock.ts";
import { rounded } from "../../shared/money-lines.ts";

/** A stretch of days as whole months, and days of a further month that has so many. */
export type Span = { months: number; days: number; daysOfMonth: number };

/** The stretch from a first to a last day, both within it. Its months are those of the first day: from the 15th to the 14th. */
export function spanOf(startsOn: string, endsOn: string): Span {
  const end = addDays(endsOn, 1);
  let months = 0;
  while (addMonths(startsOn, months + 1) <= end) months += 1;
  const [from, to] = [addMonths(startsOn, months), addMonths(startsOn, months + 1)];
  return { months, days: daysBetween(from, end), daysOfMonth: daysBetween(from, to) };
}

/** A stretch as a fraction of months, exactly. */
const fractionOf = ({ months, days, daysOfMonth }: Span): [bigint, bigint] => [
  BigInt(months) * BigInt(daysOfMonth) + BigInt(days),
  BigInt(daysOfMonth),
];

/** What so many units come to at a price of a unit and month; the broken month counts by its days. Rounded once. */
export function forSpan(monthlyMinor: number, quantity: number, span: Span): number {
  const [parts, whole] = fractionOf(span);
  return Number(rounded(BigInt(monthlyMinor) * BigInt(quantity) * parts, whole));
}

/** An amount that was for one stretch, for another one. Rounded once. */
export function rescaled(amountMinor: number, from: Span, to: Span): number {
  const [[was, wasOf], [is, isOf]] = [fractionOf(from), fractionOf(to)];
  return Number(rounded(BigInt(amountMinor) * is * wasOf, was * isOf));
}

/** The last day of a term of so many months. */
export const lastDay = (startsOn: string, months: number): string => addDays(addMonths(startsOn, months), -1);
