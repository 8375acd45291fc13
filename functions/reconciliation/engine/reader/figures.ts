import { minorDigits } from "../../../../shared/money.ts";
import type { Place } from "./text.ts";

/**
 * A number that may be money. `sure`: it is written as money (decimals, a currency beside it). Otherwise it is money only if
 * some amount says so. `minors`: what it is in minor units, in each way of reading its points and commas.
 */
export type Amount = Place & { sure: boolean; minors: number[] };

const CODES =
  "EUR|USD|CNY|RMB|GBP|CHF|JPY|HKD|SGD|AUD|CAD|SEK|NOK|DKK|PLN|CZK|HUF|INR|KRW|TWD|THB|MYR|IDR|VND|AED|SAR|ZAR|BRL|MXN|TRY|RUB|NZD";
/** Is this a currency as amounts are written with one (`EUR`, `€`)? */
export const isCurrencyMark = (text: string): boolean => new RegExp(`^${MARK}$`, "u").test(text);
const MARK = `(?:${CODES}|[€$£¥₩₹]|RS\\.?|元|人民币|美元|欧元)`;
/** With thousands, parted by a blank as well (`1 234,50`), lakhs (`1,00,000.00`) or neither. */
const FIGURE =
  "\\d{1,2}(?:,\\d{2})+,\\d{3}(?:\\.\\d{1,2})?|\\d{1,3}(?: \\d{3})+,\\d{2}|\\d{1,3}(?:[.,'’]\\d{3})+(?:[.,]\\d{1,2})?|\\d+[.,]\\d{1,2}|\\d+";

/** A letter before, joined or by a connector, makes a number part of a name. */
const IN_A_NAME = /(?:[\d.,'’]|[\p{Script=Latin}][-._/#]?|\d[-_/#])$/u;
const AMOUNT = new RegExp(
  `(?<mark>(?<![A-Z])${MARK}\\s?)?(?<sign>[-+(]{0,2})(?<=^|[^\\d.,]|RS\\.)(?!0\\d)(?<figure>${FIGURE})(?:(?<unit>\\s?${MARK}(?![A-Z]))|(?![\\d'’]|[.,]\\d|[-_/]?[A-Z0-9]))`,
  "gu",
);

/** All that may be an amount in a text (in normal form), in the currency of the line. */
export function amountsIn(text: string, currency: string): Amount[] {
  const digits = minorDigits(currency);
  return [...text.matchAll(AMOUNT)].flatMap((match): Amount[] => {
    const { mark, sign = "", figure = "", unit } = match.groups as Record<string, string | undefined>;
    const signed = match.index + (mark?.length ?? 0);
    const start = signed + sign.length;
    // `INV-27.50` has no amount, and a number with zeros before it is none.
    const isJoined = IN_A_NAME.test(text.slice(0, start)) || (sign !== "" && IN_A_NAME.test(text.slice(0, signed)));
    if (!mark && isJoined) return [];
    const minors = minorsOf(figure, digits);
    const decimals = /[.,](\d+)$/.exec(figure)?.[1]?.length;
    const sure =
      minors.length > 0 && (mark !== undefined || unit !== undefined || (decimals !== undefined && decimals <= 2));
    const from = mark && /\p{L}$/u.test(mark) ? match.index : start;
    return minors.length > 0 ? [{ start: from, end: start + figure.length, sure, minors }] : [];
  });
}

/** `1.234,56`, `1,234.56`, `1234`, `1'234.5`: every way in which the last sign may be the decimal one. */
function minorsOf(figure: string, digits: number): number[] {
  const [, whole = "", fraction = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(figure) ?? [];
  const scale = 10 ** digits;
  const asMajor = Number(whole.replace(/\D/g, "")) * scale + Math.round(Number(`0.${fraction || 0}`) * scale);
  const found = fraction.length > digits ? [] : [asMajor];
  return found.filter((minor) => Number.isSafeInteger(minor) && minor > 0);
}

const MONTHS =
  "JAN(?:UAR[YI]?)?|FEB(?:RUAR[YI]?)?|MAR(?:CH|Z)?|MÄRZ?|APR(?:IL)?|MA[YI]|JUN[EI]?|JUL[YI]?|AUG(?:UST)?|SEPT?(?:EMBER)?|O[CK]T(?:OBER)?|NOV(?:EMBER)?|DE[CZ](?:EMBER)?";
const YEAR = "(?:19|20)\\d\\d";
const MONTH = "(?:0?[1-9]|1[0-2])";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const DATES = [
  `${YEAR}[-./]${MONTH}[-./]${DAY}(?:T\\d\\d:\\d\\d(?::\\d\\d)?Z?)?`,
  `${DAY}[-./]${MONTH}[-./](?:${YEAR}|\\d\\d)`,
  `${MONTH}[-./]${DAY}[-./](?:${YEAR}|\\d\\d)`,
  `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
  `(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])${YEAR}`,
  `${YEAR}(?:0[1-9]|1[0-2])`,
  `${YEAR}\\s?年(?:\\s?${MONTH}\\s?月(?:份|\\s?${DAY}\\s?[日号])?)?`,
  `${MONTH}\\s?月(?:份|\\s?${DAY}\\s?[日号])?`,
  `(?:${DAY}\\.?[\\s-]?)?(?:${MONTHS})\\.?[\\s/-]?(?:${DAY},?\\s)?(?:${YEAR}|\\d\\d)?`,
  `(?:${MONTHS})\\.?\\s${DAY}`,
  `Q[1-4](?:[\\s/-]?${YEAR})?|${YEAR}[\\s/-]?Q[1-4]|[FH]Y?\\s?(?:${YEAR}|\\d\\d)|KW\\s?\\d\\d|W\\d\\d`,
  `${MONTH}/${YEAR}|${YEAR}[-/]${MONTH}`,
  `${DAY}\\.${MONTH}\\.`,
  `(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?`,
  YEAR,
].map((form) => new RegExp(`(?<![\\d]|[A-Z][-._/#]?|\\d[-._/#])(?:${form})(?![\\d]|[-_/.]?[A-Z0-9])`, "gu"));

/** Whatever in a text (in normal form) is a date, a period or a time of day. */
export const datesIn = (text: string): Place[] =>
  DATES.flatMap((form) => [...text.matchAll(form)])
    .filter((match) => /\d/.test(match[0]))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
