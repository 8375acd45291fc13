import { type Cursors, cursorsOf } from "../../shared/http/cursor.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { AnyRow } from "../../shared/table/entity.ts";

/** The cursors of one list of a campaign: another's, or another caller's, are refused. */
export const cursorsIn = (
  { tenant, actor }: Caller,
  { path }: Noun,
  { id }: AnyRow,
  list: "deliveries" | "preview",
): Cursors => cursorsOf(tenant.sealingKey, JSON.stringify([path, list, tenant.id, actor.principalId, id]));
