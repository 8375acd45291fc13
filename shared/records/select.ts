import type { Filter } from "../filter/filter.ts";
import { matchesFilter } from "../filter/match.ts";
import { resolveFilter } from "../filter/resolve.ts";
import { compileList } from "../http/query.ts";
import type { Caller } from "../http/route.ts";
import type { AnyRow } from "../table/entity.ts";
import { checkedFields } from "./checked-filter.ts";
import type { Noun } from "./noun.ts";

/** Rows that one page looks at unless told otherwise, and so the most that it has. */
const PAGE_ROWS = 200;

/** A page of what was selected; `next` is where to go on, absent at the end. */
export type SelectedPage = { rows: AnyRow[]; next?: string };

/**
 * Whether a filter holds of a row, for a caller at the moment of the call. Throws where the filter names what the caller may
 * not see, or has errors.
 */
export function filterTest(call: Caller, of: Noun, filter: Filter): (row: AnyRow) => boolean {
  const fields = checkedFields(call.access, of, filter);
  const { principalId: me, departmentId: myDepartment } = call.actor;
  const context = { now: call.now, timeZone: call.tenant.timeZone, me, ...(myDepartment && { myDepartment }) };
  const resolved = resolveFilter(filter, fields, context);
  return (row) => matchesFilter(resolved, row);
}

/**
 * Reads what a filter selects of a noun within the caller's access, page by page and in the order in which the noun lies (by
 * creation, unless it says otherwise), archived rows left out.
 * A page looks at a bounded number of rows and may have few or none of them. What is being changed meanwhile is met once
 * at most. Throws where the filter names what the caller may not see, or has errors.
 */
export function selection(
  call: Caller,
  of: Noun,
  filter: Filter = { all: [] },
  pageRows = PAGE_ROWS,
): (after?: string) => Promise<SelectedPage> {
  const { entity } = of;
  const fits = filterTest(call, of, filter);
  const sort = entity.indexes.all?.sorts ?? "createdAt";
  const list = { entity, filters: [], ranges: [], sorts: [sort] };
  const plan = compileList(list, call.access, { sort, limit: String(pageRows) });
  return async (after) => {
    if (!plan) return { rows: [] };
    const keep = (row: AnyRow): boolean => plan.list.keep?.(row) === true && fits(row);
    const query = { ...plan.list, after, keep, limit: pageRows, examine: pageRows };
    const { rows, next } = await call.table.list(entity, query);
    return { rows: rows as AnyRow[], ...(next !== undefined && { next }) };
  };
}
