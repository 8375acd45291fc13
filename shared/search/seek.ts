import { type Column, columnAfter, firstColumn } from "./edits.ts";

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
  const columns: Column[] = [firstColumn(typed)];
  /** The column behind the kept characters, of which there is one fewer than columns, and one more. */
  const after = (next: string): Column => {
    const last = columns.at(-1) as Column;
    return columnAfter(typed, { last, before: columns.at(-2), previous: characters[columns.length - 2] }, next);
  };
  const mayLead = (column: Column): boolean => Math.min(...column) <= most;
  for (const character of characters) {
    if ((columns.at(-1)?.at(-1) ?? 0) <= most) return term;
    const column = after(character);
    if (!mayLead(column)) break;
    columns.push(column);
  }
  if (columns.length > characters.length) return term;
  for (; columns.length > 0; columns.pop()) {
    const kept = characters.slice(0, columns.length - 1);
    const at = characters[kept.length] as string;
    const above = [successor(at), ...[...typed].filter((c) => c > at)].filter((c) => c !== undefined).sort();
    const step = above.find((c) => mayLead(after(c)));
    if (step !== undefined) return kept.join("") + step;
  }
  return undefined;
}
