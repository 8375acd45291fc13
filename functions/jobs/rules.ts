/**
 * A job is its starter's. Others' take `operations.jobs`; one's own need no scope.
 */
import { isDeepStrictEqual } from "node:util";
import { CUSTOM, customName, valueAt } from "../../shared/records/values.ts";

type Row = Record<string, unknown>;

/** Fields that every write changes, and that no undoing brings back. */
const KEPT_BY_THE_TABLE = new Set(["id", "version", "createdAt", "updatedAt"]);

/** Names of all fields of some rows, custom ones as `custom.key`. */
function namesOf(...rows: Row[]): string[] {
  const names = rows.flatMap((row) => [
    ...Object.keys(row).filter((name) => name !== CUSTOM),
    ...Object.keys((row[CUSTOM] ?? {}) as Row).map((key) => customName(key)),
  ]);
  return [...new Set(names)].filter((name) => !KEPT_BY_THE_TABLE.has(name));
}

/** What a change made of a record, by field; `null` where there was, or is, no value. */
export function difference(before: Row, after: Row): { before: Row; after: Row } {
  const changed = namesOf(before, after).filter(
    (name) => !isDeepStrictEqual(valueAt(before, name), valueAt(after, name)),
  );
  const of = (row: Row): Row => Object.fromEntries(changed.map((name) => [name, valueAt(row, name) ?? null]));
  return { before: of(before), after: of(after) };
}

/** The fields that somebody has changed since a job wrote `after`. */
export const changedSince = (row: Row, after: Row): string[] =>
  Object.keys(after).filter((name) => !isDeepStrictEqual(valueAt(row, name) ?? null, after[name]));

/** The patch that gives a record the values it had; `null` clears a field. */
export function patchBack(row: Row, before: Row): Row {
  const patch: Row = {};
  const custom: Row = { ...((row[CUSTOM] ?? {}) as Row) };
  let isCustom = false;
  for (const [name, value] of Object.entries(before)) {
    if (!name.startsWith(`${CUSTOM}.`)) {
      patch[name] = value;
      continue;
    }
    isCustom = true;
    const key = name.slice(CUSTOM.length + 1);
    if (value === null) delete custom[key];
    else custom[key] = value;
  }
  if (!isCustom) return patch;
  return { ...patch, [CUSTOM]: Object.keys(custom).length > 0 ? custom : null };
}

/** Who takes over what: the first rule that fits a record. */
export type HeirRule = { noun?: string; departmentId?: string; region?: string; to: string };

/** The heir of a record. `within` says which departments a rule's department has below it, itself included. */
export function heirOf(
  rules: readonly HeirRule[],
  noun: string,
  row: Row,
  within: (departmentId: string) => readonly string[],
): string | undefined {
  return rules.find(
    (rule) =>
      (rule.noun === undefined || rule.noun === noun) &&
      (rule.departmentId === undefined || within(rule.departmentId).includes(String(row.departmentId))) &&
      (rule.region === undefined || [row.region, valueAt(row, `${CUSTOM}.region`)].includes(rule.region)),
  )?.to;
}
