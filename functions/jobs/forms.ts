/**
 * A file says itself how it is written, or is asked. A number's marks and a day's order are told by the whole column,
 * else by the file's other columns; what is still open is refused with the setting that decides it (`forms`), in a dry
 * run told. A sign that is no sign of the row's currency, and digits that a spreadsheet has lost, are errors of their
 * row: nothing is guessed into money or keys. Rows that may meet (one unique value, one key) go in the file's order,
 * others beside each other; a dry run keeps what its rows would take, so that it says what the import does.
 */
import { withPlainDigits } from "../../shared/digits.ts";
import { minorDigits } from "../../shared/money.ts";
import { type DayOrder, type LeadingDay, leadingDay } from "../../shared/tabular/values.ts";
import { currencyIn, withoutCurrency } from "./currency-cells.ts";
import { withPlainDay } from "./months.ts";
import { tensOf, UNIT } from "./number-units.ts";
import type { Form } from "./schema.ts";

export type NumberForm = Extract<Form, "decimalPoint" | "decimalComma">;

const NUMBER_FORMS: readonly NumberForm[] = ["decimalPoint", "decimalComma"];
const DAY_ORDERS: readonly DayOrder[] = ["ymd", "dmy", "mdy"];

/** What stands beside numbers in countries that write a decimal point alone, and marks that have one meaning wherever they are written. */
const POINT_SIGNS = /[¥￥元₹₩千仟万萬亿億٫٬]|NT\$|HK\$|lakh|lac|crore/i;
const NUMBER = new RegExp(`^(\\(?)([+-]?)(\\d[\\d.,]*|[.,]\\d+)(${UNIT})?([)-]?)$`, "i");

