import { LISTED } from "../../functions/console/app/settings/list.ts";
import own from "../../functions/fields/settings.json" with { type: "json" };
import { wordOfField, wordOfOption } from "../../functions/fields/within.ts";
import called from "../../functions/permissions.json" with { type: "json" };
import { entities } from "../../functions/streams/entities.ts";
import { grants } from "../../functions/streams/generated/grants.ts";
import { PLAIN_TYPES } from "../../shared/records/field-types.ts";

type Schema = { $ref?: string; [key: string]: unknown };
type Operation = {
  "x-permission"?: string;
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

/** A filter is a language of its own, which the console has an editor for. */
const FILTER = "#/components/schemas/Filter";

/** A schema with every part that it refers to in its place. */
function whole(document: object, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((one) => whole(document, one));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref } = schema as Schema;
  if ($ref === FILTER) return { format: "filter" };
  if ($ref !== undefined) {
    const steps = $ref.split("/").slice(1);
    return whole(
      document,
      steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document),
    );
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(document, value)]));
}

type Word = readonly [zh: string, en: string];
type Words = Record<string, Word>;

/** `halfLifeDays` → `Half life days`. */
const spoken = (name: string): string => {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What settings call a name otherwise than records do, or what nothing but settings has. */
const ownWord = (key: string, name: string): Word | undefined => {
  const zh = (own as Readonly<Record<string, string>>)[key];
  return zh === undefined ? undefined : [zh, spoken(name)];
};

const choiceWord = (value: string): Word | undefined => ownWord(value, value) ?? wordOfOption({}, value);

type Visited = {
  properties?: Record<string, Visited>;
  enum?: unknown[];
  items?: Visited;
  additionalProperties?: boolean | Visited;
  anyOf?: Visited[];
  oneOf?: Visited[];
};

/** What the fields and choices of a schema are called, by their names or their paths. */
function wordsOf(schema: Visited, within = "", words: Words = {}): Words {
  const learn = (key: string, word: Word | undefined): void => {
    if (word) words[key] ??= word;
  };
  for (const [name, of] of Object.entries(schema.properties ?? {})) {
    learn(within + name, ownWord(within + name, name));
    learn(name, ownWord(name, name) ?? wordOfField({}, name));
    wordsOf(of, `${within}${name}.`, words);
  }
  for (const value of schema.enum ?? []) learn(String(value), choiceWord(String(value)));
  const values = typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
  const inner = [schema.items ?? [], schema.anyOf ?? [], schema.oneOf ?? [], values].flat();
  for (const one of inner) wordsOf(one, within, words);
  return words;
}

/** What is chosen from where no schema names the choices: kinds of fields, and the roles that every tenant begins with. */
const choices = (): Words =>
  Object.fromEntries(
    [...PLAIN_TYPES, "admin", ...Object.keys(grants)].flatMap((value) => {
      const word = choiceWord(value);
      return word ? [[value, word]] : [];
    }),
  );

/** What the console's settings are drawn from: for each of their list the schema of what is written, and who may do what. */
export function setupFile(document: object): string {
  const { paths } = document as Document;
  const entries = LISTED.map(({ path, noun }) => {
    if (!entities.some((one) => one.noun === noun && one.audited)) throw new Error(`Nothing of ${noun} has a history.`);
    const { get, put, post } = paths[path] ?? {};
    const writing = put ?? post;
    const body = writing?.requestBody?.content["application/json"]?.schema;
    if (!get || !writing || !body) throw new Error(`${path} cannot be set up: it is not both read and written.`);
    const schema = whole(document, body) as { properties?: Record<string, unknown> };
    const { id: _, ...properties } = schema.properties ?? {};
    return [
      path,
      {
        kind: put ? "setting" : "kept",
        read: get["x-permission"],
        write: writing["x-permission"],
        archives: paths[`${path}/{id}/archive`] !== undefined,
        schema: { ...schema, properties },
        words: wordsOf({ properties } as Visited),
      },
    ] as const;
  });
  const setup = { sections: Object.fromEntries(entries), choices: choices(), permissions: called };
  return `${JSON.stringify(setup, null, 1)}\n`;
}
