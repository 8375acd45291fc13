import { type KeyRow, tenantPrefix } from "./action.ts";
import type { Entity } from "./entity.ts";
import { physicalKey } from "./step.ts";
import type { Item } from "./store.ts";

/** True where a row lies where its entity keeps it; a lock or a note may go by the id of the record that it is about. */
export function isAtHome(entity: Entity, tenantId: string, image: Item, row: Record<string, unknown>): boolean {
  const { pk, sk } = physicalKey(tenantPrefix(tenantId), entity.key(row as KeyRow));
  return image.pk?.S === pk && image.sk?.S === sk;
}
