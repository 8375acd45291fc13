/** Custom values of a record lie under this field: `custom.region` is the value of the tenant's field `region`. */
export const CUSTOM = "custom";

/** The key of a custom field that a field's name means, if it means one. */
export const customKey = (field: string): string | undefined =>
  field.startsWith(`${CUSTOM}.`) ? field.slice(CUSTOM.length + 1) : undefined;

/** The name by which a custom field is meant among a record's fields. */
export const customName = (key: string): string => `${CUSTOM}.${key}`;

/** A record's value by the name of a field, custom ones as `custom.key`. */
export function valueAt(row: Record<string, unknown>, field: string): unknown {
  const key = customKey(field);
  if (key === undefined) return Object.hasOwn(row, field) ? row[field] : undefined;
  const custom = row[CUSTOM] as Record<string, unknown> | undefined;
  return custom && Object.hasOwn(custom, key) ? custom[key] : undefined;
}

/** A copy of a record with one value replaced, or left out where it is `undefined`. */
export function withValueAt(row: Record<string, unknown>, field: string, value: unknown): Record<string, unknown> {
  const key = customKey(field);
  if (key !== undefined) {
    const custom = (row[CUSTOM] ?? {}) as Record<string, unknown>;
    return { ...row, [CUSTOM]: withValueAt(custom, key, value) };
  }
  const { [field]: _was, ...others } = row;
  return value === undefined ? others : { ...others, [field]: value };
}

/** True for what is no value: nothing, an empty text, an empty list. */
export const isEmptyValue = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
