import { notFound } from "../../shared/fault.ts";
import type { Call, Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { partner } from "../partners/table.ts";
import { ownership } from "../users/ownership.ts";
import { ofPartner } from "./rules.ts";

type Given = { partnerId?: string; ownerId?: string; departmentId?: string };

/** Whose a new record of a partner's is: the partner's, and that of who looks after it, where nobody else is named. */
export async function whose(
  call: Caller,
  given: Given,
): Promise<{ partnerId: string; ownerId?: string; departmentId?: string }> {
  const { partnerId } = ofPartner(call, given) as { partnerId: string };
  const { managerId } = await call.table.get(partner, partnerId);
  const ownerId = given.ownerId ?? managerId;
  const owned = await ownership(call, { ...given, ...(ownerId && { ownerId }) });
  return { partnerId, ...(ownerId && { ownerId }), ...(owned as Given) };
}

/** The partner that a path names; to a partner's own person there is no other. */
export async function namedPartner({ actor, params, table }: Call<unknown, unknown>): Promise<RowOf<typeof partner>> {
  const { id = "" } = params;
  const row = await table.find(partner, id);
  if (!row || (actor.kind === "partner" && actor.principalId !== id)) throw notFound(partner.noun, id);
  return row;
}
