import * as z from "zod";
import { BackfillView } from "../../shared/records/backfill.ts";

export const QUERY_CHARS_MAX = 200;
export const SEARCH_LIMIT_DEFAULT = 20;
export const SEARCH_LIMIT_MAX = 200;
const CURSOR_CHARS_MAX = 2_000;

export const SearchQuery = z.strictObject({
  /** What somebody typed: names, pinyin, initials, numbers, mail addresses, several words. */
  q: z.string().trim().min(1).max(QUERY_CHARS_MAX),
  /** The nouns to look among, separated by commas; all that the caller may read unless told otherwise. */
  nouns: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(SEARCH_LIMIT_MAX).default(SEARCH_LIMIT_DEFAULT),
  cursor: z.string().max(CURSOR_CHARS_MAX).optional(),
});

/** A record that answers. `matched` says by which field and how well: 0 is the whole value, from 5 on it is mistyped. */
export const SearchItem = z.object({
  noun: z.string(),
  id: z.string(),
  title: z.string(),
  matched: z.object({ field: z.string(), rank: z.number() }),
});
export type SearchItem = z.output<typeof SearchItem>;

/** How the making anew of the whole index stands. */
export const Rebuild = BackfillView.extend({ id: z.string() });
