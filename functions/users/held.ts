import type { TenantContext } from "../../shared/auth/access.ts";
import { Fault } from "../../shared/fault.ts";

type Roles = Pick<TenantContext, "roles" | "roleNames">;

/**
 * The keys of the roles that a caller names, which are what rows keep: a role that is renamed is still held by those who
 * held it, and nobody comes to hold one by its new name. Throws with every name that no role in force has.
 */
export const roleKeys = (roles: Roles, names: readonly string[], path: string): string[] =>
  keysOf(roles, names, (n) => `${path}.${n}`);

/** The same of one name. */
export const roleKey = (roles: Roles, name: string, path: string): string =>
  keysOf(roles, [name], () => path)[0] as string;

function keysOf({ roles }: Roles, names: readonly string[], pathOf: (n: number) => string): string[] {
  const byName = new Map([...roles.values()].map(({ name, key }) => [name, key]));
  const errors = names.flatMap((name, n) =>
    byName.has(name) ? [] : [{ path: pathOf(n), code: "unknown_reference", message: `There is no role ${name}.` }],
  );
  if (errors.length > 0) throw new Fault("unknown_reference", errors.map((e) => e.message).join(" "), { errors });
  return names.map((name) => byName.get(name) as string);
}

/** What the roles are called now that a row keeps by their keys. */
export const roleNames = ({ roleNames: names }: Roles, keys: readonly string[]): string[] =>
  keys.map((key) => names.get(key) ?? key);
