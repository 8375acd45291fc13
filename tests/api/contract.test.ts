import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Validator } from "@seriousme/openapi-schema-validator";
import { modules } from "../../functions/modules.ts";
import { ApiProblem, type Client, createClient } from "../../shared/client/client.ts";
import type { JsonSchema } from "../../shared/contract/json-schema.ts";
import type { OpenApi, Operation } from "../../shared/contract/openapi.ts";
import { faultStatus } from "../../shared/fault.ts";
import { openTenant } from "../support/demo.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();
let document: OpenApi;

beforeAll(async () => {
  document = (await stack().api().get("/openapi.json")).body;
});

/** Calls that other systems make, signed. */
const NOTICES = /^POST \/v1\/(?:webhooks\/|sms-reports$)/;

const operations = (): { name: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );

/** The inner schemas of a schema, with where they stand. */
function* within(schema: JsonSchema, at: string): Generator<{ at: string; schema: JsonSchema }> {
  yield { at, schema };
  const parts = [
    ...(schema.oneOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.allOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ];
  for (const part of parts) yield* within(part, `${at}[]`);
  for (const [name, field] of Object.entries(schema.properties ?? {})) yield* within(field, `${at}.${name}`);
}

describe("the contract", () => {
  test("is generated anew whenever a declaration changes", () => {
    const root = join(import.meta.dirname, "../..");
    const run = spawnSync(process.execPath, ["--no-warnings", "infra/generate.ts", "--check"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(`${run.stdout}${run.stderr}`).toBe("");
  });

  test("is a valid OpenAPI 3.1 document", async () => {
    expect(await new Validator().validate(document)).toEqual({ valid: true });
  });

  test("names every route, and every name once", () => {
    const declared = modules.flatMap((m) => m.routes.map((r) => `${r.method} ${r.path}`));
    expect(
      operations()
        .map((o) => o.name)
        .sort(),
    ).toEqual(declared.sort());
    const ids = operations().map((o) => o.operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("has no reference that leads nowhere", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((m) => m[1] ?? "");
    const broken = references.filter((path) => {
      let at: unknown = document;
      for (const part of path.split("/")) at = (at as Record<string, unknown> | undefined)?.[part];
      return at === undefined;
    });
    expect(broken).toEqual([]);
  });

  test("lists every problem code with its status", () => {
    expect(document.components.schemas.Problem?.properties?.code?.enum).toEqual(Object.keys(faultStatus));
  });

  test("refuses unknown fields in every body", () => {
    // A notice of another system says what it says; of what we do not know nothing is read.
    const bodies = operations().flatMap(({ name, operation }) =>
      NOTICES.test(name) ? [] : (operation.requestBody?.content["application/json"]?.schema?.$ref ?? []),
    );
    const open = [...new Set(bodies)].flatMap((ref) => {
      const name = ref.split("/").at(-1) ?? "";
      return [...within(document.components.schemas[name] ?? {}, name)]
        .filter(({ schema }) => schema.properties && schema.additionalProperties !== false)
        .map(({ at }) => at);
    });
    expect(open).toEqual([]);
  });

  test("bounds every text and every list that a body may carry", () => {
    const bodies = operations().flatMap(
      ({ operation }) => operation.requestBody?.content["application/json"]?.schema?.$ref ?? [],
    );
    const unbounded = [...new Set(bodies)].flatMap((ref) => {
      const name = ref.split("/").at(-1) ?? "";
      return [...within(document.components.schemas[name] ?? {}, name)]
        .filter(
          ({ schema: s }) =>
            (s.type === "string" && !s.enum && s.const === undefined && !s.maxLength && !s.pattern && !s.format) ||
            (s.type === "array" && s.maxItems === undefined),
        )
        .map(({ at }) => at);
    });
    expect(unbounded).toEqual([]);
  });
});

describe("what the contract says of a call", () => {
  test("has whole numbers for all bounds of length", () => {
    const bounds = [...JSON.stringify(document).matchAll(/"(?:min|max)(?:Length|Items|Properties)":([^,}]+)/g)];
    expect(bounds.length).toBeGreaterThan(100);
    expect(bounds.map((match) => match[1]).filter((bound) => !/^\d+$/.test(bound ?? ""))).toEqual([]);
  });

  test("tells of 422 wherever a value may be refused: in a body, and in a query", () => {
    const silent = operations().filter(({ operation: { parameters = [], requestBody, responses } }) => {
      const asks = parameters.some((one) => ("$ref" in one ? /limit|cursor/.test(one.$ref) : one.in === "query"));
      return (asks || requestBody) && !responses["422"];
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

describe("the typed client", () => {
  let call: Client;

  beforeAll(async () => {
    const { adminKey } = await openTenant(stack(), "客户端");
    call = createClient({ baseUrl: stack().baseUrl, token: adminKey });
  });

  test("makes, reads, changes and lists records with their types", async () => {
    const made = await call("POST /v1/accounts", { body: { name: "甲公司" } });
    const read = await call("GET /v1/accounts/{id}", { params: { id: made.id } });
    expect(read).toEqual(made);
    const changed = await call("PATCH /v1/accounts/{id}", {
      params: { id: made.id },
      body: { name: "乙公司" },
      ifMatch: read.version,
    });
    expect(changed).toMatchObject({ name: "乙公司", version: 2 });
    const page = await call("GET /v1/accounts", { query: { name: "乙公司", limit: 1 } });
    expect(page.items.map((a) => a.id)).toEqual([made.id]);
  });

  test("walks through all pages of a list", async () => {
    const names = Array.from({ length: 5 }, (_, n) => `部门 ${n}`);
    for (const name of names) await call("POST /v1/departments", { body: { name } });
    const seen: string[] = [];
    for await (const department of call.each("GET /v1/departments", { query: { limit: 2, sort: "createdAt" } }))
      seen.push(department.name);
    expect(seen).toEqual(names);
  });

  test("throws a problem with its code", async () => {
    const error = await call("GET /v1/accounts/{id}", { params: { id: "acc_0000000000none" } }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({ status: 404, code: "not_found" });
  });

  test("sends a post again with the same key when its answer was lost, and there is one effect", async () => {
    let calls = 0;
    const unreliable: typeof fetch = async (...request) => {
      const answer = await fetch(...request);
      calls++;
      if (calls === 1) throw new TypeError("the connection was lost");
      return answer;
    };
    const again = createClient({
      baseUrl: stack().baseUrl,
      token: (await openTenant(stack(), "重试")).adminKey,
      fetch: unreliable,
    });
    const made = await again("POST /v1/partners", { body: { name: "渠道" } });
    const { items } = await again("GET /v1/partners");
    expect(items.map((p) => p.id)).toEqual([made.id]);
    expect(calls).toBe(3);
  });

  test("waits as long as the answer says when the limit is reached", async () => {
    let calls = 0;
    const busy: typeof fetch = async (...request) => {
      calls++;
      if (calls > 1) return fetch(...request);
      const problem = { type: "/docs", title: "", status: 429, code: "rate_limited", detail: "", requestId: "" };
      return new Response(JSON.stringify(problem), { status: 429, headers: { "retry-after": "0" } });
    };
    const patient = createClient({ baseUrl: stack().baseUrl, token: stack().operatorKey, fetch: busy });
    expect((await patient("GET /v1/tenants")).items.length).toBeGreaterThan(0);
    expect(calls).toBe(2);
  });
});
