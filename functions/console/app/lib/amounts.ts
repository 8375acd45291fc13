import { parseAmount } from "../../../../shared/money.ts";

/** A whole number in groups: of three, in India of two before the last, parted by commas or blanks. */
const GROUPED = /^-?[1-9]\d{0,2}(?:([, ])\d{3})(?:\1\d{3})*(?:\.\d*)?$|^-?[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d*)?$/;

/**
 * The minor units that somebody has typed; none where it is no amount of the currency. A comma parts groups or is
 * refused: `1,5` may be meant as one and a half.
 */
export function minorOf(text: string, currency: string): number | undefined {
  const typed = text.normalize("NFKC").replace(/^\s*¥/, "").replace(/\s/g, " ").trim();
  return parseAmount(GROUPED.test(typed) ? typed.replace(/[, ]/g, "") : typed, currency);
}
