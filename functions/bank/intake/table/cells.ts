import { currencyProblem, minorDigits, parseAmount } from "../../../../shared/money.ts";
import { bareNumber, leadingDay } from "../../../../shared/tabular/values.ts";
import type { RejectionCode } from "../line.ts";
import { isCalendarDate } from "../text.ts";
import type { StatementMapping } from "./mapping.ts";

/** A cell's value, or why it has none that is certain. */
export type Cell<T> = { value: T } | { code: RejectionCode; detail: string };

const wrong = (code: RejectionCode, detail: string) => ({ code, detail });

/** What programs put around a text lest a spreadsheet takes it for a number: `="0123"`, an apostrophe, a tab. */
export const bareCell = (cell: string): string =>
  cell
    .trim()
    .replace(/^="(.*)"$/s, "$1")
    .replace(/^['\t]+/, "")
    .trim();

/** The day of a booking; the time that may stand behind it is of no account. */
export function dayIn(cell: string, { dayOrder }: Pick<StatementMapping, "dayOrder">): Cell<string> {
  const found = leadingDay(cell.normalize("NFKC"), dayOrder);
  if (found === undefined) return wrong("missing_date", `${cell || "an empty cell"} is no day such as 2026-11-24`);
  if ("mixable" in found)
    return wrong("ambiguous", `${cell} may be two days; say in the mapping by dayOrder which figure is the day`);
  const isTime = /^(?:T?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?|\d{6}|)$/.test(found.rest);
  if (!isTime || !isCalendarDate(found.on)) return wrong("missing_date", `${cell} is no day such as 2026-11-24`);
  return { value: found.on };
}

/** The forms of an amount that can be read in one way only, as a plain decimal; `undefined` where it is none. */
function decimalOf(bare: string, mark: "." | "," | undefined, digits: number): string | "ambiguous" | undefined {
  const match = /^([+-]?)(\d+(?:[.,]\d+)*|[.,]\d+)([+-]?)$/.exec(bare);
  if (!match || (match[1] && match[3])) return undefined;
  const sign = match[1] === "-" || match[3] === "-" ? "-" : "";
  const figures = match[2] ?? "";
  const marks = [...figures.replace(/\d/g, "")];
  const last = marks.at(-1);
  if (last === undefined) return sign + figures;
  const [first = "", ...groups] = figures.split(/[.,]/);
  const isGrouped = (parts: string[]): boolean =>
    parts.length === 0 || (/^\d{1,3}$/.test(first) && parts.every((part) => part.length === 3));
  const fraction = groups.at(-1) ?? "";
  const plain = `${sign}${first}${groups.slice(0, -1).join("")}`;
  const isMixed = new Set(marks).size > 1;
  const asDecimal = marks.filter((one) => one === last).length === 1 && isGrouped(groups.slice(0, -1));
  const asGroups = !isMixed && isGrouped(groups) && first !== "0";
  if (mark !== undefined) {
    if (last === mark) return asDecimal ? `${plain || "0"}.${fraction}` : undefined;
    return asGroups ? plain + fraction : undefined;
  }
  if (asGroups && asDecimal && marks.length === 1)
    return fraction.length === 3 && digits !== 0 ? "ambiguous" : plain + fraction;
  if (asGroups) return plain + fraction;
  return asDecimal ? `${plain || "0"}.${fraction}` : undefined;
}

/** Names of currencies as banks write them in tables. */
const NAMES: Record<string, string> = {
  人民币: "CNY",
  人民币元: "CNY",
  RMB: "CNY",
  "¥": "CNY",
  美元: "USD",
  欧元: "EUR",
  港币: "HKD",
  港元: "HKD",
  日元: "JPY",
  英镑: "GBP",
};

/** Currencies that write a sign: whoever writes it names no other. */
const SIGNS: readonly (readonly [sign: RegExp, currencies: RegExp])[] = [
  [/€/, /^EUR$/],
  [/£/, /^(?:GBP|EGP|SYP|LBP)$/],
  [/¥/, /^(?:CNY|JPY)$/],
  [/元/, /^(?:CNY|TWD|HKD|MOP|SGD)$/],
  [/\$/, /^(?:[A-Z]{2}D|MXN|BRL|ARS|CLP|COP)$/],
];

/** What an amount says of its currency, where that is another one. */
function otherIn(cell: string, currency: string): string | undefined {
  const told = cell.normalize("NFKC");
  const code = /(?<!\p{L})[A-Za-z]{3}(?!\p{L})/u.exec(told)?.[0];
  if (code !== undefined && (NAMES[code.toUpperCase()] ?? code.toUpperCase()) !== currency) return code;
  return SIGNS.flatMap(([sign, of]) => (of.test(currency) ? [] : (sign.exec(told)?.[0] ?? [])))[0];
}

/** A signed amount; 0 for a cell that is empty or a dash. */
export function amountIn(
  cell: string,
  currency: string,
  { decimalMark }: Pick<StatementMapping, "decimalMark">,
): Cell<number> {
  const bracketed = /^\((.*)\)$/.exec(cell.normalize("NFKC").trim())?.[1];
  const bare = bareNumber(bracketed ?? cell);
  if (/^-*$/.test(bare)) return { value: 0 };
  const other = otherIn(cell, currency);
  if (other !== undefined) return wrong("invalid_amount", `${cell} names ${other}, and the line is in ${currency}`);
  const decimal = decimalOf(bare, decimalMark, minorDigits(currency));
  if (decimal === "ambiguous")
    return wrong(
      "ambiguous",
      `${cell} may be two amounts; say in the mapping by decimalMark what stands before a fraction`,
    );
  const minor = decimal === undefined ? undefined : parseAmount(decimal, currency);
  if (minor === undefined) return wrong("invalid_amount", `${cell} is no amount in ${currency} such as 1,234.50`);
  return { value: bracketed !== undefined && minor > 0 ? -minor : minor };
}

export function currencyIn(cell: string): Cell<string> {
  const told = cell.normalize("NFKC").trim();
  const code = NAMES[told.toUpperCase()] ?? told.toUpperCase();
  const problem = currencyProblem(code);
  return problem === undefined
    ? { value: code }
    : wrong("invalid_field", `the currency ${told || "in an empty cell"} ${problem}`);
}

/** An account number of which the bank shows a part only: it names nobody, but a person may know it. */
export const isMasked = (accountNo: string): boolean => /[*＊•●×]|[xX]{3,}/.test(accountNo);

/** A number that a spreadsheet program has rounded: it names nothing any more. */
export const isRounded = (reference: string): boolean => /^\d(?:\.\d+)?E\+?\d+$/i.test(reference);
