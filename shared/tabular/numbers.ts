/** Digits that a spreadsheet program keeps and shows of a number. */
const SIGNIFICANT_DIGITS = 15;

/** Digits of a number in scientific notation, without the notation. */
function expanded(scientific: string): string {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^(-?)(\d+)\.?(\d*)(?:e([+-]\d+))?$/.exec(scientific) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const decimals = padded.slice(at).replace(/0+$/, "");
  return `${sign}${padded.slice(0, at)}${decimals === "" ? "" : `.${decimals}`}`;
}

/**
 * A number as people write it: never in scientific notation, whole numbers exactly up to 2⁵³, others with the 15
 * digits that a spreadsheet program shows (0.1 + 0.2 is 0.3). Not a number: an empty text.
 */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  return expanded(value.toPrecision(SIGNIFICANT_DIGITS));
}
