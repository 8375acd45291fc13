import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { currentContext } from "./context.ts";
import { guard } from "./guards.ts";
import { BUILT_IN_ROLES, keyOf } from "./roles.ts";
import { Department, DepartmentInput, RoleInput, RoleView } from "./schema.ts";
import { department, role, user } from "./table.ts";

export { userNoun } from "./person.ts";

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
