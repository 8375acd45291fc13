import type { InputError } from "../fault.ts";
import { filterErrors } from "./errors.ts";
import { conditionsOf, type Filter, type FilterField } from "./filter.ts";
import { matchesFilter } from "./match.ts";
import { resolveFilter } from "./resolve.ts";

type Fields = ReadonlyMap<string, FilterField>;

/** What is wrong with the condition of a rule, which is the same for everybody. */
export function ruleErrors(when: Filter, fields: Fields, path: string): InputError[] {
  const errors = filterErrors(when, fields, path);
  if (conditionsOf(when).some(({ value }) => [value].flat().some((one) => one === "$me" || one === "$myDepartment"))) {
    errors.push({ path, code: "invalid", message: "A rule is the same for everybody: it cannot ask for $me." });
  }
  return errors;
}

/** True where a rule holds for a row; one without a condition always does, and one that asks for a field which is there no more never. */
export function ruleHolds(
  when: Filter | undefined,
  fields: Fields,
  { now, timeZone }: { now: string; timeZone: string },
  row: object,
): boolean {
  if (!when) return true;
  if (filterErrors(when, fields, "when").length > 0) return false;
  return matchesFilter(resolveFilter(when, fields, { now, timeZone, me: "" }), row as Record<string, unknown>);
}
