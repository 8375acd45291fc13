import { afterAll, beforeAll, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { handler as look } from "../../functions/trackers/due.ts";
import { civilDate } from "../../shared/clock.ts";
import { signDelivery } from "../../shared/http/signature.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant, TIME_ZONE } from "../support/tenant.ts";
import { BUSY_SECONDS, TestTracker } from "../support/tracker.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const tracker = new TestTracker();
let tenant: TestTenant;
let linked: { id: string; webhookPath: string; signingSecret: string };

beforeAll(async () => {
  const baseUrl = await tracker.start();
  tenant = await openTenant(stack());
  const body = { name: "研发", baseUrl, token: tracker.token, doneStates: ["done"], closeAs: "done", reopenAs: "open" };
  linked = (await made(tenant.admin, "/v1/issue-trackers", body)) as typeof linked;
});
afterAll(() => tracker.stop());

const later = (minutes: number): void => stack().clock.set(new Date(stack().clock.now().getTime() + minutes * 60_000));

/** What is due is done, by two instances that meet. */
async function run(minutes: number): Promise<void> {
  await stack().settled();
  later(minutes);
  await Promise.all([look(), look()]);
  await stack().settled();
}

async function notice(issueId: string, secret = linked.signingSecret): Promise<number> {
  const rawBody = JSON.stringify({ issueId });
  const at = String(Math.floor(stack().clock.now().getTime() / 1_000));
  const headers = {
    "webhook-id": "n",
    "webhook-timestamp": at,
    "webhook-signature": signDelivery(secret, "n", at, rawBody),
  };
  const reply = await fetch(stack().baseUrl + linked.webhookPath, {
    ...{ method: "POST", body: rawBody, headers: { "content-type": "application/json", ...headers } },
  });
  return reply.status;
}

const opened = async () => {
  const { id } = await made(tenant.admin, "/v1/tickets", { subject: "导出超时", body: "转圈" });
  const thread = async () =>
    (await tenant.admin.get(`/v1/tickets/${id}/messages`)).body.items as {
      text: string;
      author: string;
      visibility: string;
    }[];
  const state = async () => (await tenant.admin.get(`/v1/tickets/${id}`)).body.state as string;
  const act = (name: string, body: object = {}) => tenant.admin.post(`/v1/tickets/${id}/${name}`, body);
  const note = (text: string) => act("messages", { text, visibility: "internal" });
  const issues = () => tracker.issues.filter(({ title }) => title.includes("导出超时") && title.includes(number));
  const number = String((await tenant.admin.get(`/v1/tickets/${id}`)).body.number);
  return { id, thread, state, act, note, issues };
};

test("one click hands a ticket to development; states and comments come back, and the customer sees none of it", async () => {
  const { id, thread, state, act, note, issues } = await opened();
  expect((await act("escalate", { note: "日志有超时" })).body.state).toBe("waitingForOthers");
  await run(1);
  const [issue] = issues();
  expect(issue).toMatchObject({ state: "open", description: expect.stringContaining("日志有超时") });
  expect((await tenant.admin.get(`/v1/tickets/${id}/issue`)).body).toMatchObject({
    externalId: issue?.id,
    remoteState: "open",
  });
  await note("客户是大客户，请优先");
  if (!issue) return;
  tracker.say(issue, "已定位");
  await stack().settled();
  expect(await notice(issue.id, "whsec_d3Jvbmc=")).toBe(401);
  expect(await notice(issue.id)).toBe(202);
  await run(0);
  expect(issue.comments.map(({ body }) => body)).toEqual(["已定位", "客户是大客户，请优先"]);
  issue.state = "done";
  // Its webhook is lost: what is open is looked at all the same.
  await run(16);
  expect(await state()).toBe("open");
  const said = await thread();
  expect(said.filter(({ author }) => author === "development")).toMatchObject([
    { text: "已定位", visibility: "internal" },
  ]);
  const sales = await tenant.person({ roles: ["finance"] });
  expect(JSON.stringify((await sales.api.get(`/v1/tickets/${id}/messages`)).body)).not.toContain("已定位");
  expect((await sales.api.get(`/v1/tickets/${id}/issue`)).status).toBe(403);
  await act("escalate");
  await run(1);
  expect(issue.state).toBe("open");
  for (const name of ["resolve", "close"]) await act(name);
  await run(1);
  expect([issue.state, tracker.issues.filter(({ id: one }) => one === issue.id).length]).toEqual(["done", 1]);
  const bad = { name: "x", baseUrl: "http://user@127.0.0.1/", token: "t", doneStates: ["done"] };
  expect((await tenant.admin.post("/v1/issue-trackers", bad)).body.errors).toMatchObject([{ path: "baseUrl" }]);
  expect(JSON.stringify((await tenant.admin.get("/v1/issue-trackers")).body)).not.toMatch(/whsec_|tracker-token/);
});

test("an issue goes on with the ticket that its own was merged into, and is closed with that", async () => {
  const [one, other] = [await opened(), await opened()];
  await one.act("escalate");
  await run(1);
  const [issue] = one.issues();
  if (!issue) throw new Error("no issue");
  await one.act("merge", { intoId: other.id });
  await run(1);
  expect([await one.state(), issue.state]).toEqual(["closed", "open"]);
  // What the tenant's people note in it is told, and what development says stands in its thread.
  await other.note("第二个客户也遇到");
  await other.act("wait", { for: "others" });
  tracker.say(issue, "已修复");
  issue.state = "done";
  await run(16);
  expect(issue.comments.map(({ body }) => body)).toEqual(["已修复", "第二个客户也遇到"]);
  expect(await other.state()).toBe("open");
  expect((await other.thread()).map(({ text }) => text)).toContain("已修复");
  issue.state = "open";
  await run(16);
  await other.act("close");
  await run(1);
  expect(issue.state).toBe("done");
});

test("an issue that is deleted there brings the ticket back to its people, and the next hand-over makes another", async () => {
  const { id, state, act, note, issues } = await opened();
  await act("escalate", { note: "日志有超时" });
  await run(1);
  await note("客户很急");
  await run(1);
  const [first] = issues();
  if (!first) throw new Error("no issue");
  tracker.drop(first);
  await run(16);
  const stands = async () => (await tenant.admin.get(`/v1/tickets/${id}/issue`)).body;
  expect([await state(), await stands()]).toEqual([
    "open",
    expect.objectContaining({ deletedAt: expect.any(String), error: expect.stringContaining("deleted"), failures: 0 }),
  ]);
  expect(await stands()).not.toHaveProperty("externalId");
  // What is said and done from then on is told to nobody there, and a late notice of it changes nothing.
  await note("先自己看");
  await act("wait", { for: "customer" });
  expect(await notice(first.id)).toBe(202);
  for (let n = 0; n < 2; n++) await run(61);
  expect([issues(), await state()]).toEqual([[], "waitingForCustomer"]);
  await act("escalate", { note: "仍然超时" });
  await run(1);
  const [second, ...others] = issues();
  expect(others).toEqual([]);
  expect(second?.description).toContain("仍然超时");
  expect(second?.comments.map(({ body }) => body)).toEqual(["客户很急", "先自己看"]);
  expect(await stands()).toMatchObject({ externalId: second?.id, failures: 0 });
  expect(await stands()).not.toHaveProperty("deletedAt");
});

test("a tracker that is busy is left alone for as long as it asks, and of one that is dead its administrators hear once a day", async () => {
  const boss = await tenant.person({ roles: ["admin"], email: "boss.of.trackers@example.com" });
  const [one, other] = [await opened(), await opened()];
  for (const { act } of [one, other]) await act("escalate");
  await run(1);
  const stands = async ({ id }: { id: string }) => (await tenant.admin.get(`/v1/tickets/${id}/issue`)).body;
  const heard = () => stack().outbox("boss.of.trackers@example.com");
  tracker.fault = "busy";
  await one.note("一");
  await run(1);
  expect((await stands(one)).failures).toBe(1);
  await run(BUSY_SECONDS / 60 - 5);
  expect((await stands(one)).failures).toBe(1);
  // It answers nothing for a day and a half: each look comes an hour after the one before, and nobody is told by each.
  tracker.fault = "down";
  for (let hours = 0; hours < 36; hours++) await run(61);
  const told = heard();
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(told.length).toBeLessThanOrEqual(3);
  expect(told[0]).toMatchObject({ subject: expect.stringContaining("研发"), text: expect.stringContaining("503") });
  expect(new Set(told.map(({ at }) => civilDate(new Date(at), TIME_ZONE))).size).toBe(told.length);
  tracker.fault = undefined;
  await run(61);
  expect(one.issues()[0]?.comments.map(({ body }) => body)).toEqual(["一"]);
  expect([(await stands(one)).failures, (await stands(other)).failures]).toEqual([0, 0]);
  await tenant.admin.post(`/v1/users/${boss.id}/archive`);
});

test("whatever is lost, told twice or told late, both sides come to the same, and nothing is echoed", async () => {
  const step = fc.constantFrom(
    "note",
    "say",
    "done",
    "open",
    "notice",
    "twice",
    "run",
    "down",
    "lost",
    "busy",
    "well",
    "close",
    "reopen",
    "escalate",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
      tracker.fault = undefined;
      const { thread, state, act, note, issues } = await opened();
      await act("escalate");
      const [notes, words]: [string[], string[]] = [[], []];
      // The ticket's own moves are told once each, and what development says after that stands.
      let [isTold, isSurelyTold, last, isSurelyLast] = [false, false, undefined as string | undefined, false];
      for (const [n, one] of steps.entries()) {
        const [issue] = issues();
        if (one === "note" && (await note(`N${n}`)).status === 200) notes.push(`N${n}`);
        if (one === "say" && issue) {
          tracker.say(issue, `D${n}`);
          words.push(`D${n}`);
        }
        if ((one === "done" || one === "open") && issue) {
          issue.state = one;
          if (isTold) [last, isSurelyLast] = [one, isSurelyTold];
        }
        if (one === "notice" && issue) await notice(issue.id);
        if (one === "twice" && issue) await Promise.all([notice(issue.id), notice(issue.id)]);
        if (one === "run") {
          await run(1);
          [isTold, isSurelyTold] = [true, isSurelyTold || tracker.fault === undefined];
        }
        if (one === "down" || one === "lost" || one === "busy") tracker.fault = one;
        if (one === "well") tracker.fault = undefined;
        if (["close", "reopen", "escalate"].includes(one)) {
          const before = await state();
          await act(one);
          if ((await state()) !== before) [isTold, isSurelyTold, last] = [false, false, undefined];
        }
      }
      tracker.fault = undefined;
      // What is over on both sides is looked at when it is told of, and no more by the clock.
      const [over] = issues();
      if (over?.state === "done" && ["resolved", "closed"].includes(await state())) await notice(over.id);
      for (let n = 0; n < 3; n++) await run(61);
      const all = issues();
      expect(all).toHaveLength(1);
      const [issue] = all;
      const [ours, theirs] = [issue?.comments.filter(({ ref }) => ref), issue?.comments.filter(({ ref }) => !ref)];
      expect(ours?.map(({ body }) => body).sort()).toEqual([...notes].sort());
      expect(theirs?.map(({ body }) => body)).toEqual(words);
      const heard = (await thread()).filter(({ author }) => author === "development").map(({ text }) => text);
      expect(heard.sort()).toEqual([...words].sort());
      if (last && isSurelyLast) expect(issue?.state).toBe(last);
      if (!last && (await state()) === "closed") expect(issue?.state).toBe("done");
      if (!last && (await state()) === "waitingForOthers") expect(issue?.state).toBe("open");
    }),
    { numRuns: scaled(5, 200) },
  );
});
