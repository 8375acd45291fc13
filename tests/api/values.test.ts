import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { reckonedOf, standingOf } from "../../functions/values/rules.ts";
import { handler as sweep } from "../../functions/values/sweep.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const metric = (key: string, side: string, formula: string, fullAt: number, weight: number) => ({
  ...{ key, side, formula, fullAt, weight },
});

async function company() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const products: string[] = [];
  for (const code of ["A", "B", "C", "D"]) {
    const body = { code, name: code, productType: `类${code}`, listPriceMinor: 1, currency: "CNY" };
    products.push((await made(admin, "/v1/products", body)).id);
  }
  const account = async (name: string, more: object = {}) =>
    (await made(admin, "/v1/accounts", { name: `${name}有限公司`, ...more })).id;
  const order = async (accountId: string, amountMinor: number, of: number[]) => {
    const [first = 0, ...rest] = of;
    const lines = [
      { productId: products[first], quantity: 1, amountMinor },
      ...rest.map((n) => ({ productId: products[n], quantity: 1, amountMinor: 1 })),
    ];
    const total = amountMinor + rest.length;
    const { id } = await made(admin, "/v1/orders", {
      ...{ accountId, currency: "CNY", kind: "new", lines },
      instalments: [{ dueOn: "2027-02-28", amountMinor: total }],
    });
    await admin.post(`/v1/orders/${id}/sign`);
    return id;
  };
  const night = async (days = 1) => {
    await stack().settled();
    stack().clock.set(new Date(stack().clock.now().getTime() + days * 86_400_000));
    await Promise.all([sweep(), sweep()]);
    await stack().settled();
  };
  return { ...tenant, products, account, order, night };
}

test("a value is what its parts add up to, and says what it is made of; the ranked list has the most valuable first", async () => {
  const { admin, person, account, order, night } = await company();
  await made(admin, "/v1/custom-fields", { noun: "account", key: "influence", label: "影响力", type: "integer" });
  const [large, small, none] = [
    await account("大", { size: 500, custom: { influence: 8 } }),
    await account("小", { size: 90 }),
    await account("无"),
  ];
  await order(large, 999, [0, 1]);
  await order(large, 100, [2]);
  await order(small, 10, [0]);
  const sale = { name: "商机", accountId: small, amountMinor: 700, currency: "CNY" };
  await made(admin, "/v1/opportunities", sale);
  await stack().settled();
  const metrics = [
    metric("ordered", "existing", "ordersMinor", 1_100, 40),
    metric("frequency", "existing", "ordersLastYear", 4, 20),
    metric("breadth", "existing", "productTypes", 4, 10),
    metric("pipeline", "potential", "openSalesMinor - expensesMinor", 1_000, 30),
    metric("size", "model", "max(size, 0) / 10", 50, 5),
    metric("influence", "model", "custom.influence * 10", 100, 10),
  ];
  const { id } = await made(admin, "/v1/value-models", { name: "价值", isDefault: true, metrics });
  const value = async (of: string) => (await admin.get(`/v1/accounts/${of}/value`)).body;
  // 1100 of 1100 → 40; 2 of 4 → 10; 3 of 4 → 7; none; 50 of 50 → 5; 80 of 100 → 8.
  const whole = await value(large);
  expect(whole).toMatchObject({ score: 70, existingPoints: 57, potentialPoints: 0, modelPoints: 13, scoreMax: 115 });
  expect(whole.parts.map(({ points }: { points: number }) => points)).toEqual([40, 10, 7, 0, 5, 8]);
  // 10 → 0; 1 → 5; 1 → 2; 700 → 21; 9 of 50 → 0.
  expect(await value(small)).toMatchObject({ score: 28, existingPoints: 7, potentialPoints: 21, modelPoints: 0 });
  expect(await value(none)).toMatchObject({ score: 0 });
  await night();
  const list = async (api = admin) => (await api.get(`/v1/value-models/${id}/ranking`)).body.items;
  expect(await list()).toMatchObject([
    { accountId: large, score: 70, name: "大有限公司", why: [{ key: "ordered", points: 40 }, {}, {}] },
    { accountId: small, score: 28, why: [{ key: "pipeline" }, {}, {}] },
    { accountId: none, score: 0 },
  ]);
  const first = (await admin.get(`/v1/value-models/${id}/ranking?limit=1`)).body;
  const rest = (await admin.get(`/v1/value-models/${id}/ranking?cursor=${encodeURIComponent(first.nextCursor)}`)).body;
  expect([...first.items, ...rest.items].map(({ accountId }) => accountId)).toEqual([large, small, none]);
  // Within one's own walls, and not past the rules of fields.
  const rep = await person({ roles: ["sales"] });
  await admin.patch(`/v1/accounts/${small}`, { ownerId: rep.id });
  expect((await list(rep.api)).map(({ accountId }: { accountId: string }) => accountId)).toEqual([small]);
  expect((await rep.api.get(`/v1/accounts/${large}/value`)).status).toBe(404);
  // Another question of the same accounts, for some of them.
  const when = { field: "size", op: "gte", value: 100 };
  await admin.patch(`/v1/value-models/${id}`, { when, metrics: metrics.slice(4, 5) });
  await night(0);
  expect(await list()).toMatchObject([{ accountId: large, score: 5 }]);
  expect((await admin.get(`/v1/accounts/${small}/value`)).body.errors).toMatchObject([{ path: "modelId" }]);
});

