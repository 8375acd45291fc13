import type { Access } from "../../shared/auth/access.ts";
import type { Entity } from "../../shared/table/entity.ts";
import type { Explanation } from "./schema.ts";

type Step = Explanation["steps"][number];
type Row = Record<string, unknown>;

const granting = (permissions: readonly string[], permission: string): string | undefined =>
  permissions.find((p) => p === "*" || p === permission || p === `${permission.split(".")[0]}.*`);

/** What a role that somebody holds is called. */
const roleName = (access: Access, key: string): string => access.tenant.roles.get(key)?.name ?? key;

function permissionStep(access: Access, permission: string): Step {
  const grants = access.actor.roles.flatMap((name) => {
    const by = granting(access.tenant.roles.get(name)?.permissions ?? [], permission);
    return by ? [`the role ${roleName(access, name)} has ${by}`] : [];
  });
  const roles = access.actor.roles.map((name) => roleName(access, name)).join(", ") || "none";
  const why = grants.length > 0 ? grants.join("; ") : `none of the roles (${roles}) has ${permission}`;
  return { check: "permission", passed: access.can(permission), why };
}

function scopeStep(access: Access, entity: Entity): Step {
  const scope = access.scope(entity);
  if (!entity.scoped)
    return { check: "scope", passed: true, why: `${entity.plural} are seen whole by whoever may read them` };
  const by = access.actor.roles.flatMap((name) => {
    const { scopes } = access.tenant.roles.get(name) ?? { scopes: {} as Record<string, string> };
    const one = scopes[entity.noun] ?? scopes["*"];
    return one ? [`${roleName(access, name)}: ${one}`] : [];
  });
  const why = scope ? `the widest scope is ${scope} (${by.join(", ")})` : `no role has a scope on ${entity.plural}`;
  return { check: "scope", passed: scope !== undefined, why };
}

/** Everything that lets the actor see the row, as clauses; empty if nothing does. */
function reachesOf(access: Access, entity: Entity, row: Row): string[] {
  const { principalId, departmentId } = access.actor;
  const scope = access.scope(entity);
  if (scope === undefined) return [];
  const isOwn = entity.owners(row).includes(principalId);
  const isTeam = scope !== "own" && entity.team(row).includes(principalId);
  const isOfDepartment = access.departments(entity).includes(row.departmentId as string);
  return [
    scope === "all" && "the scope all lets every record through",
    isOwn && "the record is their own",
    isTeam && "they are in the record's team",
    isOfDepartment &&
      (row.departmentId === departmentId
        ? "the record is of their department"
        : "the record is of a department below theirs"),
    ...access
      .shares(entity)
      .filter((s) => s.matches(row, access.actor))
      .map((s) => `the sharing rule ${s.id} reaches them (${s.level})`),
  ].filter((clause): clause is string => clause !== false);
}

function recordStep(access: Access, entity: Entity, row: Row): Step {
  const reaches = reachesOf(access, entity, row);
  const why =
    reaches.length > 0
      ? reaches.join("; ")
      : "it is not theirs, not of a team or department that their scope covers, and no sharing rule reaches them";
  return { check: "record", passed: access.sees(entity, row), why };
}

function levelStep(access: Access, entity: Entity, row: Row): Step {
  const passed = access.changes(entity, row);
  return {
    check: "level",
    passed,
    why: passed ? "they may change what they see here" : "it is shared with them for reading only",
  };
}

const isReading = (permission: string): boolean => permission.endsWith(".read");

/**
 * Why somebody may or may not do a thing: every check in the order in which a call meets it, by the very functions that
 * calls are decided by.
 */
export function explain(
  access: Access,
  permission: string,
  about: { entity?: Entity; row?: Row; isArchived: boolean },
): Explanation {
  const { entity, row, isArchived } = about;
  const user: Step = {
    check: "user",
    passed: !isArchived,
    why: isArchived ? "the user is off-boarded" : "the user is active",
  };
  const sees = entity && row && access.sees(entity, row);
  const steps = [
    user,
    permissionStep(access, permission),
    ...(entity ? [scopeStep(access, entity)] : []),
    ...(entity && row ? [recordStep(access, entity, row)] : []),
    ...(entity && row && sees && !isReading(permission) ? [levelStep(access, entity, row)] : []),
  ];
  return {
    allowed: steps.every((step) => step.passed),
    steps,
    ...(entity && { scope: access.scope(entity), fields: Object.fromEntries(access.ruledFields(entity.noun)) }),
  };
}
