/**
 * What is added to a contract ends with it (`orders/terms.ts`). Its price is that of the whole months that are left
 * and of the days of a broken one, as an exact fraction that is rounded once; a renewal is the same fraction of all
 * that was sold. Who is credited is decided once, when the order is signed, by civil days of the tenant's zone and
 * windows that are data; the order says why. A contract that ends early keeps what is due by then, and its refund is a
 * credit note, whose payout takes the credits back as that of any other.
 */
import { addDays, addMonths, daysBetween } from "../../shared/clock.ts";
import { rounded } from "../../shared/money-lines.ts";
import type { OrderRow } from "./rules.ts";

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
export const fractionOf = ({ months, days, daysOfMonth }: Span): [bigint, bigint] => [
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

/** What of an order says for how long it is, and what it adds to. */
export type Termed = Pick<OrderRow, "id" | "kind" | "currency" | "startsOn" | "endsOn" | "freeMonths" | "baseOrderId">;

/** True of what has a first and a last day. */
export const hasTerm = <T extends Pick<Termed, "startsOn" | "endsOn">>(
  order: T,
): order is T & { startsOn: string; endsOn: string } => order.startsOn !== undefined && order.endsOn !== undefined;

/** The stretch that is paid for: the free months of a term cost nothing, and nothing is due for them next time. */
export function paidSpan({ startsOn, endsOn, freeMonths = 0 }: Pick<OrderRow, "freeMonths"> & Days): Span {
  const { months, ...rest } = spanOf(startsOn, endsOn);
  return { ...rest, months: months - freeMonths };
}
type Days = { startsOn: string; endsOn: string };

/** The first contract of a row of renewals. */
export const rootOf = ({ id, baseOrderId }: Pick<Termed, "id" | "baseOrderId">): string => baseOrderId ?? id;

/**
 * The contract that an addition belongs to, of those of its customer: it names that contract, or the one that this renews,
 * and begins within the term. Of two terms that overlap it is the later one.
 */
export function contractOf<T extends Termed>(added: Termed, orders: readonly T[]): T | undefined {
  const { kind, baseOrderId, startsOn } = added;
  if (kind !== "upsell" || !baseOrderId || !hasTerm(added)) return undefined;
  const isOf = (one: T): boolean =>
    hasTerm(one) &&
    one.kind !== "upsell" &&
    one.currency === added.currency &&
    (one.id === baseOrderId || rootOf(one) === baseOrderId) &&
    one.startsOn <= String(startsOn) &&
    String(startsOn) <= one.endsOn;
  return orders.filter(isOf).sort((a, b) => (String(a.startsOn) < String(b.startsOn) ? 1 : -1))[0];
}

/** What a line of a further term is. */
export type Line = { productId: string; quantity: number; amountMinor: number };

type Sold = Termed & Pick<OrderRow, "lines" | "terminatedOn">;

/** What a contract and all that was added to it, of the orders of its customer, come to for another stretch: a line a product. */
export function linesRenewed(contract: Sold, orders: readonly Sold[], next: Span): Line[] {
  const all = orders.some(({ id }) => id === contract.id) ? orders : [contract, ...orders];
  const added = all.filter((one) => !one.terminatedOn && contractOf(one, all)?.id === contract.id);
  const sold = [contract, ...added].filter(hasTerm).flatMap((of) => {
    const span = paidSpan(of);
    return of.lines.map((line) => ({ ...line, amountMinor: rescaled(line.amountMinor, span, next) }));
  });
  return [...Map.groupBy(sold, ({ productId }) => productId)].map(([productId, lines]) => ({
    productId,
    quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }));
}
