import * as z from "zod";
import type { TenantContext } from "../auth/access.ts";
import { filterFieldsOf } from "../filter/fields.ts";
import { fieldsOf } from "./custom.ts";
import { type CustomField, isComputed } from "./fields.ts";
import type { Label, Noun } from "./noun.ts";
import { optionsOf } from "./options.ts";
import { CUSTOM, customName } from "./values.ts";

/** A name in each language of the product. */
export const Labelled = z.record(z.string(), z.string());

const DescribedOption = z.object({
  value: z.string(),
  labels: Labelled,
  archived: z.boolean().optional().describe("Set where records may have it and none is given it anew."),
});

/** A field of a noun, as a form or a column is drawn from it. */
export const FieldView = z
  .object({
    field: z.string().describe("By its name; the tenant's own as `custom.key`."),
    labels: Labelled,
    type: z.string().describe("How it is compared and entered: text, money, date, enum, id, list, object and so on."),
    description: z.string().optional(),
    required: z.boolean(),
    readOnly: z.boolean().describe("Kept by the product, or not the caller's to write."),
    masked: z.boolean().optional().describe("The caller sees a part of it only."),
    custom: z.boolean().optional(),
    options: z.array(DescribedOption).optional(),
    references: z.string().optional().describe("The noun whose records it names."),
    get parts() {
      return z.array(FieldView).optional().describe("The fields of each item of a list, or of an object.");
    },
  })
  .meta({ id: "NounField", description: "A field of a noun, with those within it." });
export type FieldView = z.output<typeof FieldView>;

/** What things are called; a noun's own words come first. */
export type Words = {
  field(of: Noun, field: string): Label | undefined;
  option(of: Noun, option: string): Label | undefined;
};

export const labelled = (label: Label | undefined, name: string): Record<string, string> => ({
  "zh-CN": label?.[0] ?? name,
  en: label?.[1] ?? name,
});

type Def = { innerType?: z.ZodType; in?: z.ZodType; element?: z.ZodType };

/** The object behind a schema, whatever says that it may be missing, or that there are several. */
function objectIn(schema: z.ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  const { innerType, in: given, element } = schema._zod.def as Def;
  const inner = innerType ?? given ?? element;
  return inner && objectIn(inner);
}

const isList = (schema: z.ZodType): boolean => {
  const { innerType, in: given } = schema._zod.def as Def;
  const inner = innerType ?? given;
  return schema instanceof z.ZodArray || (inner !== undefined && isList(inner));
};

/** A schema says of itself what it is for; what says that it may be missing hides that. */
function descriptionOf(schema: z.ZodType | undefined): string | undefined {
  if (!schema || schema.description !== undefined) return schema?.description;
  return descriptionOf((schema._zod.def as Def).innerType);
}

const isRequired = (schema: z.ZodType | undefined): boolean =>
  schema !== undefined && !schema.safeParse(undefined).success;

type Shape = Readonly<Record<string, z.ZodType>>;
type Shapes = { written: Shape; shown: Shape };

/** Levels of fields within fields that are told: a form goes no deeper. */
const DEPTH_MAX = 3;

function fieldsWithin(of: Noun, words: Words, { written, shown }: Shapes, path: string, depth: number): FieldView[] {
  const [shownKinds, writtenKinds] = [shown, written].map((shape) => new Map(filterFieldsOf(z.object(shape))));
  const names = [...new Set([...Object.keys(written), ...Object.keys(shown)])].filter((name) => name !== CUSTOM);
  return names.map((name): FieldView => {
    const schema = (written[name] ?? shown[name]) as z.ZodType;
    const { kind, options: given } = writtenKinds?.get(name) ?? shownKinds?.get(name) ?? {};
    // What a record comes to by an action alone, or by the product, is told with the rest.
    const options = given && [...new Set([...given, ...(shownKinds?.get(name)?.options ?? [])])];
    const described = descriptionOf(written[name]) ?? descriptionOf(shown[name]);
    const references = of.references?.[`${path}${name}`]?.noun;
    const [inWritten, inShown] = [written[name], shown[name]].map((one) => one && objectIn(one)?.shape);
    const within = { written: (inWritten ?? {}) as Shape, shown: (inShown ?? {}) as Shape };
    const hasParts = !kind && depth < DEPTH_MAX && (inWritten ?? inShown) !== undefined;
    return {
      field: name,
      // A part may be called otherwise than a field of its name.
      labels: labelled(words.field(of, `${path}${name}`) ?? words.field(of, name), name),
      type: kind ?? (isList(schema) ? "list" : "object"),
      ...(described && { description: described }),
      required: isRequired(written[name]),
      readOnly: written[name] === undefined,
      ...(options && {
        options: options.map((value) => ({
          ...{ value, labels: labelled(words.option(of, value), value) },
          ...(!given.includes(value) && { archived: true }),
        })),
      }),
      ...(references && { references }),
      ...(hasParts && { parts: fieldsWithin(of, words, within, `${path}${name}.`, depth + 1) }),
    };
  });
}

const customField = (field: CustomField): FieldView => ({
  field: customName(field.key),
  labels: labelled([field.label, field.label], field.key),
  type: field.resultKind ?? (field.type === "reference" ? "id" : field.type),
  required: field.required === true && field.default === undefined,
  readOnly: isComputed(field),
  custom: true,
  ...(field.options && {
    options: optionsOf(field).map(({ key, label, archived }) => ({
      ...{ value: key, labels: { ...label } },
      ...(archived && { archived }),
    })),
  }),
  ...(field.references && { references: field.references }),
});

/** Every field of a noun as it is written and shown, the tenant's own included. */
export function describedFields(of: Noun, words: Words, tenant: Pick<TenantContext, "customFields">): FieldView[] {
  const shapes = { written: of.input.shape as Shape, shown: (objectIn(of.view)?.shape ?? {}) as Shape };
  return [
    ...fieldsWithin(of, words, shapes, "", 1),
    ...(of.custom ? fieldsOf(tenant, of.entity.noun).map(customField) : []),
  ];
}
