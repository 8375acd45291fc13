import type { AttributeValue, ConsumedCapacity } from "@aws-sdk/client-dynamodb";
import { INDEX_NAMES, INDEXES } from "../../shared/table/physical.ts";

type Item = Record<string, AttributeValue>;

/** A call of the SDK with its answer, as far as it tells which keys it touched. */
export type Command = {
  name: string;
  input: {
    Item?: Item;
    Key?: Item;
    IndexName?: string;
    ExpressionAttributeValues?: Item;
    RequestItems?: Record<string, { Keys?: Item[] }>;
    TransactItems?: { Put?: { Item?: Item }; Delete?: { Key?: Item }; Update?: { Key?: Item } }[];
  };
  output: { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] };
};

/** Units that one call costs one partition key of the table or of an index. */
export type Charge = { key: string; write: number; read: number };

const text = (value: AttributeValue | undefined): string => value?.S ?? "";

/** Bytes of an item as DynamoDB counts them: names and values; numbers at most 21. */
function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.min(21, Math.ceil(value.N.length / 2) + 1);
  if (value.M) return 3 + itemSize(value.M);
  if (value.L) return 3 + value.L.reduce((sum, v) => sum + 1 + sizeOf(v), 0);
  return 1;
}
const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0);

const writeUnits = (item: Item): number => Math.ceil(itemSize(item) / 1_024);

/**
 * What a put costs the indexes, given the item before it. An entry that appears or goes costs one write, one that moves
 * two; one that stays costs nothing where the index holds keys only.
 */
function indexCharges(before: Item | undefined, after: Item | undefined): Charge[] {
  return INDEX_NAMES.flatMap((name): Charge[] => {
    const { pk, sk, projection } = INDEXES[name];
    const place = (item: Item | undefined): string => (item?.[pk] ? `${text(item[pk])}\n${text(item[sk])}` : "");
    const [was, is] = [place(before), place(after)];
    const size = projection === "ALL" && after ? writeUnits(after) : 1;
    const at = (item: Item | undefined, write: number): Charge => ({
      key: `${name} ${text(item?.[pk])}`,
      write,
      read: 0,
    });
    if (was === is) return is !== "" && projection === "ALL" ? [at(after, size)] : [];
    return [...(was === "" ? [] : [at(before, 1)]), ...(is === "" ? [] : [at(after, size)])];
  });
}

const readUnitsOf = ({ ConsumedCapacity: told }: Command["output"]): number =>
  [told].flat().reduce((sum, c) => sum + (c?.CapacityUnits ?? 0), 0);

/**
 * The charges of calls from number `from` on; earlier ones only tell what stood there before. Failed conditions, which
 * throw, are not among the calls.
 */
export function chargesOf(commands: readonly Command[], from: number): Charge[] {
  const rows = new Map<string, Item>();
  const put = (item: Item, factor: number): Charge[] => {
    const place = `${text(item.pk)}\n${text(item.sk)}`;
    const before = rows.get(place);
    rows.set(place, item);
    return [
      { key: `table ${text(item.pk)}`, write: factor * writeUnits(item), read: 0 },
      ...indexCharges(before, item),
    ];
  };
  const chargeOf = ({ name, input, output }: Command): Charge[] => {
    if (name === "PutItemCommand" && input.Item) return put(input.Item, 1);
    if (name === "UpdateItemCommand" || name === "DeleteItemCommand") {
      return [{ key: `table ${text(input.Key?.pk)}`, write: 1, read: 0 }];
    }
    if (name === "TransactWriteItemsCommand") {
      return (input.TransactItems ?? []).flatMap(({ Put, Delete, Update }) => {
        if (Put?.Item) return put(Put.Item, 2);
        return [{ key: `table ${text((Delete ?? Update)?.Key?.pk)}`, write: 2, read: 0 }];
      });
    }
    const read = readUnitsOf(output);
    if (name === "QueryCommand") {
      return [
        { key: `${input.IndexName ?? "table"} ${text(input.ExpressionAttributeValues?.[":pk"])}`, write: 0, read },
      ];
    }
    const keys = input.Key ? [input.Key] : Object.values(input.RequestItems ?? {}).flatMap((r) => r.Keys ?? []);
    return keys.map((key) => ({ key: `table ${text(key.pk)}`, write: 0, read: read / keys.length }));
  };
  return commands.flatMap((command, n) => {
    const charges = chargeOf(command);
    return n < from ? [] : charges;
  });
}
