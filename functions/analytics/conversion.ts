import type { DatedRate } from "../../shared/dated-rate.ts";
import { minorDigits } from "../../shared/money.ts";
import { literal } from "./sql.ts";

/** What amounts are put into, and by which rates. */
export type Conversion = { to: string; rates: readonly DatedRate[] };

/** Digits of a rate between minor units: nine before the point and three that currencies differ by, six behind it and three more. */
const RATE_TYPE = "DECIMAL(21, 9)";
/** No amount has more digits than a number holds exactly. */
const AMOUNT_TYPE = "DECIMAL(17, 0)";

/** A rate between whole units as one between minor units: a decimal whose point is moved by what the currencies differ. */
export function minorRate(rate: string, from: string, to: string): string {
  const [whole = "", part = ""] = rate.split(".");
  const by = minorDigits(to) - minorDigits(from);
  const digits = whole + part;
  const point = whole.length + by;
  const padded = point < 0 ? digits.padStart(digits.length - point, "0") : digits.padEnd(point, "0");
  const at = Math.max(point, 0);
  return `${padded.slice(0, at) || "0"}.${padded.slice(at) || "0"}`;
}

/**
 * An amount in SQL as it is in another currency by the rate of a day: exact decimals, rounded once to the minor unit, half of one
 * away from zero. It is nothing where no rate holds, which is refused before anything is added up.
 */
export function convertedSql(amount: string, currency: string, day: string, { to, rates }: Conversion): string {
  const cases = rates
    .filter((one) => one.currency !== to)
    // Of two of one day the later said holds.
    .toReversed()
    .toSorted((a, b) => b.fromOn.localeCompare(a.fromOn))
    .map(({ currency: from, fromOn, rate }) => {
      const is = `${currency} = ${literal(from)} AND ${day} >= ${literal(fromOn)}`;
      const by = `CAST(${literal(minorRate(rate, from, to))} AS ${RATE_TYPE})`;
      return `WHEN ${is} THEN CAST(ROUND(CAST(${amount} AS ${AMOUNT_TYPE}) * ${by}, 0) AS BIGINT)`;
    });
  const own = `WHEN ${currency} = ${literal(to)} THEN ${amount}`;
  return `(CASE ${[own, ...cases].join(" ")} END)`;
}
