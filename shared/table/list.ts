import assert from "node:assert";
import { Fault } from "../fault.ts";
import { type Entity, partitionOf, type RowOf } from "./entity.ts";
import { ENTRY_MARK } from "./entries.ts";
import { rowOf } from "./item.ts";
import { INDEXES, type IndexName } from "./physical.ts";
import { type Item, type Store, toItem } from "./store.ts";

/** Rows that one page may look at before it stops and hands out a cursor, however few have passed its filter. */
export const LIST_ROWS_EXAMINED_MAX = 1_000;
/** Partitions (shards, departments) that one list may merge. */
export const LIST_PARTITIONS_MAX = 128;

/** Bounds of the sort key: `from` inclusive, `to` exclusive, both in the index's own form. */
export type KeyRange = { from?: string; to?: string };

/**
 * Partitions of one index, without tenant and shard (see `partitionOf`). `entries` says that they hold further places
 * of rows only, in an index that the noun may not have declared, by creation and unsharded.
 */
export type ListSource = { index: IndexName; partitions: string[]; entries?: boolean };

export type ListQuery<R> = {
  /** What to read and merge. Several sources must have the same order, so that their sort keys compare. */
  sources: ListSource[];
  range?: KeyRange;
  descending?: boolean;
  limit: number;
  /** The sort key of the last row of the page before. */
  after?: string;
  /** Rows that do not pass are left out; what they cost is bounded by `examine`. */
  keep?: (row: R) => boolean;
  /** Rows that the page may look at; LIST_ROWS_EXAMINED_MAX unless told otherwise. */
  examine?: number;
};

/** `next` is the sort key to go on after; absent at the end. `examined` counts the rows looked at. */
export type ListPage<R> = { rows: R[]; next?: string; examined: number };

/** Keys that one request of a partition asks for. */
const PAGE_KEYS_MAX = 1_000;

const LOWEST = " ";
const HIGHEST = "\uffff";

type KeyPage = { items: Item[]; last: Item | undefined };
type ReadKeys = (start: Item | undefined, count: number) => Promise<KeyPage>;

/** One partition of the index, read page by page as the merge asks for it; whoever asks again gets twice as much. */
class Stream {
  readonly index: IndexName;
  #buffer: Item[] = [];
  #at = 0;
  #last: Item | undefined;
  #isStarted = false;
  #pageSize: number;
  readonly #read: ReadKeys;

  constructor(index: IndexName, pageSize: number, read: ReadKeys) {
    this.index = index;
    this.#pageSize = pageSize;
    this.#read = read;
  }

  /** True where the next key has to be asked for. */
  get isDry(): boolean {
    return this.#at === this.#buffer.length && (!this.#isStarted || this.#last !== undefined);
  }

  async fill(): Promise<void> {
    while (this.isDry) {
      const page = await this.#read(this.#last, this.#pageSize);
      this.#pageSize = Math.min(2 * this.#pageSize, PAGE_KEYS_MAX);
      this.#isStarted = true;
      this.#at = 0;
      this.#buffer = page.items;
      this.#last = page.last;
    }
  }

  /** The next key; nothing at the end. What is dry is filled before. */
  get head(): Item | undefined {
    return this.#buffer[this.#at];
  }

  take(): void {
    this.#at += 1;
  }
}

/** Asks for the next key of those streams that have none at hand. */
async function filled(streams: readonly Stream[]): Promise<void> {
  const dry = streams.filter((stream) => stream.isDry);
  if (dry.length > 0) await Promise.all(dry.map((stream) => stream.fill()));
}

function reader(store: Store, indexName: IndexName, pk: string, query: ListQuery<never>): ReadKeys {
  const { pk: pkName, sk: skName } = INDEXES[indexName];
  const { range = {}, after, descending = false } = query;
  // The cursor's own key was already shown: ascending goes on just above it, descending just below.
  const low = after !== undefined && !descending ? `${after}\u0000` : range.from || LOWEST;
  const high = after !== undefined && descending ? after : (range.to ?? HIGHEST);
  const empty = low > high;
  return async (start, count) => {
    if (empty) return { items: [], last: undefined };
    const page = await store.query({
      IndexName: indexName,
      KeyConditionExpression: `${pkName} = :pk AND ${skName} BETWEEN :low AND :high`,
      ExpressionAttributeValues: toItem({ ":pk": pk, ":low": low, ":high": high }),
      ScanIndexForward: !descending,
      Limit: count,
      ...(start && { ExclusiveStartKey: start }),
    });
    // `to` and a descending cursor are exclusive, BETWEEN is not.
    return { ...page, items: page.items.filter((i) => i[skName]?.S !== high) };
  };
}

