import type * as z from "zod";
import { BASIS_POINTS_WHOLE, mulDiv } from "../../shared/money.ts";
import type { LicencePrices, UpgradeQuote } from "./schema.ts";

type Prices = z.output<typeof LicencePrices>;

/** The price list until the operator writes another: 10,800.00 with five seats, 800.00 for each further one. */
export const PRICES_DEFAULT: Prices = {
  seatsIncluded: 5,
  baseMinor: 1_080_000,
  seatMinor: 80_000,
  sameSeatUpgradeMinor: 30_000,
  supportBasisPoints: 2_000,
  currency: "CNY",
};

export const listPrice = ({ seatsIncluded, baseMinor, seatMinor }: Prices, seats: number): number =>
  baseMinor + Math.max(0, seats - seatsIncluded) * seatMinor;

const share = (amountMinor: number, basisPoints: number): number =>
  mulDiv(amountMinor, basisPoints, BASIS_POINTS_WHOLE);

/**
 * What an upgrade costs: as many seats, the price of a new version; more of them, the difference of the list prices at the
 * partner's rate. A year of support is a part of the new list price. Fractions of a minor unit are left out.
 */
export function upgrade(
  prices: Prices,
  fromSeats: number,
  toSeats: number,
  rate: number,
): z.output<typeof UpgradeQuote> {
  const listMinor = listPrice(prices, toSeats);
  const difference = share(listMinor - listPrice(prices, fromSeats), rate);
  return {
    listMinor,
    partnerRateBasisPoints: rate,
    amountMinor: fromSeats === toSeats ? prices.sameSeatUpgradeMinor : difference,
    supportMinor: share(listMinor, prices.supportBasisPoints),
    currency: prices.currency,
  };
}
