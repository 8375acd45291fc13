import type * as z from "zod";
import { bare, defOf, type Personal, personalOf } from "../../../shared/records/personal.ts";
import type { AnyRow, Entity } from "../../../shared/table/entity.ts";
import { damageOf } from "../../../shared/table/readable.ts";
import { ERASED, type Relation } from "../../privacy/rules.ts";

/** How words are taken out of a text, with names or without; see `redactor`. */
export type Redact = (text: string, withNames: boolean) => string;

type Ask = {
  entity: Entity;
  relation: Relation | undefined;
  redact: Redact;
  id: string;
  /** True where a text that could be left out has something in its place all the same, since a rule of the whole asks for it. */
  stays?: boolean;
};

/** Marks a value that goes altogether. */
const GONE = Symbol("gone");

/** What takes the place of a text that must be there, the first that its field takes. Of two people it is never the same address. */
const substitutes = (id: string): string[] => {
  const own = id.slice(id.indexOf("_") + 1).toLowerCase();
  return [ERASED, `${ERASED}-${own}@erased.invalid`, `https://erased.invalid/${own}`, "+10000000000", "-", ""];
};

const mayBeLeftOut = (schema: z.ZodType | undefined): boolean => schema?.safeParse(undefined).success ?? true;

function substituted(schema: z.ZodType, { id, stays }: Ask, isItem: boolean): unknown {
  if (!stays && (isItem || mayBeLeftOut(schema))) return GONE;
  const found = substitutes(id).find((one) => schema.safeParse(one).success);
  return found ?? GONE;
}

/** A text as an erasure leaves it. */
function textOf(text: string, kind: Personal | undefined, schema: z.ZodType, ask: Ask, isItem: boolean): unknown {
  const isTheirs = ask.relation === "self" || ask.relation === "about";
  if (text === ERASED) return text;
  if (isTheirs && (kind === "identity" || kind === "text")) return substituted(schema, ask, isItem);
  const redacted = ask.redact(text, ask.relation !== undefined && kind !== "plain");
  if (redacted === text) return text;
  return schema.safeParse(redacted).success ? redacted : substituted(schema, ask, isItem);
}

/** The part of a union that a value is of. */
const branchOf = (schema: z.ZodType, value: unknown): z.ZodType =>
  (defOf(schema).options ?? []).find((one) => one.safeParse(value).success) ?? schema;

/** Names within a value that are words themselves, such as an address by which something is counted: each without them, none lost. */
function renamed(entries: readonly (readonly [string, unknown])[], taken: (name: string) => string) {
  const found: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const base = taken(name);
    let next = base;
    for (let n = 2; next in found; n++) next = `${base}-${n}`;
    found[next] = value;
  }
  return found;
}

const bareOf =
  ({ relation, redact }: Ask, kind: Personal | undefined) =>
  (name: string): string =>
    redact(name, relation !== undefined && kind !== undefined && kind !== "plain");

/** Words within a value that no schema describes: custom fields, changes, parameters of jobs. */
function unknownOf(value: unknown, kind: Personal | undefined, schema: z.ZodType, ask: Ask): unknown {
  if (typeof value === "string") return textOf(value, kind, schema, ask, false);
  if (Array.isArray(value)) return value.map((one) => unknownOf(one, kind, schema, ask)).filter((one) => one !== GONE);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).map(([name, one]) => [name, unknownOf(one, kind, schema, ask)] as const);
  return renamed(
    kept.filter(([, one]) => one !== GONE),
    bareOf(ask, kind),
  );
}

