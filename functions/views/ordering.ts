import { isDeepStrictEqual } from "node:util";
import type { Work } from "../../shared/events/event.ts";
import { orderEntries } from "../../shared/records/ordering.ts";
import { anew } from "../../shared/table/anew.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";

/** Tries at a row that others are changing at the same time; after them the event is tried again. */
const TRIES_MAX = 5;

/**
 * Gives a row its places in the orders of its noun, as it now is, whichever change of it is told. A place has one key
 * for each order, so that a later one replaces it; the check of the row's version lets nobody write who knew less.
 */
export async function ordered(work: Work, entity: Entity, id: string, before?: AnyRow): Promise<void> {
  const only = { ...entity, unique: {}, entries: (row: AnyRow) => orderEntries(entity, row) };
  await anew(TRIES_MAX, async () => {
    const row = (await work.table.find(entity, id)) as AnyRow | undefined;
    if (!row || (before && isDeepStrictEqual(orderEntries(entity, before), orderEntries(entity, row)))) return;
    await work.table.commit([write.settle(only, row, before)]);
  });
}
