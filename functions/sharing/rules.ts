import { type Sharing, subtreeOf, type TenantContext } from "../../shared/auth/access.ts";
import type { Actor } from "../../shared/auth/actor.ts";
import type { Filter, FilterField } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import { type Resolved, resolveFilter } from "../../shared/filter/resolve.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import type { sharingRule } from "./table.ts";

type Rule = RowOf<typeof sharingRule>;

function reaches({ to }: Rule, actor: Actor, tenant: TenantContext): boolean {
  const { departmentId, principalId, roles } = actor;
  if (to.userIds?.includes(principalId) || to.roles?.some((role) => roles.includes(role))) return true;
  if (departmentId === undefined) return false;
  return (to.departmentIds ?? []).some((id) => subtreeOf(tenant.departmentParents, id).includes(departmentId));
}

/**
 * A rule as access decides by it. Its relative dates and `$me` are made concrete for each actor once: `now` is the
 * moment at which the rule was read, which is read anew within half a minute.
 */
export function sharingOf(rule: Rule, timeZone: string, now: string): Sharing {
  const fields = new Map(Object.entries(rule.fields)) as ReadonlyMap<string, FilterField>;
  const resolved = new WeakMap<Actor, Resolved>();
  const filterFor = (actor: Actor): Resolved => {
    const known = resolved.get(actor);
    if (known) return known;
    const context = { now, timeZone, me: actor.principalId, myDepartment: actor.departmentId };
    const made = resolveFilter(rule.when as Filter, fields, context);
    resolved.set(actor, made);
    return made;
  };
  return {
    id: rule.id,
    version: rule.version,
    noun: rule.noun,
    level: rule.level,
    byHome: JSON.stringify(rule.when).includes('"$myDepartment"'),
    reaches: (actor, tenant) => reaches(rule, actor, tenant),
    matches: (row, actor) => matchesFilter(filterFor(actor), row),
  };
}
