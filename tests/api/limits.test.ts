import { describe, expect, test } from "@jest/globals";
import { handler as authorize } from "../../functions/authorizer/handler.ts";
import { modules, SELDOM } from "../../functions/modules.ts";
import { ADDRESS_PER_SECOND_MAX, networkOf } from "../../shared/http/brake.ts";
import { routeKey } from "../../shared/http/route.ts";
import { newId } from "../../shared/ids.ts";
import { signedHeaders } from "../support/demo.ts";
import { type Instance, instancesOf, useInstances } from "../support/instances.ts";
import type * as limiter from "../support/limiter.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { inOneWindow } from "../support/window.ts";

useInstances();
/** Counts the writes on counters that reach the database. */
const writes = { count: 0 };
const stack = useStack({
  interceptor: {
    before: ({ operation, body }) => {
      if (operation === "UpdateItem" && body.includes("#rate#")) writes.count += 1;
      return undefined;
    },
  },
});
type Limiter = Instance<typeof limiter>;

/** The seconds of a window. */
const WINDOW = 10;
const WHEN = new Date("2026-11-24T01:00:01.500Z");
const later = (seconds: number): Date => new Date(WHEN.getTime() + seconds * 1_000);
const UNATTENDED = { actor: "system:test", from: "", requestId: "" };

/** How one instance takes a token, as the kernel does it. */
type Taking = (instance: Limiter, perSecond: number, now?: Date) => Promise<"served" | number>;

/** A tenant of its own for every trial. */
function tenant(): Taking {
  const id = newId("ten", new Date());
  return async ({ spend, tenantTable }, perSecond, now = WHEN) => {
    const table = await tenantTable(id, UNATTENDED);
    return spend({ table, kind: "calls", perSecond }, now).then(
      () => "served" as const,
      (error) => Number(error.headers["retry-after"]),
    );
  };
}

const served = (outcomes: readonly unknown[]): number => outcomes.filter((outcome) => outcome === "served").length;

describe("a budget that many Lambdas share", () => {
  const INSTANCES = 210;
  let instances: Limiter[] = [];
  const all = async (): Promise<Limiter[]> => {
    if (instances.length === 0) instances = await instancesOf<typeof limiter>("tests/support/limiter.ts", INSTANCES);
    return instances;
  };
  /** So many calls at once, dealt out to the instances. */
  const burst = async (take: Taking, calls: number, perSecond: number, count = INSTANCES) => {
    const some = (await all()).slice(0, count);
    return Promise.all(Array.from({ length: calls }, (_, n) => take(some[n % count] as Limiter, perSecond)));
  };

  test.each([
    [30, 50, 10],
    [210, 1_050, 210],
    [210, 211, 50],
    [210, 350, 70],
    [7, 900, 200],
    [1, 2_499, 500],
  ])("refuses nobody up to half of it: %i instances, %i calls, %i a second", async (count, calls, perSecond) => {
    expect(calls).toBeLessThanOrEqual((perSecond * WINDOW) / 2);
    expect(served(await burst(tenant(), calls, perSecond, count))).toBe(calls);
  });

  test.each([
    [30, 50, 2.5],
    [210, 1_050, 52.5],
    [7, 900, 45],
    [210, 350, 17.5],
    [1, 1_000, 50],
  ])(
    "is given out whole, and never passed, at twice of it: %i instances, %i calls",
    async (count, calls, perSecond) => {
      const given = served(await burst(tenant(), calls, perSecond, count));
      const budget = perSecond * WINDOW;
      expect(given).toBeLessThanOrEqual(budget);
      expect(given).toBeGreaterThanOrEqual(budget * 0.9);
    },
  );

  test("refuses with the seconds until the next window, in which there is a new budget", async () => {
    const take = tenant();
    const refused = (await burst(take, 30, 1, 10)).filter((outcome) => outcome !== "served");
    expect(refused).toHaveLength(20);
    expect(new Set(refused)).toEqual(new Set([9]));
    const [first] = await all();
    expect(await take(first as Limiter, 1, later(8))).toBe(1);
    expect(await take(first as Limiter, 1, later(9))).toBe("served");
  });

  test("serves one call after another as it serves them at once", async () => {
    const take = tenant();
    const some = (await all()).slice(0, 21);
    const outcomes: unknown[] = [];
    for (let n = 0; n < 600; n++) outcomes.push(await take(some[n % 21] as Limiter, 50));
    expect(served(outcomes)).toBe(500);
    expect(served(outcomes.slice(0, 250))).toBe(250);
  });

  test("costs a quiet tenant a write a window and Lambda, a busy one about a write a second", async () => {
    const [first] = (await all()) as [Limiter];
    const writesOf = async (take: Taking, calls: number, from: number): Promise<number> => {
      const before = writes.count;
      for (let n = 0; n < calls; n++) expect(await take(first, 500, later(from))).toBe("served");
      return writes.count - before;
    };
    const quiet = tenant();
    for (const window of [0, 1, 2]) expect(await writesOf(quiet, 8, window * WINDOW)).toBe(1);
    const steady = tenant();
    await writesOf(steady, 120, 0);
    for (const window of [1, 2]) expect(await writesOf(steady, 120, window * WINDOW)).toBe(1);
    const busy = tenant();
    await writesOf(busy, 2_500, 0);
    for (const window of [1, 2]) expect(await writesOf(busy, 2_500, window * WINDOW)).toBeLessThanOrEqual(WINDOW);
  });
});

