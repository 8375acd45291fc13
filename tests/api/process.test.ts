import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { stepAt, stepsOf } from "../../functions/analytics/process.ts";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const at = (instant: string): void => stack().clock.set(new Date(instant));

const stage = (key: string, more: object = {}) => ({
  ...{ key, name: key.toUpperCase(), probabilityBasisPoints: 2_000, category: "pipeline", ...more },
});

test("how a sale went is told by steps, people and events, with its documents, feedback and punctuality", async () => {
  at("2027-01-04T02:00:00Z");
  const { admin, person } = await openTenant(stack());
  const rep = await person({ roles: ["sales"], name: "李雷" });
  const account = await made(rep.api, "/v1/accounts", { name: "云帆" });
  const pipeline = await made(admin, "/v1/pipelines", {
    name: "流程",
    stages: [
      stage("a", { maxDays: 1 }),
      stage("b", { maxDays: 30 }),
      { key: "won", name: "赢", probabilityBasisPoints: 10_000, category: "closedWon" },
      { key: "lost", name: "输", probabilityBasisPoints: 0, category: "closedLost" },
    ],
  });
  const sale = await made(rep.api, "/v1/opportunities", {
    ...{ name: "二期", accountId: account.id, pipelineId: pipeline.id, amountMinor: 5, currency: "CNY" },
  });
  const relatedTo = [{ noun: "opportunity", id: sale.id }];
  const call = await made(rep.api, "/v1/activities", {
    ...{ kind: "call", subject: "首次沟通", relatedTo, dueAt: "2027-01-05T02:00:00Z" },
  });
  const late = await made(rep.api, "/v1/activities", {
    ...{ kind: "visit", subject: "拜访", relatedTo, dueAt: "2027-01-05T02:00:00Z" },
  });
  await made(rep.api, "/v1/activities", { kind: "task", subject: "报价", relatedTo, dueAt: "2027-01-06T02:00:00Z" });
  at("2027-01-04T06:00:00Z");
  await rep.api.post(`/v1/activities/${call.id}/complete`, { outcome: "有预算" });
  at("2027-01-07T02:00:00Z");
  await rep.api.post(`/v1/activities/${late.id}/complete`, { outcome: "要折扣" });
  await admin.post(`/v1/opportunities/${sale.id}/move`, { stage: "b" });
  const product = await made(admin, "/v1/products", {
    ...{ code: "A", name: "A", productType: "订阅", listPriceMinor: 100, currency: "CNY" },
  });
  at("2027-01-08T02:00:00Z");
  const quote = await made(rep.api, "/v1/quotes", {
    ...{ opportunityId: sale.id, currency: "CNY", validUntil: "2027-02-08" },
    lines: [{ productId: product.id, quantity: 1, unitPriceMinor: 100 }],
  });
  await stack().settled();
  at("2027-01-09T02:00:00Z");
  const { status, body } = await rep.api.get(`/v1/opportunities/${sale.id}/process`);
  expect(status).toBe(200);
  expect(body.steps).toMatchObject([
    { stage: "a", name: "A", movedById: rep.id, activities: 3 },
    { stage: "b", name: "B", maxDays: 30, isLate: false, activities: 0 },
  ]);
  const [a, b] = body.steps;
  expect([a.enteredAt.slice(0, 10), a.leftAt, b.enteredAt.slice(0, 10)]).toEqual([
    "2027-01-04",
    b.enteredAt,
    "2027-01-07",
  ]);
  const lasted = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 1_000);
  expect([a.seconds, b.seconds]).toEqual([lasted(a.enteredAt, b.enteredAt), lasted(b.enteredAt, body.asOf)]);
  expect([body.steps[0].isLate, body.steps[1].leftAt]).toEqual([true, undefined]);
  expect(body.steps[0].documents).toEqual([]);
  expect(body.steps[1].documents).toMatchObject([{ noun: "quote", id: quote.id, byId: rep.id }]);
  expect(body.latestFeedback).toMatchObject({ activityId: late.id, outcome: "要折扣", byId: rep.id });
  expect(body.punctuality).toEqual({ onTime: 1, late: 1, overdue: 1, basisPoints: 5_000 });
  const [first] = body.people;
  expect(first).toMatchObject({ userId: rep.id, moves: 1, activities: 3, done: 2, documents: 1 });
  const times = body.events.map((event: { at: string }) => event.at);
  expect(times).toEqual([...times].sort().reverse());
  expect(body.events.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
    "activity",
    "activity",
    "activity",
    "moved",
    "moved",
    "quote",
  ]);
  const stranger = await person({ roles: ["sales"] });
  expect((await stranger.api.get(`/v1/opportunities/${sale.id}/process`)).status).toBe(404);
  const role = await made(admin, "/v1/roles", {
    ...{ name: "只看商机", permissions: ["opportunities.read"], scopes: { opportunity: "all" } },
  });
  const narrow = await person({ roles: [String(role.name)] });
  const less = await narrow.api.get(`/v1/opportunities/${sale.id}/process`);
  expect([less.status, less.body.leftOut, less.body.punctuality]).toEqual([
    200,
    ["activities", "quotes", "files", "orders"],
    undefined,
  ]);
  expect(less.body.events.every(({ kind }: { kind: string }) => kind === "moved")).toBe(true);
});

describe("the steps of a sale", () => {
  const instant = fc.integer({ min: 0, max: 10_000_000 }).map((s) => new Date(s * 1_000).toISOString());
  test("fill its time without gap or overlap, and everything falls into one", () => {
    fc.assert(
      fc.property(fc.uniqueArray(instant, { minLength: 1, maxLength: 12 }), instant, (all, something) => {
        const moves = all.map((movedAt, n) => ({ to: `s${n}`, movedAt, movedBy: "usr_1" }));
        const until = new Date(10_000_001_000).toISOString();
        const steps = stepsOf(moves, until);
        const first = [...all].sort()[0] as string;
        const whole = (Date.parse(until) - Date.parse(first)) / 1_000;
        expect(steps.reduce((sum, step) => sum + step.seconds, 0)).toBe(whole);
        const holders = steps.filter(({ enteredAt, leftAt = until }) => enteredAt <= something && something < leftAt);
        expect(stepAt(steps, something)).toEqual(something < first ? steps[0] : holders[0]);
        expect(holders.length).toBe(something < first ? 0 : 1);
      }),
    );
  });
});
