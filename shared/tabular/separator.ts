/** The separators that a table of text may have, the likeliest first. */
export const SEPARATORS = [",", ";", "\t", "|"] as const;

export type Separator = (typeof SEPARATORS)[number];

/** Lines by which a separator is told. */
const LINES_LOOKED_AT = 50;

/** How often each separator stands outside quotes, line by line; blank lines left out. */
function counts(head: string): number[][] {
  const lines: number[][] = [];
  let line = SEPARATORS.map(() => 0);
  let quoted = false;
  let fresh = true;
  let blank = true;
  for (let at = 0; at < head.length && lines.length < LINES_LOOKED_AT; at++) {
    const char = head[at]!;
    const which = SEPARATORS.indexOf(char as Separator);
    if (quoted) {
      // A doubled quote opens again at once, so it needs no case of its own.
      if (char === '"') quoted = false;
    } else if (char === '"' && (fresh || head[at - 1] === '"')) {
      quoted = true;
    } else if (which >= 0) {
      line[which]!++;
    } else if (char === "\n" || char === "\r") {
      if (!blank) lines.push(line);
      line = SEPARATORS.map(() => 0);
      blank = true;
      fresh = true;
      continue;
    }
    fresh = which >= 0;
    blank = false;
  }
  // A last line that may be cut off tells less than nothing, unless it is the only one.
  if (lines.length === 0) lines.push(line);
  return lines;
}

/**
 * The separator of a table by its first lines: the one that stands in most lines as often as in the header; among
 * equals the one that makes more columns, then the likelier one. A table of one column has none, and reads as well
 * with any.
 */
export function separatorOf(text: string): Separator {
  const lines = counts(text);
  let best: Separator = ",";
  let bestScore = 0;
  // Above some tables there are lines of words; the first line that is separated at all speaks for the table.
  const head = lines.find((line) => line.some((count) => count > 0)) ?? lines[0]!;
  SEPARATORS.forEach((separator, which) => {
    const first = head[which]!;
    const alike = lines.filter((line) => line[which] === first).length;
    const score = first === 0 ? 0 : alike + Math.min(first, 1_000) / 1_001;
    if (score > bestScore) [best, bestScore] = [separator, score];
  });
  return best;
}
