import type { Lookup } from "../../shared/search/index.ts";
import type { Entity } from "../../shared/table/entity.ts";
import type { SpanRow, Table } from "../../shared/table/table.ts";
import { lookupsFor, type Position, type Search } from "./query.ts";
import { bucketPartition, readPosting } from "./table.ts";

/**
 * Rows that one lookup reads in one go. Where it has just skipped to a term it is only asked what follows there; a search
 * begins with what a page of answers mostly needs; then it reads ever more.
 */
const LOOKUP_ROWS = [8, 32, 128, 500] as const;
const SKIPPED = 0;
export const FIRST = 1;
/** Rows of one stretch, whose records are put in order together, as a multiple of what a lookup reads. */
const STRETCH_LOOKUPS = 4;
/** Lookups that are asked at once. */
const LOOKUPS_AT_ONCE = 8;

/** A record that may answer. `key` is its place among the others: the best first. */
export type Candidate = { id: string; key: string };

/** What a stretch of the index brought, and where the pass goes on; `next` is absent at its end. */
export type Stretch = { candidates: Candidate[]; rows: number; next?: Pick<Position, "at" | "after" | "stride"> };

/** Whether a row may lead to a record that the caller sees: where records are shared by what they hold, any may. */
function isWorthReading({ access, nouns }: Search, id: string, { o, d }: Record<string, unknown>): boolean {
  const entity: Entity | undefined = nouns.get(id.split("_")[0] ?? "")?.entity;
  if (!entity) return false;
  if (access.scope(entity) === "all" || access.shares(entity).length > 0) return true;
  return (
    (o as string[] | undefined)?.includes(access.actor.principalId) || access.departments(entity).includes(d as string)
  );
}

const readLookup = (table: Table, { bucket, prefix }: Lookup, limit: number, after?: string) =>
  table.span(bucketPartition(bucket), { prefix, after, limit });

/** Candidates of some rows, each once and by its best row. */
class Found {
  readonly #keys = new Map<string, string>();
  readonly #search: Search;
  rows = 0;

  constructor(search: Search) {
    this.#search = search;
  }

  add(rows: readonly SpanRow[], lookup: Lookup): void {
    this.rows += rows.length;
    for (const row of rows) {
      const { term, id } = readPosting(row.sk);
      if (!this.#search.lets(term, lookup) || !isWorthReading(this.#search, id, row)) continue;
      const key = `${row.w} ${row.sk}`;
      const known = this.#keys.get(id);
      if (known === undefined || key < known) this.#keys.set(id, key);
    }
  }

  get candidates(): Candidate[] {
    const all = [...this.#keys].map(([id, key]) => ({ id, key }));
    return all.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

/** Where a lookup goes on that has more: behind the last row, or with short strides again where what follows is skipped. */
function goOn(search: Search, lookup: Lookup, last: string, stride: number) {
  const { term } = readPosting(last);
  const next = search.skip(lookup, term);
  return next === undefined ? undefined : next === term ? { after: last, stride } : { after: next, stride: SKIPPED };
}

/**
 * Reads on from a position, until a lookup has more than it gives in one go or the stretch is long enough. Each stretch is
 * longer than the one before it: who is answered by the first rows waits for no more, and who is not does not wait long.
 */
export async function readStretch(table: Table, search: Search, position: Position): Promise<Stretch> {
  const lookups = lookupsFor(search, position);
  const found = new Found(search);
  const limit = LOOKUP_ROWS[position.stride] ?? LOOKUP_ROWS[FIRST];
  const stride = Math.min(position.stride + 1, LOOKUP_ROWS.length - 1);
  let { at, after } = position;
  while (at < lookups.length && found.rows < STRETCH_LOOKUPS * limit) {
    const asked = lookups.slice(at, at + LOOKUPS_AT_ONCE);
    const pages = await Promise.all(asked.map((one, n) => readLookup(table, one, limit, n === 0 ? after : undefined)));
    for (const [n, page] of pages.entries()) {
      const lookup = asked[n] as Lookup;
      found.add(page.rows, lookup);
      const next = page.next === undefined ? undefined : goOn(search, lookup, page.next, stride);
      if (next) return { rows: found.rows, candidates: found.candidates, next: { at, ...next } };
      at += 1;
      after = undefined;
    }
  }
  return { rows: found.rows, candidates: found.candidates, ...(at < lookups.length && { next: { at, stride } }) };
}

/** Rows of a word that are counted to find the rarest. */
const COUNTED_MAX = 256;

/** The word that the fewest rows are of, so that the fewest records are read; the most telling where all have many. */
export async function rarest(table: Table, search: Search, words: readonly number[]): Promise<number> {
  const [first = 0] = words;
  if (words.length < 2) return first;
  const counts = await Promise.all(
    words.map(async (word) => {
      const asked = lookupsFor(search, { pass: 1, word });
      const pages = await Promise.all(asked.map((lookup) => readLookup(table, lookup, COUNTED_MAX)));
      const isMore = pages.some(({ next }) => next !== undefined);
      return { word, rows: isMore ? Number.POSITIVE_INFINITY : pages.reduce((sum, { rows }) => sum + rows.length, 0) };
    }),
  );
  return counts.reduce((best, one) => (one.rows < best.rows ? one : best)).word;
}
