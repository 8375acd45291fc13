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

/** A value, or each one of a list, as the rest of a path changes it; what is not there stays away. */
function changedWithin(value: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  if (value === undefined) return undefined;
  if (path.length === 0) return change(value);
  if (Array.isArray(value)) return value.map((one) => changedWithin(one, path, change));
  if (typeof value !== "object" || value === null) return value;
  const [name = "", ...rest] = path;
  if (!Object.hasOwn(value, name)) return value;
  const row = value as Record<string, unknown>;
  return withValueAt(row, name, changedWithin(row[name], rest, change));
}

/**
 * A copy of a record with whatever stands at a path changed: `lines.amountMinor` is that of every line. What becomes
 * `undefined` is left out.
 */
export const withPathChanged = (
  row: Record<string, unknown>,
  path: string,
  change: (value: unknown) => unknown,
): Record<string, unknown> => changedWithin(row, path.split("."), change) as Record<string, unknown>;

/** A value with the place where it stands: `lines.0.productId`. */
export type Placed = { path: string; value: unknown };

/** Everything that stands at a path, each with its place: `lines.productId` is that of every line, `memberIds` every one. */
export function everyAt(row: unknown, path: string): Placed[] {
  const within = (value: unknown, names: readonly string[], place: readonly string[]): Placed[] => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((one, n) => within(one, names, [...place, String(n)]));
    const [name, ...rest] = names;
    if (name === undefined) return [{ path: place.join("."), value }];
    if (typeof value !== "object" || !Object.hasOwn(value, name)) return [];
    return within((value as Record<string, unknown>)[name], rest, [...place, name]);
  };
  return within(row, path.split("."), []);
}

/** True for what is no value: nothing, an empty text, an empty list. */
export const isEmptyValue = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
