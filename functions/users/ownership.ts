import type { Caller } from "../../shared/http/route.ts";
import { user } from "./table.ts";

type Owned = { ownerId?: string | null; departmentId?: string | null };

/**
 * The owner and department of a row as they follow from what was given: a person's new record is their own, and a
 * record belongs to its owner's department unless another is named. Used for creates and for patches.
 */
export async function ownership(call: Caller, ...given: [Owned] | [before: Owned, patch: Owned]): Promise<Owned> {
  const isPatch = given.length === 2;
  const { ownerId, departmentId } = given[given.length - 1] as Owned;
  const isPerson = call.actor.kind === "user" || call.actor.kind === "apiKey";
  const owner = ownerId ?? (!isPatch && isPerson ? call.actor.principalId : undefined);
  if (!owner || departmentId) return owner && !ownerId ? { ownerId: owner } : {};
  const isSelf = owner === call.actor.principalId;
  const home = isSelf ? call.actor.departmentId : (await call.table.find(user, owner))?.departmentId;
  return { ownerId: owner, ...(home && { departmentId: home }) };
}
