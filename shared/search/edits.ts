/** A column of the edit matrix: the edits that turn each beginning of the typed word into a beginning of a term. */
export type Column = readonly number[];

/** The column before a term's first character: everything typed is too much. */
export const firstColumn = (typed: string): Column => Array.from({ length: typed.length + 1 }, (_, n) => n);

/**
 * The column behind one more character of the term. For two neighbours that are swapped it needs the character before and
 * the column before that.
 */
export function columnAfter(
  typed: string,
  { last, before, previous }: { last: Column; before?: Column | undefined; previous?: string | undefined },
  next: string,
): Column {
  const column = [last[0]! + 1];
  for (let i = 1; i <= typed.length; i++) {
    const same = typed[i - 1] === next ? 0 : 1;
    let edits = Math.min(last[i - 1]! + same, last[i]! + 1, column[i - 1]! + 1);
    const isSwap = before !== undefined && i > 1 && typed[i - 2] === next && typed[i - 1] === previous;
    if (isSwap) edits = Math.min(edits, before[i - 2]! + 1);
    column.push(edits);
  }
  return column;
}

/**
 * The fewest edits that make `typed` the beginning of `term`: Damerau–Levenshtein distance in its restricted form (optimal
 * string alignment: an edit inserts, drops or replaces a character or swaps two neighbours, each place once), taken over
 * all beginnings of `term`. Gives `most` + 1 for everything above `most`.
 */
export function editsToBegin(typed: string, term: string, most: number): number {
  const length = Math.min(term.length, typed.length + most);
  if (length < typed.length - most) return most + 1;
  let before: Column | undefined;
  let last = firstColumn(typed);
  let fewest = typed.length;
  for (let n = 0; n < length; n++) {
    const column = columnAfter(typed, { last, before, previous: term[n - 1] }, term[n]!);
    fewest = Math.min(fewest, column.at(-1)!);
    if (Math.min(...column) > most && Math.min(...last) > most) break;
    [before, last] = [last, column];
  }
  return Math.min(most + 1, fewest);
}
