import { type Indexed, RANK, startsOf, tailIn } from "./starts.ts";
import { bucketOf, cut, TERM_CHARS_MAX, tailOf } from "./text.ts";

/** Postings of one record: each is a row to write, so that a record with more texts is found by the best of its places. */
export const POSTINGS_MAX = 48;

/** Texts of one record that are searched. */
export const TEXTS_MAX = 24;

/**
 * A row of the search index. `bucket` names its partition, `term` begins its sort key, and `weight` says how well a query
 * is answered that the term begins with (`RANK`; lower is better).
 */
export type Posting = { bucket: string; term: string; field: string; weight: number };

/** The postings of a record's texts, best first, each term once. */
export function postingsOf(texts: readonly Indexed[]): Posting[] {
  const found = texts.slice(0, TEXTS_MAX).flatMap((text) =>
    startsOf(text)
      .filter((start) => start.isIndexed)
      .flatMap((start): Posting[] => {
        const tail = tailIn(start);
        return [
          posting(start.term, text.field, isWhole(text, start.rank) ? RANK.whole : start.rank),
          ...(tail === "" ? [] : [posting(tailOf(tail), text.field, RANK.fuzzy)]),
        ];
      }),
  );
  found.sort((a, b) => a.weight - b.weight);
  const distinct = new Map<string, Posting>();
  for (const each of found) if (!distinct.has(each.term)) distinct.set(each.term, each);
  return [...distinct.values()].slice(0, POSTINGS_MAX);
}

function posting(whole: string, field: string, weight: number): Posting {
  const term = cut(whole, TERM_CHARS_MAX);
  return { bucket: bucketOf(term), term, field, weight };
}

/** Values that people type as a whole, unlike names, of which they type the beginning. */
const isWhole = ({ kind }: Indexed, rank: number): boolean =>
  rank === RANK.beginning && (kind === "phone" || kind === "email" || kind === "number");
