import type * as z from "zod";
import type { InputError } from "../../shared/fault.ts";
import { rounded } from "../../shared/money-lines.ts";
import type { Audience, PRICED_KINDS, Price, PriceBook, PriceEntry } from "./schema.ts";

export type BookRow = z.output<typeof PriceBook>;
export type EntryRow = z.output<typeof PriceEntry>;
type Prices = readonly z.output<typeof Price>[];

/** For whom something is priced, on which day. */
export type Buyer = {
  accountId?: string;
  orderKind: (typeof PRICED_KINDS)[number];
  segments: readonly string[];
  tier?: string;
  partnerTier?: string;
  /** The day in the tenant's time zone. */
  on: string;
};

/** What an order is for, whichever of two words somebody has used. */
const kindOf = (kind: string): string => (kind === "upgrade" ? "upsell" : kind);

/** Why something is not for a buyer: which condition does not hold. */
export type AudienceWhy = "order_kind" | "account" | "segment" | "tier" | "partner_tier";

/** The first condition that does not hold; nothing where all do. */
export function audienceProblem(when: z.output<typeof Audience> = {}, buyer: Buyer): AudienceWhy | undefined {
  const { orderKinds, accountIds, segments, tiers, partnerTiers } = when;
  if (orderKinds && !orderKinds.some((kind) => kindOf(kind) === kindOf(buyer.orderKind))) return "order_kind";
  if (accountIds && !(buyer.accountId && accountIds.includes(buyer.accountId))) return "account";
  if (segments && !segments.some((one) => buyer.segments.includes(one))) return "segment";
  if (tiers && !(buyer.tier && tiers.includes(buyer.tier))) return "tier";
  if (partnerTiers && !(buyer.partnerTier && partnerTiers.includes(buyer.partnerTier))) return "partner_tier";
  return undefined;
}

type Days = { validFrom?: string; validUntil?: string };

/** Where a day lies: before some days, after them, or within; both ends are within. */
export function dayProblem({ validFrom, validUntil }: Days, on: string): "not_started" | "ended" | undefined {
  if (validFrom !== undefined && on < validFrom) return "not_started";
  return validUntil !== undefined && on > validUntil ? "ended" : undefined;
}

/** Why a book has no price for a buyer at all; nothing where it may have. */
export const bookProblem = (book: BookRow, currency: string, buyer: Buyer): string | undefined =>
  (book.currency === currency ? undefined : "currency") ??
  dayProblem(book, buyer.on) ??
  audienceProblem(book.when, buyer);

/** The price that holds for a quantity on a day: that of the largest quantity which is reached. */
export const priceFor = (prices: Prices, quantity: number, on: string): Prices[number] | undefined =>
  prices
    .filter((price) => price.fromQuantity <= quantity && dayProblem(price, on) === undefined)
    .reduce<Prices[number] | undefined>((a, b) => (a && a.fromQuantity >= b.fromQuantity ? a : b), undefined);

/** Books in the order in which they are asked. */
export const bookOrder = (a: BookRow, b: BookRow): number => a.priority - b.priority || (a.id < b.id ? -1 : 1);

/** The days of two prices meet. */
const meet = (a: Days, b: Days): boolean =>
  (a.validFrom ?? "") <= (b.validUntil ?? "9999-12-31") && (b.validFrom ?? "") <= (a.validUntil ?? "9999-12-31");

/** Days that end before they begin. */
export const daysError = ({ validFrom, validUntil }: Days, path: string): InputError[] =>
  validFrom !== undefined && validUntil !== undefined && validUntil < validFrom
    ? [{ path, code: "invalid", message: `It ends on ${validUntil}, before it begins on ${validFrom}.` }]
    : [];

/** What is wrong with the prices of an entry: days that end before they begin, two prices for one quantity and day. */
export const priceErrors = (prices: Prices, path: string): InputError[] =>
  prices.flatMap((price, n) => {
    const other = prices.findIndex((one, m) => m < n && one.fromQuantity === price.fromQuantity && meet(one, price));
    const message = `The price from ${price.fromQuantity} on stands for the same days as prices.${other}.`;
    return [
      ...daysError(price, `${path}.${n}.validUntil`),
      ...(other < 0 ? [] : [{ path: `${path}.${n}.fromQuantity`, code: "duplicate", message }]),
    ];
  });

/** What a line comes to before any discount: quantity × price, and the part of a term that it is sold for; rounded once. */
export const listOf = (
  quantity: number,
  unitPriceMinor: number,
  months: number | undefined,
  periodMonths: number | undefined,
): number =>
  Number(
    rounded(BigInt(quantity) * BigInt(unitPriceMinor) * BigInt(months ?? periodMonths ?? 1), BigInt(periodMonths ?? 1)),
  );
