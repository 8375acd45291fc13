import * as z from "zod";
import { Fault, type InputError } from "../fault.ts";
import { type CustomField, isComputed, type ResultKind, valueSchemaOf } from "../records/fields.ts";
import { allKeys } from "../records/options.ts";
import { customKey } from "../records/values.ts";
import { civilDay, instant } from "../schema.ts";
import type { ListDeclaration } from "./route.ts";

export const LIST_LIMIT_DEFAULT = 50;
export const LIST_LIMIT_MAX = 200;

export type Value = string | number | boolean;

export const COMPARE: Record<string, (a: Value, b: Value) => boolean> = {
  gte: (a, b) => a >= b,
  gt: (a, b) => a > b,
  lte: (a, b) => a <= b,
  lt: (a, b) => a < b,
};

type Range = { field: string; op: string; value: Value };
/** What a list's query string asks for. */
export type Wanted = {
  limit: number;
  sort: string;
  isSorted: boolean;
  descending: boolean;
  equal: Record<string, Value>;
  ofItems: Record<string, Value>;
  ranges: Range[];
  /** The custom fields that an index answers. */
  filterable: readonly string[];
};

/** Everything wrong with a query string as one fault. */
export const queryFault = (errors: InputError[]): Fault =>
  new Fault(
    errors.some((e) => e.code === "unknown_filter") ? "unknown_filter" : "invalid",
    errors.map((e) => e.message).join(" "),
    { errors },
  );

/** The innermost schema of a field: without `optional`, `nullable` and `default`, of one of its values, of minor units. */
function inner(schema: z.ZodType): z.ZodType {
  let at = schema as z.ZodType & { unwrap?: () => z.ZodType };
  while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) at = at.unwrap();
  if (at instanceof z.ZodArray) return inner(at.element as z.ZodType);
  return at instanceof z.ZodObject && "amountMinor" in at.shape ? (at.shape.amountMinor as z.ZodType) : at;
}

type Fields = readonly CustomField[];

/** What computed values are compared with. */
const RESULT_SCHEMAS: Record<ResultKind, z.ZodType> = {
  text: z.string(),
  date: civilDay,
  instant,
  number: z.number(),
  money: z.number(),
  boolean: z.boolean(),
};

/** The shape of a custom field's values. */
function customSchema(fields: Fields, key: string): z.ZodType | undefined {
  const field = fields.find((f) => f.key === key);
  if (!field || field.type === "longText") return undefined;
  return isComputed(field) ? RESULT_SCHEMAS[field.resultKind ?? "text"] : valueSchemaOf(field, allKeys(field));
}

const TEXT_CHARS_MAX = 256;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A value as its field has it, or `undefined` where the field can never have it. An instant may be said as a day in UTC. */
function readAs(schema: z.ZodType, text: string): Value | undefined {
  if (text === "" || text.length > TEXT_CHARS_MAX) return undefined;
  if (schema instanceof z.ZodBoolean) return text === "true" || (text === "false" ? false : undefined);
  if (schema instanceof z.ZodISODateTime) {
    const fits = schema.safeParse(text).success || civilDay.safeParse(text).success;
    return fits ? new Date(text).toISOString() : undefined;
  }
  const value = schema instanceof z.ZodNumber ? (NUMBER.test(text) ? Number(text) : Number.NaN) : text;
  const isChecked = [z.ZodNumber, z.ZodEnum, z.ZodString, z.ZodStringFormat].some((kind) => schema instanceof kind);
  return !isChecked || schema.safeParse(value).success ? value : undefined;
}

/** What a value of a field must be, for one who sent another. */
function expected(schema: z.ZodType): string {
  if (schema instanceof z.ZodEnum) return `must be one of ${schema.options.join(", ")}`;
  if (schema instanceof z.ZodBoolean) return "must be true or false";
  if (schema instanceof z.ZodNumber) return "must be a number that the field can have";
  if (schema instanceof z.ZodISODateTime) return "must be an instant such as 2026-11-24T08:00:00Z, or a day";
  if (schema instanceof z.ZodISODate) return "must be a day such as 2026-11-24";
  return "has no value that the field can have";
}

