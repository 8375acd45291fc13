import type { Lookup } from "../../shared/search/index.ts";
import type { Entity } from "../../shared/table/entity.ts";
import type { SpanRow } from "../../shared/table/span.ts";
import type { Table } from "../../shared/table/table.ts";
import { type Guess, lookupsFor, type Pass, type Position, type Search } from "./query.ts";
import { bucketPartition, readPosting } from "./table.ts";

/**
 * How far a lookup reads in one go. Where it has just skipped to a term it is only asked what follows there; a search
 * begins with what a page of answers mostly needs; then it reads ever more.
 */
const STRIDES = ["skipped", "first", "next", "far"] as const;
const SKIPPED = STRIDES.indexOf("skipped");
export const FIRST = STRIDES.indexOf("first");
const NEXT = STRIDES.indexOf("next");
const FAR = STRIDES.indexOf("far");
const ROWS = { skipped: 8, next: 128, far: 500 };
/** A page of answers is put in order among so many rows at least. */
const FIRST_ROWS_MIN = 16;
/** Rows of one stretch, whose records are put in order together, as a multiple of what a lookup reads. */
const STRETCH_LOOKUPS = 4;
/** Lookups that are asked at once. */
const LOOKUPS_AT_ONCE = 16;
/** A query of the table counts for so many rows at least. */
const QUERY_ROWS = 16;

/** A record that may answer. `key` is its place among the others: those with the fewest edits first, and the best of these. */
export type Candidate = { id: string; edits: number; key: string };

/** What a stretch of the index brought, and where the pass goes on; `next` is absent at its end. */
export type Stretch = { candidates: Candidate[]; next?: Pick<Position, "at" | "after" | "stride"> };

/** Whether a row may lead to a record that the caller sees: where records are shared by what they hold, any may. */
function isWorthReading({ access, nouns }: Search, id: string, { o, d }: Record<string, unknown>): boolean {
  const entity: Entity | undefined = nouns.get(id.split("_")[0] ?? "")?.entity;
  if (!entity) return false;
  if (access.scope(entity) === "all" || access.shares(entity).length > 0) return true;
  return (
    (o as string[] | undefined)?.includes(access.actor.principalId) || access.departments(entity).includes(d as string)
  );
}

type Read = Awaited<ReturnType<Table["span"]>>;

/** The rows of lookups, for one page of answers: what has been read to be counted is not read again. */
export class Reader {
  readonly #table: Table;
  readonly #firstRows: number;
  readonly #known = new Map<string, Promise<Read>>();
  /** What has been read, in rows. */
  cost = 0;

  constructor(table: Table, pageLimit: number) {
    this.#table = table;
    this.#firstRows = Math.max(FIRST_ROWS_MIN, pageLimit);
  }

  /** Rows that a lookup reads in a stride. What skips along the terms reads little, however far it has come. */
  rows(stride: number, { edits }: Pick<Lookup, "edits"> = {}): number {
    const name = STRIDES[stride] ?? "first";
    const rows = name === "first" ? this.#firstRows : ROWS[name];
    return edits === undefined ? rows : Math.min(rows, this.#firstRows);
  }

  read(lookup: Lookup, stride: number, after?: string): Promise<Read> {
    const limit = this.rows(stride, lookup);
    const key = JSON.stringify([lookup.bucket, lookup.prefix, limit, after]);
    const read = this.#known.get(key) ?? this.#ask(lookup, limit, after);
    this.#known.set(key, read);
    return read;
  }

  async #ask({ bucket, prefix }: Lookup, limit: number, after?: string): Promise<Read> {
    const page = await this.#table.span(bucketPartition(bucket), { prefix, after, limit });
    this.cost += Math.max(page.rows.length, QUERY_ROWS);
    return page;
  }
}

/** Candidates of some rows, each once and by its best row. */
class Found {
  readonly #found = new Map<string, Candidate>();
  readonly #search: Search;
  rows = 0;

  constructor(search: Search) {
    this.#search = search;
  }

