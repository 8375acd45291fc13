import * as z from "zod";
import { Fault, invalidField } from "../../shared/fault.ts";
import { crud } from "../../shared/http/crud.ts";
import { type Caller, type Route, route } from "../../shared/http/route.ts";
import { forgetting } from "./context.ts";
import { checkGranted } from "./grants.ts";
import { keyRoutes } from "./key-routes.ts";
import { BUILT_IN_ROLES } from "./roles.ts";
import { Department, DepartmentInput, RoleInput, RoleRow, User, UserInput } from "./schema.ts";
import { department, role, user } from "./table.ts";

/** Every role of a user must be one that the tenant has and the caller may grant. */
function checkRoles(call: Caller, names: string[] | undefined): object {
  const errors = (names ?? []).flatMap((name, n) =>
    call.tenant.roles.has(name)
      ? []
      : [{ path: `roles.${n}`, code: "unknown_reference", message: `There is no role ${name}.` }],
  );
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  for (const name of names ?? [])
    checkGranted(call, call.tenant.roles.get(name)?.permissions ?? [], `the role ${name}`);
  return {};
}

/** A department cannot come below itself. */
function checkParent(call: Caller, id: string, patch: { parentId?: string }): object {
  const seen = new Set([id]);
  for (let at = patch.parentId; at; at = call.tenant.departmentParents.get(at)) {
    if (seen.has(at)) throw invalidField("parentId", "A department cannot be below itself.", "cycle");
    seen.add(at);
  }
  return {};
}

function checkRole(call: Caller, given: { name?: string; permissions?: string[] }): object {
  if (BUILT_IN_ROLES.some((r) => r.name === given.name?.toLowerCase())) {
    throw invalidField("name", `${given.name} is a built-in role; choose another name.`, "duplicate");
  }
  checkGranted(call, given.permissions ?? [], "these permissions");
  return {};
}

const departments = forgetting(
  crud({
    entity: department,
    module: "users",
    path: "/v1/departments",
    input: DepartmentInput,
    view: Department,
    filters: ["parentId"],
    references: { parentId: department },
    revise: (call, before, patch) => checkParent(call, before.id, patch),
    example: { body: { name: "华东大区" } },
    patchExample: { body: { name: "华东区" } },
  }),
);

const users = crud({
  entity: user,
  module: "users",
  path: "/v1/users",
  input: UserInput,
  view: User,
  filters: ["departmentId", "email"],
  references: { departmentId: department },
  prepare: (call, input) => checkRoles(call, input.roles),
  revise: (call, _before, patch: { roles?: string[] }) => checkRoles(call, patch.roles),
  example: { body: { email: "xu.lin@example.com", name: "徐琳", roles: ["sales"] } },
  patchExample: { body: { phone: "+8613800000001", smsOnReceipt: true } },
});

const roles = forgetting(
  crud({
    entity: role,
    module: "users",
    path: "/v1/roles",
    input: RoleInput,
    view: RoleRow,
    prepare: (call, input) => checkRole(call, input),
    revise: (call, _before, patch: { name?: string; permissions?: string[] }) => checkRole(call, patch),
    example: { body: { name: "auditor", permissions: ["accounts.read", "audit.read"], scopes: { "*": "all" } } },
    patchExample: { body: { permissions: ["accounts.read"] } },
  }),
);

const me = route({
  method: "GET",
  path: "/v1/users/me",
  permission: "users.read",
  summary: "Who this credential is, with roles and department.",
  reply: z.object({
    kind: z.string(),
    principalId: z.string(),
    departmentId: z.string().optional(),
    roles: z.array(z.string()),
    tenantId: z.string(),
  }),
  example: {},
  run: async (call) => call.actor,
});

export const routes: Route[] = [me, ...departments, ...users, ...keyRoutes(user, "/v1/users", "users"), ...roles];
