import { currencyProblem, parseAmount } from "../../shared/money.ts";
import { currencyIn, hasForeignSign } from "./currency-cells.ts";
import { hasUnit, numberOf } from "./forms.ts";
import { unitIn } from "./number-units.ts";
import type { Form } from "./schema.ts";

/** What a cell says of money: its amount, and the currency that it names itself. */
export type Money = { amountMinor: number; currency?: string };

/** What the header of a column says of its amounts: their currency, and the power of ten that they are told in. */
export type Unit = {
  currency?: string;
  tens: number;
  /** What it says that may be one of two units. */
  unsure?: string;
};

/** What the header of a column says, such as `金额（万元）`, `Amount (USD)` or `Sales in Mio. EUR`. */
export function unitOf(header: string): Unit {
  const { said, tens, unsure } = unitIn(header);
  const currency = currencyIn(said.replace(/^[kT](?=[A-Z]{3}$)/, ""));
  const isNamed = currency !== undefined && (currencyProblem(currency) === undefined || currency === said.trim());
  return { tens, ...(unsure !== undefined && { unsure }), ...(isNamed && { currency }) };
}

/** Plain digits, a power of ten larger. */
function times(digits: string, tens: number): string {
  if (tens === 0) return digits;
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(digits) ?? [];
  const rest = fraction.slice(tens);
  return `${sign}${whole}${fraction.slice(0, tens).padEnd(tens, "0")}${rest === "" ? "" : `.${rest}`}`;
}

export type ReadMoney = Money | { wrong: string; code?: string };

/**
 * An amount of money in the currency that the cell names, else its header, else the row (`currency`). Never rounded, and
 * never read in a currency whose sign it is not.
 */
export function moneyOf(
  text: string,
  { currency, form, unit = { tens: 0 } }: { currency: string; form?: Form; unit?: Unit },
): ReadMoney {
  const named = currencyIn(text) ?? unit.currency;
  const of = named ?? currency;
  if (hasForeignSign(text, of)) {
    return { wrong: `${text} has the sign of another currency than ${of}; name it by its code`, code: "ambiguous" };
  }
  if (unit.unsure !== undefined) {
    return {
      wrong: `${text} is told in ${unit.unsure}, which may be one of two units; write it out in the header`,
      code: "ambiguous",
    };
  }
  if (unit.tens > 0 && hasUnit(text)) {
    return { wrong: `${text} tells a unit, and so does its header; leave out one of them`, code: "ambiguous" };
  }
  const read = numberOf(text, form);
  if (read && "open" in read) return openNumber(text, read.open);
  const amountMinor = read && parseAmount(times(read.digits, unit.tens), of);
  if (amountMinor === undefined) return { wrong: `${text} is not an amount in ${of} such as 1,234.50` };
  return { amountMinor, ...(named && { currency: named }) };
}

/** What may be two numbers is asked for. */
export const openNumber = (text: string, [a, b]: readonly [string, string]): { wrong: string; code: string } => ({
  wrong: `${text} may be ${a} or ${b}; say by forms which it is`,
  code: "ambiguous",
});