describe("the Lambdas of all modules", () => {
  type Answer = { statusCode: number; headers: Record<string, string>; body: string };
  type ApiLambda = Instance<{ handler(event: object, context: object): Promise<Answer> }>;
  const INSTANCES_EACH = 4;
  const CALLS_EACH = 50;
  const lambdasOf = new Map<string, Promise<ApiLambda[]>>();
  const instances = (module: string): Promise<ApiLambda[]> => {
    const found = lambdasOf.get(module) ?? instancesOf(`functions/${module}/handler.ts`, INSTANCES_EACH);
    lambdasOf.set(module, found as Promise<ApiLambda[]>);
    return found as Promise<ApiLambda[]>;
  };
  /** The first route of each module that a tenant's people call. */
  const calls = modules.flatMap(({ name, seldom, routes }) => {
    const found = routes.find(({ permission }) => permission !== "public" && permission !== "operator");
    return found ? [{ name: seldom ? SELDOM : name, route: routeKey(found) }] : [];
  });
  const eventOf = (route: string, actor: object | undefined, more: object = {}, sourceIp = "192.0.2.1") => {
    const [method, path = ""] = route.split(" ");
    return {
      rawPath: path.replaceAll("{id}", "none"),
      headers: {},
      requestContext: {
        requestId: "test",
        http: { method, sourceIp },
        ...(actor && { authorizer: { lambda: { actor: JSON.stringify(actor) } } }),
      },
      ...more,
    };
  };

  /** So many calls of each module at one instant, dealt out to its instances: how many were not refused. */
  async function total(perSecond: number): Promise<{ asked: number; served: number }> {
    const { id: tenantId, admin } = await openTenant(stack());
    const [{ id: principalId }] = (await admin.get("/v1/users")).body.items;
    // In a window in which the tenant has not called anything yet.
    const at = new Date(stack().clock.now().getTime() + WINDOW * 1_000);
    await stack().api(stack().operatorKey).patch(`/v1/tenants/${tenantId}`, { requestsPerSecondMax: perSecond });
    const actor = { kind: "user", tenantId, principalId, roles: ["admin"] };
    let passed = 0;
    for (const { name, route } of calls) {
      const some = await instances(name);
      for (const { setClock } of some) setClock({ now: () => at });
      const answers = await Promise.all(
        Array.from({ length: CALLS_EACH }, (_, n) => some[n % some.length]?.handler(eventOf(route, actor), {})),
      );
      passed += answers.filter((answer) => answer?.statusCode !== 429).length;
    }
    return { asked: calls.length * CALLS_EACH, served: passed };
  }

  test("serve all calls at half of the tenant's limit", async () => {
    const asked = calls.length * CALLS_EACH;
    expect(await total(Math.ceil((2 * asked) / WINDOW))).toEqual({ asked, served: asked });
  });

  test("serve about half of the calls at twice the limit, and never more than the budget", async () => {
    const asked = calls.length * CALLS_EACH;
    const perSecond = Math.ceil(asked / 2 / WINDOW);
    const { served: passed } = await total(perSecond);
    expect(passed).toBeLessThanOrEqual(perSecond * WINDOW);
    expect(passed).toBeGreaterThanOrEqual(0.9 * perSecond * WINDOW);
  });

  test("take thirty notices of a bank at once, each in an instance of its own", async () => {
    const { id, admin } = await openTenant(stack());
    const link = { name: "招商银行", accountNo: "7559", currency: "CNY" };
    const { id: connectionId, signingSecret } = (await made(admin, "/v1/bank-connections", link)) as never;
    const some = await instancesOf<ApiLambda>("functions/bank/handler.ts", 30);
    const answers = await Promise.all(
      some.map(({ handler, setClock }, n) => {
        setClock(stack().clock);
        const line = {
          bankReference: `R${n}`,
          bookedOn: "2026-11-22",
          direction: "credit",
          amountMinor: 1,
          currency: "CNY",
        };
        const body = JSON.stringify({ transactions: [line] });
        const signed = signedHeaders(stack(), { connectionId, signingSecret }, body);
        const headers = { "content-type": "application/json", ...signed };
        return handler(eventOf(`POST /v1/webhooks/bank/${connectionId}`, undefined, { body, headers }), {});
      }),
    );
    expect([id, ...new Set(answers.map(({ statusCode }) => statusCode))]).toEqual([id, 202]);
  });

  describe("brake an address", () => {
    const BUDGET = ADDRESS_PER_SECOND_MAX * WINDOW;
    const authorized = async (authorization: string, sourceIp: string) => {
      const event = { headers: { authorization }, requestContext: { http: { sourceIp } } };
      return (await authorize(event as never)).context;
    };

    test("whose credentials are refused too often, and let in what has a good one", async () => {
      const { admin } = await openTenant(stack());
      const { key } = (await made(admin, `/v1/users/${(await admin.get("/v1/users")).body.items[0].id}/api-keys`, {
        name: "k",
      })) as never;
      await inOneWindow(stack(), async () => {
        const codes = [];
        for (let n = 0; n < BUDGET + 50; n++)
          codes.push((await authorized("Bearer wrong-credential", "192.0.2.7")).code);
        expect(codes.filter((code) => code === "rate_limited")).toHaveLength(50);
        const braked = await authorized("", "192.0.2.7");
        expect(braked).toMatchObject({ code: "rate_limited", retryAfter: expect.stringMatching(/^([1-9]|10)$/) });
        expect(await authorized(`Bearer ${key}`, "192.0.2.7")).toHaveProperty("actor");
        expect(await authorized("Bearer wrong-credential", "192.0.2.8")).toEqual({ problem: expect.any(String) });
      });
    });

    /** The Lambda of a public route, called so often at once from an address. */
    const publicly = async (lambda: ApiLambda, route: string, count: number, sourceIp: string, more = {}) => {
      const event = eventOf(route, undefined, more, sourceIp);
      const answers = await Promise.all(Array.from({ length: count }, () => lambda.handler(event, {})));
      return answers.map(({ statusCode, headers }) =>
        statusCode === 429 ? Number(headers["retry-after"]) : statusCode,
      );
    };

    test.each([
      ["leads", "GET /v1/lead-forms/lfm_none00/definition", 404],
      ["bank", "POST /v1/webhooks/bank/bnk_none00", 401],
    ])(
      "that calls a public route of %s too often, over all instances, whoever it says it is",
      async (module, route, status) => {
        const [one, other] = (await instances(module)) as [ApiLambda, ApiLambda];
        const at = new Date(stack().clock.now().getTime() + 3 * WINDOW * 1_000);
        for (const { setClock } of [one, other]) setClock({ now: () => at });
        const address = `198.51.100.${module.length}`;
        const half = BUDGET / 2;
        const headers = { "x-forwarded-for": "203.0.113.9" };
        expect(new Set(await publicly(one, route, half, address, { headers }))).toEqual(new Set([status]));
        const rest = await publicly(other, route, BUDGET, address);
        expect(rest.filter((code) => code === status).length).toBeLessThanOrEqual(half);
        expect(rest.filter((code) => code <= WINDOW).length).toBeGreaterThanOrEqual(half);
        expect(await publicly(other, route, 1, "198.51.100.99")).toEqual([status]);
      },
    );

    test.each([
      ["192.0.2.7", "192.0.2.7"],
      ["::ffff:192.0.2.7", "192.0.2.7"],
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
      ["2001:0DB8:1::6", "2001:db8:1:0::/64"],
      ["::1", "0:0:0:0::/64"],
    ])("%s as %s", (address, network) => expect(networkOf(address)).toBe(network));
  });
});
