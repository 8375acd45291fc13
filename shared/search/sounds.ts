/** How a Chinese syllable may begin, and how it may end: more than there are, so that none is missed. */
const INITIAL = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])";
const FINAL =
  "(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)";
const READ = new RegExp(`^(?:${INITIAL}?${FINAL})+(?:${INITIAL}?|\\d.*)$`);

/** From so many letters, or digits, on the end of a word says enough to be looked up by. */
const LETTERS_MIN = 4;
const DIGITS_MIN = 3;

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character);

/** Whether a syllable, or the first digit, may stand here: not where the letter before would rather begin it. */
function mayBegin(typed: string, at: number): boolean {
  const [before = "", first = ""] = typed.slice(at - 1, at + 1);
  if (isDigit(first)) return !isDigit(before);
  if (/[iuv]/.test(first)) return false;
  if (/[aeo]/.test(first)) return /[aeiouvngr]/.test(before);
  return !(first === "h" && /[zcs]/.test(before));
}

/**
 * Where the syllables of a typed reading may begin (`shanghaiyunfan`: before `hai`, `yun`), as far as what follows can be
 * read to its end. An error before one of these leaves all behind it as it is.
 */
export function laterSyllables(typed: string): number[] {
  return Array.from({ length: Math.max(0, typed.length - 1) }, (_, n) => n + 1).filter((at) => {
    const rest = typed.slice(at);
    if (!mayBegin(typed, at)) return false;
    return isDigit(rest[0]) ? rest.length >= DIGITS_MIN : rest.length >= LETTERS_MIN && READ.test(rest);
  });
}
