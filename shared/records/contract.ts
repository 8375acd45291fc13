import type * as z from "zod";
import type { TenantContext } from "../auth/access.ts";
import { fieldsOf } from "./custom.ts";
import { type CustomField, isComputed, valueSchemaOf } from "./fields.ts";
import type { Noun } from "./noun.ts";
import { liveKeys } from "./options.ts";
import { CUSTOM } from "./values.ts";

type Schema = Record<string, unknown>;

/** What a zod schema says of itself, as far as it is read here. */
type Def = {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  element?: z.ZodType;
  valueType?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: unknown[];
  defaultValue?: unknown;
};
type Bounds = { minimum?: number; maximum?: number; format?: string; pattern?: RegExp };
type Check = { check: string; minimum?: number; maximum?: number; value?: number; format?: string; pattern?: RegExp };

const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;
/** What the checks of a schema say together; a format is a check of itself. */
function boundsOf(schema: z.ZodType): Bounds {
  const own = schema._zod.traits.has("$ZodCheck") ? [schema] : [];
  const checks = [...own, ...(schema._zod.def.checks ?? [])].map((check) => check._zod.def as unknown as Check);
  const bounds: Bounds = {};
  for (const { check, minimum, maximum, value, format, pattern } of checks) {
    if (check === "min_length") bounds.minimum = minimum;
    if (check === "max_length") bounds.maximum = maximum;
    if (check === "greater_than") bounds.minimum = value;
    if (check === "less_than") bounds.maximum = value;
    if (check === "number_format" || check === "string_format") bounds.format = format;
    if (check === "string_format") bounds.pattern = pattern;
  }
  return bounds;
}

const FORMATS: Record<string, string> = { datetime: "date-time", date: "date", email: "email", url: "uri" };

/** Without what is undefined. */
const stated = (schema: Schema): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));

function textSchema(schema: z.ZodType): Schema {
  const { minimum, maximum, format, pattern } = boundsOf(schema);
  const named = FORMATS[format ?? ""];
  const source = named ? undefined : pattern?.source;
  return stated({ type: "string", minLength: minimum, maxLength: maximum, format: named, pattern: source });
}

function numberSchema(schema: z.ZodType): Schema {
  const { minimum, maximum, format } = boundsOf(schema);
  return stated({ type: format?.includes("int") ? "integer" : "number", minimum, maximum });
}

const isOptional = (schema: z.ZodType): boolean => ["optional", "default", "prefault"].includes(defOf(schema).type);

function objectSchema({ shape = {}, catchall }: Def): Schema {
  const entries = Object.entries(shape);
  const required = entries.filter(([, schema]) => !isOptional(schema)).map(([name]) => name);
  return stated({
    type: "object",
    properties: Object.fromEntries(entries.map(([name, schema]) => [name, jsonSchemaOf(schema)])),
    required: required.length > 0 ? required : undefined,
    additionalProperties: catchall && defOf(catchall).type === "never" ? false : undefined,
  });
}

/**
 * The JSON Schema (2020-12) of what a zod schema takes, for the shapes that inputs of nouns are made of. zod's own is 17 KB
 * of a bundle and serves the build; what is of no shape known here takes anything.
 */
export function jsonSchemaOf(schema: z.ZodType): Schema {
  const def = defOf(schema);
  const inner = def.innerType ?? def.in;
  switch (def.type) {
    case "string":
      return textSchema(schema);
    case "number":
      return numberSchema(schema);
    case "boolean":
      return { type: "boolean" };
    case "null":
      return { type: "null" };
    case "enum":
      return { type: "string", enum: Object.values(def.entries ?? {}) };
    case "literal":
      return { enum: def.values };
    case "array": {
      const { minimum, maximum } = boundsOf(schema);
      const items = def.element && jsonSchemaOf(def.element);
      return stated({ type: "array", items, minItems: minimum, maxItems: maximum });
    }
    case "record":
      return stated({ type: "object", additionalProperties: def.valueType && jsonSchemaOf(def.valueType) });
    case "object":
      return objectSchema(def);
    case "union":
      return { anyOf: (def.options ?? []).map(jsonSchemaOf) };
    case "nullable":
      return { anyOf: [inner ? jsonSchemaOf(inner) : {}, { type: "null" }] };
    default:
      return inner ? stated({ ...jsonSchemaOf(inner), default: def.defaultValue }) : {};
  }
}

/** A custom field as a property: its label is its title. */
function propertyOf(field: CustomField): Schema {
  const { label, type, references, unique } = field;
  const schema = valueSchemaOf(field);
  const choice = { type: "string", enum: liveKeys(field) };
  const values: Schema =
    type === "enum"
      ? choice
      : type === "multiEnum"
        ? { type: "array", items: choice, uniqueItems: true }
        : schema
          ? jsonSchemaOf(schema)
          : {};
  const notes = [references && `The id of a record: ${references}.`, unique && "No two records have the same."].filter(
    Boolean,
  );
  return stated({
    title: label,
    ...values,
    default: field.default,
    description: notes.length > 0 ? notes.join(" ") : undefined,
  });
}

/** The JSON Schema of what creates a record of a noun in one tenant: with the fields that it has given the noun. */
export function createSchemaOf(of: Noun, tenant: Pick<TenantContext, "customFields">): Schema {
  const { noun, prefix } = of.entity;
  const own = of.custom ? fieldsOf(tenant, noun).filter((field) => !isComputed(field)) : [];
  const required = own.filter((field) => field.required && field.default === undefined).map(({ key }) => key);
  const body = jsonSchemaOf(of.input);
  const properties = {
    ...(body.properties as Schema),
    ...(of.custom && {
      [CUSTOM]: stated({
        type: "object",
        properties: Object.fromEntries(own.map((field) => [field.key, propertyOf(field)])),
        required: required.length > 0 ? required : undefined,
        additionalProperties: false,
      }),
    }),
    id: { type: "string", pattern: `^${prefix}_[0-9A-Za-z]{6,40}$` },
  };
  const names = [...((body.required as string[] | undefined) ?? []), ...(required.length > 0 ? [CUSTOM] : [])];
  return stated({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: noun,
    type: "object",
    properties,
    required: names.length > 0 ? names : undefined,
    additionalProperties: false,
  });
}
