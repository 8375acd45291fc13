import type { Caller } from "../../shared/http/route.ts";
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
