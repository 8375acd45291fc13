import { expect, test } from "@jest/globals";
import { handler as plan } from "../../functions/activities/care-due.ts";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

test("an account's tier gives its owner visits and calls to make, each so long after the last, and one at a time", async () => {
  const { admin, person } = await openTenant(stack());
  const [seller, heir] = [await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
  const later = async (days: number): Promise<void> => {
    await stack().settled();
    stack().clock.set(new Date(stack().clock.now().getTime() + days * 86_400_000));
    await Promise.all([plan(), plan()]);
    await stack().settled();
  };
  const when = { field: "size", op: "gte", value: 200 };
  await made(admin, "/v1/tier-rules", {
    name: "大客户",
    priority: 1,
    tier: "A",
    when,
    visitEveryDays: 30,
    callEveryDays: 7,
  });
  const { id } = await made(admin, "/v1/accounts", { name: "云帆", size: 300, ownerId: seller.id });
  await made(admin, "/v1/accounts", { name: "小店", size: 3, ownerId: seller.id });
  type Planned = { id: string; kind: string; state: string; ownerId: string; subject: string };
  const planned = async (): Promise<Planned[]> =>
    (await admin.get(`/v1/activities?accountId=${id}&sort=createdAt`)).body.items;
  const kinds = async () => (await planned()).map(({ kind, state }) => `${kind} ${state}`);
  await later(6);
  expect(await kinds()).toEqual([]);
  await later(2);
  expect(await planned()).toMatchObject([
    { kind: "call", state: "open", ownerId: seller.id, subject: "定期回访（A 级客户）" },
  ]);
  // While one is planned no other is, and one that was made by hand counts as well.
  await later(10);
  expect(await kinds()).toEqual(["call open"]);
  await admin.post(`/v1/activities/${(await planned())[0]?.id}/complete`, {});
  await made(admin, "/v1/activities", {
    kind: "visit",
    subject: "路过",
    state: "done",
    relatedTo: [{ noun: "account", id }],
  });
  await admin.patch(`/v1/accounts/${id}`, { ownerId: heir.id });
  await later(8);
  expect(await kinds()).toEqual(["call done", "visit done", "call open"]);
  expect((await planned()).at(-1)?.ownerId).toBe(heir.id);
  await later(23);
  expect(await kinds()).toEqual(["call done", "visit done", "call open", "visit open"]);
  // What came to nothing is planned again; an account that has no tier any more is left in peace.
  await admin.post(`/v1/activities/${(await planned()).at(-1)?.id}/cancel`);
  await later(2);
  expect((await kinds()).slice(-2)).toEqual(["visit cancelled", "visit open"]);
  await admin.patch(`/v1/accounts/${id}`, { size: 1 });
  for (const { id: one } of (await planned()).filter(({ state }) => state === "open"))
    await admin.post(`/v1/activities/${one}/complete`, {});
  await later(90);
  expect((await kinds()).filter((one) => one.endsWith("open"))).toEqual([]);
});
