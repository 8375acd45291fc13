import type { Entity, RowOf } from "./entity.ts";
import { rowOf } from "./item.ts";
import { rowsUnder } from "./span.ts";
import { type Item, type Store, toItem } from "./store.ts";

/** Rows of one entity in a partition of the table itself: `of` holds the fields that its key is made of. */
type Ask = { of: Record<string, unknown>; skPrefix: string };

const partitionKey = (prefix: string, entity: Entity, of: Record<string, unknown>): string =>
  prefix + entity.key({ id: "", ...of }).pk;

/** All of them; see `Table.collect`. */
export async function partitionRows<E extends Entity>(
  store: Store,
  prefix: string,
  entity: E,
  { of, skPrefix, consistent }: Ask & { consistent: boolean },
): Promise<RowOf<E>[]> {
  const pk = partitionKey(prefix, entity, of);
  const rows: RowOf<E>[] = [];
  let start: Item | undefined;
  do {
    const page = await store.query({
      ...rowsUnder(pk, skPrefix),
      ConsistentRead: consistent,
      ...(start && { ExclusiveStartKey: start }),
    });
    rows.push(...page.items.map((item) => rowOf(entity, item)));
    start = page.last;
  } while (start);
  return rows;
}

/** The last of them, downwards; see `Table.newest`. */
export async function newestRows<E extends Entity>(
  store: Store,
  prefix: string,
  entity: E,
  { of, skPrefix, before, limit }: Ask & { before?: string; limit: number },
): Promise<{ rows: RowOf<E>[]; more: boolean }> {
  const pk = partitionKey(prefix, entity, of);
  const high = before ?? `${skPrefix}\uffff`;
  const page = await store.query({
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :low AND :high",
    ExpressionAttributeValues: toItem({ ":pk": pk, ":low": skPrefix, ":high": high }),
    ScanIndexForward: false,
    // The row at `before` itself was shown already.
    Limit: limit + 1,
  });
  const rows = page.items.filter(({ sk }) => sk?.S !== before).map((item) => rowOf(entity, item));
  return { rows: rows.slice(0, limit), more: rows.length > limit || page.last !== undefined };
}
