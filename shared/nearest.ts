import { editsToBegin } from "./search/edits.ts";

/** Edits after which a word is no longer taken for another. */
const EDITS_MAX = 4;

/** What somebody may have meant: of the names that there are the one that takes the fewest edits; none that takes many. */
export function nearest(typed: string, names: Iterable<string>): string | undefined {
  const word = typed.toLowerCase();
  let best: { name: string; edits: number } | undefined;
  for (const name of names) {
    // The end counts too: a name that only begins like the word is not nearer than the word itself.
    const longer = Math.max(0, name.length - word.length);
    const edits = editsToBegin(word, name.toLowerCase(), EDITS_MAX + longer) + longer / 2;
    if (!best || edits < best.edits) best = { name, edits };
  }
  const most = Math.min(EDITS_MAX, Math.ceil(typed.length / 2));
  return best && best.edits <= most ? best.name : undefined;
}

/** A sentence that helps whoever has mistyped a name; empty where nothing is near. */
export function meant(typed: string, names: Iterable<string>): string {
  const name = nearest(typed, names);
  return name === undefined ? "" : ` Did you mean ${name}?`;
}