function openStreams<R>(store: Store, prefix: string, entity: Entity, query: ListQuery<R>): Stream[] {
  const streams = query.sources.flatMap(({ index: name, partitions, entries }) => {
    const index = entries ? undefined : entity.indexes[name];
    assert(entries || index, `${entity.noun} has the index ${name}`);
    const keys = partitions.flatMap((p) =>
      index?.shards ? Array.from({ length: index.shards }, (_, n) => `${prefix}${p}#${n}`) : [prefix + p],
    );
    const pageSize = Math.min(query.limit + 1, PAGE_KEYS_MAX);
    return keys.map((pk) => new Stream(name, pageSize, reader(store, name, pk, query as ListQuery<never>)));
  });
  if (streams.length > LIST_PARTITIONS_MAX) {
    const detail = `This list spans ${streams.length} partitions; at most ${LIST_PARTITIONS_MAX} can be merged. Filter it further.`;
    throw new Fault("malformed_request", detail);
  }
  return streams;
}

/** The key of the row that an index item stands for: its own, or that of the row whose further place it is. */
const rowKey = ({ pk, sk }: Item): Item => ({ pk, sk: sk?.S?.startsWith(ENTRY_MARK) ? { S: "-" } : sk }) as Item;

const nameOfRow = (item: Item): string => `${item.pk?.S} ${rowKey(item).sk?.S}`;

/** One key in the merged order, with the index it was read from. */
type Taken = { item: Item; index: IndexName; sortKey: string };

/** Takes the next `count` keys of all streams in order; a row that stands in two partitions is taken once. */
async function takeMerged(streams: Stream[], count: number, descending: boolean): Promise<Taken[]> {
  const taken: Taken[] = [];
  while (taken.length < count) {
    await filled(streams);
    const heads = streams.map(({ head }) => head);
    let best: Taken | undefined;
    heads.forEach((item, n) => {
      const index = streams[n]?.index;
      if (!item || !index) return;
      const sortKey = item[INDEXES[index].sk]?.S ?? "";
      if (!best || (descending ? sortKey > best.sortKey : sortKey < best.sortKey)) best = { item, index, sortKey };
    });
    if (!best) break;
    const { item } = best;
    heads.forEach((head, n) => {
      if (head && nameOfRow(head) === nameOfRow(item)) streams[n]?.take();
    });
    // A row may stand in one partition twice: as itself, and by a further place with the same sort key.
    const last = taken.at(-1);
    if (!last || nameOfRow(last.item) !== nameOfRow(item)) taken.push(best);
  }
  return taken;
}

/** The full rows of index keys, in the keys' order; a row deleted meanwhile is missing. */
async function fill<E extends Entity>(store: Store, entity: E, keys: Taken[]): Promise<(RowOf<E> | undefined)[]> {
  const partial = keys.filter((k) => INDEXES[k.index].projection === "KEYS_ONLY");
  const wanted = new Map(partial.map(({ item }) => [nameOfRow(item), rowKey(item)]));
  const items = wanted.size === 0 ? [] : await store.batchGet([...wanted.values()], false);
  const byKey = new Map(items.map((item) => [nameOfRow(item), item]));
  return keys.map((k) => {
    const item = INDEXES[k.index].projection === "ALL" ? k.item : byKey.get(nameOfRow(k.item));
    return item && rowOf(entity, item);
  });
}

/** The one partition of an index that fixed values name, as a source. */
export function sourceOf(entity: Entity, index: IndexName, values: Record<string, unknown> = {}): ListSource {
  const declared = entity.indexes[index];
  assert(declared, `${entity.noun} has the index ${index}`);
  const partition = partitionOf(entity, declared, values);
  assert(partition, `the values of ${declared.by.join(", ")} are given`);
  return { index, partitions: [partition] };
}

/** Of the rows that a page seems to need so many are asked for at once: what is read in vain is paid all the same. */
const SURE_SHARE = 0.8;
/** At once at most so many times the rows of the time before. */
const GROWTH_MAX = 4;

/** Rows to look at next, where `found` of the `examined` have passed: as many as are still `needed` if all of them pass. */
function nextRound(needed: number, found: number, examined: number): number {
  if (examined === 0) return needed;
  const share = Math.max(found, 1) / examined;
  return Math.max(needed, Math.min(Math.floor((SURE_SHARE * needed) / share), GROWTH_MAX * examined));
}

/** Reads one page; see `Table.list`. */
export async function listRows<E extends Entity>(
  store: Store,
  prefix: string,
  entity: E,
  query: ListQuery<RowOf<E>>,
): Promise<ListPage<RowOf<E>>> {
  const streams = openStreams(store, prefix, entity, query);
  const rows: RowOf<E>[] = [];
  let examined = 0;
  let last: string | undefined;
  let isCut = false;
  const { limit, examine = LIST_ROWS_EXAMINED_MAX } = query;
  while (rows.length < limit && examined < examine) {
    const round = nextRound(limit - rows.length, rows.length, examined);
    const taken = await takeMerged(streams, Math.min(round, examine - examined), query.descending ?? false);
    if (taken.length === 0) return { rows, examined };
    const found = await fill(store, entity, taken);
    for (const [n, row] of found.entries()) {
      // What more passes than the page has room for belongs to the next one.
      isCut = rows.length === limit;
      if (isCut) break;
      examined += 1;
      last = taken[n]?.sortKey;
      if (row && (!query.keep || query.keep(row))) rows.push(row);
    }
  }
  await filled(streams);
  const more = isCut || streams.some(({ head }) => head !== undefined);
  return more && last !== undefined ? { rows, next: last, examined } : { rows, examined };
}
