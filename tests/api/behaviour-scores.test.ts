import { expect, test } from "@jest/globals";
import { handler as looks } from "../../functions/behaviour/sweep.ts";
import { handler as scores } from "../../functions/leads/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what the test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const DAY_MS = 86_400_000;

test("a lead is scored by what it did of late: anew with each event, less with time, and the parts add up", async () => {
  const { admin } = await openTenant(stack());
  const rule = (name: string, when: object, more: object) => made(admin, "/v1/scoring-rules", { name, when, ...more });
  const asked = await rule("三次看价", { did: "price.viewed", times: 3, withinDays: 5 }, { points: 40 });
  const large = { property: "seats", op: "gte", value: 50 };
  const seats = await rule(
    "大单",
    { did: "price.asked", withinDays: 30, where: [large] },
    { points: 30, halfLifeDays: 2 },
  );
  const quiet = await rule("沉默", { didNot: "price.viewed", withinDays: 5 }, { points: -10 });
  const { id } = await made(admin, "/v1/leads", { name: "李娜", email: "li.na@some.cn", company: "某某" });
  const lead = async () => (await admin.get(`/v1/leads/${id}`)).body;
  const parts = async () => {
    const { score, scoreParts = [] } = await lead();
    const told = Object.fromEntries(
      scoreParts.map((one: { ruleId: string; points: number }) => [one.ruleId, one.points]),
    );
    expect(scoreParts.reduce((sum: number, { points }: { points: number }) => sum + points, 0)).toBe(score);
    return told;
  };
  expect(await parts()).toEqual({ [quiet.id]: -10 });
  let n = 0;
  const send = async (name: string, properties: object = {}) => {
    const at = stack().clock.now().toISOString();
    const event = { insertId: `e${n++}`, name, at, anonymousId: "browser-1", email: "li.na@some.cn", properties };
    expect((await admin.post("/v1/events", { events: [event] })).body.stored).toBe(1);
    await stack().settled();
    await looks();
    await stack().settled();
  };
  const later = async (days: number) => {
    stack().clock.set(new Date(stack().clock.now().getTime() + days * DAY_MS));
    await scores();
    await stack().settled();
  };
  await send("price.viewed");
  expect(await parts()).toEqual({});
  await send("price.viewed");
  await send("price.asked", { seats: 10 });
  expect(await parts()).toEqual({});
  await send("price.viewed");
  expect(await parts()).toEqual({ [asked.id]: 40 });
  await send("price.asked", { seats: 60 });
  const [told] = [await parts()];
  expect(told[asked.id]).toBe(40);
  expect(told[seats.id]).toBeGreaterThan(15);
  await later(2);
  const after = await parts();
  expect(after[asked.id]).toBe(40);
  expect(Math.abs(after[seats.id] - told[seats.id] / 2)).toBeLessThanOrEqual(1);
  // Time alone takes the three visits out of the five days, and makes the lead a quiet one.
  await later(4);
  expect(await parts()).toMatchObject({ [quiet.id]: -10 });
  expect((await parts())[asked.id]).toBeUndefined();
  const wrong = await admin.post("/v1/scoring-rules", {
    name: "x",
    points: 1,
    when: { did: "a", didNot: "b", withinDays: 1 },
  });
  expect(wrong.status).toBe(422);
});
