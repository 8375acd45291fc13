import assert from "node:assert";
import * as z from "zod";
import type { Route } from "../http/route.ts";
import { collectionNoun, isCreate, operationId, pascal } from "./names.ts";

/** A JSON Schema (2020-12) as far as this contract uses it. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  enum?: unknown[];
  const?: unknown;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  format?: string;
  pattern?: string;
  description?: string;
  [keyword: string]: unknown;
};

/** Keywords that hold one schema, a list of them or a map of them; all others hold plain values. */
const ONE = ["items", "additionalProperties", "propertyNames", "not"];
const MANY = ["oneOf", "anyOf", "allOf", "prefixItems"];
const MAPS = ["properties", "patternProperties"];

/** zod writes these bounds to every integer; they say nothing. */
const isNoBound = (key: string, value: unknown): boolean =>
  (key === "maximum" && value === Number.MAX_SAFE_INTEGER) || (key === "minimum" && value === Number.MIN_SAFE_INTEGER);

/** Where zod puts schemas that contain themselves: they have no body or reply to stand in. */
const SHARED = "__shared";
const SHARED_REF = `${SHARED}#/$defs/`;

/** The schemas that contain themselves, by the names that their `meta` gives them. */
function recursiveSchemas(shared: JsonSchema | undefined): Record<string, JsonSchema> {
  const found = (shared?.$defs ?? {}) as Record<string, JsonSchema>;
  const unnamed = Object.keys(found).find((name) => /^schema\d+$/.test(name));
  assert(!unnamed, "a schema that contains itself needs a name: give it .meta({ id })");
  return found;
}

/** Without what says nothing to a reader: empty bounds, and patterns that only spell out a named format. */
export function tidied(schema: JsonSchema): JsonSchema {
  const out: JsonSchema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "$schema" || key === "$id" || key === "id" || isNoBound(key, value)) continue;
    if (key === "pattern" && schema.format !== undefined) continue;
    if (key === "$ref") out.$ref = (value as string).replace(SHARED_REF, "");
    else if (ONE.includes(key) && typeof value === "object") out[key] = tidied(value as JsonSchema);
    else if (MANY.includes(key)) out[key] = (value as JsonSchema[]).map(tidied);
    else if (MAPS.includes(key)) {
      const entries = Object.entries(value as Record<string, JsonSchema>).map(([name, s]) => [name, tidied(s)]);
      out[key] = Object.fromEntries(entries);
    } else out[key] = value;
  }
  return out;
}

/** A schema on its own, for parameters. */
export const plainSchema = (schema: z.ZodType): JsonSchema =>
  tidied(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema);

/** The item of a page reply, if it is one. */
export function itemOf(reply: z.ZodType): z.ZodType | undefined {
  const items = reply instanceof z.ZodObject ? (reply.shape.items as z.ZodType | undefined) : undefined;
  return items instanceof z.ZodArray ? (items.element as z.ZodType) : undefined;
}

function bodyName(route: Route, routes: readonly Route[]): string {
  const noun = collectionNoun(route, routes);
  if (noun && isCreate(route)) return `${pascal(noun)}Input`;
  if (noun && route.method === "PATCH" && /^[^{]*\{id\}$/.test(route.path)) return `${pascal(noun)}Patch`;
  return `${pascal(operationId(route))}Body`;
}

/** A reply that several routes give may name itself. */
function replyName(route: Route, routes: readonly Route[]): string {
  const named = route.reply?.meta()?.id;
  if (named) return named;
  const noun = collectionNoun(route, routes);
  const isRecord = noun && noun === route.noun && (isCreate(route) || /^[^{]*(\/\{id\})?$/.test(route.path));
  return isRecord ? pascal(noun) : `${pascal(operationId(route))}Reply`;
}

/** The named schemas of a contract: JSON Schemas by name, and the name of every zod schema that has one. */
export type Named = { schemas: Record<string, JsonSchema>; nameOf: ReadonlyMap<z.ZodType, string> };

/**
 * Names the bodies and replies of all routes. One zod schema has one name however many routes share it, so that a
 * noun is described once.
 */
export function namedSchemas(routes: readonly Route[]): Named {
  const nameOf = new Map<z.ZodType, string>();
  const taken = new Set<string>();
  const schemas: Record<string, JsonSchema> = {};
  const add = (registry: Registry, schema: z.ZodType, name: string): void => {
    if (nameOf.has(schema)) return;
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
    taken.add(free);
    nameOf.set(schema, free);
    registry.add(schema, { id: free });
  };
  const bodies: Registry = z.registry();
  const replies: Registry = z.registry();
  for (const route of routes) {
    if (route.body) add(bodies, route.body, bodyName(route, routes));
    if (!route.reply) continue;
    const item = itemOf(route.reply);
    if (item instanceof z.ZodObject) add(replies, item, replyName(route, routes));
    add(replies, route.reply, `${replyName(route, routes)}${item ? "Page" : ""}`);
  }
  for (const [registry, io] of [
    [bodies, "input"],
    [replies, "output"],
  ] as const) {
    const uri = (id: string): string => `#/components/schemas/${id}`;
    const made = z.toJSONSchema(registry, { io, uri, unrepresentable: "any" }).schemas;
    const { [SHARED]: shared, ...own } = made as Record<string, JsonSchema>;
    for (const [name, schema] of Object.entries({ ...own, ...recursiveSchemas(shared) }))
      schemas[name] = tidied(schema);
  }
  return { schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))), nameOf };
}

type Registry = z.core.$ZodRegistry<{ id?: string | undefined }>;
