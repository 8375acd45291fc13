import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { ownership } from "../users/ownership.ts";
import type { account } from "./table.ts";

type Owned = { ownerId?: string | null; departmentId?: string | null };

/**
 * Owner and department of a new record about an account: as given, else the account's own, else as for any record (the
 * person who makes it). A named owner brings the own department and not the account's.
 */
export async function accountOwnership(call: Caller, about: RowOf<typeof account>, given: Owned): Promise<Owned> {
  const ownerId = given.ownerId ?? about.ownerId;
  const departmentId = given.departmentId ?? (given.ownerId ? undefined : about.departmentId);
  const named = { ...(ownerId && { ownerId }), ...(departmentId && { departmentId }) };
  return { ...named, ...(await ownership(call, named)) };
}
