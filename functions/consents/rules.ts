/** A reply as it is compared with opt-out words: whatever its case, width, spaces and marks. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** True where somebody says nothing but one of the words by which one opts out. */
export const isOptOut = (words: readonly string[], said: string): boolean =>
  words.some((word) => bare(word) === bare(said) && bare(said) !== "");
