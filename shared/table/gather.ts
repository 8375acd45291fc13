import type { AnyRow, Entity } from "./entity.ts";
import { ENTRY_MARK } from "./entries.ts";
import { rowOf } from "./item.ts";
import { INDEXES, type IndexName } from "./physical.ts";
import { type Item, type Store, toItem } from "./store.ts";

/** Keys that one call takes from a partition; what lies behind them is asked for with `next`. */
export const GATHER_KEYS_MAX = 5_000;
/** Batched reads that are under way together, of a hundred keys each. */
const BATCHES_AT_ONCE = 4;
const BATCH_KEYS = 100;

/** A partition of an index that several nouns share, told apart by the beginning of their sort keys. */
export type GatherQuery = {
  index: IndexName;
  partition: string;
  entities: readonly Entity[];
  /** The sort key of the last row of the call before. */
  after?: string;
  /** Rows that are read beside those of the partition, in the same batch. */
  also?: readonly { entity: Entity; id: string }[];
};

export type Gathered = { entity: Entity; row: AnyRow };

const nameOf = ({ pk, sk }: Item): string => `${pk?.S} ${sk?.S}`;

/** The keys of one page of the partition, each with its noun; a row that stands there twice comes once. */
async function keysOf(store: Store, prefix: string, query: GatherQuery) {
  const { pk: pkName, sk: skName } = INDEXES[query.index];
  const nouns = query.entities.flatMap((entity) => {
    const begins = entity.indexes[query.index]?.prefix;
    return begins ? [{ entity, begins }] : [];
  });
  const keys = new Map<string, { key: Item; entity: Entity }>();
  let start: Item | undefined;
  let last: string | undefined;
  let read = 0;
  do {
    const page = await store.query({
      IndexName: query.index,
      KeyConditionExpression: `${pkName} = :pk AND ${skName} > :after`,
      ExpressionAttributeValues: toItem({ ":pk": prefix + query.partition, ":after": query.after ?? " " }),
      Limit: GATHER_KEYS_MAX - read,
      ...(start && { ExclusiveStartKey: start }),
    });
    for (const item of page.items) {
      const sortKey = item[skName]?.S ?? "";
      const noun = nouns.find(({ begins }) => sortKey.startsWith(begins));
      const key = { pk: item.pk, sk: item.sk?.S?.startsWith(ENTRY_MARK) ? { S: "-" } : item.sk } as Item;
      if (noun) keys.set(nameOf(key), { key, entity: noun.entity });
      last = sortKey;
    }
    read += page.items.length;
    start = page.last;
  } while (start && read < GATHER_KEYS_MAX);
  return { keys, next: start ? last : undefined };
}

/** The items of the keys, by their names; one request where there are a hundred or fewer. */
async function itemsOf(store: Store, keys: Item[]): Promise<Map<string, Item>> {
  const batches = Array.from({ length: Math.ceil(keys.length / BATCH_KEYS) }, (_, n) =>
    keys.slice(n * BATCH_KEYS, (n + 1) * BATCH_KEYS),
  );
  const found: Item[] = [];
  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch; batch = batches.shift())
      found.push(...(await store.batchGet(batch, false)));
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, worker));
  return new Map(found.map((item) => [nameOf(item), item]));
}

/** Reads everything of a partition with its nouns; see `Table.gather`. */
export async function gatherRows(store: Store, prefix: string, query: GatherQuery) {
  const { keys, next } = await keysOf(store, prefix, query);
  const beside = (query.also ?? []).map(({ entity, id }) => {
    const { pk, sk } = entity.key({ id });
    return { entity, key: toItem({ pk: prefix + pk, sk }) };
  });
  const wanted = [...keys.values(), ...beside];
  const items = await itemsOf(store, [...new Map(wanted.map(({ key }) => [nameOf(key), key])).values()]);
  const rowAt = ({ entity, key }: { entity: Entity; key: Item }): AnyRow | undefined => {
    const item = items.get(nameOf(key));
    return item && rowOf(entity, item);
  };
  const rows = [...keys.values()].flatMap((one): Gathered[] => {
    const row = rowAt(one);
    return row ? [{ entity: one.entity, row }] : [];
  });
  return { rows, also: beside.map(rowAt), ...(next !== undefined && { next }) };
}