function erasedValue(value: unknown, given: z.ZodType, path: string, ask: Ask, isItem = false): unknown {
  if (value === null || value === undefined) return value;
  const schema = bare(given);
  const def = defOf(schema);
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (def.type === "union") {
    const branch = branchOf(schema, value);
    return branch === schema
      ? unknownOf(value, personalOf(ask.entity, path, schema), schema, ask)
      : erasedValue(value, branch, path, ask, isItem);
  }
  if (def.type === "lazy" && def.getter) return erasedValue(value, def.getter(), path, ask, isItem);
  if (typeof value === "string") {
    if (def.type === "enum" || def.type === "literal") return value;
    return textOf(value, personalOf(ask.entity, path, schema), given, ask, isItem);
  }
  if (Array.isArray(value)) {
    const items = def.items;
    const kept = value.map((one, n) => erasedValue(one, items?.[n] ?? def.element ?? schema, at("*"), ask, !items));
    return items ? kept.map((one) => (one === GONE ? null : one)) : kept.filter((one) => one !== GONE);
  }
  if (typeof value !== "object") return value;
  const inner = (name: string): [z.ZodType | undefined, string] =>
    def.shape?.[name] ? [def.shape[name], at(name)] : [def.valueType ?? def.catchall, at("*")];
  const kept = Object.entries(value).map(([name, one]) => {
    const [of, where] = inner(name);
    const next = of
      ? erasedValue(one, of, where, ask)
      : unknownOf(one, personalOf(ask.entity, where, schema), schema, ask);
    return [name, next] as const;
  });
  return renamed(
    kept.filter(([, one]) => one !== GONE),
    (name) => {
      if (def.shape?.[name]) return name;
      const next = bareOf(ask, personalOf(ask.entity, at("*"), schema))(name);
      return (def.keyType?.safeParse(next).success ?? true) ? next : name;
    },
  );
}

/** Fields that no erasure touches: what a row is told apart by. */
const KEPT = new Set(["id", "version", "createdAt", "updatedAt"]);

/**
 * The fields of a row that an erasure changes, each as it then is (`undefined` for one that goes); none where it has nothing
 * to take away. Figures, states, moments and ids stay as they are, so that whatever was counted still comes to the same.
 */
export function erasedFields(entity: Entity, row: AnyRow, relation: Relation | undefined, redact: Redact) {
  const ask = { entity, relation, redact, id: row.id };
  const { shape = {} } = defOf(entity.schema);
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (KEPT.has(name)) continue;
    const of = shape[name];
    const next = of ? erasedValue(value, of, name, ask) : unknownOf(value, undefined, entity.schema, ask);
    const is = next === GONE ? undefined : next;
    // A counter may bear the words in its name.
    const called = of ? name : redact(name, false);
    if (called !== name) Object.assign(fields, { [name]: undefined, [called]: is });
    else if (JSON.stringify(is) !== JSON.stringify(value)) fields[name] = is;
  }
  return Object.keys(fields).length > 0 ? whole(ask, row, fields) : fields;
}

/** Ways of leaving a field out that its schema does not take as it was first left: filled in, gone, empty; else as it was. */
function* otherwise(ask: Ask, of: z.ZodType, name: string, value: unknown): Generator<unknown> {
  const filledIn = erasedValue(value, of, name, { ...ask, stays: true });
  if (filledIn !== GONE) yield filledIn;
  if (mayBeLeftOut(of)) yield undefined;
  if (Array.isArray(value)) yield [];
}

/**
 * A field that the schema does not take without its words is left out in another way, or stays where there is none: the row
 * can be read after all. Something of a person that stays so is counted at the end of their erasure.
 */
function whole(ask: Ask, row: AnyRow, fields: Record<string, unknown>): Record<string, unknown> {
  const { entity } = ask;
  if (damageOf(entity, row)) return fields;
  const { shape = {} } = defOf(entity.schema);
  const kept = { ...fields };
  const wrong = (): string[] => {
    const issues = damageOf(entity, { ...row, ...kept })?.issues ?? [];
    return [...new Set(issues.map(({ path }) => String(path[0])))].filter((name) => name in kept);
  };
  for (const name of wrong()) {
    const ways = otherwise(ask, shape[name] as z.ZodType, name, row[name]);
    for (const way of ways) {
      kept[name] = way;
      if (!wrong().includes(name)) break;
    }
    if (wrong().includes(name)) delete kept[name];
  }
  return kept;
}
