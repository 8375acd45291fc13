import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { takeIn } from "../../functions/success/intake.ts";
import { amountOf, bandOf, type Day, hasFallen, partsOf, scoreOf } from "../../functions/success/rules.ts";
import { dayId, usageDay } from "../../functions/success/table.ts";
import { systemCaller } from "../../functions/users/system.ts";
import { addDays } from "../../shared/clock.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { consumed } from "../support/consumed.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, unlike } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function customer() {
  const tenant = await openTenant(stack());
  const account = await made(tenant.admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const table = await tenantTable(tenant.id, { actor: "system:test", from: "", requestId: "" });
  const days = async () => {
    const rows = await table.collect(usageDay, { id: dayId(account.id, "", "") }, "");
    return rows.map(({ id, count, sumMilli }) => [id.split("#").slice(1).join("#"), count, sumMilli]);
  };
  const send = (events: unknown[]) => tenant.admin.post("/v1/usage-events", { events });
  const at = stack().clock.now().toISOString();
  const event = (insertId: string, fields: object = {}) => ({
    ...{ insertId, accountId: account.id, metric: "logins", value: 1, at },
    ...fields,
  });
  return { ...tenant, account, days, send, event };
}

describe("usage events", () => {
  test("count once by their insert ids, late, unordered, doubled and at the same time, on days of the tenant", async () => {
    const { send, event, days } = await customer();
    // Half past four in the afternoon by UTC is the next day in Shanghai.
    const late = { at: "2026-11-01T16:30:00.000Z", value: 2.5 };
    const batch = [
      ...Array.from({ length: 90 }, (_, n) => event(`a${n}`, late)),
      ...Array.from({ length: 10 }, (_, n) => event(`b${n}`, { at: "2026-10-31T00:00:00.000Z", metric: "seats" })),
      event("a0", late),
    ];
    const replies = await Promise.all([send(batch), send([...batch].reverse()), send(batch)]);
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202]);
    const stored = replies.map(({ body }) => body.stored).reduce((a: number, b: number) => a + b, 0);
    const duplicates = replies.map(({ body }) => body.duplicates).reduce((a: number, b: number) => a + b, 0);
    expect([stored, duplicates]).toEqual([100, 203]);
    expect(await days()).toEqual([
      ["2026-10-31#seats#", 10, 10_000],
      ["2026-11-02#logins#", 90, 225_000],
    ]);
  });

  test("that are wrong are rejected by their places, and the others are stored", async () => {
    const { send, event, days, account } = await customer();
    const other = await customer();
    const { status, body } = await send([
      event("1"),
      event("2", { value: -1 }),
      event("3", { accountId: other.account.id }),
      event("4", { at: "2020-01-01T00:00:00.000Z" }),
      "nonsense",
      event("5", { productId: unlike(account.id).replace("acc_", "prd_") }),
      event("6", { metric: "a#b" }),
      event("7", { colour: "red" }),
      event("8", { value: 0.0001 }),
    ]);
    expect([status, body.stored, body.duplicates]).toEqual([202, 1, 0]);
    expect(body.rejected.map(({ index, path }: { index: number; path: string }) => [index, path])).toEqual([
      ...[
        [1, "value"],
        [2, "accountId"],
        [3, "at"],
        [4, ""],
        [5, "productId"],
        [6, "metric"],
        [7, "colour"],
        [8, "value"],
      ],
    ]);
    expect((await days()).map(([, count]) => count)).toEqual([1]);
    expect((await send([])).status).toBe(422);
  });
});

test("an event costs two write units, and each day of an account and metric two more a transaction", async () => {
  const { id, event } = await customer();
  const table = await tenantTable(id, { actor: "system:test", from: "", requestId: "" });
  const caller = await systemCaller(table, "test", stack().clock.now());
  await stack().settled();
  const events = Array.from({ length: 40 }, (_, n) => event(`cost-${n}`));
  const calls = await consumed(() => takeIn(caller, events));
  expect(calls.reduce((sum, { writeUnits }) => sum + writeUnits, 0)).toBe(2 * 40 + 2);
});

