import { expect, test } from "@jest/globals";
import { handler as goOn } from "../../functions/journeys/go-on.ts";
import { lambdas } from "../../functions/modules.ts";
import type { Interceptor } from "../../infra/local/proxy.ts";
import { comingBetween } from "../support/between.ts";
import { is, journeyWorld, passing, task, wait } from "../support/journeys.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Writes that have this in them are refused for the moment. */
let refused: string | undefined;
const THROTTLED = JSON.stringify({ __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException", message: "wait" });
const between = comingBetween();
const interceptor: Interceptor = {
  before: (call) => {
    if (!call.isWrite || refused === undefined || !call.body.toString().includes(refused)) {
      return between.interceptor.before?.(call);
    }
    return { answer: { status: 400, headers: { "content-type": "application/x-amz-json-1.0" }, body: THROTTLED } };
  },
};
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule"), interceptor });

const CALLED = [is("status", "working")];

test("what is undone between the reading of a condition and the step behind it is not done", async () => {
  const { admin, published, on, tasks } = await journeyWorld(stack());
  const id = await published({
    ...{ name: "条件", of: "lead", trigger: { kind: "manual" } },
    steps: [
      wait("wait", 1, "asked"),
      { key: "asked", kind: "condition", when: CALLED, next: "called", else: "dropped" },
      task("called"),
      task("dropped"),
    ],
  });
  const lead = await made(admin, "/v1/leads", { name: "李娜", status: "working" });
  await made(admin, `/v1/journeys/${id}/enrolments`, { personId: lead.id });
  await stack().settled();
  const undone = between.next({
    of: '"called"',
    does: () => admin.patch(`/v1/leads/${lead.id}`, { status: "disqualified", disqualifiedReason: "已买" }),
  });
  await passing(stack(), { days: 1, minutes: 1 });
  expect(undone.done).toBeDefined();
  expect((await tasks(lead.id)).map(({ subject }) => subject)).toEqual(["dropped"]);
  expect((await on(id))[0]?.taken.map(({ step, did }) => `${step} ${did}`)).toEqual([
    ...["wait waited", "asked no", "dropped done"],
  ]);
});

test("a goal that is undone before the journey ends by it is none", async () => {
  const { admin, published, on, tasks } = await journeyWorld(stack());
  const id = await published({
    ...{ name: "目标", of: "lead", trigger: { kind: "manual" } },
    goals: [{ key: "bought", when: [is("company", "买了")] }],
    steps: [wait("wait", 1, "after"), task("after")],
  });
  const lead = await made(admin, "/v1/leads", { name: "李娜" });
  await made(admin, `/v1/journeys/${id}/enrolments`, { personId: lead.id });
  await stack().settled();
  const undone = between.next({
    of: '"bought"',
    does: () => admin.patch(`/v1/leads/${lead.id}`, { company: "没买" }),
  });
  await admin.patch(`/v1/leads/${lead.id}`, { company: "买了" });
  await passing(stack(), { days: 1, minutes: 1 });
  expect(undone.done).toBeDefined();
  expect((await on(id))[0]).toMatchObject({ state: "completed" });
  expect((await tasks(lead.id)).map(({ subject }) => subject)).toEqual(["after"]);
});

test("a step that the moment refuses is done later, and is never taken for one that cannot be done", async () => {
  const { admin, published, on, tasks } = await journeyWorld(stack());
  const id = await published({
    ...{ name: "拥挤", of: "lead", trigger: { kind: "manual" } },
    steps: [wait("wait", 1, "crowded"), task("crowded")],
  });
  const lead = await made(admin, "/v1/leads", { name: "李娜" });
  await made(admin, `/v1/journeys/${id}/enrolments`, { personId: lead.id });
  await stack().settled();
  stack().clock.set(new Date(stack().clock.now().getTime() + 25 * 3_600_000));
  refused = '"subject":{"S":"crowded"}';
  await goOn().catch(() => {});
  refused = undefined;
  expect(await tasks(lead.id)).toEqual([]);
  await passing(stack(), { hours: 1 });
  expect((await on(id))[0]?.taken.map(({ step, did }) => `${step} ${did}`)).toEqual(["wait waited", "crowded done"]);
  expect(await tasks(lead.id)).toHaveLength(1);
});

test("a time of day is the person's, and the tenant's where nobody knows theirs", async () => {
  stack().clock.set(new Date("2026-12-10T02:00:00Z"));
  const { admin, published, on } = await journeyWorld(stack());
  const id = await published({
    ...{ name: "九点", of: "lead", trigger: { kind: "manual" } },
    steps: [{ key: "nine", kind: "waitUntil", at: "09:00", next: "call" }, task("call")],
  });
  const waits = async (more: object): Promise<string | undefined> => {
    const lead = await made(admin, "/v1/leads", { name: "李娜", ...more });
    await made(admin, `/v1/journeys/${id}/enrolments`, { personId: lead.id });
    await stack().settled();
    return (await on(id, `?personId=${lead.id}`))[0]?.dueAt;
  };
  expect([await waits({}), await waits({ timeZone: "America/New_York" })]).toEqual([
    ...["2026-12-11T01:00:00.000Z", "2026-12-10T14:00:00.000Z"],
  ]);
});
