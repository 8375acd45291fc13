import { describe, expect, test } from "@jest/globals";
import { nouns as cards } from "../../functions/nouns.ts";
import { type JsonSchema, plainSchema } from "../../shared/contract/json-schema.ts";
import { loaded } from "../../shared/records/card.ts";
import { createSchemaOf, jsonSchemaOf } from "../../shared/records/contract.ts";
import { FIELD_TYPES } from "../../shared/records/field-types.ts";
import type { CustomField } from "../../shared/records/fields.ts";

const nouns = await loaded(cards);

/** The names and types of a schema, whatever else it says: `name: string`, `team: array of (userId: string, …)`. */
function outline(schema: JsonSchema | undefined): unknown {
  if (!schema) return undefined;
  const {
    type,
    properties,
    items,
    additionalProperties,
    required,
    enum: options,
    anyOf,
    allOf,
    format,
    maxLength,
  } = schema;
  const inner = anyOf ?? allOf;
  if (inner?.length === 1) return outline(inner[0]);
  return {
    type,
    format,
    maxLength,
    options,
    required: required ?? [],
    properties: properties && Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, outline(one)])),
    items: items && outline(items),
    others: typeof additionalProperties === "object" ? outline(additionalProperties) : undefined,
    inner: inner?.map(outline),
  };
}

describe("the contract of a noun", () => {
  test.each(nouns.map((of) => [of.entity.noun, of] as const))("of %s says what zod's own schema says", (_noun, of) => {
    expect(outline(jsonSchemaOf(of.input))).toEqual(outline(plainSchema(of.input)));
  });

  test("names every type of field that can be written, with its label and nothing that is computed", () => {
    const of = nouns[0];
    if (!of) return;
    const fields = FIELD_TYPES.map((type, n) => ({
      ...{ id: `cfd_${n}`, version: 1, createdAt: "", updatedAt: "", noun: of.entity.noun },
      ...{ key: type, label: `列 ${type}`, type, options: ["a", "b"], references: "contact" },
    })) as CustomField[];
    const schema = createSchemaOf(of, { customFields: new Map([[of.entity.noun, fields]]) }) as JsonSchema;
    const own = schema.properties?.custom?.properties ?? {};
    expect(Object.keys(own)).toEqual(FIELD_TYPES.filter((type) => type !== "formula" && type !== "rollup"));
    expect(Object.entries(own).filter(([type, { title }]) => title !== `列 ${type}`)).toEqual([]);
    expect(own.money).toMatchObject({ type: "object", required: ["amountMinor", "currency"] });
    expect(own.multiEnum).toMatchObject({ type: "array", items: { enum: ["a", "b"] } });
    expect([own.date?.format, own.instant?.format, own.integer?.type]).toEqual(["date", "date-time", "integer"]);
  });
});