describe("health models", () => {
  test("whose weights do not make a hundred, or whose bands leave scores out, are refused", async () => {
    const { admin } = await customer();
    const metrics = [{ metric: "logins", weight: 50, fullAt: 10 }];
    const bands = [{ name: "gut", from: 10 }];
    const reply = await admin.post("/v1/health-models", { name: "x", metrics, bands });
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(["bands", "metrics"]);
    const alike = [0, 50].map((from) => ({ name: "gut", from }));
    const whole = [{ metric: "logins", weight: 100, fullAt: 10 }];
    const twice = await admin.post("/v1/health-models", { name: "x", metrics: whole, bands: alike });
    expect(twice).toMatchObject({ status: 422, body: { errors: [{ path: "bands" }] } });
  });
});

const today = "2026-11-29";
const told = fc.array(
  fc.record({
    ago: fc.integer({ min: 0, max: 60 }),
    metric: fc.constantFrom("logins", "seats"),
    values: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 30 },
);
const weighed = fc.record({
  metric: fc.constantFrom("logins", "seats"),
  measure: fc.constantFrom("sum" as const, "average" as const, "days" as const),
  windowDays: fc.integer({ min: 1, max: 40 }),
  fullAt: fc.integer({ min: 1, max: 100 }),
  weight: fc.integer({ min: 1, max: 100 }),
  halfLifeDays: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
});

describe("a score", () => {
  test("is what every event by itself comes to, its parts add up, and no part is above its weight", () => {
    fc.assert(
      fc.property(told, fc.array(weighed, { minLength: 1, maxLength: 4 }), (all, metrics) => {
        const days: Day[] = all.map(({ ago, metric, values }) => ({
          ...{ on: addDays(today, -ago), metric, count: values.length },
          sumMilli: values.reduce((sum, value) => sum + value * 1_000, 0),
        }));
        for (const one of metrics) {
          const events = all.filter(({ metric, ago }) => metric === one.metric && ago < one.windowDays);
          const factor = (ago: number): number => (one.halfLifeDays ? 2 ** (-ago / one.halfLifeDays) : 1);
          const each = events.flatMap(({ ago, values }) => values.map((value) => ({ ago, value })));
          const sum = each.reduce((total, { ago, value }) => total + value * factor(ago), 0);
          const count = each.reduce((total, { ago }) => total + factor(ago), 0);
          const used = new Set(events.filter(({ values }) => values.some((value) => value > 0)).map(({ ago }) => ago));
          const expected = {
            ...{ sum, average: count > 0 ? sum / count : 0 },
            days: [...used].reduce((total, ago) => total + factor(ago), 0),
          };
          expect(amountOf(one, days, today)).toBeCloseTo(expected[one.measure], 6);
        }
        const parts = partsOf({ metrics }, days, today);
        expect(scoreOf(parts)).toBe(parts.map(({ points }) => points).reduce((a, b) => a + b, 0));
        expect(parts.every(({ points, weight }) => Number.isInteger(points) && points >= 0 && points <= weight)).toBe(
          true,
        );
      }),
      { numRuns: scaled(200, 20_000) },
    );
  });

  test("is of the highest band that it reaches, and a fall lasts until half of it is made good", () => {
    const bands = [
      { name: "risk", from: 0 },
      { name: "healthy", from: 70 },
      { name: "watch", from: 40 },
    ];
    expect([0, 39, 40, 69, 70, 100].map((score) => bandOf({ bands }, score))).toEqual([
      ...["risk", "risk", "watch", "watch", "healthy", "healthy"],
    ]);
    expect([80, 61, 60].map((score) => hasFallen(80, score, 20, false))).toEqual([false, false, true]);
    expect([69, 70, 71].map((score) => hasFallen(80, score, 20, true))).toEqual([true, true, false]);
  });
});