/** A value from the query string as its field has it; a string if the field is text. */
function filterValue(asked: Asked, field: string, text: string, errors: InputError[], path: string): Value {
  const { list, fields } = asked;
  const key = customKey(field);
  const declared = key
    ? customSchema(fields, key)
    : (list.entity.schema.shape[list.aliases?.[field] ?? field] ?? list.items?.shape[field]);
  const schema = declared ? inner(declared as z.ZodType) : z.string();
  const value = readAs(schema, text);
  if (value === undefined) errors.push({ path, code: "invalid", message: `${path} ${expected(schema)}.` });
  return value ?? text;
}

/** What is asked of, and which fields the tenant has given it. */
type Asked = { list: ListDeclaration; fields: Fields };

const archivable = (list: ListDeclaration): boolean => "archived" in list.entity.schema.shape;

/** `dueOn.gte` → `dueOn`, `gte`; `custom.region.lt` → `custom.region`, `lt`. */
function splitName(name: string): [field: string, op: string] {
  const at = name.lastIndexOf(".");
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}

const isCustom = ({ list, fields }: Asked, field: string): boolean => {
  const key = customKey(field);
  return list.custom === true && key !== undefined && customSchema(fields, key) !== undefined;
};

/** Reads limit, sort, filters and ranges; names everything that is not declared. */
export function readListQuery(list: ListDeclaration, fields: Fields, query: Record<string, string>): Wanted {
  const asked = { list, fields };
  const errors: InputError[] = [];
  const wanted: Wanted = {
    limit: LIST_LIMIT_DEFAULT,
    sort: list.sorts[0] ?? "createdAt",
    isSorted: false,
    descending: true,
    equal: {},
    ofItems: {},
    ranges: [],
    filterable: fields.filter((f) => f.filterable).map((f) => f.key),
  };
  const allowed = () =>
    `Allowed: ${[...list.filters, ...list.ranges.map((r) => `${r}.gte`), "limit", "cursor", "sort"].join(", ")}.`;
  for (const [name, text] of Object.entries(query)) {
    const [field, op] = splitName(name);
    if (name === "cursor") continue;
    if (name === "limit") {
      wanted.limit = Number(text);
      const fits = /^\d{1,3}$/.test(text) && wanted.limit >= 1 && wanted.limit <= LIST_LIMIT_MAX;
      if (!fits) errors.push({ path: "limit", code: "invalid", message: `limit must be 1 to ${LIST_LIMIT_MAX}.` });
    } else if (name === "sort") {
      wanted.isSorted = true;
      wanted.descending = text.startsWith("-");
      wanted.sort = text.replace(/^-/, "");
      if (!list.sorts.includes(wanted.sort))
        errors.push({
          path: "sort",
          code: "unknown_filter",
          message: `Cannot sort by ${wanted.sort}; declared: ${list.sorts.join(", ")}.`,
        });
    } else if (list.filters.includes(name) || (name === "archived" && archivable(list)) || isCustom(asked, name)) {
      const field = list.aliases?.[name] ?? name;
      const isOfItems = !(field in list.entity.schema.shape) && list.items !== undefined && field in list.items.shape;
      const target = isOfItems ? wanted.ofItems : wanted.equal;
      if (field in target) errors.push({ path: name, code: "invalid", message: `${name} says ${field} once more.` });
      target[field] = filterValue(asked, name, text, errors, name);
    } else if (Object.hasOwn(COMPARE, op) && (list.ranges.includes(field) || isCustom(asked, field))) {
      wanted.ranges.push({ field, op, value: filterValue(asked, field, text, errors, name) });
    } else {
      errors.push({ path: name, code: "unknown_filter", message: `There is no filter ${name}. ${allowed()}` });
    }
  }
  if (errors.length > 0) throw queryFault(errors);
  return wanted;
}
