/** What stands between figures in Arabic, as it is written elsewhere. */
const ARABIC = /[٫٬]/g;

/** The value of a decimal digit of any script: the digits of a script stand together, from its zero on. */
function digitValue(digit: string): number {
  const at = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(at - value - 1))) value++;
  return value;
}

/** Decimal digits of any script as 0 to 9. */
export const asciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => (/[0-9]/.test(digit) ? digit : String(digitValue(digit))));

/** Decimal digits of any script as 0 to 9, with the marks of Arabic numbers; full-width forms as narrow ones. */
export function withPlainDigits(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return asciiDigits(text.replace(ARABIC, (mark) => (mark === "٫" ? "." : ",")).normalize("NFKC"));
}
