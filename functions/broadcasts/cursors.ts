import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { sign, unsign } from "../../shared/http/seal.ts";
import type { Noun } from "../../shared/records/noun.ts";
import type { AnyRow } from "../../shared/table/entity.ts";

/** The cursors of one list of a campaign: another's, or another caller's, are refused. */
export function cursorsOf({ tenant, actor }: Caller, { path }: Noun, { id }: AnyRow, list: "deliveries" | "preview") {
  const bound = JSON.stringify([path, list, tenant.id, actor.principalId, id]);
  return {
    opened(cursor: string | undefined): string | undefined {
      const after = cursor === undefined ? undefined : unsign(tenant.sealingKey, cursor, bound);
      if (cursor === undefined || after !== undefined) return after;
      throw new Fault("invalid_cursor", "This cursor is not of this list.");
    },
    sealed: (next: string | undefined): string | null =>
      next === undefined ? null : sign(tenant.sealingKey, next, bound),
  };
}
