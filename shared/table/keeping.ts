import type { Action } from "./action.ts";
import { type Entity, nextVersion, type RowOf } from "./entity.ts";
import { write } from "./table.ts";

/**
 * Writes a row of which there may be none yet: over `before`, if nobody has changed it since it was read, or as a new one, if
 * nobody has made it meanwhile. `fields` are all that it has besides what every row has.
 */
export const keeping = <E extends Entity>(
  entity: E,
  { id, before, now }: { id: string; before: RowOf<E> | undefined; now: string },
  fields: Partial<RowOf<E>>,
): Action =>
  before
    ? write.replace(entity, before, nextVersion(before, now, fields))
    : write.create(entity, { id, version: 1, createdAt: now, updatedAt: now, ...fields } as RowOf<E>);
