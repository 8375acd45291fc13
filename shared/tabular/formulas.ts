/**
 * What a spreadsheet program would calculate instead of showing it when it opens a CSV: text behind any of these
 * signs, in their Chinese (full-width) forms too. A number's minus is none of these, because numbers are written as
 * numbers.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/;

/**
 * Text as it is put into a CSV: one apostrophe before what would be a formula, and before what already looks
 * guarded so.
 */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/**
 * Exactly what `guarded` did, undone: takes one apostrophe from before a formula's sign, so `+8613800000000` comes
 * back as it was. Text that matched FORMULA matches GUARDED once it is guarded, and no other written text does;
 * hence no two texts are written alike.
 */
export const unguarded = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
