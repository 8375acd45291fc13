import { isDeepStrictEqual } from "node:util";
import type { Work } from "../../shared/events/event.ts";
import { orderEntries } from "../../shared/records/ordering.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { stale } from "../../shared/table/step.ts";
import { write } from "../../shared/table/table.ts";

/** Tries at a row that others are changing at the same time; after them the event is tried again. */
const TRIES_MAX = 5;

/**
 * Gives a row its places in the orders of its noun, as it now is, whichever change of it is told. A place has one key
 * for each order, so that a later one replaces it. The places are written each for itself, and the row is looked at once
 * more: where it has changed meanwhile, its places may be those of before, and are written again.
 */
export async function ordered(work: Work, entity: Entity, id: string, before?: AnyRow): Promise<void> {
  const only = { ...entity, entries: (row: AnyRow) => orderEntries(entity, row) };
  const read = async () => (await work.table.find(entity, id)) as AnyRow | undefined;
  let row = await read();
  if (!row || (before && isDeepStrictEqual(orderEntries(entity, before), orderEntries(entity, row)))) return;
  await work.table.writeEach([write.places(only, row, before)]);
  for (let tried = 1; ; tried++) {
    const now = await read();
    if (now?.version === row.version) return;
    if (!now) return work.table.writeEach([write.places(only, undefined, row)]);
    if (tried === TRIES_MAX) throw stale(entity.noun, id, true);
    row = now;
    await work.table.writeEach([write.places(only, row)]);
  }
}
