import * as z from "zod";
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from "../http/query-string.ts";
import type { ListDeclaration, Route } from "../http/route.ts";
import { type JsonSchema, plainSchema } from "./json-schema.ts";

export type Parameter =
  | { $ref: string }
  | { name: string; in: "path" | "query" | "header"; required?: boolean; description?: string; schema: JsonSchema };

/** Parameters that many calls share, under `#/components/parameters`. */
export const SHARED_PARAMETERS = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "1 to 255 printable ASCII characters. The same key with the same body gives the first answer again; with another body it is 422.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  },
  IfMatch: {
    name: "If-Match",
    in: "header",
    description:
      "The ETag that was read. If the record has another version by now, nothing is written and the answer is 412.",
    schema: { type: "string", pattern: '^(W/)?"?[0-9]+"?$|^\\*$' },
  },
  limit: {
    name: "limit",
    in: "query",
    description: "Records of one page.",
    schema: { type: "integer", minimum: 1, maximum: LIST_LIMIT_MAX, default: LIST_LIMIT_DEFAULT },
  },
  cursor: {
    name: "cursor",
    in: "query",
    description: "The nextCursor of the page before, with the same filters and sort.",
    schema: { type: "string" },
  },
  archived: {
    name: "archived",
    in: "query",
    description: "true lists the archived records instead of the others.",
    schema: { type: "boolean", default: false },
  },
} as const;

const RANGES = { gte: "at or after", gt: "after", lte: "at or before", lt: "before" } as const;

const shared = (name: keyof typeof SHARED_PARAMETERS): Parameter => ({ $ref: `#/components/parameters/${name}` });

function fieldSchema(list: ListDeclaration, field: string): JsonSchema {
  const declared = list.entity.schema.shape[list.aliases?.[field] ?? field] as z.ZodType | undefined;
  if (!declared) return { type: "string" };
  let inner: z.ZodType = declared;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable || inner instanceof z.ZodDefault) {
    inner = inner.unwrap() as z.ZodType;
  }
  // A field that holds several values is asked for one of them.
  return plainSchema(inner instanceof z.ZodArray ? (inner.element as z.ZodType) : inner);
}

function listParameters(list: ListDeclaration): Parameter[] {
  const filters = list.filters.map((name) => ({
    name,
    in: "query" as const,
    description: `Only records with this ${name}.`,
    schema: fieldSchema(list, name),
  }));
  const ranges = list.ranges.flatMap((field) =>
    Object.entries(RANGES).map(([op, meaning]) => ({
      name: `${field}.${op}`,
      in: "query" as const,
      description: `Only records whose ${field} is ${meaning} this value.`,
      schema: fieldSchema(list, field),
    })),
  );
  const questions = Object.keys(list.questions ?? {}).map((name) => ({
    name,
    in: "query" as const,
    description: `Only records that are ${name}, or with false those that are not.`,
    schema: { type: "boolean" },
  }));
  const [first = "createdAt"] = list.sorts;
  const sort: Parameter = {
    name: "sort",
    in: "query",
    description: "The order; a minus before the field reverses it.",
    schema: { type: "string", enum: list.sorts.flatMap((f) => [`-${f}`, f]), default: `-${first}` },
  };
  const archived = "archived" in list.entity.schema.shape ? [shared("archived")] : [];
  return [...filters, ...questions, ...ranges, ...archived, sort, shared("limit"), shared("cursor")];
}

function queryParameters(query: z.ZodType): Parameter[] {
  const { properties = {}, required = [] } = plainSchema(query);
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...rest } = schema;
    return {
      name,
      in: "query" as const,
      ...(required.includes(name) && { required: true }),
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

/** True where a call reads one record and so honours `If-Match`. */
export const honoursIfMatch = (route: Route): boolean => route.method !== "GET" && /\{id\}/.test(route.path);

/** Every parameter of a route: path, query, headers. */
export function parametersOf(route: Route): Parameter[] {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name as string,
    in: "path" as const,
    required: true,
    schema: { type: "string" },
  }));
  return [
    ...path,
    ...(route.query ? queryParameters(route.query) : route.list ? listParameters(route.list) : []),
    ...(route.method === "POST" && !route.rawBody ? [shared("IdempotencyKey")] : []),
    ...(honoursIfMatch(route) ? [shared("IfMatch")] : []),
  ];
}
