import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as look } from "../../functions/trackers/due.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";
import { TestTracker } from "../support/tracker.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const [first, second] = [new TestTracker(), new TestTracker()];
let urls: [string, string];

beforeAll(async () => {
  urls = await Promise.all([first.start(), second.start()]);
});
afterAll(() => Promise.all([first.stop(), second.stop()]));

/** What is due within some minutes is done. */
async function run(minutes: number): Promise<void> {
  await stack().settled();
  stack().clock.set(new Date(stack().clock.now().getTime() + minutes * 60_000));
  await look();
  await stack().settled();
}

const states = { doneStates: ["done", "rejected"], closeAs: "done", reopenAs: "open" };

test("a ticket goes on at another tracker once its own is archived, with all that was noted, and stays where it is until then", async () => {
  const { admin, person } = await openTenant(stack());
  const link = (name: string, n: 0 | 1, more: object = {}) =>
    made(admin, "/v1/issue-trackers", { name, baseUrl: urls[n], token: first.token, ...states, ...more });
  const [one, other] = [await link("研发一部", 0), await link("研发二部", 1, { isDefault: true })];
  const { id } = await made(admin, "/v1/tickets", { subject: "导出超时", body: "转圈" });
  const escalate = (body: object = {}) => admin.post(`/v1/tickets/${id}/escalate`, body);
  expect((await escalate({ trackerId: one.id, note: "日志有超时" })).status).toBe(200);
  await run(1);
  await admin.post(`/v1/tickets/${id}/messages`, { text: "大客户", visibility: "internal" });
  await run(16);
  // Handed over again it is with whom it was, whoever takes what names none.
  expect((await escalate()).status).toBe(200);
  const elsewhere = await escalate({ trackerId: other.id });
  expect(elsewhere).toMatchObject({ status: 422, body: { errors: [{ path: "trackerId" }] } });
  await run(1);
  expect([first.issues.length, second.issues.length]).toEqual([1, 0]);
  await admin.post(`/v1/issue-trackers/${one.id}/archive`);
  await run(16);
  expect((await escalate({ note: "转二部" })).status).toBe(200);
  await run(1);
  expect(second.issues).toMatchObject([{ description: expect.stringContaining("转二部"), state: "open" }]);
  expect(second.issues[0]?.comments.map(({ body }) => body)).toEqual(["大客户"]);
  const { body: issue } = await admin.get(`/v1/tickets/${id}/issue`);
  expect(issue).toMatchObject({ trackerId: other.id, externalId: second.issues[0]?.id, failures: 0 });
  expect(issue).not.toHaveProperty("error");
  // Whoever does not see the ticket neither sees its issue nor hands it over.
  const colleague = (await person({ roles: ["service"] })).api;
  const hidden = [await colleague.get(`/v1/tickets/${id}/issue`), await colleague.post(`/v1/tickets/${id}/escalate`)];
  expect(hidden.map(({ status }) => status)).toEqual([404, 404]);
  await admin.post(`/v1/tickets/${id}/close`);
  await run(1);
  expect([first.issues[0]?.state, second.issues[0]?.state]).toEqual(["open", "done"]);
});

test("what waits for others already is handed over all the same, once, and what is said again reaches development", async () => {
  const { admin } = await openTenant(stack());
  await made(admin, "/v1/issue-trackers", { name: "研发", baseUrl: urls[0], token: first.token, ...states });
  const { id } = await made(admin, "/v1/tickets", { subject: "白屏", body: "登录后白屏" });
  await admin.post(`/v1/tickets/${id}/wait`, { for: "others" });
  const before = first.issues.length;
  const hand = (note: string) => admin.post(`/v1/tickets/${id}/escalate`, { note });
  const replies = await Promise.all([1, 2, 3].map(() => hand("疑似缓存")));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
  await run(1);
  const [issue, ...others] = first.issues.slice(before);
  expect([issue?.description, issue?.comments, others]).toEqual([expect.stringContaining("疑似缓存"), [], []]);
  expect((await hand("又有两个客户")).body.state).toBe("waitingForOthers");
  await run(1);
  expect(issue?.comments.map(({ body }) => body)).toEqual(["又有两个客户"]);
  const { body: thread } = await admin.get(`/v1/tickets/${id}/messages`);
  expect(thread.items.at(-1)).toMatchObject({ text: "又有两个客户", visibility: "internal", author: "agent" });
});

test("a tracker's states close what is closed and open what is opened", async () => {
  const { admin } = await openTenant(stack());
  const make = (more: object) =>
    admin.post("/v1/issue-trackers", { name: "研发", baseUrl: urls[0], token: first.token, ...states, ...more });
  expect(await make({ closeAs: "open" })).toMatchObject({ status: 422, body: { errors: [{ path: "closeAs" }] } });
  expect(await make({ reopenAs: "rejected" })).toMatchObject({ status: 422, body: { errors: [{ path: "reopenAs" }] } });
  const { id } = (await make({})).body;
  const patched = await admin.patch(`/v1/issue-trackers/${id}`, { doneStates: ["rejected"] });
  expect(patched).toMatchObject({ status: 422, body: { errors: [{ path: "closeAs" }] } });
  expect((await admin.patch(`/v1/issue-trackers/${id}`, { doneStates: ["rejected"], closeAs: null })).status).toBe(200);
});
