import { beforeAll, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas, modules } from "../../functions/modules.ts";
import { type FaultCode, faultStatus } from "../../shared/fault.ts";
import { type Route, routeKey } from "../../shared/http/route.ts";
import { type DemoTenant, openTenant, seedDemo, signedHeaders } from "../support/demo.ts";
import { differences, dump } from "../support/dump.ts";
import { addressOf, type Hostile, hostileTo } from "../support/hostile.ts";
import { SOAK } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const RUNS = 6 * SOAK;

/** Nothing runs by the clock here: what it writes would look like a trace. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
let tenant: DemoTenant;

beforeAll(async () => {
  const opened = await openTenant(stack(), "敌意测试");
  const limit = { requestsPerSecondMax: 10_000 };
  await stack().api(stack().operatorKey).patch(`/v1/tenants/${opened.id}`, limit);
  tenant = await seedDemo(stack(), opened);
});

/** Texts that belong to the inside: where code lies, how keys look, what the table is called. */
const INSIDE =
  /node_modules|\.ts:\d|\bat \w+ \(|T#ten_\w{10}|ConditionalCheck|ValidationException|\bg\d[ps]\b|TypeError/;

type Answer = { status: number; type: string; text: string };

async function send(route: Route, hostile: Hostile): Promise<Answer> {
  const isOperators = route.permission === "operator";
  const credential: Record<string, string> =
    route.permission === "public"
      ? {}
      : { authorization: `Bearer ${isOperators ? stack().operatorKey : tenant.adminKey}` };
  const signature = route.rawBody ? signedHeaders(stack(), tenant, hostile.body) : {};
  const usual = { "content-type": "application/json", ...credential, ...signature };
  const response = await fetch(new URL(addressOf(route, hostile), stack().baseUrl), {
    method: route.method,
    headers: { ...usual, ...hostile.headers },
    body: route.method === "GET" ? undefined : new Uint8Array(hostile.body),
  });
  return { status: response.status, type: response.headers.get("content-type") ?? "", text: await response.text() };
}

/** A refusal is a problem document with a code of ours, the status of that code, and nothing of the inside. */
function expectProblem({ status, type, text }: Answer): void {
  expect(status).toBeLessThan(500);
  expect(type).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(text);
  expect(text.replace(problem.requestId, "")).not.toMatch(INSIDE);
  expect(faultStatus[problem.code as FaultCode]).toBe(status);
  expect(problem).toMatchObject({
    status,
    title: expect.any(String),
    detail: expect.any(String),
    requestId: expect.any(String),
  });
  for (const error of problem.errors ?? []) {
    expect(error).toEqual({ path: expect.any(String), code: expect.any(String), message: expect.any(String) });
  }
}

/** A page for people is refused with a page that tells nothing of the inside. */
function expectPage({ status, text }: Answer): void {
  expect([400, 404, 422, 429]).toContain(status);
  expect(text).not.toMatch(INSIDE);
}

/** What a route has refused of what was sent to it. */
type Refused = { route: Route; hostile: Hostile };

/** Sends one route what nobody means well with; what is refused is refused with a problem document. */
async function attack(route: Route): Promise<Refused[]> {
  const refused: Refused[] = [];
  const property = fc.asyncProperty(hostileTo(route), async (hostile) => {
    const answer = await send(route, hostile);
    if (answer.status < 300) return;
    if (route.permission === "public" && answer.type.startsWith("text/html")) expectPage(answer);
    else expectProblem(answer);
    refused.push({ route, hostile });
  });
  await fc.assert(property, { numRuns: RUNS });
  return refused;
}

/** Sends once more what was refused. Some calls were refused for a state that has changed since: they are left out. */
async function refusedAgain(all: readonly Refused[]): Promise<Refused[]> {
  const answers = await Promise.all(all.map(({ route, hostile }) => send(route, hostile)));
  await stack().settled();
  return all.filter((_, n) => (answers[n]?.status ?? 0) >= 300);
}

/** Rounds until what is sent is what is refused. */
const ROUNDS_MAX = 4;

test.each(modules.filter((m) => m.routes.length > 0).map((m) => [m.name, m.routes] as const))(
  "%s refuses what is hostile to each of its routes, and what it refuses leaves no trace",
  async (_name, routes) => {
    let refused: Refused[] = [];
    for (const route of routes) {
      const more = await attack(route).catch((error) => {
        throw new Error(routeKey(route), { cause: error });
      });
      refused.push(...more);
    }
    await stack().settled();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const before = await dump(stack());
      const again = await refusedAgain(refused);
      if (again.length === refused.length) return expect(differences(before, await dump(stack()))).toEqual([]);
      refused = again;
    }
    throw new Error("Calls that were refused are accepted, round after round.");
  },
  300_000,
);
