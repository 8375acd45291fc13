import { dateText } from "./dates.ts";
import { plainNumber } from "./numbers.ts";
import { patternText } from "./patterns.ts";
import type { Workbook } from "./workbook.ts";

/** From here on a spreadsheet program no longer keeps each digit of a whole number. */
const LOSSY = 1e15;

/** A number of a sheet as text; `isLost` where digits are missing that it once had, `isExact` where it is a decimal number. */
export type NumberText = { text: string; isLost?: true; isExact?: true };

/** A cell's number as people see it: a date or a filled-up number where its style says so, else a plain number. */
export function numberText(value: string, style: number, book: Workbook): NumberText {
  const number = Number(value);
  if (value === "" || Number.isNaN(number)) return { text: value };
  const kind = book.dates[style];
  const date = kind && dateText(number, kind, book.from1904);
  if (date !== undefined) return { text: date };
  if (Math.abs(number) >= LOSSY) {
    // Other programs than spreadsheets write whole numbers of sixteen digits exactly, and those seldom end in zero.
    const isWhole = Number.isSafeInteger(number) && number % 10 !== 0;
    return { text: plainNumber(number), ...(!isWhole && { isLost: true }) };
  }
  const pattern = book.patterns[style];
  const shown = pattern && patternText(number, pattern, plainNumber);
  if (shown !== undefined) return { text: shown, ...(pattern?.kind === "percent" && { isExact: true }) };
  const text = plainNumber(number);
  return text.includes(".") ? { text, isExact: true } : { text };
}
