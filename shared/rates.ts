import type { DatedRate } from "./dated-rate.ts";
import { minorDigits } from "./money.ts";
import { fractionOf, rounded } from "./money-lines.ts";

/** What one of a currency is worth on a day; nothing where no rate says it. */
export function rateOn(rates: readonly DatedRate[], of: string, on: string): string | undefined {
  const fits = rates.filter((one) => one.currency === of && one.fromOn <= on);
  return fits.reduce<DatedRate | undefined>((best, one) => (best && best.fromOn > one.fromOn ? best : one), undefined)
    ?.rate;
}

/** Minor units of one currency in those of another at a rate between whole units, rounded once. */
export function converted(amountMinor: number, from: string, to: string, rate: string): number {
  const { numerator, denominator } = fractionOf(rate) as NonNullable<ReturnType<typeof fractionOf>>;
  const up = 10n ** BigInt(minorDigits(to));
  const down = 10n ** BigInt(minorDigits(from));
  return Number(rounded(BigInt(amountMinor) * numerator * up, denominator * down));
}
