import type { Filter } from "../filter/filter.ts";
import { matchesFilter } from "../filter/match.ts";
import { resolveFilter } from "../filter/resolve.ts";
import type { Caller } from "../http/route.ts";
import { filterFields } from "./filtering.ts";
import type { Noun } from "./noun.ts";

/** Whether a filter that a rule or plan has picks a record; without a filter it picks all. */
export function picks(
  { tenant, now }: Caller,
  of: Pick<Noun, "entity" | "custom">,
  when: Filter | undefined,
  row: Record<string, unknown>,
): boolean {
  if (!when) return true;
  const filter = resolveFilter(when, filterFields(of, tenant), { now, timeZone: tenant.timeZone, me: "" });
  return matchesFilter(filter, row);
}
