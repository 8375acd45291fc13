/** A reply as it is compared with opt-out words: whatever its case, width, spaces and marks. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** What people put before a word that they were asked to reply with, or beside it. */
const BEFORE = /^(?:请|請)?(?:回复|回覆)?/u;
const BESIDE = new Set(["", "PLEASE", "PLS"]);

/** True where somebody says nothing but words by which one opts out: one of them, several, or one as they were asked for it. */
export function isOptOut(words: readonly string[], said: string): boolean {
  const known = new Set(words.map(bare).filter((word) => word !== ""));
  const parts = said
    .split(/[^\p{L}\p{N}]+/u)
    .map((part) => bare(part).replace(BEFORE, ""))
    .filter((part) => !BESIDE.has(part));
  return (
    known.has(bare(said)) || known.has(parts.join("")) || (parts.length > 0 && parts.every((one) => known.has(one)))
  );
}
