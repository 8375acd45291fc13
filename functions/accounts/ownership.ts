import type { Named } from "../../shared/http/record.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { ownership } from "../users/ownership.ts";
import { department, user } from "../users/table.ts";
import { account } from "./table.ts";

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

/** What a noun declares whose records hang on an account and have an owner and a department. */
export const ownedByAccount = {
  references: { accountId: account, ownerId: user, departmentId: department },
  prepare: (call: Caller, input: { accountId: string } & Owned, named: Named) =>
    accountOwnership(call, named.get(input.accountId) as RowOf<typeof account>, input),
  revise: (call: Caller, before: Owned, patch: Owned) => ownership(call, before, patch),
};
