/**
 * An administrator always stays. A change that ends one checks another's row in the same transaction, so that of two
 * who end each other one is refused.
 */
import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { write } from "../../shared/table/table.ts";
import { ADMIN } from "./roles.ts";
import { user } from "./table.ts";

type Row = RowOf<typeof user>;

const isAdministrator = (row: Row): boolean => !row.archived && row.roles.includes(ADMIN);

/**
 * What must hold beside a change that takes the last step of an administrator away: that another one stays, and is not
 * being changed at this moment. Of two who end each other at once one is refused, and a tenant always has somebody who
 * may do everything.
 */
export async function leavesAnAdministrator(call: Caller, after: Row, before?: Row): Promise<Action[]> {
  if (!before || !isAdministrator(before) || isAdministrator(after)) return [];
  const sources = [sourceOf(user, "all")];
  const keep = (row: Row): boolean => row.id !== before.id && isAdministrator(row);
  for await (const other of call.table.each(user, { sources, keep })) return [write.check(user, other)];
  throw new Fault("conflict", `${before.id} is the last administrator; make somebody else one first.`);
}
