import * as z from "zod";
import { phone } from "../schema.ts";
import type { FilterField } from "./filter.ts";

const ID_PATTERN = /^\^[a-z]+_\[/;
const ID_NAME = /^(?:id|.*Id)$/;
const IDS_NAME = /(?:^i|I)ds$/;

/** The schema of the value itself, without what says that it may be missing or has a default. */
export function innerOf(schema: z.ZodType): z.ZodType {
  let at = schema as z.ZodType & { unwrap?: () => z.ZodType };
  while (
    at instanceof z.ZodOptional ||
    at instanceof z.ZodNullable ||
    at instanceof z.ZodDefault ||
    at instanceof z.ZodReadonly
  ) {
    at = at.unwrap();
  }
  return at;
}

/** The texts that an enum, or a literal, allows. */
function optionsOf(schema: z.ZodType): string[] | undefined {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (!(schema instanceof z.ZodLiteral)) return undefined;
  const values = [...schema.values];
  return values.every((value) => typeof value === "string") ? values : undefined;
}

const isId = (schema: z.ZodType): boolean => {
  const { patterns } = schema._zod.bag as { patterns?: Set<RegExp> };
  return [...(patterns ?? [])].some(({ source }) => ID_PATTERN.test(source));
};

function textField(name: string, schema: z.ZodType): FilterField {
  const { format } = schema._zod.def as { format?: string };
  if (format === "date") return { kind: "date" };
  if (format === "datetime") return { kind: "instant" };
  if (schema === phone) return { kind: "text", isPhone: true };
  return { kind: ID_NAME.test(name) || isId(schema) ? "id" : "text" };
}

function listField(name: string, element: z.ZodType): FilterField | undefined {
  const options = optionsOf(element);
  if (options) return { kind: "multiEnum", options };
  if (!isTextual(element)) return undefined;
  return { kind: IDS_NAME.test(name) || isId(element) ? "ids" : "multiEnum" };
}

const isTextual = (schema: z.ZodType): boolean => (schema._zod.def as { type: string }).type === "string";

function fieldOf(name: string, schema: z.ZodType): FilterField | undefined {
  const options = optionsOf(schema);
  if (options) return { kind: "enum", options };
  if (schema instanceof z.ZodBoolean) return { kind: "boolean" };
  if (schema instanceof z.ZodNumber) return { kind: name.endsWith("Minor") ? "money" : "number" };
  if (schema instanceof z.ZodArray) return listField(name, innerOf(schema.element as z.ZodType));
  return isTextual(schema) ? textField(name, schema) : undefined;
}

/**
 * The fields of a noun's schema as filter fields, so that no noun declares them twice: enums with their options,
 * `z.iso.date` as days, `z.iso.datetime` as instants, amounts by their name (`…Minor`), ids by their pattern or name
 * (`…Id`, `…Ids`), lists of texts as multi-enums, of any text where no options are known. Objects and unions are left out.
 */
export function filterFieldsOf(schema: z.ZodObject): Map<string, FilterField> {
  const entries = Object.entries(schema.shape).flatMap(([name, given]): [string, FilterField][] => {
    const field = fieldOf(name, innerOf(given as z.ZodType));
    return field ? [[name, field]] : [];
  });
  return new Map(entries);
}
