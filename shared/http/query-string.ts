import * as z from "zod";
import { Fault, type InputError } from "../fault.ts";
import { type CustomField, isComputed, type ResultKind, valueSchemaOf } from "../records/fields.ts";
import { customKey } from "../records/values.ts";
import type { ListDeclaration } from "./route.ts";

export const LIST_LIMIT_DEFAULT = 50;
export const LIST_LIMIT_MAX = 200;

export const COMPARE: Record<string, (a: Value, b: Value) => boolean> = {
  gte: (a, b) => a >= b,
  gt: (a, b) => a > b,
  lte: (a, b) => a <= b,
  lt: (a, b) => a < b,
};

export type Value = string | number | boolean;
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
    errors.some((e) => e.code === "unknown_filter") ? "unknown_filter" : "malformed_request",
    errors.map((e) => e.message).join(" "),
    { errors },
  );

/** The innermost schema of a field, without `optional`, `nullable` and `default`. */
function inner(schema: z.ZodType): z.ZodType {
  let at = schema as z.ZodType & { unwrap?: () => z.ZodType };
  while (at instanceof z.ZodOptional || at instanceof z.ZodNullable || at instanceof z.ZodDefault) at = at.unwrap();
  return at;
}

type Fields = readonly CustomField[];

/** What computed values are compared with. */
const RESULT_SCHEMAS: Record<ResultKind, z.ZodType> = {
  text: z.string(),
  date: z.string(),
  instant: z.string(),
  number: z.number(),
  money: z.number(),
  boolean: z.boolean(),
};

/** The shape of what a custom field is compared with: of one of its values where it holds several, of its minor units. */
function customSchema(fields: Fields, key: string): z.ZodType | undefined {
  const field = fields.find((f) => f.key === key);
  if (!field || field.type === "longText") return undefined;
  if (isComputed(field)) return RESULT_SCHEMAS[field.resultKind ?? "text"];
  if (field.type === "multiEnum") return z.string();
  return valueSchemaOf(field);
}

/** A value from the query string as its field has it; a string if the field is text. */
function filterValue(asked: Asked, field: string, text: string, errors: InputError[], path: string): Value {
  const { list, fields } = asked;
  const key = customKey(field);
  const declared = key
    ? customSchema(fields, key)
    : (list.entity.schema.shape[list.aliases?.[field] ?? field] ?? list.items?.shape[field]);
  const schema = declared ? inner(declared as z.ZodType) : z.string();
  const raw =
    schema instanceof z.ZodNumber
      ? Number(text)
      : schema instanceof z.ZodBoolean
        ? JSON.parse(text === "true" ? "true" : "false")
        : text;
  const parsed =
    schema instanceof z.ZodEnum || schema instanceof z.ZodNumber
      ? schema.safeParse(raw)
      : { success: text.length <= 256 };
  if (!parsed.success) errors.push({ path, code: "invalid", message: `${path} has no valid value.` });
  return raw;
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
      const fits = Number.isInteger(wanted.limit) && wanted.limit >= 1 && wanted.limit <= LIST_LIMIT_MAX;
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
    } else if (op in COMPARE && (list.ranges.includes(field) || isCustom(asked, field))) {
      wanted.ranges.push({ field, op, value: filterValue(asked, field, text, errors, name) });
    } else {
      errors.push({ path: name, code: "unknown_filter", message: `There is no filter ${name}. ${allowed()}` });
    }
  }
  if (errors.length > 0) throw queryFault(errors);
  return wanted;
}
