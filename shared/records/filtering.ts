import * as z from "zod";
import type { TenantContext } from "../auth/access.ts";
import { filterFieldsOf } from "../filter/fields.ts";
import type { FieldKind, FilterField } from "../filter/filter.ts";
import { fieldsOf } from "./custom.ts";
import type { FieldType } from "./field-types.ts";
import type { CustomField } from "./fields.ts";
import type { Noun } from "./noun.ts";
import { allKeys } from "./options.ts";
import { customName } from "./values.ts";

const KINDS: Partial<Record<FieldType, FieldKind>> = {
  text: "text",
  longText: "text",
  integer: "number",
  decimal: "number",
  money: "money",
  date: "date",
  instant: "instant",
  boolean: "boolean",
  enum: "enum",
  multiEnum: "multiEnum",
  url: "text",
  email: "text",
  phone: "text",
  reference: "id",
};

/** How a custom field is compared. */
const customKind = (field: CustomField): FilterField | undefined => {
  const { type, options, resultKind } = field;
  const kind = KINDS[type] ?? resultKind;
  return (
    kind && { kind, ...(options && { options: allKeys(field) }), ...(type === "phone" && { isPhone: true as const }) }
  );
};

/** How a tenant's own fields of a noun are compared, by their names as `custom.key`. */
export const customFilterFields = (
  tenant: Pick<TenantContext, "customFields">,
  noun: string,
): [string, FilterField][] =>
  fieldsOf(tenant, noun).flatMap((field): [string, FilterField][] => {
    const kind = customKind(field);
    return kind ? [[customName(field.key), kind]] : [];
  });

/** What a noun's records can be filtered by, the tenant's own fields included, as `custom.key`. */
export function filterFields(
  of: Pick<Noun, "entity" | "custom"> & Partial<Pick<Noun, "view">>,
  tenant: Pick<TenantContext, "customFields">,
): Map<string, FilterField> {
  const { schema, secret, noun } = of.entity;
  const fields = filterFieldsOf(schema);
  const isShown = (name: string): boolean => !(of.view instanceof z.ZodObject) || name in of.view.shape;
  // What no reply has, no filter asks for.
  for (const name of fields.keys()) if (secret.includes(name) || !isShown(name)) fields.delete(name);
  return new Map([...fields, ...(of.custom ? customFilterFields(tenant, noun) : [])]);
}
