/**
 * The fewest edits that make `typed` the beginning of `term`: Damerau–Levenshtein distance in its restricted form (optimal
 * string alignment: an edit inserts, drops or replaces a character or swaps two neighbours, each place once), taken over
 * all beginnings of `term`. Gives `most` + 1 for everything above `most`.
 */
export function editsToBegin(typed: string, term: string, most: number): number {
  const length = Math.min(term.length, typed.length + most);
  if (length < typed.length - most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: length + 1 }, (_, n) => n);
  for (let i = 1; i <= typed.length; i++) {
    const row = [i];
    for (let j = 1; j <= length; j++) {
      const same = typed[i - 1] === term[j - 1] ? 0 : 1;
      let edits = Math.min(above[j - 1]! + same, above[j]! + 1, row[j - 1]! + 1);
      const isSwap = i > 1 && j > 1 && typed[i - 1] === term[j - 2] && typed[i - 2] === term[j - 1];
      if (isSwap) edits = Math.min(edits, before[j - 2]! + 1);
      row.push(edits);
    }
    if (Math.min(...row) > most && Math.min(...above) > most) return most + 1;
    [before, above] = [above, row];
  }
  return Math.min(most + 1, ...above);
}
