/**
 * A search is asked in stretches, each longer than the one before it (a page of rows a lookup, then 128, then 500): a
 * page that the first rows fill waits for no more. A call reads at most 4,000 index rows (a query counts for 16 at
 * least) and 300 records, then gives a cursor. A record has many rows and is shown at the first one that the search
 * meets; which that is, its own texts tell, so that no page has to remember another. Rows carry owner, team and
 * department to spare reading; what is seen is decided by the record.
 */
import type { AnyRow } from "../../shared/table/entity.ts";
import type { Table } from "../../shared/table/table.ts";
import { answerOf, isGuess, PASSES, type Position, type Search, wordsOf } from "./query.ts";
import { type Candidate, FIRST, nextLookups, Reader, rarest, readStretch, strideOf } from "./reading.ts";
import type { SearchItem } from "./schema.ts";

/** Rows of the index, and records, that one call reads; then it hands out a cursor, however few it has found. */
export const POSTINGS_READ_MAX = 4_000;
export const RECORDS_READ_MAX = 300;
/** Records read together at most. */
const CHUNK_MAX = 50;
/**
 * So many exact answers are enough; only below is it asked what may have been meant. Asking that reads thousands of rows
 * of a large tenant's index, and whoever has typed a name right wants no others.
 */
export const ENOUGH = 1;

export const START: Position = { pass: 0, word: 0, at: 0, stride: FIRST, found: 0 };

export type Page = { items: SearchItem[]; next?: Position };

/** The records of some candidates, by id. */
async function read(table: Table, search: Search, candidates: readonly Candidate[]): Promise<Map<string, AnyRow>> {
  const groups = Map.groupBy(candidates, ({ id }) => id.split("_")[0] ?? "");
  const read = await Promise.all(
    [...groups].map(([prefix, some]) => {
      const entity = search.nouns.get(prefix)?.entity;
      return entity
        ? table.getMany(
            entity,
            some.map(({ id }) => id),
          )
        : new Map<string, AnyRow>();
    }),
  );
  return new Map(read.flatMap((rows) => [...rows] as [string, AnyRow][]));
}

/**
 * The beginning of the next pass; none after the last, and none where what has been found is enough. A word that may be
 * mistyped is the one with the fewest rows.
 */
async function nextPass(reader: Reader, search: Search, position: Position): Promise<Position | undefined> {
  const { pass, word, found, order = [] } = position;
  const words = wordsOf(search);
  const name = PASSES[pass + 1];
  const begun = { pass: pass + 1, word, at: order.length, stride: FIRST, found };
  if (!name || words.length === 0 || (name === "near" && found >= ENOUGH)) return undefined;
  if (name === "words") return { ...begun, word: await rarest(reader, search, words) };
  const more = await nextLookups(reader, search, name, { word, order });
  return { ...begun, order: [...order, ...more], stride: strideOf(name) };
}

/** The nearest of what may have been meant is shown at once: what else may have been is looked for when it is asked for. */
const isEnough = ({ pass }: Position, items: readonly SearchItem[]): boolean => isGuess(pass) && items.length >= ENOUGH;

/**
 * How many of the candidates to read next: as many as the page lacks, if they answer as often as those before, and of what
 * may have been meant only those that are as near as the first.
 */
function chunkOf(
  { pass }: Position,
  left: readonly Candidate[],
  { lacking, read, answered }: Record<"lacking" | "read" | "answered", number>,
): number {
  const farther = left.findIndex(({ edits }) => edits !== left[0]?.edits);
  const alike = isGuess(pass) && farther > 0 ? farther : left.length;
  return Math.min(alike, CHUNK_MAX, Math.ceil((lacking * Math.max(1, read)) / Math.max(1, answered)));
}

/**
 * One page, the best answers of a stretch of the index first. What it reads is bounded: `next` says where to go on, and is
 * absent only where nothing is left.
 */
export async function searchPage(table: Table, search: Search, start: Position, limit: number): Promise<Page> {
  const items: SearchItem[] = [];
  const reader = new Reader(table, limit);
  let records = 0;
  let position = start;
  for (;;) {
    const stretch = await readStretch(reader, search, position);
    const left = stretch.candidates.filter(({ key }) => position.within === undefined || key > position.within);
    while (left.length > 0) {
      const isDone = items.length === limit || records >= RECORDS_READ_MAX || isEnough(position, items);
      if (isDone) return { items, next: position };
      const so = { lacking: limit - items.length, read: records, answered: items.length };
      const wanted = chunkOf(position, left, so);
      const chunk = left.splice(0, Math.min(wanted, RECORDS_READ_MAX - records));
      records += chunk.length;
      const found = await read(table, search, chunk);
      for (const [n, { id, key }] of chunk.entries()) {
        const row = found.get(id);
        const of = search.nouns.get(id.split("_")[0] ?? "");
        const item = row && of && answerOf(search, position, of, row);
        if (item) items.push(item);
        position = { ...position, within: key, found: position.found + (item ? 1 : 0) };
        if (items.length === limit) {
          left.unshift(...chunk.slice(n + 1));
          break;
        }
      }
    }
    const { within: _done, after: _read, ...rest } = position;
    const next = stretch.next ? { ...rest, ...stretch.next } : await nextPass(reader, search, position);
    if (!next) return { items };
    if (items.length === limit || reader.cost >= POSTINGS_READ_MAX || isEnough(position, items)) return { items, next };
    position = next;
  }
}
