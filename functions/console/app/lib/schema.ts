import type { FieldView } from "./nouns.ts";

/** The part of JSON Schema in which actions say what they take. */
export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  description?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
};

/** The noun whose ids a pattern describes: `^acc_[0-9A-Za-z]{6,40}$`. */
const prefixIn = (pattern: string | undefined): string | undefined => /^\^([a-z]+)_/.exec(pattern ?? "")?.[1];

/** The schema of the values of a map by keys; nothing where a schema is of no map. */
const valuesIn = ({ properties, additionalProperties }: Schema): Schema | undefined =>
  !properties && typeof additionalProperties === "object" ? additionalProperties : undefined;

function typeOf(name: string, schema: Schema): string {
  const { type, format, items, properties } = schema;
  if (format === "filter") return "filter";
  if (valuesIn(schema)) return "map";
  if (schema.enum) return "enum";
  if (/Minor$/.test(name)) return "money";
  if (prefixIn(schema.pattern)) return "id";
  if (format === "date-time") return "instant";
  if (format === "date" || (type === "string" && /On$/.test(name))) return "date";
  if (type === "array") return items?.properties ? "list" : prefixIn(items?.pattern) ? "ids" : "multiEnum";
  if (properties) return "object";
  if (type === "integer" || type === "number") return "number";
  return type === "boolean" ? "boolean" : "text";
}

type Known = {
  /** What a field is called, by its name or by its whole path: `rollup.by`. */
  labels(name: string, path: string): Record<string, string>;
  nounOf(prefix: string): string | undefined;
};

/** The fields of a schema, so that a form is drawn from it like that of a noun. */
export function fieldsIn({ properties = {}, required = [] }: Schema, known: Known, within = ""): FieldView[] {
  return Object.entries(properties).map(([field, schema]): FieldView => {
    const one = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema;
    const values = valuesIn(one);
    const parts = one.properties ?? one.items?.properties;
    const prefix = prefixIn(one.pattern) ?? prefixIn(one.items?.pattern);
    const options = one.enum ?? one.items?.enum;
    const references = prefix && known.nounOf(prefix);
    return {
      field,
      labels: known.labels(field, within + field),
      type: typeOf(field, one),
      required: required.includes(field),
      readOnly: false,
      ...(schema.description && { description: schema.description }),
      ...(options && {
        options: options.map((value) => ({ value: String(value), labels: known.labels(String(value), String(value)) })),
      }),
      ...(references && { references }),
      ...(values && { parts: fieldsIn({ properties: { value: values } }, known, `${within}${field}.`) }),
      ...(parts && { parts: fieldsIn(one.properties ? one : (one.items as Schema), known, `${within}${field}.`) }),
    };
  });
}
