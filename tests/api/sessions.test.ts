import { expect, test } from "@jest/globals";
import type { handler as authorize } from "../../functions/authorizer/handler.ts";
import { instancesOf, useInstances } from "../support/instances.ts";
import { apiClient, useStack } from "../support/stack.ts";
import { openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack({ startsAt: new Date() });
useInstances();

const licence = (id: string, seats?: number) =>
  stack()
    .api(stack().operatorKey)
    .put(`/v1/tenants/${id}/licence`, { state: "registered", edition: "enterprise", ...(seats && { seats }) });

async function licensed(seats: number): Promise<{ tenant: TestTenant; userId: string }> {
  const tenant = await openTenant(stack());
  const { id } = await tenant.person({ roles: ["sales"] });
  expect((await licence(tenant.id, seats)).status).toBe(200);
  return { tenant, userId: id };
}

const now = (): number => Math.floor(stack().clock.now().getTime() / 1_000);
const signIn = (tenantId: string, userId: string, signedInAt: number) =>
  stack().token({ tenantId, userId, signedInAt });
const me = async (token: string) => {
  const { status, body } = await apiClient(stack().baseUrl, token).get("/v1/me");
  return status === 200 ? 200 : `${status} ${body.code}`;
};

test("over the seats the earliest session is evicted and told so; it may sign in again, and keys are no sessions", async () => {
  const { tenant, userId } = await licensed(2);
  const begun = now() - 100;
  const first = await signIn(tenant.id, userId, begun);
  const second = await signIn(tenant.id, userId, begun + 1);
  const third = await signIn(tenant.id, userId, begun + 2);
  expect([await me(first), await me(second)]).toEqual([200, 200]);
  expect(await me(third)).toBe(200);
  expect([await me(first), await me(second), await me(third)]).toEqual(["401 session_evicted", 200, 200]);
  expect((await tenant.admin.get("/v1/me")).status).toBe(200);
  // A refreshed token is the same session, and a new sign-in takes the place of what is then the earliest.
  expect(await me(await signIn(tenant.id, userId, begun + 2))).toBe(200);
  expect(await me(await signIn(tenant.id, userId, begun + 50))).toBe(200);
  expect([await me(second), await me(third)]).toEqual(["401 session_evicted", 200]);
});

test("whoever signs out everywhere frees their seats, and other tenants' sessions count nothing", async () => {
  const { tenant, userId } = await licensed(2);
  const other = await licensed(1);
  const begun = now() - 100;
  const stays = await signIn(tenant.id, userId, begun);
  const leaves = await signIn(tenant.id, userId, begun + 10);
  expect([await me(stays), await me(leaves)]).toEqual([200, 200]);
  expect(await me(await signIn(other.tenant.id, other.userId, begun + 20))).toBe(200);
  expect((await apiClient(stack().baseUrl, leaves).post("/v1/me/sign-out")).status).toBe(200);
  await stack().settled();
  const [a, b] = await Promise.all([200, 201].map((n) => signIn(tenant.id, userId, now() + n - 190)));
  expect([await me(a as string), await me(b as string)]).toEqual([200, 200]);
});

test("twenty who sign in at once by as many Lambdas leave exactly as many sessions as there are seats, those that began last", async () => {
  const { tenant, userId } = await licensed(5);
  const begun = now() - 1_000;
  const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(tenant.id, userId, begun + n)));
  const instances = await instancesOf<{ handler: typeof authorize }>("functions/authorizer/handler.ts", 4);
  const ask = async (token: string, n: number) => {
    const event = { headers: { authorization: `Bearer ${token}` }, requestContext: { http: { method: "GET" } } };
    const { context } = (await instances[n % 4]?.handler(event as never)) ?? { context: {} };
    return "actor" in context ? "in" : String("code" in context ? context.code : "nobody");
  };
  // Of many who are counted at one moment some are told to try again.
  const counted = async (token: string, n: number): Promise<void> => {
    while ((await ask(token, n)) === "unavailable");
  };
  await Promise.all(tokens.map(counted));
  const after = await Promise.all(tokens.map(ask));
  expect(after).toEqual([...Array(15).fill("session_evicted"), ...Array(5).fill("in")]);
});
