import { beforeAll, describe, expect, test } from "@jest/globals";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import { registration } from "../../functions/gatherings/table.ts";
import { lambdas } from "../../functions/modules.ts";
import { STANDARD_ID } from "../../functions/opportunities/rules.ts";
import { taskLink } from "../../functions/tasks/table.ts";
import { product } from "../../functions/users/context.ts";
import type { Actor } from "../../shared/auth/actor.ts";
import { demoCalls, targetOf } from "../../shared/contract/demo.ts";
import { type ApiEvent, apiHandler } from "../../shared/http/handler.ts";
import { type Call, type Route, routeKey } from "../../shared/http/route.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { type DemoTenant, keyHeader, openTenant, scene, seedDemo } from "../support/demo.ts";
import { type DumpedItem, differences, dump } from "../support/dump.ts";
import { markedCall, markOf } from "../support/marks.ts";
import { type Api, useStack } from "../support/stack.ts";
import {
  type Attack,
  attacksOn,
  type Ids,
  idsOf,
  leaksIn,
  type Naming,
  nameOfAttack,
  namingOf,
} from "../support/walls.ts";

/** Nothing runs by the clock, so that whatever changes was brought about by a call. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const idMaker =
  (name: string) =>
  (prefix: string, number = 1): string =>
    `${prefix}_${name}${String(number).padStart(6, "0")}`;
const named = { a: idMaker("WALLA0000000"), b: idMaker("WALLB0000000"), s: idMaker("WALLS0000000") };

let a: DemoTenant;
let b: DemoTenant;
let idsOfA: Ids;
let idsOfB: ReadonlySet<string>;
let theirs: Naming;
let before: DumpedItem[];

const rowsOf = (tenant: { id: string }) => dump(stack(), `T#${tenant.id}#`);

/** The operator's calls are no tenant's, and a signed call is as good as its signature. */
const routes = scene.routes.filter((r) => r.permission !== "operator" && r.permission !== "public");

beforeAll(async () => {
  const limit = { requestsPerSecondMax: 10_000 };
  const [tenantA, tenantB] = [await openTenant(stack(), "WallAtenant"), await openTenant(stack(), "WallBtenant")];
  for (const { id } of [tenantA, tenantB]) await stack().api(stack().operatorKey).patch(`/v1/tenants/${id}`, limit);
  a = await seedDemo(stack(), tenantA, { ids: named.a, label: "A" });
  b = await seedDemo(stack(), tenantB, { ids: named.b, label: "B" });
  before = await rowsOf(a);
  idsOfA = idsOf(before);
  idsOfB = new Set([...idsOf(await rowsOf(b)).values()].flat());
  theirs = namingOf(idsOfA, named.a);
});

/** What every tenant is opened with, and what is named by what was said of it, has the same id in both: it gives nobody away. */
const isAlike = (id: string): boolean => id === STANDARD_ID || idsOfB.has(id);

/** Everything that would give A away. */
const secretsOfA = (): string[] =>
  ["WallA", a.id, a.adminKey, a.signingSecret, ...[...idsOfA.values()].flat()].filter((secret) => !isAlike(secret));

type Answer = { status: number; text: string; headers: Headers };
type Send = (attack: Attack) => Promise<Answer>;

const over =
  (api: Api): Send =>
  async ({ route, path, query, body }) => {
    const search = new URLSearchParams(query).toString();
    const answer = await api.request(route.method, `${path}${search ? `?${search}` : ""}`, { body });
    return { status: answer.status, text: JSON.stringify(answer.body), headers: answer.headers };
  };

/** A call that takes many at once says of each what it refuses. */
const refuses = (text: string, { foreign }: Attack): boolean => {
  const { rejected } = JSON.parse(text) ?? {};
  return Array.isArray(rejected) && rejected.some(({ index }) => foreign.includes(`.${index}.`));
};

