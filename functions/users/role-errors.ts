import type { TenantContext } from "../../shared/auth/access.ts";
import type { FieldRule, RecordScope } from "../../shared/auth/role.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import { meant } from "../../shared/nearest.ts";
import { PERMISSION_NAMES } from "../permissions.ts";
import { RESTRICTABLE, restrictablePaths } from "../restrictable.ts";

type Given = {
  permissions?: readonly string[];
  scopes?: Readonly<Record<string, RecordScope>>;
  fields?: Readonly<Record<string, Readonly<Record<string, FieldRule>>>> | null;
};

function permissionErrors(permissions: readonly string[]): InputError[] {
  return permissions.flatMap((name, n) => {
    const message = `There is no permission ${name}.${meant(name, PERMISSION_NAMES)}`;
    return PERMISSION_NAMES.includes(name) ? [] : [{ path: `permissions.${n}`, code: "unknown_permission", message }];
  });
}

const unknownNoun = (path: string, noun: string, others: readonly string[] = []): InputError => ({
  path,
  code: "unknown_noun",
  message: `There is no noun ${noun}.${meant(noun, [...RESTRICTABLE.keys(), ...others])}`,
});

function scopeErrors(scopes: Readonly<Record<string, RecordScope>>): InputError[] {
  return Object.entries(scopes).flatMap(([noun, scope]) => {
    const path = `scopes.${noun}`;
    if (noun === "*") return [];
    const entity = RESTRICTABLE.get(noun);
    if (!entity) return [unknownNoun(path, noun, ["*"])];
    if (entity.scoped || scope === "all") return [];
    const message = `${entity.plural} are seen whole by whoever may read them; ${path} can only be all.`;
    return [{ path, code: "not_scoped", message }];
  });
}

function fieldErrors(fields: NonNullable<Given["fields"]>, tenant: Pick<TenantContext, "customFields">): InputError[] {
  return Object.entries(fields).flatMap(([noun, rules]) => {
    const entity = RESTRICTABLE.get(noun);
    if (!entity) return [unknownNoun(`fields.${noun}`, noun)];
    const paths = restrictablePaths(entity, tenant);
    return Object.keys(rules).flatMap((path) => {
      const message = `The ${noun} has no field ${path} that a role can restrict.${meant(path, paths)}`;
      return paths.has(path) ? [] : [{ path: `fields.${noun}.${path}`, code: "unknown_field", message }];
    });
  });
}

/** Refuses what a role names and is not there: it would protect nothing. All of it is told, with what may have been meant. */
export function checkNames(tenant: Pick<TenantContext, "customFields">, { permissions, scopes, fields }: Given): void {
  const errors = [
    ...permissionErrors(permissions ?? []),
    ...scopeErrors(scopes ?? {}),
    ...fieldErrors(fields ?? {}, tenant),
  ];
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}
