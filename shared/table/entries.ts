import { isDeepStrictEqual } from "node:util";
import { type AnyRow, type Entity, type Entry, partitionOf, shardOf, sortKey, sortKeyOf } from "./entity.ts";
import { INDEXES } from "./physical.ts";
import { physicalKey, put, remove, type Step, stale } from "./step.ts";
import { type Item, toItem } from "./store.ts";

/** The sort key of a further place begins so, in the partition of its row. */
export const ENTRY_MARK = "@";

function entryItem(entity: Entity, prefix: string, row: AnyRow, entry: Entry): Item | undefined {
  const index = entity.indexes[entry.index];
  const partition = "partition" in entry ? entry.partition : index && partitionOf(entity, index, entry.values);
  if (!partition) return undefined;
  const { pk: pkName, sk: skName } = INDEXES[entry.index];
  const { pk } = physicalKey(prefix, entity.key(row));
  const shard = "values" in entry && index?.shards ? `#${shardOf(row.id, index.shards)}` : "";
  const own = "sorts" in entry && entry.sorts;
  const sorts = own || "createdAt";
  const order = "order" in entry ? entry.order : undefined;
  return toItem({
    pk,
    sk: `${ENTRY_MARK}${entry.index}#${partition}`,
    [pkName]: `${prefix}${partition}${shard}`,
    [skName]: index && !own && !order ? sortKey(index, row) : `${order ?? sortKeyOf(sorts, row[sorts])}#${row.id}`,
    id: row.id,
  });
}

/** The writes that keep a row's further places right. The row's own condition guards them. */
export function entrySteps(
  entity: Entity,
  prefix: string,
  before: AnyRow | undefined,
  after: AnyRow | undefined,
): Step[] {
  const placesOf = (row: AnyRow | undefined): Map<string, Item> => {
    const items = row ? entity.entries(row).map((entry) => entryItem(entity, prefix, row, entry)) : [];
    return new Map(items.flatMap((item) => (item ? [[String(item.sk?.S), item]] : [])));
  };
  const [was, is] = [placesOf(before), placesOf(after)];
  const fault = () => stale(entity.noun, (after ?? before)?.id ?? "");
  const gone = [...was].filter(([place]) => !is.has(place));
  const added = [...is].filter(([place, item]) => !isDeepStrictEqual(was.get(place), item));
  const keyOf = ({ pk, sk }: Item): Item => ({ pk, sk }) as Item;
  return [
    ...gone.map(([, item]) => ({ write: remove(keyOf(item), undefined), fault, key: keyOf(item) })),
    ...added.map(([, item]) => ({ write: put(item), fault, key: keyOf(item) })),
  ];
}
