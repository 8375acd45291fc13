import { expect, test } from "@jest/globals";
import setup from "../../functions/console/app/settings/generated/setup.json" with { type: "json" };
import own from "../../functions/fields/settings.json" with { type: "json" };
import { wordOfField, wordOfOption } from "../../functions/fields/within.ts";
import type { Label } from "../../shared/records/noun.ts";

type Schema = {
  properties?: Record<string, Schema>;
  enum?: unknown[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
};
type Names = { fields: Set<string>; choices: Set<string> };

/** The fields of a schema, each by its name and its path, and the choices, at any depth. */
function namesIn(schema: Schema, within: string, names: Names): Names {
  for (const [name, of] of Object.entries(schema.properties ?? {})) {
    names.fields.add(name).add(within + name);
    namesIn(of, `${within}${name}.`, names);
  }
  for (const value of schema.enum ?? []) names.choices.add(String(value));
  const { additionalProperties: values, items = [], anyOf = [], oneOf = [] } = schema;
  const inner = [items, anyOf, oneOf, typeof values === "object" ? values : []].flat();
  for (const one of inner) namesIn(one, within, names);
  return names;
}

const sections = Object.entries(setup.sections as Record<string, { schema: Schema; words: object }>);
const all: Names = { fields: new Set(), choices: new Set(Object.keys(setup.choices)) };
for (const [, { schema }] of sections) namesIn(schema, "", all);

test("no word of the settings is said anew that records have, and none is of nothing", () => {
  const needless = Object.entries(own).filter(([name, zh]) => {
    const said: (Label | undefined)[] = [
      ...(all.fields.has(name) ? [wordOfField({}, name)] : []),
      ...(all.choices.has(name) ? [wordOfOption({}, name)] : []),
    ];
    return said.every((word) => word?.[0] === zh);
  });
  expect(needless).toEqual([]);
});

test("every field that is set up is called by a word of each language", () => {
  for (const [path, { schema, words }] of sections) {
    const { fields } = namesIn(schema, "", { fields: new Set(), choices: new Set() });
    const unnamed = [...fields].filter((name) => !name.includes(".") && !(name in words));
    expect([path, unnamed]).toEqual([path, []]);
  }
});