/** Groups of three that blanks or apostrophes part. */
const PARTED = /(?<![\d.,])\d{1,3}(?:[\s'’‘ʼ]\d{3})+(?!\d)/g;

/** How Swiss, German and Dutch prices say that they have no cents, behind their decimal mark: `100.-`, `1.000,--`. */
const NO_CENTS = /(\d)([.,])-{1,2}$/;

/** A number without its currency, and without blanks and apostrophes but those that part no groups: they stand between two numbers. */
const bareOf = (text: string): string =>
  withoutCurrency(withPlainDigits(text))
    .replace(PARTED, (groups) => groups.replace(/\D/g, ""))
    .replace(/(?<!\d)\s+|\s+(?!\d)/g, "")
    .replace(/[−–—‐‑]/g, "-")
    .replace(NO_CENTS, "$1$2");

type Figures = { sign: string; figures: string; tens: number };

/** The figures of a number with their separators, its sign and its unit; nothing for what is no number. */
function figuresOf(text: string): Figures | undefined {
  const [, open = "", front = "", figures = "", unit = "", behind = ""] = NUMBER.exec(bareOf(text)) ?? [];
  if (figures === "" || (open === "(") !== (behind === ")") || (front !== "" && behind !== "")) return undefined;
  return { sign: front === "-" || behind !== "" ? "-" : "", figures, tens: tensOf(unit) };
}

/** True of a number that says itself in which unit it is told. */
export const hasUnit = (text: string): boolean => (figuresOf(text)?.tens ?? 0) > 0;

/** Groups of three, in India of two before the last; none begins with a zero. */
const GROUPS: Readonly<Record<NumberForm, RegExp>> = {
  decimalPoint: /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$|^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?$/,
  decimalComma: /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/,
};
const UNGROUPED: Readonly<Record<NumberForm, RegExp>> = {
  decimalPoint: /^\d*(?:\.\d*)?$/,
  decimalComma: /^\d*(?:,\d*)?$/,
};

/** The number as plain decimal digits if it is written in this form. */
function inForm({ sign, figures, tens }: Figures, form: NumberForm): string | undefined {
  if (!GROUPS[form].test(figures) && !UNGROUPED[form].test(figures)) return undefined;
  const [group, mark] = form === "decimalPoint" ? [",", "."] : [".", ","];
  const [whole = "", fraction = ""] = figures.replaceAll(group, "").split(mark);
  const moved = whole + fraction.slice(0, tens).padEnd(tens, "0");
  const rest = fraction.slice(tens);
  return `${sign}${moved || "0"}${rest === "" ? "" : `.${rest}`}`;
}

/** True of whole numbers, and of money that has no minor units. */
function isCounted(text: string, isWhole: boolean): boolean {
  const named = currencyIn(text);
  return isWhole || (named !== undefined && minorDigits(named) === 0);
}

/** The numbers that a text may be, by the forms in which it is one. Where both forms say the same there is nothing to choose. */
function readings(text: string, isWhole: boolean): Map<NumberForm, string> {
  const figures = figuresOf(text);
  const found = NUMBER_FORMS.flatMap((form): [NumberForm, string][] => {
    const read = figures && inForm(figures, form);
    return read === undefined ? [] : [[form, read]];
  });
  // A whole number has no decimals, so that its separators part groups.
  const whole = isCounted(text, isWhole) ? found.filter(([, read]) => !read.includes(".")) : found;
  const fitting = whole.length > 0 ? whole : found;
  return new Map(POINT_SIGNS.test(text) ? fitting.filter(([form]) => form === "decimalPoint") : fitting);
}

/** What a text is as a number: plain digits; `open` where it may be either of two. */
export type ReadNumber = { digits: string } | { open: readonly [string, string] } | undefined;

/** Reads a number in the form of its column. Without one, what may be two numbers stays open. */
export function numberOf(text: string, form?: Form, isWhole = false): ReadNumber {
  const found = readings(text, isWhole);
  const chosen = form && found.get(form as NumberForm);
  if (chosen !== undefined) return { digits: chosen };
  const [first, second] = [...new Set(found.values())];
  if (first === undefined) return undefined;
  if (second !== undefined) return { open: [first, second] };
  // A form that the column has and that this cell does not have is no number of this column.
  return form && /[.,]/.test(text) && !isWhole && !POINT_SIGNS.test(text) ? undefined : { digits: first };
}

/** The forms in which a cell can be read, where it matters which it is; nothing where it does not, or where no form fits. */
export function formsOfNumber(text: string, isWhole: boolean): readonly Form[] | undefined {
  const figures = figuresOf(text)?.figures;
  if (figures === undefined || !/[.,]/.test(figures)) return undefined;
  const found = readings(text, isWhole);
  if (found.size === 0 || (found.size === 2 && new Set(found.values()).size === 1)) return undefined;
  return isCounted(text, isWhole) && found.size === 1 ? undefined : [...found.keys()];
}

type Day = Extract<LeadingDay, { on: string }>;

/** Years of other calendars, and of centuries that nobody has said, are no years of ours. */
const isOurs = (on: string): boolean => /^(?:18|19|20|21)|^9999/.test(on);
/** A day with a year of two digits that may be of the last century. */
const OF_OPEN_CENTURY = /^\d{1,2}[-/.]\d{1,2}[-/.][5-9]\d(?!\d)/;

/** The days that a text may begin with, by the order in which it is read. */
function daysIn(text: string): [DayOrder, Day][] {
  const figured = withPlainDay(withPlainDigits(text));
  if (OF_OPEN_CENTURY.test(figured)) return [];
  return DAY_ORDERS.flatMap((order) => {
    const found = leadingDay(figured, order);
    return found && "on" in found && isOurs(found.on) ? [[order, found] as [DayOrder, Day]] : [];
  });
}

/** The orders in which a cell's day can be read, where it matters which it is. */
export function formsOfDay(text: string): readonly Form[] | undefined {
  const days = daysIn(text);
  const isOne = new Set(days.map(([, { on }]) => on)).size === 1;
  return days.length === 0 || (isOne && days.length > 1) ? undefined : days.map(([order]) => order);
}

/** The day in front of a cell and what follows it, in the order of its column; without one, what may be several days stays open. */
export function dayOf(text: string, form?: Form): Day | "open" | undefined {
  const days = daysIn(text);
  const said = days.find(([order]) => order === form) ?? (form === undefined ? days[0] : undefined);
  return form === undefined && new Set(days.map(([, { on }]) => on)).size > 1 ? "open" : said?.[1];
}

const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{1,2}$/i;

/** True where a text was a number that a spreadsheet program has shortened. */
export const isScientific = (text: string): boolean => SCIENTIFIC.test(text.trim());
