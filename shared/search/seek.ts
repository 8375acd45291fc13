/** A column of the edit matrix: the edits that turn each beginning of the typed word into a beginning of a term. */
type Column = readonly number[];

/** The column behind one more character of the term; the two before it are needed for swapped neighbours. */
function columnAfter(typed: string, term: readonly string[], columns: readonly Column[], next: string): Column {
  const [before, last] = [columns.at(-2), columns.at(-1) as Column];
  const column = [last[0]! + 1];
  for (let i = 1; i <= typed.length; i++) {
    const same = typed[i - 1] === next ? 0 : 1;
    let edits = Math.min(last[i - 1]! + same, last[i]! + 1, column[i - 1]! + 1);
    const isSwap = before !== undefined && i > 1 && typed[i - 2] === next && typed[i - 1] === term.at(-1);
    if (isSwap) edits = Math.min(edits, before[i - 2]! + 1);
    column.push(edits);
  }
  return column;
}

/** The next code point that a text may have; undefined after the last. */
function successor(character: string): string | undefined {
  const next = (character.codePointAt(0) ?? 0) + 1;
  if (next > 0x10ffff) return undefined;
  return String.fromCodePoint(next === 0xd800 ? 0xe000 : next);
}

/**
 * The smallest text above `term` by which a term may begin that starts like `typed` but for `most` edits (as `editsToBegin`
 * counts them); undefined where all that could follow lies before. Terms are kept in order, so whoever looks for such ones
 * steps from one possible beginning to the next and leaves out all that lies between. Gives `term` itself where what
 * follows it directly may be such a one.
 */
export function nextNear(typed: string, most: number, term: string): string | undefined {
  const characters = [...term];
  const columns: Column[] = [Array.from({ length: typed.length + 1 }, (_, n) => n)];
  const mayLead = (column: Column): boolean => Math.min(...column) <= most;
  for (const [n, character] of characters.entries()) {
    if ((columns.at(-1)?.at(-1) ?? 0) <= most) return term;
    const column = columnAfter(typed, characters.slice(0, n), columns, character);
    if (!mayLead(column)) break;
    columns.push(column);
  }
  if (columns.length > characters.length) return term;
  for (; columns.length > 0; columns.pop()) {
    const kept = characters.slice(0, columns.length - 1);
    const at = characters[kept.length] as string;
    const above = [successor(at), ...[...typed].filter((c) => c > at)].filter((c) => c !== undefined).sort();
    const step = above.find((c) => mayLead(columnAfter(typed, kept, columns, c)));
    if (step !== undefined) return kept.join("") + step;
  }
  return undefined;
}
