import { type Indexed, RANK, startsOf, tailsIn } from "./starts.ts";
import { bucketOf, cut, TERM_CHARS_MAX, tailOf } from "./text.ts";

/** Postings of one record: each is a row to write, so that a record with more texts is found by the best of its places. */
export const POSTINGS_MAX = 48;

/** Places before one term that are remembered. */
const BEFORE_MAX = 4;

/** Texts of one record that are searched. */
export const TEXTS_MAX = 24;

/**
 * A row of the search index. `bucket` names its partition, `term` begins its sort key, and `weight` says how well a query
 * is answered that the term begins with (`RANK`; lower is better). `before` is what stands before the term in the text,
 * from each place that a query may mean when an error is in there.
 */
export type Posting = { bucket: string; term: string; field: string; weight: number; before: readonly string[] };

/** The postings of a record's texts, best first, each term once. */
export function postingsOf(texts: readonly Indexed[]): Posting[] {
  const found = texts.slice(0, TEXTS_MAX).flatMap((text) =>
    startsOf(text)
      .filter((start) => start.isIndexed)
      .flatMap((start): Posting[] => {
        const weight = isWhole(text, start.rank) ? RANK.whole : start.rank;
        return [
          posting({ term: start.term, field: text.field, weight, before: start.before ?? [] }),
          ...tailsIn(start).map(({ head, tail }) =>
            posting({ term: tailOf(tail), field: text.field, weight: RANK.fuzzy, before: [head] }),
          ),
        ];
      }),
  );
  found.sort((a, b) => a.weight - b.weight);
  const distinct = new Map<string, Posting>();
  for (const each of found) {
    // Behind the first letter there may be nothing that is a word.
    if (each.term === "") continue;
    const known = distinct.get(each.term);
    distinct.set(each.term, known ? { ...known, before: together(known.before, each.before) } : each);
  }
  return [...distinct.values()].slice(0, POSTINGS_MAX);
}

function posting(of: Omit<Posting, "bucket">): Posting {
  const term = cut(of.term, TERM_CHARS_MAX);
  return { ...of, bucket: bucketOf(term), term };
}

const together = (some: readonly string[], others: readonly string[]): readonly string[] =>
  [...new Set([...some, ...others])].slice(0, BEFORE_MAX);

/** Values that people type as a whole, unlike names, of which they type the beginning. */
const isWhole = ({ kind }: Indexed, rank: number): boolean =>
  rank === RANK.beginning && (kind === "phone" || kind === "email" || kind === "number");
