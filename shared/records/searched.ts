import type { TenantContext } from "../auth/access.ts";
import type { Indexed } from "../search/index.ts";
import type { AnyRow } from "../table/entity.ts";
import { fieldsOf } from "./custom.ts";
import type { CustomField } from "./fields.ts";
import type { Noun } from "./noun.ts";
import { customName, valueAt } from "./values.ts";

/** How a custom field is searched: addresses always, all else where it tells records apart. */
function kindOf({ type, unique }: CustomField): Indexed["kind"] | undefined {
  if (type === "phone" || type === "email") return type;
  return unique && (type === "text" || type === "integer" || type === "url") ? "number" : undefined;
}

/** The texts that a record is found by: those that its noun declares, and those of the tenant's own fields. */
export function textsOf(of: Noun, tenant: Pick<TenantContext, "customFields">, row: AnyRow): Indexed[] {
  const custom = (of.custom ? fieldsOf(tenant, of.entity.noun) : []).flatMap((field): Indexed[] => {
    const kind = kindOf(field);
    const value = kind && valueAt(row, customName(field.key));
    return kind && value !== undefined ? [{ field: customName(field.key), text: String(value), kind }] : [];
  });
  return [...(of.search?.(row) ?? []), ...custom];
}

/** True for a record that is to be found: neither put away nor become part of another. */
export const isFindable = (row: AnyRow | undefined): row is AnyRow =>
  row !== undefined && row.archived !== true && row.mergedInto === undefined;
