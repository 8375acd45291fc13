import type { Example, Route } from "../http/route.ts";
import type { Entity } from "../table/entity.ts";
import { collectionNoun } from "./names.ts";

/**
 * The id of a well-known record of the demo tenant: `demoId("acc")` → `acc_0000000000DEMO000001`. A create may carry a
 * client-made id, so the demo has exactly the records that the examples name.
 */
export const demoId = (prefix: string, number = 1): string =>
  `${prefix}_0000000000DEMO${String(number).padStart(6, "0")}`;

/** A shell variable, the id that it stands for in an example, and the list that its record is found by. */
export type Finding = { variable: string; id: string; path: string };

/** Says which record a placeholder stands for; `isOther`: a second one of the noun that the call is made on. */
export type Lookup = (noun: string, isOther?: boolean) => string;

/** The placeholder of a second record of the noun that a call is made on. */
export const OTHER = "{otherId}";

const PLACEHOLDER = /^\{(\w+)\}$/;
const ID = /^([a-z]{2,5})_[0-9A-Za-z]{6,40}$/;

/** People are named by the part they play. */
const ROLES_OF_USERS = ["owner", "user", "member", "recipient", "to"];

/** The noun that a field or parameter names: `accountId` → account, `connectionId` → bankConnection, `ownerId` → user. */
export function nounOfName(name: string, own: string | undefined, entities: readonly Entity[]): string | undefined {
  if (name === "id") return own;
  const word = name.replace(/Ids?$/, "");
  const exact = entities.find((e) => e.noun === word);
  if (exact) return exact.noun;
  if (ROLES_OF_USERS.includes(word)) return "user";
  const tail = word.charAt(0).toUpperCase() + word.slice(1);
  return entities.find((e) => e.noun.endsWith(tail))?.noun ?? (word === "parent" ? own : undefined);
}

/** The example with every placeholder (`{id}`, `{accountId}`) and every id of a known noun replaced by a real id. */
export function resolveExample(
  route: Route,
  routes: readonly Route[],
  entities: readonly Entity[],
  lookup: Lookup,
): { params: Record<string, string>; query: Record<string, string>; body: unknown } {
  const own = collectionNoun(route, routes);
  const one = (text: string): string => {
    if (text === OTHER && own) return lookup(own, true);
    const [, name] = PLACEHOLDER.exec(text) ?? [];
    const [, prefix] = ID.exec(text) ?? [];
    const noun = name ? nounOfName(name, own, entities) : entities.find((e) => e.prefix === prefix)?.noun;
    return noun ? lookup(noun) : text;
  };
  const deep = (value: unknown): unknown => {
    if (typeof value === "string") return one(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [one(key), deep(inner)]));
  };
  const { query = {}, body }: Example = route.example ?? {};
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const params = Object.fromEntries(names.map((name) => [name, route.example?.params?.[name] ?? `{${name}}`]));
  return {
    params: deep(params) as Record<string, string>,
    query: deep(query) as Record<string, string>,
    body: deep(body),
  };
}

/** The path with its parameters filled in. */
export const filledPath = (path: string, params: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (whole, name: string) => encodeURIComponent(params[name] ?? whole));
