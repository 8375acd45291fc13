import { faultStatus } from "../fault.ts";
import { type Route, routeKey } from "../http/route.ts";
import type { Module } from "../module.ts";
import { demoLookup, findingsOf, type Needs, type Scene, sceneOf } from "./demo.ts";
import { type Finding, resolveExample } from "./examples.ts";
import { type JsonSchema, type Named, namedSchemas } from "./json-schema.ts";
import { operationId } from "./names.ts";
import { honoursIfMatch, type Parameter, parametersOf, SHARED_PARAMETERS } from "./parameters.ts";
import { PROBLEMS } from "./problems.ts";

type Media = { schema?: JsonSchema; example?: unknown };
export type Response = { $ref?: string; description?: string; headers?: unknown; content?: Record<string, Media> };

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, Media> };
  responses: Record<string, Response>;
  /** The permission that the caller needs; `public`, `self` and `operator` are none of a tenant's roles. */
  "x-permission": string;
  /** The editions that have the call, where not every one has. */
  "x-editions"?: readonly string[];
  /** The declared action that the call is: what it is called, the states from which it may be done, where it leads. */
  "x-action"?: NonNullable<Route["action"]>;
  /** A call on records of the demo tenant; those that cannot be named beforehand are found by a list. */
  "x-example": {
    params: Record<string, string>;
    query: Record<string, string>;
    body?: unknown;
    find?: Finding[];
    note?: string;
  };
};

export type OpenApi = {
  openapi: "3.1.1";
  info: { title: string; version: string; description: string };
  servers: { url: string; description: string }[];
  tags: { name: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    securitySchemes: Record<string, unknown>;
    parameters: Record<string, unknown>;
    headers: Record<string, unknown>;
    schemas: Record<string, JsonSchema>;
    responses: Record<string, Response>;
  };
  /** Every problem code with its status and what to do about it. */
  "x-problems": Record<string, { status: number; meaning: string }>;
};

const ref = (kind: string, name: string): { $ref: string } => ({ $ref: `#/components/${kind}/${name}` });

const statuses = [...new Set(Object.values(faultStatus))].sort();

/** RFC 9457, as `shared/http/problem.ts` writes it. */
function problemSchemas(): Record<string, JsonSchema> {
  const inputError: JsonSchema = {
    type: "object",
    required: ["path", "code", "message"],
    properties: {
      path: { type: "string", description: "Where, as in lines.0.quantity." },
      code: { type: "string" },
      message: { type: "string" },
    },
  };
  const problem: JsonSchema = {
    type: "object",
    required: ["type", "title", "status", "code", "detail", "requestId"],
    properties: {
      type: { type: "string", format: "uri-reference", description: "Links to the explanation of the code." },
      title: { type: "string" },
      status: { type: "integer", enum: statuses },
      code: { type: "string", enum: Object.keys(faultStatus) },
      detail: { type: "string", description: "What was wrong in this call and what to do about it." },
      requestId: { type: "string" },
      errors: { type: "array", items: ref("schemas", "InputError"), description: "Everything wrong with the input." },
    },
  };
  return { InputError: inputError, Problem: problem };
}

function problemResponses(): Record<string, Response> {
  const entries = statuses.map((status) => {
    const codes = Object.entries(faultStatus).flatMap(([code, s]) => (s === status ? [code] : []));
    const retry = status === 429 || status === 503 || status === 409;
    const response: Response = {
      description: codes.join(", "),
      ...(retry && { headers: { "Retry-After": ref("headers", "RetryAfter") } }),
      content: { "application/problem+json": { schema: ref("schemas", "Problem") } },
    };
    return [`Problem${status}`, response];
  });
  return Object.fromEntries(entries);
}

/** Calls that no tenant makes by its licence. */
const UNLICENSED: readonly string[] = ["public", "operator"];

/** The statuses besides success that a route may answer. */
function problemsOf(route: Route, editions: readonly string[] | undefined): number[] {
  const hasBody = route.body !== undefined || route.rawBody;
  const writes = route.method !== "GET";
  const isBound = writes && !route.beyondQuota && !UNLICENSED.includes(route.permission);
  const applies: [number, boolean][] = [
    [400, true],
    [401, route.permission !== "public" || route.rawBody],
    [402, isBound || editions !== undefined],
    [403, route.permission !== "public"],
    [404, route.path.includes("{")],
    [409, writes || route.path.includes("{")],
    [412, honoursIfMatch(route)],
    [413, hasBody],
    [415, hasBody],
    [422, writes || route.list !== undefined || route.query !== undefined],
    [429, route.permission !== "operator" && route.path.startsWith("/v1/")],
    [500, true],
    [503, true],
  ];
  return applies.flatMap(([status, does]) => (does ? [status] : []));
}

