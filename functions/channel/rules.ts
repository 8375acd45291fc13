import { Fault, invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";

type Named = { partnerId?: string | null };

/**
 * Whose a partner's record is: a partner's own person makes it for that partner and nobody else, the tenant's people name
 * the partner. It stays with whom it was made for.
 */
export function ofPartner({ actor }: Pick<Caller, "actor">, given: Named, before?: Named): { partnerId?: string } {
  const own = actor.kind === "partner" ? actor.principalId : undefined;
  if (before) {
    if (given.partnerId === undefined || given.partnerId === before.partnerId) return {};
    throw invalidField("partnerId", "It stays with the partner that it was made for.");
  }
  if (own && given.partnerId && given.partnerId !== own) {
    throw new Fault("forbidden", "A partner's person acts for that partner alone; leave partnerId out.");
  }
  const partnerId = own ?? given.partnerId;
  if (!partnerId) throw invalidField("partnerId", "Name the partner that it is for.");
  return { partnerId };
}
