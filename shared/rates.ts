import * as z from "zod";
import { minorDigits } from "./money.ts";
import { fractionOf, rounded } from "./money-lines.ts";
import { civilDay, currency } from "./schema.ts";

/** What a currency is worth in another, from a day on until its next rate. */
export const DatedRate = z.strictObject({
  currency: currency.describe("The currency that amounts are in."),
  fromOn: civilDay.describe("The first day on which it holds, until the next one of the currency."),
  rate: z
    .string()
    .regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,6})?$/, "must be a number above zero such as 7.1234")
    .describe("What one of it is worth in the currency that is reckoned in."),
});
export type DatedRate = z.output<typeof DatedRate>;

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
