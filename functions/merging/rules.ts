import { isDeepStrictEqual } from "node:util";
import type * as z from "zod";
import { customName, valueAt } from "../../shared/records/values.ts";
import type { FieldChange } from "./schema.ts";

type Row = Record<string, unknown>;

/** Fields that say what happened and never whom a record belongs to. */
const FIXED = new Set([
  "id",
  "version",
  "createdAt",
  "updatedAt",
  "mergedInto",
  "taught",
  "formerOwners",
  "scoreParts",
]);

const has = (list: readonly unknown[], item: unknown): boolean => list.some((other) => isDeepStrictEqual(other, item));

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** True where one item says everything that the other says. */
const tells = (one: unknown, other: unknown): boolean =>
  isRow(one) && isRow(other)
    ? Object.entries(other).every(([key, value]) => isDeepStrictEqual(one[key], value))
    : isDeepStrictEqual(one, other);

/** A list without what another item tells as well, where it took the change of a name to make them alike. */
function toldOnce(items: readonly unknown[], isMoved: (n: number) => boolean): unknown[] {
  const kept = items.map((_, n) => n);
  for (const n of items.keys()) {
    const isTold = kept.some((m) => {
      if (m === n || !(isMoved(m) || isMoved(n)) || !tells(items[m], items[n])) return false;
      // Of two that say the same the one stays that was right before, else the first.
      return !tells(items[n], items[m]) || (isMoved(n) && !isMoved(m)) || (isMoved(n) === isMoved(m) && m < n);
    });
    if (isTold) kept.splice(kept.indexOf(n), 1);
  }
  return kept.map((n) => items[n]);
}

/** An item of a list with its mentions replaced. Its `key` is the name that the list has for it, and names no record. */
function redirectItem(item: unknown, from: string, to: string): unknown {
  const after = redirect(item, from, to);
  return isRow(item) && isRow(after) && "key" in item ? { ...after, key: item.key } : after;
}

/** A value with every mention of one id replaced by another. Who is named twice now is named once. */
function redirect(value: unknown, from: string, to: string): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) {
    const items = value.map((item) => redirectItem(item, from, to));
    return toldOnce(items, (n) => !isDeepStrictEqual(items[n], value[n]));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redirect(inner, from, to)]));
}

/** What changes in a record when all that it says of one record is said of another. */
export function redirected(row: Row, from: string, to: string): FieldChange[] {
  return Object.entries(row).flatMap(([field, before]) => {
    if (FIXED.has(field)) return [];
    const after = redirect(before, from, to);
    return isDeepStrictEqual(before, after) ? [] : [{ field, before, after }];
  });
}

/** A list in which each record stands once: what else is said of it comes together, what was said first holds. */
function onePerRecord(items: readonly unknown[], id: string): unknown[] {
  const first = new Map<string, number>();
  const all: unknown[] = [];
  for (const item of items) {
    const key = isRow(item) ? Object.keys(item).find((name) => item[name] === id) : undefined;
    const at = key === undefined ? undefined : first.get(key);
    if (key !== undefined && at === undefined) first.set(key, all.length);
    if (at === undefined) all.push(item);
    else all[at] = { ...(item as Row), ...(all[at] as Row) };
  }
  return all;
}

/** The fields of a row with some changes made. */
const withChanges = (row: Row, changes: readonly FieldChange[]): Row => ({
  ...row,
  ...Object.fromEntries(changes.map(({ field, after }) => [field, after])),
});

/**
 * What changes in a record when all that it says of one record is said of another, so that it stays as its schema says:
 * where a list may name a record once only, what was said of both comes together.
 */
export function moved(schema: z.ZodType, row: Row, from: string, to: string): FieldChange[] {
  const changes = redirected(row, from, to);
  const wrong = schema.safeParse(withChanges(row, changes)).error?.issues ?? [];
  if (wrong.length === 0) return changes;
  return changes.map((change) => {
    const isWrong = wrong.some(({ path }) => path[0] === change.field) && isList(change.after);
    return isWrong ? { ...change, after: onePerRecord(change.after as unknown[], to) } : change;
  });
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** What a field is to hold again when a change of it is undone; `undefined` where somebody has changed it since. */
export function takenBack(change: FieldChange, now: unknown): { value: unknown } | undefined {
  const { before, after } = change;
  if (isDeepStrictEqual(now, after)) return { value: before };
  // Of a list only the change itself is taken back: what others have added or taken away since stays so.
  if (!isList(after) || !(before === undefined || isList(before))) return undefined;
  const was = before ?? [];
  const rest = (isList(now) ? now : []).filter((item) => has(was, item) || !has(after, item));
  const back = was.filter((item) => !has(after, item) && !has(rest, item));
  const value = [...rest, ...back];
  return { value: value.length === 0 && before === undefined ? undefined : value };
}

/** The fields of a record with some changes taken back, and the names of those that stay as they are. */
export function undoneFields(changes: readonly FieldChange[], row: Row): { fields: Row; kept: string[] } {
  const fields: Row = {};
  const kept: string[] = [];
  for (const change of changes) {
    const back = takenBack(change, row[change.field]);
    if (back) fields[change.field] = back.value ?? null;
    else kept.push(change.field);
  }
  return { fields, kept };
}

const atOf = (item: unknown): string => String((item as { at?: unknown } | null)?.at ?? "");

/** Both lists, each item once; those with a time in its order, since the newest of them holds. */
function union(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  const all = [...a, ...b.filter((item) => !has(a, item))];
  const isTimed = all.length > 0 && all.every((item) => atOf(item) !== "");
  return isTimed ? all.sort((x, y) => (atOf(x) < atOf(y) ? -1 : atOf(x) > atOf(y) ? 1 : 0)) : all;
}

/** One value of two: the chosen one's; else lists are united, and a gap is filled. */
function oneOf(mine: unknown, theirs: unknown, isChosen: boolean | undefined): unknown {
  if (isChosen !== undefined) return isChosen ? theirs : mine;
  if (isList(mine) && isList(theirs)) return union(mine, theirs);
  return mine ?? theirs;
}

/**
 * What the record that stays has of each field after another was taken in. `chosen` says of a field whose value is to
 * stay: the other's (true), its own (false); of fields that it does not name lists are united and gaps filled.
 */
export function absorbedFields(
  target: Row,
  from: Row,
  names: readonly string[],
  chosen: (field: string) => boolean | undefined,
): Row {
  const fields = Object.fromEntries(names.map((name) => [name, oneOf(target[name], from[name], chosen(name))]));
  const [mine, theirs] = [(target.custom ?? {}) as Row, (from.custom ?? {}) as Row];
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const custom = keys.map((key) => {
    const name = customName(key);
    return [key, oneOf(valueAt(target, name), valueAt(from, name), chosen(name))] as const;
  });
  const values = Object.fromEntries(custom.filter(([, value]) => value !== undefined));
  return Object.keys(values).length > 0 || target.custom ? { ...fields, custom: values } : fields;
}

/** The fields in which two states of a record differ. */
export function changesBetween(before: Row, after: Row, names: readonly string[]): FieldChange[] {
  return names.flatMap((field) => {
    if (isDeepStrictEqual(before[field], after[field])) return [];
    return [{ field, before: before[field], after: after[field] }];
  });
}
