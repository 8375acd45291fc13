import { editsToBegin } from "./edits.ts";
import { TEXTS_MAX } from "./postings.ts";
import { queryOf, type Word } from "./query.ts";
import { type Indexed, RANK, type Start, startsOf } from "./starts.ts";

type Found = { rank: number; field: string };

type Searched = Indexed & { starts: Start[] };

/**
 * Whether the texts of a record answer a query, how well (`RANK`; lower is better, several words their mean) and by which
 * field; undefined if they do not. All words must be found, each in any text. Hand in only texts that the caller may read.
 */
export const matchOf = (query: string, texts: readonly Indexed[]): Found | undefined => matcherOf(query)(texts);

/** `matchOf` for many records: the query is read once. */
export function matcherOf(query: string): (texts: readonly Indexed[]) => Found | undefined {
  const { words, phrase } = queryOf(query);
  return (texts) => {
    const searched = texts.slice(0, TEXTS_MAX).map((text) => ({ ...text, starts: startsOf(text) }));
    const together = phrase ? best(phrase, searched) : undefined;
    if (together?.rank === RANK.whole) return together;
    const apart = inAll(words, searched);
    return apart && together ? better(apart, together) : (apart ?? together);
  };
}

const better = (a: Found, b: Found): Found => (b.rank < a.rank ? b : a);

/** The mean of the words' ranks, and the field of the best word. */
function inAll(words: readonly Word[], texts: readonly Searched[]): Found | undefined {
  const found: Found[] = [];
  for (const word of words) {
    const one = best(word, texts);
    if (!one) return undefined;
    found.push(one);
  }
  const [first, ...rest] = found;
  if (!first) return undefined;
  const rank = found.reduce((sum, f) => sum + f.rank, 0) / found.length;
  return { rank, field: rest.reduce(better, first).field };
}

function best(word: Word, texts: readonly Searched[]): Found | undefined {
  return found(texts, (text) => exactRank(word, text)) ?? found(texts, (text) => fuzzyRank(word, text));
}

/** The best text; the earlier one of two that are as good. */
function found(texts: readonly Searched[], rankOf: (text: Searched) => number): Found | undefined {
  let one: Found | undefined;
  for (const text of texts) {
    const rank = rankOf(text);
    if (rank < (one?.rank ?? Number.POSITIVE_INFINITY)) one = { rank, field: text.field };
  }
  return one;
}

/** A name in which only the words for the kinds of its places differ is none in its own letters. */
function exactRank({ forms, phones, undivided }: Word, { kind, starts }: Searched): number {
  const rank = rankOf(kind === "phone" ? [...forms, ...phones] : forms, starts);
  if (undivided === "" || rank <= RANK.middle) return rank;
  return Math.max(RANK.middle, rankOf([undivided], starts));
}

function rankOf(typed: readonly string[], starts: readonly Start[]): number {
  const ranks = starts.flatMap((start) =>
    typed.some((form) => start.term.startsWith(form))
      ? [typed.some((form) => start.wholes?.includes(form)) ? RANK.whole : start.rank]
      : [],
  );
  return Math.min(...ranks);
}

/** Two edits are worse than one. */
function fuzzyRank({ bare, editsMax }: Word, { starts }: Searched): number {
  if (editsMax === 0) return Number.POSITIVE_INFINITY;
  const edits = starts.filter((s) => s.typos).map((s) => editsToBegin(bare, s.term, editsMax));
  const fewest = Math.min(...edits);
  return fewest > editsMax ? Number.POSITIVE_INFINITY : RANK.fuzzy + fewest - 1;
}
