import * as z from "zod";
import { OTHERS_FROM, recordNumber, targetOf } from "../../shared/contract/demo.ts";
import { filledPath, nounOfName, resolveExample } from "../../shared/contract/examples.ts";
import { collectionNoun } from "../../shared/contract/names.ts";
import { type Route, routeKey } from "../../shared/http/route.ts";
import { scene } from "./demo.ts";
import type { DumpedItem } from "./dump.ts";
import { marked, withLeaf } from "./marks.ts";

/** One call of somebody who tries another's records, and what of it was another's. */
export type Attack = { route: Route; path: string; query: Record<string, string>; body?: unknown; foreign: string };

/** The ids of one tenant's rows, by noun, in the order of their numbers. */
export type Ids = ReadonlyMap<string, readonly string[]>;

export const idsOf = (items: readonly DumpedItem[]): Ids => {
  const rows = items.flatMap((item) => {
    const id = item.id?.S ?? "";
    const noun = scene.entities.find((e) => id.startsWith(`${e.prefix}_`) && item.version !== undefined)?.noun;
    return noun ? [{ noun, id }] : [];
  });
  return new Map([...Map.groupBy(rows, (r) => r.noun)].map(([noun, of]) => [noun, of.map((r) => r.id).sort()]));
};

/** A caller's own way of naming records: the demo record if there is one, else any row of the noun. */
export type Naming = (noun: string, number?: number) => string | undefined;

export const namingOf =
  (ids: Ids, demo: (prefix: string, number: number) => string): Naming =>
  (noun, number = 1) => {
    const all = ids.get(noun) ?? [];
    const prefix = scene.entities.find((e) => e.noun === noun)?.prefix ?? noun;
    const named = demo(prefix, number);
    return all.includes(named) ? named : all[0];
  };

const none = "missing_0000000000";

const example = (route: Route, own: Naming) =>
  resolveExample(route, scene.routes, scene.entities, (noun, isOther) => {
    const number = noun === targetOf(route, scene) ? recordNumber(route, scene) : 1;
    return own(noun, isOther ? OTHERS_FROM + number : number) ?? none;
  });

/** The attacks on one route: each puts one thing of another's (`theirs`) into a call that is otherwise the caller's own. */
export function attacksOn(route: Route, own: Naming, theirs: Naming, mark: string): Attack[] {
  const { params, query, body } = example(route, own);
  const base = { route, path: filledPath(route.path, params), query, body: marked(route, body, mark) };
  const plain = route.method === "GET" && !route.path.includes("{") ? [{ ...base, foreign: "nothing" }] : [];
  return [
    ...plain,
    ...byPath(route, base, own, theirs),
    ...byBody(route, base, theirs),
    ...byFilter(route, base, theirs),
  ];
}

type Base = Omit<Attack, "foreign">;

function byPath(route: Route, base: Base, own: Naming, theirs: Naming): Attack[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  if (names.length === 0) return [];
  const collection = collectionNoun(route, scene.routes);
  const target = targetOf(route, scene);
  const value = (name: string, from: Naming): string => {
    const noun = nounOfName(name, collection, scene.entities) ?? "";
    return from(noun, noun === target ? recordNumber(route, scene) : 1) ?? none;
  };
  // All parameters theirs, and each one alone: a record of theirs below one of ours, and the other way round.
  const choices = names.length === 1 ? [names] : [names, ...names.map((name) => [name])];
  return choices.map((foreign) => {
    const params = Object.fromEntries(names.map((name) => [name, value(name, foreign.includes(name) ? theirs : own)]));
    return { ...base, path: filledPath(route.path, params), foreign: `path ${foreign.join(", ")}` };
  });
}

/** The prefix of the ids that a schema takes, if it takes ids. */
function prefixOf(schema: z.ZodType): string | undefined {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault)
    inner = inner.unwrap() as z.ZodType;
  if (inner instanceof z.ZodArray) return prefixOf(inner.element as z.ZodType);
  if (!(inner instanceof z.ZodString)) return undefined;
  const { pattern } = z.toJSONSchema(inner) as { pattern?: string };
  return /^\^([a-z]{2,5})_\[/.exec(pattern ?? "")?.[1];
}

const isList = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodOptional ? isList(schema.unwrap() as z.ZodType) : schema instanceof z.ZodArray;

function byBody(route: Route, base: Base, theirs: Naming): Attack[] {
  const shape = route.body instanceof z.ZodObject ? route.body.shape : {};
  const top = Object.entries(shape).flatMap(([field, schema]) => {
    const prefix = prefixOf(schema as z.ZodType);
    const noun = scene.entities.find((e) => e.prefix === prefix)?.noun;
    if (field === "id" || !noun) return [];
    const id = theirs(noun) ?? none;
    return [{ path: [field], value: isList(schema as z.ZodType) ? [id] : id }];
  });
  const deep = [...idLeaves(base.body)].flatMap(({ path, noun }) => ({ path, value: theirs(noun) ?? none }));
  return [...top, ...deep].map(({ path, value }) => ({
    ...base,
    body: withLeaf(base.body ?? {}, path, value),
    foreign: `body ${path.join(".")}`,
  }));
}

function* idLeaves(
  value: unknown,
  path: (string | number)[] = [],
): Generator<{ path: (string | number)[]; noun: string }> {
  if (typeof value === "string") {
    const prefix = /^([a-z]{2,5})_[0-9A-Za-z]{6,40}$/.exec(value)?.[1];
    const noun = scene.entities.find((e) => e.prefix === prefix)?.noun;
    if (noun && path.length > 1) yield { path, noun };
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value))
      yield* idLeaves(item, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

function byFilter(route: Route, base: Base, theirs: Naming): Attack[] {
  const fields = route.list
    ? route.list.filters
    : route.query instanceof z.ZodObject
      ? Object.keys(route.query.shape)
      : [];
  return fields.flatMap((field) => {
    const noun = nounOfName(field, route.noun, scene.entities);
    const id = noun && theirs(noun);
    return id ? [{ ...base, query: { ...base.query, [field]: id }, foreign: `filter ${field}` }] : [];
  });
}

/** Ids and marks of another in an answer that the call itself did not contain. */
export function leaksIn(
  attack: Pick<Attack, "path" | "query" | "body">,
  answer: string,
  secrets: readonly string[],
): string[] {
  const asked = JSON.stringify([attack.path, attack.query, attack.body ?? ""]);
  return secrets.filter((secret) => answer.includes(secret) && !asked.includes(secret));
}

export const nameOfAttack = (attack: Attack): string => `${routeKey(attack.route)} with ${attack.foreign}`;