/** Tries all attacks; says what came out and which foreign things were accepted. */
async function tryAll(attacks: readonly Attack[], send: Send, secrets: readonly string[]): Promise<string[]> {
  const findings: string[] = [];
  for (const attack of attacks) {
    const { status, text } = await send(attack);
    const leaks = leaksIn(attack, text, secrets);
    if (leaks.length > 0) findings.push(`${nameOfAttack(attack)} shows ${leaks.slice(0, 3).join(", ")}`);
    if (status >= 500) findings.push(`${nameOfAttack(attack)} answers ${status} ${text}`);
    const isQuery = attack.foreign.startsWith("filter") || attack.foreign === "nothing";
    if (status < 300 && !isQuery && !refuses(text, attack))
      findings.push(`${nameOfAttack(attack)} is accepted: ${text.slice(0, 200)}`);
  }
  return findings;
}

/** The product's own reports and modes are the same for everybody; what is published is read under its own path by all readers. */
const isOfCatalogue = ({ path }: Route): boolean =>
  /^\/v1\/(?:(?:reports|knowledge)\/\{id\}|presets\/\{mode\})/.test(path);

describe("two tenants", () => {
  test("each route that takes a record has one to be attacked with", () => {
    const bare = routes.filter((r) => {
      const noun = targetOf(r, scene);
      return r.path.includes("{") && !isOfCatalogue(r) && (!noun || !idsOfA.get(noun)?.length);
    });
    expect(bare.map(routeKey)).toEqual([]);
  });

  test("another tenant's ids in paths, bodies and filters open nothing", async () => {
    const own = namingOf(idsOf(await rowsOf(b)), named.b);
    const attacks = routes.flatMap((route) => attacksOn(route, own, theirs, "WallB"));
    expect(attacks.length).toBeGreaterThan(routes.length);
    expect((await b.admin.get("/v1/accounts")).body.items).not.toEqual([]);
    expect(await tryAll(attacks, over(b.admin), secretsOfA())).toEqual([]);
  });

  test("another tenant's cursors are refused", async () => {
    const refused: string[] = [];
    for (const route of routes.filter((r) => r.list)) {
      const { body } = await a.admin.get(`${route.path}?limit=1`);
      if (!body.nextCursor) continue;
      const answer = await b.admin.get(`${route.path}?limit=1&cursor=${encodeURIComponent(body.nextCursor)}`);
      expect([routeKey(route), answer.status, answer.body.code]).toEqual([routeKey(route), 400, "invalid_cursor"]);
      refused.push(route.path);
    }
    expect(refused.length).toBeGreaterThan(3);
  });

  test("another tenant's idempotency keys give nothing of its answers", async () => {
    // B's own records have by and by the ids that it sends here, so what it has sent itself is no secret.
    const sent: unknown[] = [];
    // A registration is named by its event and address, a link of tasks by its project, all of which B sends.
    const following = new RegExp(`^(?:${registration.prefix}|${taskLink.prefix})_`);
    const secrets = secretsOfA().filter((secret) => !following.test(secret));
    for (const call of demoCalls(scene, named.a)) {
      const route = scene.routes.find((r) => routeKey(r) === call.route) as Route;
      const { method, path, body } = markedCall(call, route, "A");
      const answer = await b.admin.request(method, path, { body, headers: keyHeader(call) });
      expect(answer.headers.get("idempotent-replayed")).toBeNull();
      sent.push(path, body);
      expect(leaksIn({ path, query: {}, body: sent }, JSON.stringify(answer.body), secrets)).toEqual([]);
    }
  });

  test("another tenant's connection takes no notice signed with one's own secret", async () => {
    const body = JSON.stringify({ transactions: [] });
    const answer = await stack().api().post(`/v1/webhooks/bank/${a.connectionId}`, body, { "webhook-id": "x" });
    expect(answer.status).toBe(401);
  });
});

type Kind = "sales" | "manager" | "service" | "partner";

