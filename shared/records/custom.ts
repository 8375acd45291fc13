import { createHash } from "node:crypto";
import type { TenantContext } from "../auth/access.ts";
import { Fault, type InputError } from "../fault.ts";
import { issuesOf } from "../http/issues.ts";
import type { AnyRow, Entity, Entry } from "../table/entity.ts";
import { type CustomField, comparableValue, isComputed, valueSchemaOf } from "./fields.ts";
import { CUSTOM, customName, valueAt } from "./values.ts";

type Values = Record<string, unknown>;

/** The fields that a tenant has given a noun, without those it has removed. */
export const fieldsOf = (tenant: Pick<TenantContext, "customFields">, noun: string): readonly CustomField[] =>
  (tenant.customFields.get(noun) ?? []).filter((field) => !field.archived);

/** What a record has stays as it is: an option that was archived may be written where it was before. */
const errorsOf = (field: CustomField, value: unknown, before: unknown): InputError[] => {
  const path = customName(field.key);
  const held = field.options ? [before].flat().map(String) : [];
  const schema = valueSchemaOf(field, held);
  if (!schema) return [{ path, code: "read_only", message: `${path} is computed and cannot be written.` }];
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? [] : issuesOf(result.error, path);
};

/**
 * The custom values of a record after `asked` (`null` clears one, or all that may be written) has been laid over those it
 * had, with defaults for a new record. Throws with every unknown field, wrong value and missing required one.
 */
export function customValues(
  fields: readonly CustomField[],
  asked: Values | null = {},
  before?: Values,
): Values | undefined {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const given = asked ?? Object.fromEntries(fields.filter((f) => !isComputed(f)).map(({ key }) => [key, null]));
  const unknown = Object.keys(given).filter((key) => !byKey.has(key));
  const defaults = before ? [] : fields.filter((f) => f.default !== undefined).map((f) => [f.key, f.default]);
  const merged: Values = { ...before, ...Object.fromEntries(defaults), ...given };
  const isMissing = (key: string): boolean => !Object.hasOwn(merged, key) || merged[key] === undefined;
  for (const [key, value] of Object.entries(merged)) if (value === null || value === undefined) delete merged[key];
  const errors: InputError[] = [
    ...unknown.map((key) => {
      const path = customName(key);
      return { path, code: "unknown_field", message: `${path} is not a field of this record.` };
    }),
    ...Object.entries(given).flatMap(([key, value]) => {
      const field = byKey.get(key);
      return field && value !== null ? errorsOf(field, value, before?.[key]) : [];
    }),
    ...fields
      .filter((field) => field.required && !isComputed(field) && isMissing(field.key))
      .map(({ key }) => ({ path: customName(key), code: "required", message: `${customName(key)} is required.` })),
  ];
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/** Characters of a value that stand in a key as they are; a longer one stands as its hash. */
const KEY_CHARS_MAX = 100;

/** The partition, in the index `parent`, of the records that have a value in a filterable custom field. */
export function valuePartition(entity: Pick<Entity, "prefix">, key: string, value: unknown): string {
  const text = comparableValue(value);
  const short = text.length <= KEY_CHARS_MAX ? text : createHash("sha256").update(text).digest("base64url");
  return `${entity.prefix}#${customName(key)}#${short}`;
}

/** Markers of a field that was made unique later: what an earlier time has left behind is nobody's. */
const markerName = ({ key, uniqueFrom }: CustomField): string => `${customName(key)}~${uniqueFrom}`;

const customised = new WeakMap<readonly CustomField[], Entity>();

/** A noun as one tenant has it: its unique custom fields have their markers, its filterable ones their places. */
export function tenantEntity<E extends Entity>(entity: E, tenant: Pick<TenantContext, "customFields">): E {
  const fields = tenant.customFields.get(entity.noun);
  if (!fields || fields.length === 0) return entity;
  const known = customised.get(fields);
  if (known) return known as E;
  const uniques = fields.filter((f) => f.unique && !f.archived);
  const filterables = fields.filter((f) => f.filterable && !f.archived);
  // What another record has taken in holds no value any more: that one may have it now.
  const marker = (field: CustomField) => (row: AnyRow) => {
    const value = row.mergedInto ? undefined : valueAt(row, customName(field.key));
    return value === undefined ? undefined : comparableValue(value);
  };
  const places = (row: AnyRow): Entry[] =>
    filterables.flatMap(({ key }) => {
      const value = valueAt(row, customName(key));
      const each = Array.isArray(value) ? value : value === undefined ? [] : [value];
      return each.map((one) => ({ index: "parent" as const, partition: valuePartition(entity, key, one) }));
    });
  const made = {
    ...entity,
    markers: Object.fromEntries(uniques.flatMap((f) => (f.uniqueFrom ? [[customName(f.key), markerName(f)]] : []))),
    unique: { ...entity.unique, ...Object.fromEntries(uniques.map((f) => [customName(f.key), marker(f)])) },
    entries: (row: AnyRow) => [...entity.entries(row), ...places(row)],
  };
  customised.set(fields, made);
  return made;
}

/** A record without the values of fields that the tenant has removed. */
export function shownValues<R extends Record<string, unknown>>(tenant: TenantContext, noun: string, row: R): R {
  const values = row[CUSTOM] as Values | undefined;
  if (!values) return row;
  const keys = new Set(fieldsOf(tenant, noun).map((field) => field.key));
  return { ...row, [CUSTOM]: Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key))) };
}
