import type { TenantContext } from "../../shared/auth/access.ts";
import { Fault, type InputError } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import { fieldsOf } from "../../shared/records/custom.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { valueAt, withValueAt } from "../../shared/records/values.ts";
import type { AnyRow } from "../../shared/table/entity.ts";
import { FIELDS_MAX, MERGE_RULES, type MergeRules } from "./schema.ts";

/** What says how far a record has come, and not what it is: the record that stays keeps its own. */
const OWN = ["status", "disqualifiedReason", "custom"];

/** The fields of a noun that are chosen, united or filled in. */
export const fieldNames = (of: Noun): string[] => Object.keys(of.input.shape).filter((name) => !OWN.includes(name));

/** The fields that a merge may choose, the tenant's own among them. */
export const choosable = (of: Noun, tenant: TenantContext): Set<string> =>
  new Set([...fieldNames(of), ...fieldsOf(tenant, of.entity.noun).map(({ key }) => `custom.${key}`)]);

/** Refuses to choose what is no field, what the caller may not change, and what is none of `values`; all of it is told. */
export function checkChoice(
  call: Caller,
  of: Noun,
  fields: Record<string, unknown>,
  values: readonly unknown[],
  among: string,
): void {
  const names = choosable(of, call.tenant);
  const body = Object.keys(fields).reduce<Record<string, unknown>>((all, name) => withValueAt(all, name, true), {});
  const fixed = new Set(call.access.fixedFields(of.entity.noun, body));
  const errors = Object.entries(fields).flatMap(([name, value]): InputError[] => {
    const path = `fields.${name}`;
    if (!names.has(name)) return [{ path, code: "unknown_field", message: `${name} is not a field to be chosen.` }];
    if (fixed.has(name)) return [{ path, code: "read_only", message: `You may not change ${name}.` }];
    return values.includes(value) ? [] : [{ path, code: "invalid", message: `${path} must be ${among}.` }];
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map((e) => e.message).join(" "), { errors });
}

/** The rules by which many merges choose, each for itself, as a caller gives them. */
export function checkedRules(call: Caller, of: Noun, fields: Record<string, unknown>): MergeRules {
  const message = `fields names at most ${FIELDS_MAX} fields.`;
  if (Object.keys(fields).length > FIELDS_MAX) {
    throw new Fault("invalid", message, { errors: [{ path: "fields", code: "too_big", message }] });
  }
  checkChoice(call, of, fields, MERGE_RULES, MERGE_RULES.join(" or "));
  return fields as MergeRules;
}

/**
 * What a merge chooses by rules: for `from` the value of a record that is taken in, where one has any, so that no gap of
 * one among many empties the field; else the target's.
 */
export function chosenBy(rules: MergeRules, targetId: string, from: readonly AnyRow[]): Record<string, string> {
  const ids = Object.entries(rules).map(([field, rule]) => {
    const giver = rule === "from" ? from.find((row) => valueAt(row, field) !== undefined) : undefined;
    return [field, giver?.id ?? targetId] as const;
  });
  return Object.fromEntries(ids);
}