/** Somebody of A in a department of their own, or a partner, whom none of A's demo records belongs to; with a key. */
async function newcomer(kind: Kind, ids: (prefix: string, number?: number) => string): Promise<Api> {
  const department = await a.admin.post("/v1/departments", { id: ids("dep"), name: `WallS ${kind}` });
  const isPartner = kind === "partner";
  const person = { id: ids("usr"), email: `walls.${kind}@example.com`, name: "WallS", roles: [kind] };
  const path = isPartner ? "/v1/partners" : "/v1/users";
  const body = isPartner ? { id: ids("ptn"), name: "WallS" } : { ...person, departmentId: department.body.id };
  const { body: made } = await a.admin.post(path, body);
  const key = await a.admin.post(`${path}/${made.id}/api-keys`, { name: "WallS", id: ids("key") });
  const api = stack().api(key.body.key);
  // Whoever is let in nowhere would see nothing either.
  expect((await api.get("/v1/orders")).status).toBe(200);
  return api;
}

/** The newcomer with what records of their own they may make. */
async function stranger(kind: Kind): Promise<{ api: Api; own: Naming }> {
  const ids = idMaker(`WALLS${kind.slice(0, 4).toUpperCase()}000`);
  const api = await newcomer(kind, ids);
  for (const call of demoCalls(scene, ids)) {
    const route = scene.routes.find((r) => routeKey(r) === call.route) as Route;
    if (!scene.entities.find((e) => e.noun === route.noun)?.scoped) continue;
    // The catalogue is everybody's; the rest that a record names is the newcomer's own.
    const body = JSON.parse(JSON.stringify(call.body ?? {}).replaceAll(ids("prd"), named.a("prd")));
    await api.request(call.method, call.path, { body: markedCall({ ...call, body }, route, "S").body });
  }
  const own = [...idsOf(await rowsOf(a))].map(
    ([noun, all]) => [noun, all.filter((id) => id.includes("WALLS"))] as const,
  );
  return { api, own: namingOf(new Map(own), ids) };
}

const scopedNouns = (): string[] => scene.entities.filter((e) => e.scoped).map((e) => e.noun);

/** What gives away records that belong to others of the same tenant. */
const secretsOfOthers = (): string[] => [
  ...scopedNouns().map((noun) => markOf("A", noun)),
  ...scopedNouns().flatMap((noun) => idsOfA.get(noun) ?? []),
];

/** What is published is for all readers, whoever wrote it; as a record an article is its owner's all the same. */
const isPublished = ({ route, foreign }: Attack): boolean =>
  /^\/v1\/(?:knowledge|article-suggestions)/.test(route.path) || foreign.includes("articleIds");

const isScoped = (attack: Attack): boolean => {
  if (isPublished(attack)) return false;
  const noun = attack.foreign.startsWith("path") ? targetOf(attack.route, scene) : undefined;
  return noun === undefined || scopedNouns().includes(noun);
};

describe("two people of one tenant", () => {
  test.each<Kind>(["sales", "manager", "service", "partner"])(
    "%s sees nothing of what belongs to others",
    async (kind) => {
      const { api, own } = await stranger(kind);
      const ofScoped: Naming = (noun, number) => (scopedNouns().includes(noun) ? theirs(noun, number) : undefined);
      const attacks = routes.flatMap((route) => attacksOn(route, own, ofScoped, "WallS")).filter(isScoped);
      expect(await tryAll(attacks, over(api), secretsOfOthers())).toEqual([]);
    },
  );
});

