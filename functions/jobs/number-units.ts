/** What stands behind a number and multiplies it, in powers of ten. */
const SIGNS: Readonly<Record<string, number>> = {
  ...{ 十: 1, 百: 2, 千: 3, 仟: 3, 万: 4, 萬: 4, 亿: 8, 億: 8 },
  ...{ 천: 3, 만: 4, 억: 8 },
};

/**
 * Words and their short forms. A single M is a thousand to some and a million to others, a billion is nine zeros or
 * twelve, and `mil` is a thousand in Spain: what says one of these is no number.
 */
const WORDS: Readonly<Record<string, number>> = {
  ...{ k: 3, tsd: 3, tausend: 3, thousand: 3, thousands: 3, тыс: 3, тысяч: 3, тысячи: 3, tys: 3, tis: 3 },
  ...{ mio: 6, mln: 6, mn: 6, mm: 6, million: 6, millions: 6, millionen: 6, millones: 6, millón: 6, milhões: 6 },
  ...{ milhão: 6, milioni: 6, milionów: 6, млн: 6, миллион: 6, миллиона: 6, миллионов: 6, triệu: 6 },
  ...{ mrd: 9, mld: 9, bn: 9, milliard: 9, milliards: 9, milliarden: 9, milliarde: 9, miliardi: 9, млрд: 9, tỷ: 9 },
  ...{ lakh: 5, lakhs: 5, lac: 5, lacs: 5, crore: 7, crores: 7 },
};

const longFirst = (words: Readonly<Record<string, number>>): string =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join("|");

/** The source of an expression for a unit: Chinese signs, one of which may multiply another, or a word. */
export const UNIT = `[十百千仟]?[万萬亿億]|[千仟]|[천만억]|(?:${longFirst(WORDS)})\\.?`;

/** The power of ten of a unit. */
export function tensOf(unit: string): number {
  const word = WORDS[unit.toLowerCase().replace(/\.$/, "")];
  return word ?? [...unit].reduce((sum, sign) => sum + (SIGNS[sign] ?? 0), 0);
}

/** In brackets at a header's end, as its last word (`金额万元`, `Sales Mio. EUR`), or behind what leads to it (`Sales in EUR`). */
const SAID = [
  /[(（[【]([^)）\]】]*)[)）\]】]\s*$/,
  /([十百千]*[千万萬亿億]元?)$/,
  /(?:(?<!\p{L})(?:in|en|em|w|в)\s|,)\s*(.+)$/iu,
  /(?<!\p{L})(T(?:EUR|USD|CHF|GBP|€|\$))$/u,
  new RegExp(`(?<!\\p{L})((?:${longFirst(WORDS)})\\.?\\s*(?:[A-Z]{3}|[€$£¥₹])?)$`, "iu"),
  /(?<!\p{L})((?:[A-Z]{3}|[€$£¥₹])\s?(?:k|K|MM|M|m|bn|B))$/u,
];

const IN_WORDS = new RegExp(`(?<!\\p{L})(${longFirst(WORDS)})(?!\\p{L})`, "iu");
const IN_SIGNS = /[十百千仟]?[万萬亿億]|[千仟]/;
/** `kEUR`, `T€`: before what names a currency, a letter is a thousand. */
const BEFORE_CURRENCY = /(?<!\p{L})[kKT]\s?(?:[A-Z]{3}(?!\p{L})|[€$£¥₹])/u;
/** Units that people read in more than one way. */
const UNSURE = /(?<!\p{L})(?:M|m|B|b|billions?|mil)(?![\p{L}²³])/u;

/** What a header says of its amounts; `unsure` where that may be one of two. */
export function unitIn(header: string): { said: string; tens: number; unsure?: string } {
  const said = SAID.map((form) => form.exec(header)?.[1]).find((found) => found !== undefined) ?? "";
  const word = IN_WORDS.exec(said)?.[1] ?? IN_SIGNS.exec(said)?.[0];
  if (word !== undefined) return { said, tens: tensOf(word) };
  if (BEFORE_CURRENCY.test(said)) return { said, tens: 3 };
  const unsure = UNSURE.exec(said)?.[0];
  return { said, tens: 0, ...(unsure !== undefined && { unsure }) };
}
