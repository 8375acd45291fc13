import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import type { Caller } from "../../shared/http/route.ts";
import { guard } from "../users/guards.ts";
import { roleKeys, roleNames } from "../users/held.ts";
import type { Mapper, SignInPolicy } from "./schema.ts";

type Policy = z.output<typeof SignInPolicy>;
type Row = Policy & { mapper?: z.output<typeof Mapper> };

const rolesIn = (groups: Policy["groups"]): string[] => [...new Set(groups?.of.flatMap(({ roles }) => roles))];

/**
 * A policy as it is kept: roles by their keys, and with the groups who has mapped them. Whoever changes what is mapped
 * must have all that it gives and gave, since from then on it gives in their name.
 */
export async function mapped(call: Caller, { groups, ...given }: Policy, before: object | undefined): Promise<object> {
  const standing = before as Row | undefined;
  const wanted = groups && {
    ...groups,
    of: groups.of.map((one, n) => ({ ...one, roles: roleKeys(call.tenant, one.roles, `groups.of.${n}.roles`) })),
  };
  if (isDeepStrictEqual(wanted, standing?.groups)) {
    return { ...given, ...(wanted && { groups: wanted, mapper: standing?.mapper }) };
  }
  await guard(call, { kind: "mapping", roles: [...new Set([...rolesIn(standing?.groups), ...rolesIn(wanted)])] });
  if (!wanted) return given;
  const { principalId: id, roles, departmentId } = call.actor;
  return { ...given, groups: wanted, mapper: { id, roles, ...(departmentId && { departmentId }) } };
}

/** A policy as it is shown: roles by the names that they have now. */
export const shown = <P extends Policy>(said: P, { tenant }: Caller): P => ({
  ...said,
  ...(said.groups && {
    groups: { ...said.groups, of: said.groups.of.map((one) => ({ ...one, roles: roleNames(tenant, one.roles) })) },
  }),
});
