import { isCivilDate, isInstant } from "../clock.ts";
import type { InputError } from "../fault.ts";
import {
  type Condition,
  conditionsOf,
  excessOf,
  FILTER_CONDITIONS_MAX,
  FILTER_TEXT_MAX,
  FILTER_VALUES_MAX,
  type FieldKind,
  type Filter,
  type FilterField,
  type FilterOp,
  type FilterScalar,
  RELATIVE_MAX,
} from "./filter.ts";
import { PERIOD_WORDS } from "./periods.ts";

const ORDERED: readonly FilterOp[] = ["eq", "ne", "in", "lt", "lte", "gt", "gte", "between", "empty"];
const SEVERAL: readonly FilterOp[] = ["eq", "ne", "in", "contains", "empty"];

/** What each kind can be asked. Texts have no order: people sort them in ways that no comparison of ours would match. */
const OPS_OF: Record<FieldKind, readonly FilterOp[]> = {
  text: ["eq", "ne", "in", "contains", "startsWith", "empty"],
  number: ORDERED,
  money: ORDERED,
  date: ORDERED,
  instant: ORDERED,
  boolean: ["eq", "ne", "in", "empty"],
  enum: ["eq", "ne", "in", "empty"],
  id: ["eq", "ne", "in", "empty"],
  multiEnum: SEVERAL,
  ids: SEVERAL,
};

/** Days whose beginning in a zone can be told: whoever means "for ever" leaves the bound out. */
const isPlaceable = (on: string): boolean => on >= "1000" && on < "9999";

const isRelative = (value: FilterScalar, allowsHours: boolean): boolean => {
  if (typeof value !== "object") return false;
  const count = "last" in value ? value.last : value.next;
  return count <= RELATIVE_MAX[value.unit] && (allowsHours || value.unit !== "hour");
};

/** What is wrong with one value for a field, as the end of the sentence "… must be"; `undefined` if it fits. */
function misfit({ kind, options }: FilterField, value: FilterScalar): string | undefined {
  const text = typeof value === "string" ? value : undefined;
  switch (kind) {
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "number":
      return typeof value === "number" && Math.abs(value) < 1e126 ? undefined : "a number";
    case "money":
      return Number.isSafeInteger(value) ? undefined : "an integer of minor units";
    case "date": {
      const fits = text === undefined ? isRelative(value, false) : isCivilDate(text) || PERIOD_WORDS.includes(text);
      return fits ? undefined : "a date as 2026-11-24, a word as today or thisMonth, or { last, unit }";
    }
    case "instant": {
      const fits =
        text === undefined
          ? isRelative(value, true)
          : (isCivilDate(text) && isPlaceable(text)) || isInstant(text) || PERIOD_WORDS.includes(text);
      return fits ? undefined : "an instant, a date, a word as today or thisMonth, or { last, unit }";
    }
    case "enum":
    case "multiEnum":
      if (text !== undefined && (options?.includes(text) ?? true)) return undefined;
      return options ? `one of ${options.join(", ")}` : "text";
    default:
      return text !== undefined && text !== "" && text.length <= FILTER_TEXT_MAX
        ? undefined
        : `text of 1 to ${FILTER_TEXT_MAX} characters`;
  }
}

/** The values of a condition that has the right number of them, with their paths; else what it should have. */
function valuesOf({ op, value }: Condition, path: string): { at: string; value: FilterScalar }[] | string {
  if (op === "in" || op === "between") {
    const wants = op === "in" ? `a list of 1 to ${FILTER_VALUES_MAX} values` : "a list of two values, first and last";
    if (!Array.isArray(value) || value.length === 0 || value.length > FILTER_VALUES_MAX) return wants;
    if (op === "between" && value.length !== 2) return wants;
    return value.map((one: FilterScalar, n) => ({ at: `${path}.value.${n}`, value: one }));
  }
  if (value === undefined || Array.isArray(value)) return "one value";
  return [{ at: `${path}.value`, value: value as FilterScalar }];
}

function conditionErrors(condition: Condition, field: FilterField | undefined, path: string): InputError[] {
  const { op, value } = condition;
  const error = (at: string, code: string, message: string): InputError => ({ path: at, code, message });
  if (!field) return [error(`${path}.field`, "unknown_filter", `There is no field ${condition.field} to filter by.`)];
  const ops = OPS_OF[field.kind];
  if (!ops.includes(op)) {
    const message = `${condition.field} (${field.kind}) cannot be asked ${op}; it can be asked ${ops.join(", ")}.`;
    return [error(`${path}.op`, "invalid", message)];
  }
  if (op === "empty") {
    const fits = value === undefined || typeof value === "boolean";
    return fits ? [] : [error(`${path}.value`, "invalid", `${path}.value must be true, false or left out.`)];
  }
  const values = valuesOf(condition, path);
  if (typeof values === "string") {
    const code = value === undefined ? "required" : "invalid";
    return [error(`${path}.value`, code, `${path}.value must be ${values}.`)];
  }
  return values.flatMap((one) => {
    const wants = misfit(field, one.value);
    return wants ? [error(one.at, "invalid", `${one.at} must be ${wants}.`)] : [];
  });
}

function nodeErrors(filter: Filter, fields: ReadonlyMap<string, FilterField>, path: string): InputError[] {
  if ("all" in filter) return filter.all.flatMap((f, n) => nodeErrors(f, fields, `${path}.all.${n}`));
  if ("any" in filter) return filter.any.flatMap((f, n) => nodeErrors(f, fields, `${path}.any.${n}`));
  if ("not" in filter) return nodeErrors(filter.not, fields, `${path}.not`);
  return conditionErrors(filter, fields.get(filter.field), path);
}

/**
 * Everything wrong with a filter that `Filter` has let through, with paths like `filter.all.0.field`: a field that is not
 * there (`unknown_filter`), an op that its kind does not have, a value of the wrong type, too deep, too many conditions.
 */
export function filterErrors(filter: Filter, fields: ReadonlyMap<string, FilterField>, path: string): InputError[] {
  const excess = excessOf(filter);
  if (excess) return [{ path, code: excess.code, message: `${path} ${excess.message}.` }];
  const conditions = conditionsOf(filter).length;
  if (conditions > FILTER_CONDITIONS_MAX) {
    const message = `${path} has at most ${FILTER_CONDITIONS_MAX} conditions; this one has ${conditions}.`;
    return [{ path, code: "too_many", message }];
  }
  return nodeErrors(filter, fields, path);
}