test("whatever was tried, by whomever, not a byte of A's has changed", async () => {
  const isStrangers = (line: string): boolean => /WALLS|walls@example|WallS(?![a-z])/.test(line);
  const rows = await rowsOf(a);
  const changed = differences(before, rows).filter((line) => !isStrangers(line));
  // A colleague's own document takes a number of the tenant's series: each new one stands on a document of theirs.
  const numbers = changed.flatMap((line) => /"(?:quote|invoice)#([^"]+)"},"pk"/.exec(line)?.[1] ?? []);
  const theirOwn = rows.flatMap((row) => (row.number?.S && isStrangers(JSON.stringify(row)) ? [row.number.S] : []));
  expect(numbers.filter((number) => !theirOwn.includes(number))).toEqual([]);
  // What is noted of a colleague's own record for reports names that record.
  const own = new Set(rows.flatMap((row) => (row.id?.S && isStrangers(JSON.stringify(row)) ? [row.id.S] : [])));
  const isOwnNote = (line: string): boolean => own.has(/#facts#.*"sk":\{"S":"([^#"]+)#/.exec(line)?.[1] ?? "");
  // Where such a record stands in ordered lists says nothing but its place.
  const isOwnPlace = (line: string): boolean =>
    own.has(/"id":\{"S":"([^"]+)"\}.*"sk":\{"S":"@all#\w+~\w+"\}/.exec(line)?.[1] ?? "");
  // The messages that a tenant sends are counted, its colleagues' own too.
  const isUse = (line: string): boolean =>
    /"id":\{"S":"fgc_mgm-/.test(line) || own.has(/"id":\{"S":"fgp_metered-(\w+)"/.exec(line)?.[1] ?? "");
  const isFollowing = (line: string): boolean => isOwnNote(line) || isOwnPlace(line) || isUse(line);
  expect(changed.filter((line) => !/#(?:nsr_|nmk#)/.test(line) && !isFollowing(line))).toEqual([]);
});

/** Calls one declared route in this process, as the gateway would. */
function inProcess(route: Route, actor: Actor): Send {
  const handler = apiHandler([route], product);
  return async ({ path, query, body }) => {
    const event = {
      rawPath: path,
      headers: { "content-type": "application/json" },
      queryStringParameters: query,
      requestContext: {
        requestId: "test",
        http: { method: route.method, sourceIp: "" },
        authorizer: { lambda: { actor: JSON.stringify(actor) } },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    } as unknown as APIGatewayProxyEventV2;
    const { statusCode, body: text } = await handler(event as ApiEvent, {} as Context);
    return { status: statusCode, text, headers: new Headers() };
  };
}

describe("a route with a hole", () => {
  const broken = (key: string, hole: (call: Call<unknown, unknown>) => Promise<object>): Route => {
    const route = scene.routes.find((r) => routeKey(r) === key) as Route;
    return { ...route, run: async (call) => route.run(Object.assign(Object.create(call), await hole(call))) };
  };
  const attacksWith = (route: Route, own: Naming): Attack[] => attacksOn(route, own, theirs, "WallB");

  test.each(["GET /v1/accounts/{id}", "GET /v1/accounts", "GET /v1/orders/{id}"])(
    "is found where %s reads another tenant's table",
    async (key) => {
      const route = broken(key, async (call) => ({ table: await tenantTable(a.id, call.table.stamp) }));
      const actor: Actor = { kind: "user", tenantId: b.id, principalId: named.b("usr"), roles: ["admin"] };
      const found = await tryAll(
        attacksWith(route, namingOf(new Map(), named.b)),
        inProcess(route, actor),
        secretsOfA(),
      );
      expect(found).not.toEqual([]);
    },
  );

  test.each(["GET /v1/accounts/{id}", "GET /v1/receivables/{id}", "GET /v1/orders/{id}"])(
    "is found where %s forgets whose record it is",
    async (key) => {
      const blind = { sees: () => true };
      const route = broken(key, async (call) => ({ access: Object.assign(Object.create(call.access), blind) }));
      const actor: Actor = { kind: "user", tenantId: a.id, principalId: named.s("usr"), roles: ["sales"] };
      const found = await tryAll(
        attacksWith(route, namingOf(new Map(), named.s)),
        inProcess(route, actor),
        secretsOfOthers(),
      );
      expect(found).not.toEqual([]);
    },
  );
});