test("what is no number of an account is refused, each by its place", async () => {
  const { admin } = await company();
  const metrics = [
    metric("a", "existing", "ordersMinor +", 1, 1),
    metric("a", "existing", "nothing", 1, 1),
    metric("b", "model", "name", 1, 1),
  ];
  const paths = async (body: object) =>
    ((await admin.post("/v1/value-models", { name: "x", ...body })).body.errors as { path: string }[])
      .map(({ path }) => path)
      .sort();
  expect(await paths({ metrics: metrics.slice(1) })).toEqual(["metrics.0.formula", "metrics.1.formula"]);
  expect(await paths({ metrics: [metrics[0]] })).toEqual(["metrics.0.formula"]);
  expect(await paths({ metrics: [metrics[0], metrics[1]] })).toEqual(["metrics.1.key"]);
  expect(await paths({ metrics: [metric("a", "other", "1", 0, 0)] })).toEqual([
    ...["metrics.0.fullAt", "metrics.0.side", "metrics.0.weight"],
  ]);
  const fine = { metrics: [metric("a", "model", "1", 1, 1)], isDefault: true };
  await made(admin, "/v1/value-models", { name: "x", ...fine });
  expect((await admin.post("/v1/value-models", { name: "y", ...fine })).body.code).toBe("duplicate");
});

test("a fall is told to the owner once, and again only after it was made good", async () => {
  const { admin, person, account, night } = await company();
  const rep = await person({ roles: ["sales"], name: "王芳" });
  const id = await account("甲", { ownerId: rep.id, size: 100 });
  const metrics = [metric("size", "model", "size", 100, 100)];
  await made(admin, "/v1/value-models", { name: "规模", metrics, dropBasisPoints: 3_000 });
  const tasks = async () => {
    const { items } = (await admin.get(`/v1/activities?ownerId=${rep.id}`)).body;
    return items.filter(({ subject }: { subject: string }) => subject.includes("价值下降")).length;
  };
  const steps = [
    ...[
      [100, 0],
      [71, 0],
      [70, 1],
      [40, 1],
    ],
    // Half of what is asked is made good; then it falls anew.
    ...[
      [84, 1],
      [86, 1],
      [70, 2],
    ],
  ] as const;
  for (const [size, told] of steps) {
    await admin.patch(`/v1/accounts/${id}`, { size });
    await night();
    expect([size, await tasks()]).toEqual([size, told]);
  }
});

test("what others bought together with what somebody has is suggested, as often as it was", async () => {
  const { admin, account, order, products } = await company();
  const [one, two, three] = [await account("一"), await account("二"), await account("三")];
  await order(one, 5, [0, 1]);
  await order(one, 5, [0, 1, 2]);
  const taken = await order(two, 5, [0, 2]);
  await order(two, 5, [2, 3]);
  await order(three, 5, [0]);
  await stack().settled();
  const asked = async () => (await admin.get(`/v1/accounts/${three}/suggestions`)).body.items;
  const [a, b, c] = products;
  expect(await asked()).toEqual([
    { productId: [b, c].sort()[0], name: expect.any(String), orders: 2, boughtWith: [a] },
    { productId: [b, c].sort()[1], name: expect.any(String), orders: 2, boughtWith: [a] },
  ]);
  await admin.post(`/v1/orders/${taken}/cancel`, { reason: "误签" });
  await stack().settled();
  expect((await asked()).map((item: { productId: string; orders: number }) => [item.productId, item.orders])).toEqual([
    [b, 2],
    [c, 1],
  ]);
});

const side = fc.constantFrom("existing" as const, "potential" as const, "model" as const);
const parted = fc.record({
  side,
  fullAt: fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
  weight: fc.integer({ min: 1, max: 1_000 }),
  value: fc.option(fc.double({ min: -1e13, max: 1e13 }), { nil: undefined }),
});

test("whatever the metrics are, parts add up to values and values to the score, and more is never worth less", () => {
  fc.assert(
    fc.property(
      fc.array(parted, { minLength: 1, maxLength: 12 }),
      fc.nat(11),
      fc.double({ min: 0, max: 1e12 }),
      (all, at, more) => {
        const metrics = all.map(({ value: _value, ...one }, n) => ({ ...one, key: `k${n}`, formula: "1" }));
        const numbers = new Map(all.map(({ value }, n) => [`k${n}`, value]));
        const { score, existingPoints, potentialPoints, modelPoints, parts } = reckonedOf({ metrics }, numbers);
        expect(existingPoints + potentialPoints + modelPoints).toBe(score);
        expect(parts.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        for (const { points, weight } of parts)
          expect(points >= 0 && points <= weight && Number.isInteger(points)).toBe(true);
        const key = `k${at % all.length}`;
        const better = new Map([...numbers, [key, (numbers.get(key) ?? 0) + (Number.isNaN(more) ? 0 : more)]]);
        if (!Number.isNaN(numbers.get(key) ?? 0)) {
          expect(reckonedOf({ metrics }, better).score).toBeGreaterThanOrEqual(score);
        }
      },
    ),
  );
});

test("of a history of scores a fall is news where the best of half a year is undershot for the first time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 40 }), (scores) => {
      let standing: Parameters<typeof standingOf>[0];
      let fallen = false;
      for (const [n, score] of scores.entries()) {
        const on = new Date(Date.UTC(2027, 0, 1 + n)).toISOString().slice(0, 10);
        const next = standingOf(standing, score, on, 3_000);
        const best = Math.max(...scores.slice(0, n + 1));
        expect(next.standing.best).toBe(best);
        const isFallen: boolean = score < best && score * 100 <= best * (fallen ? 85 : 70);
        expect(next.isNews).toBe(isFallen && !fallen);
        fallen = isFallen;
        ({ standing } = next);
      }
    }),
  );
});
