import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { leavesAnAdministrator } from "./administrators.ts";
import { currentContext } from "./context.ts";
import { departing } from "./departures.ts";
import { guard } from "./guards.ts";
import { roleKeys, roleNames } from "./held.ts";
import { BUILT_IN_ROLES, keyOf } from "./roles.ts";
import { Department, DepartmentInput, RoleInput, RoleView, User, UserInput } from "./schema.ts";
import { department, role, user } from "./table.ts";

type UserRow = RowOf<typeof user>;

/** The roles that a person comes to have must not be changed at the same moment. */
async function rolesStand(call: Caller, after: UserRow, before?: UserRow): Promise<Action[]> {
  const isSame = before && before.departmentId === after.departmentId && before.archived === after.archived;
  const given = isSame ? after.roles.filter((key) => !before.roles.includes(key)) : after.roles;
  const rows = await call.table.getMany(
    role,
    given.filter((key) => key.startsWith(`${role.prefix}_`)),
    true,
  );
  return [...rows.values()].map((row) => write.check(role, row));
}

/** A person of the tenant. Whatever gives them something, or takes it, is weighed here on every path. */
export const userNoun: Noun = noun({
  entity: user,
  module: "users",
  path: "/v1/users",
  input: UserInput,
  view: User,
  filters: ["departmentId", "email", "partnerId"],
  references: { departmentId: department },
  prepare: (call, input) => ({ roles: roleKeys(call.tenant, input.roles, "roles") }),
  revise: (call, before, patch: { roles?: string[]; departmentId?: string | null }) => {
    const field = before.partnerId && (["roles", "departmentId"] as const).find((name) => patch[name]);
    if (field)
      throw invalidField(
        field,
        `A partner's person acts for the partner ${before.partnerId}, whatever their ${field}.`,
      );
    return patch.roles ? { roles: roleKeys(call.tenant, patch.roles, "roles") } : {};
  },
  calls: true,
  derive: departing,
  alongside: async (call, after, before) => {
    // What roles are is read before they are weighed: one that changes meanwhile fails the check.
    const standing = await rolesStand(call, after, before);
    await guard(call, { kind: "person", after, ...(before && { before }) });
    return [...standing, ...(await leavesAnAdministrator(call, after, before))];
  },
  show: (row, call) => ({ ...row, roles: roleNames(call.tenant, row.roles) }),
  example: { body: { email: "xu.lin@example.com", name: "徐琳", roles: ["sales"] } },
  patchExample: { body: { phone: "+8613800000001", smsOnReceipt: true } },
});

/** A department cannot come below itself. */
async function checkParent(call: Caller, id: string, patch: { parentId?: string }): Promise<object> {
  if (!patch.parentId) return {};
  const { departmentParents } = await currentContext(call.tenant.id, call.table);
  const seen = new Set([id]);
  for (let at: string | undefined = patch.parentId; at; at = departmentParents.get(at)) {
    if (seen.has(at)) throw invalidField("parentId", "A department cannot be below itself.", "cycle");
    seen.add(at);
  }
  return {};
}

type DepartmentRow = RowOf<typeof department>;

/** Who comes to lead a department is there, and does not leave at the same moment. */
async function managerStands(call: Caller, after: DepartmentRow, before?: DepartmentRow): Promise<Action[]> {
  const { managerId } = after;
  if (managerId === undefined || managerId === before?.managerId) return [];
  const row = await call.table.get(user, managerId);
  if (row.archived) throw invalidField("managerId", `The user ${managerId} has left and can lead nothing.`, "invalid");
  return [write.check(user, row)];
}

/** A node of the department tree. A move of one moves the walls of everybody above. */
export const departmentNoun: Noun = noun({
  entity: department,
  module: "users",
  path: "/v1/departments",
  input: DepartmentInput,
  view: Department,
  filters: ["parentId", "managerId"],
  references: { parentId: department, managerId: user },
  revise: (call, before, patch) => checkParent(call, before.id, patch),
  alongside: async (call, after, before) => {
    if (before) await guard(call, { kind: "department", before, after });
    return managerStands(call, after, before);
  },
  example: { body: { name: "华东大区" } },
  patchExample: { body: { name: "华东区", managerId: "{userId}" } },
});

/** The name must be free, and all that a role names must be there. */
async function checkedRole(call: Caller, given: Partial<RowOf<typeof role>>): Promise<object> {
  if (BUILT_IN_ROLES.some((built) => built.name === given.name?.toLowerCase())) {
    throw invalidField("name", `${given.name} is a built-in role; choose another name.`, "duplicate");
  }
  const [{ checkNames }, tenant] = await Promise.all([
    import("./role-errors.ts"),
    currentContext(call.tenant.id, call.table),
  ]);
  checkNames(tenant, given);
  return {};
}

/** A role that the tenant has made. People hold it by its key, so that a new name changes nothing of what they have. */
export const roleNoun: Noun = noun({
  entity: role,
  module: "users",
  path: "/v1/roles",
  input: RoleInput,
  view: RoleView,
  prepare: checkedRole,
  revise: (call, _before, patch) => checkedRole(call, patch),
  derive: (_call, after, before) => ({ key: before ? keyOf(before) : after.id }),
  alongside: async (call, after, before) => {
    await guard(call, { kind: "role", after, ...(before && { before }) });
    return [];
  },
  example: { body: { name: "auditor", permissions: ["accounts.read", "audit.read"], scopes: { "*": "all" } } },
  patchExample: { body: { permissions: ["accounts.read"] } },
});
