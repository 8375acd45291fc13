import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { isAtHome } from "../../shared/table/home.ts";
import { rowOf } from "../../shared/table/item.ts";
import type { Item } from "../../shared/table/store.ts";
import { entityIn } from "./entities.ts";
import { everything } from "./generated/everything.ts";

/** What is told of the tables of one file: noun → prefix, of all of them, whether anybody follows their changes or not. */
export type KeptTables = { nouns: Readonly<Record<string, string>>; load(): Promise<object> };

type Known = { prefix: string; load(): Promise<Entity> };

const known: readonly Known[] = everything.flatMap(({ nouns, load }) =>
  Object.entries(nouns).map(([noun, prefix]) => ({ prefix, load: () => entityIn(load, noun) })),
);
const byPrefix = Map.groupBy(known, ({ prefix }) => prefix);

/** Every entity of every module. */
export const allEntities = (): Promise<Entity[]> => Promise.all(known.map(({ load }) => load()));

/** An item as its entity has it. */
export type Told = { entity: Entity; row: AnyRow };

/**
 * The entity of an item and its row, by its id and by the place that it lies in; nothing for what has no entity of its own:
 * markers of unique values, further places in indexes, postings, counters.
 */
export async function toldOf(tenantId: string, item: Item): Promise<Told | undefined> {
  for (const { load } of byPrefix.get((item.id?.S ?? "").split("_")[0] ?? "") ?? []) {
    const entity = await load();
    const row = rowOf(entity, item) as AnyRow;
    if (isAtHome(entity, tenantId, item, row)) return { entity, row };
  }
  return undefined;
}
