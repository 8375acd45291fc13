import { tenantPrefix } from "./action.ts";
import type { Entity, RowOf } from "./entity.ts";
import { rowOf } from "./item.ts";
import { physicalKey } from "./step.ts";
import { toItem } from "./store.ts";
import { tenantStore } from "./wall.ts";

/** A row of a noun by its id. */
type Named<E extends Entity> = readonly [entity: E, id: string];

/** Two rows of a tenant, of different nouns, as they are now: by one request. */
export async function twoRows<A extends Entity, B extends Entity>(
  tenantId: string,
  one: Named<A>,
  other: Named<B>,
): Promise<[RowOf<A> | undefined, RowOf<B> | undefined]> {
  const prefix = tenantPrefix(tenantId);
  const keys = [one, other].map(([entity, id]) => toItem(physicalKey(prefix, entity.key({ id }))));
  const items = await (await tenantStore(tenantId)).batchGet(keys, true);
  const of = <E extends Entity>([entity, id]: Named<E>): RowOf<E> | undefined => {
    const item = items.find((found) => found.id?.S === id);
    return item && rowOf(entity, item);
  };
  return [of(one), of(other)];
}