function success(route: Route, named: Named): Response {
  const name = route.reply && named.nameOf.get(route.reply);
  const schema = name === undefined ? undefined : (named.schemas[name] as JsonSchema);
  const content = name === undefined ? undefined : { "application/json": { schema: ref("schemas", name) } };
  const headers = {
    ...(schema?.properties?.version !== undefined && { ETag: ref("headers", "ETag") }),
    ...(route.method === "GET" && schema && { "Damaged-Records": ref("headers", "DamagedRecords") }),
  };
  return {
    description: route.summary,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(content && { content }),
  };
}

function securityOf(route: Route): Record<string, string[]>[] | undefined {
  if (route.permission === "public") return [];
  return route.permission === "operator" ? [{ operatorKey: [] }] : undefined;
}

/** An action whose options may all be left out may be called without a body. */
const needsBody = ({ method, body }: Route): boolean => method !== "POST" || !body?.safeParse({}).success;

function operation(route: Route, context: Context): Operation {
  const { module, scene, named } = context;
  const example = exampleOf(route, scene);
  const bodyName = route.body && named.nameOf.get(route.body);
  const parameters = parametersOf(route);
  const security = securityOf(route);
  const editions = context.editionsOf(route.permission);
  const problems = problemsOf(route, editions);
  const { body } = example;
  const schema = bodyName === undefined ? {} : ref("schemas", bodyName);
  return {
    operationId: operationId(route),
    tags: [module.name],
    summary: route.summary,
    ...(security && { security }),
    ...(parameters.length > 0 && { parameters }),
    ...((bodyName !== undefined || route.rawBody) && {
      requestBody: {
        required: needsBody(route),
        content: { "application/json": { schema, ...(body !== undefined && { example: body }) } },
      },
    }),
    responses: {
      [route.status]: success(route, named),
      ...Object.fromEntries(problems.map((status) => [String(status), ref("responses", `Problem${status}`)])),
    },
    "x-permission": route.permission,
    ...(editions && { "x-editions": editions }),
    ...(route.action && { "x-action": route.action }),
    "x-example": example,
  };
}

type Context = Pick<OpenApiOptions, "editionsOf"> & { module: Module; scene: Scene; named: Named };

function exampleOf(route: Route, scene: Scene): Operation["x-example"] {
  const named = new Set<string>();
  const lookup = demoLookup(route, scene);
  const example = resolveExample(route, scene.routes, scene.entities, (noun, isOther) => {
    named.add(noun);
    return lookup(noun, isOther);
  });
  const find = findingsOf(route, scene, [...named]);
  const note = scene.needs[routeKey(route)]?.note;
  return { ...example, ...(find.length > 0 && { find }), ...(note && { note }) };
}

const DESCRIPTION =
  "Every noun has an id with a prefix, a version (the ETag) and instants in UTC. Money is an integer of minor units " +
  "next to its ISO 4217 currency; shares are basis points. Errors are RFC 9457 problems with a stable code.";

/** What the document says besides the routes. */
export type OpenApiOptions = {
  version: string;
  needs: Needs;
  /** The editions that have what a permission opens; undefined where every one has it. */
  editionsOf(permission: string): readonly string[] | undefined;
};

/** The OpenAPI 3.1 document of all modules, derived from their declarations alone. */
export function openApi(modules: readonly Module[], { version, needs, editionsOf }: OpenApiOptions): OpenApi {
  const scene = sceneOf(modules, needs);
  const named = namedSchemas(scene.routes);
  const paths: OpenApi["paths"] = {};
  for (const module of modules) {
    for (const route of module.routes) {
      paths[route.path] = {
        ...paths[route.path],
        [route.method.toLowerCase()]: operation(route, { module, scene, named, editionsOf }),
      };
    }
  }
  const problems = Object.entries(faultStatus).map(([code, status]) => [
    code,
    { status, meaning: PROBLEMS[code as keyof typeof faultStatus] },
  ]);
  return {
    openapi: "3.1.1",
    info: { title: "Cashloop", version, description: DESCRIPTION },
    servers: [{ url: "/", description: "This deployment" }],
    tags: modules.map((m) => ({ name: m.name })),
    security: [{ token: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A user's OIDC access token." },
        apiKey: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "ck_…",
          description: "A key that acts as a user or partner.",
        },
        operatorKey: { type: "http", scheme: "bearer", description: "The key of whoever runs the service." },
      },
      parameters: SHARED_PARAMETERS,
      headers: {
        ETag: { description: "The record's version, for If-Match.", schema: { type: "string" } },
        DamagedRecords: {
          description:
            "The records that the answer leaves out, since they are not stored as their schema says: `activity act_…, file fil_…`. GET /v1/damaged-records says what is wrong with them.",
          schema: { type: "string" },
        },
        RetryAfter: { description: "Seconds to wait before the next try.", schema: { type: "integer" } },
      },
      schemas: { ...named.schemas, ...problemSchemas() },
      responses: problemResponses(),
    },
    "x-problems": Object.fromEntries(problems),
  };
}