  add(rows: readonly SpanRow[], lookup: Lookup): void {
    this.rows += rows.length;
    for (const row of rows) {
      const { id, ...place } = readPosting(row);
      const edits = this.#search.editsOf(place, lookup);
      if (edits === undefined || !isWorthReading(this.#search, id, row)) continue;
      const key = `${edits} ${row.w} ${row.sk}`;
      const known = this.#found.get(id);
      if (known === undefined || key < known.key) this.#found.set(id, { id, edits, key });
    }
  }

  get candidates(): Candidate[] {
    return [...this.#found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

/** Where a lookup goes on that has more: behind the last row, or with short strides again where what follows is skipped. */
function goOn(search: Search, lookup: Lookup, last: string, stride: number) {
  const { term } = readPosting({ sk: last });
  const next = search.skip(lookup, term);
  return next === undefined ? undefined : next === term ? { after: last, stride } : { after: next, stride: SKIPPED };
}

/** The lookups that are asked together from here on: slow ones alone, since they seldom come to their end. */
function together(lookups: readonly Lookup[], at: number): readonly Lookup[] {
  const slow = lookups.findIndex(({ pace }, n) => n >= at && pace === "slow");
  return lookups.slice(at, slow === at ? at + 1 : Math.min(at + LOOKUPS_AT_ONCE, slow < 0 ? lookups.length : slow));
}

/**
 * Reads on from a position, until a lookup has more than it gives in one go or the stretch is long enough. Each stretch is
 * longer than the one before it: who is answered by the first rows waits for no more, and who is not does not wait long.
 */
export async function readStretch(reader: Reader, search: Search, position: Position): Promise<Stretch> {
  const lookups = lookupsFor(search, position);
  const found = new Found(search);
  const stride = Math.min(position.stride + 1, FAR);
  let { at, after } = position;
  while (at < lookups.length && found.rows < STRETCH_LOOKUPS * reader.rows(position.stride)) {
    const asked = together(lookups, at);
    const pages = await Promise.all(
      asked.map((one, n) => reader.read(one, position.stride, n === 0 ? after : undefined)),
    );
    for (const [n, page] of pages.entries()) {
      const lookup = asked[n] as Lookup;
      found.add(page.rows, lookup);
      const next = page.next === undefined ? undefined : goOn(search, lookup, page.next, stride);
      if (next) return { candidates: found.candidates, next: { at, ...next } };
      at += 1;
      after = undefined;
    }
  }
  return { candidates: found.candidates, ...(at < lookups.length && { next: { at, stride } }) };
}

/** Those of some lookups that come to their end within a stride. */
async function ending(reader: Reader, search: Search, among: readonly number[], stride: number): Promise<number[]> {
  const pages = await Promise.all(among.map((n) => reader.read(search.fuzzy[n] as Lookup, stride)));
  return among.filter((_, n) => pages[n]?.next === undefined);
}

/**
 * What a pass reads for what may have been meant by a word, behind what the passes before it have read: the lookups of
 * which there are few rows; at last all that come to their end, and those that may not.
 */
export async function nextLookups(reader: Reader, search: Search, pass: Pass, of: Guess): Promise<number[]> {
  const { word, order = [] } = of;
  const left = search.fuzzy.flatMap((lookup, n) => (lookup.word === word && !order.includes(n) ? [n] : []));
  const paced = (...paces: Lookup["pace"][]): number[] => left.filter((n) => paces.includes(search.fuzzy[n]?.pace));
  const some = await ending(reader, search, paced("quick", undefined), strideOf(pass));
  return pass === "near" ? some : [...some, ...paced("slow", undefined).filter((n) => !some.includes(n))];
}

/** How far a pass reads at once from its beginning: as far as its lookups have been counted. */
export const strideOf = (pass: Pass): number => (pass === "near" ? NEXT : pass === "fuzzy" ? FAR : FIRST);

/** The word that the fewest rows are of, so that the fewest records are read; the most telling where all have many. */
export async function rarest(reader: Reader, search: Search, words: readonly number[]): Promise<number> {
  const [first = 0] = words;
  if (words.length < 2) return first;
  const counts = await Promise.all(
    words.map(async (word) => {
      const asked = lookupsFor(search, { pass: 1, word });
      const pages = await Promise.all(asked.map((lookup) => reader.read(lookup, FAR)));
      const isMore = pages.some(({ next }) => next !== undefined);
      return { word, rows: isMore ? Number.POSITIVE_INFINITY : pages.reduce((sum, { rows }) => sum + rows.length, 0) };
    }),
  );
  return counts.reduce((best, one) => (one.rows < best.rows ? one : best)).word;
}
