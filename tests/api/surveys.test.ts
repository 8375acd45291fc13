import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant, unlike } from "../support/tenant.ts";

/** Nothing runs by the clock, so that a month costs nothing. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const POLICY = { projects: "nps", tickets: "csat", quietDays: 30, validDays: 10, lowCsat: 2, lowNps: 6, taskDays: 2 };

const tokenPath = (html: string): string => /\/v1\/public-surveys\/[\w-]+/.exec(html)?.[0] ?? "";
const addressIn = (email: string): string => tokenPath(stack().outbox(email).at(-1)?.html ?? "");

const later = (seconds: number): void => stack().clock.set(new Date(stack().clock.now().getTime() + seconds * 1_000));

async function ticketOf({ admin }: TestTenant, ownerId: string, email: string, subject = "无法导出") {
  const requester = { name: "周敏", email };
  const { id } = await made(admin, "/v1/tickets", { subject, body: "转圈", requester, ownerId });
  await admin.post(`/v1/tickets/${id}/close`);
  await stack().settled();
  return id;
}

test("whoever asked is asked once a ticket is closed; a low score makes one task, whatever is sent again", async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const agent = await tenant.person({ roles: ["service"] });
  const { body: person } = await admin.get(`/v1/users/${agent.id}`);
  // Nobody is asked before the tenant wants it.
  await ticketOf(tenant, agent.id, "early@example.com");
  expect((await admin.get("/v1/surveys")).body.items).toEqual([]);
  expect((await admin.put("/v1/survey-policy", POLICY)).status).toBe(200);
  const id = await ticketOf(tenant, agent.id, "zhou.min@example.com");
  const at = addressIn("zhou.min@example.com");
  const page = await stack().api().get(`${at}?lang=zh-CN`);
  expect([page.status, page.headers.get("content-security-policy")]).toEqual([
    200,
    expect.stringContaining("default-src 'none'"),
  ]);
  expect(page.body).toContain("非常不满意");
  expect((await stack().api().get(`${at}?lang=en`)).body).toContain("very dissatisfied");
  expect((await stack().api().post(`${at}/answers`, { score: 6 })).body.errors).toMatchObject([{ path: "score" }]);
  const answer = { score: 1, comment: "等了三天" };
  const all = await Promise.all([1, 2, 3].map(() => stack().api().post(`${at}/answers`, answer)));
  expect(all.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([200, { status: "answered", score: 1 }]));
  const otherwise = await stack().api().post(`${at}/answers`, { score: 5 });
  expect(otherwise).toMatchObject({ status: 409, body: { code: "invalid_state" } });
  await stack().settled();
  const { body: said } = await admin.get(`/v1/surveys?aboutId=${id}`);
  expect(said.items).toMatchObject([{ state: "answered", score: 1, comment: "等了三天", ownerId: agent.id }]);
  const { body: tasks } = await admin.get(`/v1/activities?ownerId=${agent.id}`);
  expect(tasks.items).toMatchObject([
    {
      id: said.items[0].taskId,
      kind: "task",
      priority: "high",
      body: "等了三天",
      subject: expect.stringContaining("1"),
    },
  ]);
  expect(
    stack()
      .outbox(person.email)
      .filter(({ subject }) => subject.includes("客户已评价")),
  ).toHaveLength(1);
  expect((await stack().api().get(at)).body).toContain("感谢您的评价");
  // Opened and closed again it is asked of once; the same person is left in peace for a while.
  await admin.post(`/v1/tickets/${id}/reopen`);
  await admin.post(`/v1/tickets/${id}/close`);
  await ticketOf(tenant, agent.id, "ZHOU.min@example.com", "又一个");
  expect((await admin.get("/v1/surveys")).body.items).toHaveLength(1);
  later(31 * 86_400);
  await ticketOf(tenant, agent.id, "zhou.min@example.com", "下个月");
  expect((await admin.get("/v1/surveys")).body.items).toHaveLength(2);
});

test("a closed project is asked of by whoever is there; two who close at once ask once", async () => {
  const tenant = await openTenant(stack());
  const sold = await soldProject(stack(), tenant);
  const { admin, path, accountId, project } = sold;
  const manager = await tenant.person({ roles: ["manager"] });
  await admin.put("/v1/survey-policy", POLICY);
  await made(admin, "/v1/contacts", {
    name: "李娜",
    accountId,
    email: "li.na.nps@example.com",
    preferredLanguage: "en",
  });
  await admin.post(`${path}/start`, { managerId: manager.id, budgetHours: 40, budgetMinor: 0 });
  await Promise.all([1, 2].map(() => admin.post(`${path}/close`, { leftBecause: "测试" })));
  await stack().settled();
  expect(stack().outbox("li.na.nps@example.com").at(-1)?.subject).toContain("would like your opinion");
  const at = addressIn("li.na.nps@example.com");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const form = { method: "POST", body: "score=9&comment=&name=", headers, redirect: "manual" as const };
  const sent = await fetch(new URL(`${at}/answers?lang=en`, stack().baseUrl), form);
  expect([sent.status, sent.headers.get("location")]).toEqual([303, `${at}?lang=en`]);
  await stack().settled();
  const { body } = await admin.get(`/v1/surveys?aboutId=${project.id}`);
  expect(body.items).toMatchObject([
    { kind: "nps", score: 9, productType: "service", ownerId: manager.id, aboutNoun: "project" },
  ]);
  expect(body.items[0].taskId).toBeUndefined();
});

test("an answer is a number that somebody chose, and is given once", async () => {
  const { admin, path } = await soldProject(stack());
  const { body } = await admin.post(`${path}/send-survey`, { kind: "nps" });
  const at = `${new URL(body.publicUrl).pathname}/answers`;
  for (const score of ["", null, [], false, true, " 7", "1e1", 2.5, -1, 11]) {
    later(1);
    const refused = await stack().api().post(at, { score });
    expect([score, refused.status, refused.body.errors?.[0].path]).toEqual([score, 422, "score"]);
  }
  const survey = async () => (await admin.get(`/v1/surveys/${body.linkId}`)).body;
  expect((await survey()).state).toBe("waiting");
  later(1);
  expect((await stack().api().post(at, { score: "0" })).body).toEqual({ status: "answered", score: 0 });
  // Nobody looks after it who could be told: it is answered all the same.
  const again = await stack().api().post(at, { score: 9 });
  expect(again).toMatchObject({ status: 409, body: { code: "invalid_state" } });
  expect(await survey()).toMatchObject({ state: "answered", score: 0 });
});

test("an address is for one survey, ends, is taken back, and shows nobody else's", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, accountId } = await soldProject(stack(), tenant);
  const send = async (more: object = {}) => {
    const { body } = await admin.post(`${path}/send-survey`, { kind: "csat", ...more });
    return { id: String(body.linkId), at: new URL(body.publicUrl).pathname };
  };
  const [first, second] = [
    await send(),
    await send({ expiresAt: new Date(stack().clock.now().getTime() + 60_000).toISOString() }),
  ];
  expect(first.at).not.toBe(second.at);
  expect((await admin.post(`/v1/surveys/${first.id}/revoke`)).body.state).toBe("revoked");
  expect((await admin.post(`/v1/surveys/${first.id}/revoke`)).status).toBe(409);
  later(61);
  for (const at of [first.at, second.at, unlike(second.at), first.at.replace("surveys", "projects")]) {
    expect((await stack().api().get(at)).status).toBe(404);
    expect((await stack().api().post(`${at}/answers`, { score: 3 })).status).toBe(404);
  }
  const foreign = await made(admin, "/v1/accounts", { name: "别家" });
  const other = await made(admin, "/v1/contacts", { name: "赵", accountId: foreign.id, email: "z@example.com" });
  expect((await admin.post(`${path}/send-survey`, { contactId: other.id })).status).toBe(422);
  const own = await made(admin, "/v1/contacts", { name: "王", accountId, email: "wang.s@example.com" });
  await send({ contactId: own.id });
  await stack().settled();
  expect(addressIn("wang.s@example.com")).toMatch(/public-surveys/);
  const stranger = await openTenant(stack());
  expect((await stranger.admin.get(`/v1/surveys/${second.id}`)).status).toBe(404);
  const sales = await tenant.person({ roles: ["sales"] });
  expect((await sales.api.get(`/v1/surveys/${second.id}`)).status).toBe(404);
  expect((await sales.api.post(`/v1/surveys/${second.id}/revoke`)).status).toBe(403);
});
