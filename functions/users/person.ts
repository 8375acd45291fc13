import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { type Noun, noun } from "../../shared/records/noun.ts";
import type { Action } from "../../shared/table/action.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { write } from "../../shared/table/table.ts";
import { leavesAnAdministrator } from "./administrators.ts";
import { departing } from "./departures.ts";
import { guard } from "./guards.ts";
import { roleKeys, roleNames } from "./held.ts";
import { User, UserInput } from "./schema.ts";
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
