import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function desk() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const [seller, manager, one, two] = await Promise.all([
    person({ roles: ["sales"], name: "王芳" }),
    person({ roles: ["service"], name: "陈静" }),
    person({ roles: ["service"], name: "李雷" }),
    person({ roles: ["service"], name: "韩梅" }),
  ]);
  const team = [{ userId: manager.id, role: "customerSuccess" }];
  const account = await made(admin, "/v1/accounts", { name: "云帆", ownerId: seller.id, team });
  const email = `zhou.${tenant.id.slice(-8).toLowerCase()}@example.com`;
  const contact = await made(admin, "/v1/contacts", { name: "周敏", accountId: account.id, email });
  const ask = (fields: object = {}) =>
    made(admin, "/v1/tickets", { subject: "报表无法导出", body: "一直转圈", ...fields });
  return { ...tenant, seller, manager, one, two, account, contact, email, ask };
}

const say = (api: Api, id: string, body: object) => api.post(`/v1/tickets/${id}/messages`, body);

describe("a ticket", () => {
  test("goes to the account's customer success, else to whose turn it is in the first queue that takes it", async () => {
    const { admin, ask, account, contact, email, manager, seller, one, two } = await desk();
    const queue = await made(admin, "/v1/ticket-queues", {
      ...{ name: "一线", priority: 20, memberIds: [one.id, two.id] },
    });
    const urgent = await made(admin, "/v1/ticket-queues", {
      ...{ name: "紧急", priority: 10, when: { field: "priority", op: "eq", value: "urgent" }, memberIds: [two.id] },
    });
    const known = await ask({ requester: { email: email.toUpperCase() } });
    expect(known).toMatchObject({
      ...{ accountId: account.id, contactId: contact.id, assigneeId: manager.id, routedBy: "customerSuccess" },
      ...{ state: "new", followerIds: [seller.id], number: expect.stringMatching(/^T\d{4}-00001$/) },
    });
    const strangers = [];
    for (let n = 0; n < 4; n++) strangers.push(await ask({ requester: { email: `x${n}@nowhere.example` } }));
    expect(strangers.map(({ assigneeId }) => assigneeId)).toEqual([one.id, two.id, one.id, two.id]);
    expect(strangers.every(({ queueId, routedBy }) => queueId === queue.id && routedBy === "queue")).toBe(true);
    expect(await ask({ priority: "urgent" })).toMatchObject({ queueId: urgent.id, assigneeId: two.id });
    expect(new Set([known, ...strangers].map(({ number }) => number)).size).toBe(5);
    // Who sells to the account follows it; who does not sees nothing of it.
    expect((await seller.api.get(`/v1/tickets/${known.id}`)).status).toBe(200);
    expect((await seller.api.get(`/v1/tickets/${strangers[0]?.id}`)).status).toBe(404);
    const other = await admin.post("/v1/tickets", {
      subject: "x",
      body: "y",
      contactId: contact.id,
      accountId: (await made(admin, "/v1/accounts", { name: "别家" })).id,
    });
    expect([other.status, other.body.errors[0].path]).toEqual([422, "contactId"]);
    const bad = await admin.post("/v1/ticket-queues", {
      name: "x",
      priority: 1,
      when: { field: "nothing", op: "eq", value: 1 },
    });
    expect([bad.status, bad.body.errors[0].path]).toEqual([422, "when.field"]);
  });

  test("has a thread whose notes the customer's side never gets, and states that only follow each other as they may", async () => {
    const { admin, ask, contact, manager, person, account } = await desk();
    const { id } = await ask({ contactId: contact.id });
    const reply = await say(manager.api, id, { text: "您好，\n正在处理。" });
    expect(reply).toMatchObject({ status: 200, body: { visibility: "public", author: "agent", authorName: "陈静" } });
    expect((await admin.get(`/v1/tickets/${id}`)).body).toMatchObject({
      ...{ state: "waitingForCustomer", firstRespondedAt: expect.any(String) },
    });
    expect((await say(manager.api, id, { text: "内部：怀疑是导出服务", visibility: "internal" })).status).toBe(200);
    expect((await say(manager.api, id, { text: "还是不行", author: "customer" })).status).toBe(200);
    expect((await admin.get(`/v1/tickets/${id}`)).body.state).toBe("open");
    const thread = (await manager.api.get(`/v1/tickets/${id}/messages`)).body.items;
    expect(
      thread.map(({ author, visibility }: { author: string; visibility: string }) => `${author} ${visibility}`),
    ).toEqual([...["customer public", "agent public", "agent internal", "customer public"]]);
    const finance = await person({ roles: ["finance"] });
    const shown = (await finance.api.get(`/v1/tickets/${id}/messages`)).body.items;
    expect(shown.map(({ visibility }: { visibility: string }) => visibility)).toEqual(["public", "public", "public"]);
    await stack().settled();
    const mails = (await stack().outbox()).filter(({ to }) => to.includes(String(contact.email)));
    expect(mails).toHaveLength(1);
    expect(JSON.stringify(mails)).not.toContain("怀疑");
    expect((await say(manager.api, id, {})).body).toMatchObject({ errors: [{ path: "text" }] });
    const canned = await made(admin, "/v1/canned-answers", {
      name: "收到",
      text: "{customer}：工单 {number} 已收到。{me}",
    });
    const filled = await say(manager.api, id, { cannedAnswerId: canned.id });
    expect(filled.body.text).toMatch(/^周敏：工单 T\d{4}-00001 已收到。陈静$/);
    for (const act of ["resolve", "close"])
      expect((await manager.api.post(`/v1/tickets/${id}/${act}`)).status).toBe(200);
    expect((await say(manager.api, id, { text: "再见" })).status).toBe(409);
    expect((await manager.api.patch(`/v1/tickets/${id}`, { priority: "low" })).status).toBe(409);
    expect((await manager.api.post(`/v1/tickets/${id}/wait`, { for: "others" })).status).toBe(409);
    expect((await manager.api.post(`/v1/tickets/${id}/reopen`)).body).toMatchObject({ state: "open", reopened: 1 });
    const told = (await admin.get(`/v1/accounts/${account.id}/timeline`)).body;
    expect(JSON.stringify(told)).toContain(id);
  });

  test("is merged and taken back, split and linked, and nothing of a thread is lost", async () => {
    const { admin, ask, contact, manager } = await desk();
    const [a, b] = [await ask({ contactId: contact.id }), await ask({ contactId: contact.id, subject: "同样的问题" })];
    await say(manager.api, b.id, { text: "B 的回复" });
    const merged = await manager.api.post(`/v1/tickets/${b.id}/merge`, { intoId: a.id });
    expect(merged.body).toMatchObject({ state: "closed", mergedInto: a.id });
    const texts = async (id: string) =>
      (await manager.api.get(`/v1/tickets/${id}/messages`)).body.items.map(({ text }: { text: string }) => text);
    expect(await texts(a.id)).toEqual(["一直转圈", "一直转圈", "B 的回复"]);
    expect((await say(manager.api, b.id, { text: "x" })).body.detail).toContain(a.id);
    expect((await manager.api.post(`/v1/tickets/${a.id}/merge`, { intoId: b.id })).status).toBe(422);
    expect((await manager.api.post(`/v1/tickets/${a.id}/merge`, { intoId: a.id })).status).toBe(422);
    expect((await manager.api.post(`/v1/tickets/${b.id}/unmerge`)).body).toMatchObject({ state: "open" });
    expect(await texts(a.id)).toEqual(["一直转圈"]);
    expect((await manager.api.get(`/v1/tickets/${a.id}`)).body.mergedFrom).toBeUndefined();
    const second = await say(manager.api, a.id, { text: "还有一个问题", author: "customer" });
    const split = await manager.api.post(`/v1/tickets/${a.id}/split`, {
      messageIds: [second.body.id],
      subject: "第二个问题",
    });
    expect(split.status).toBe(200);
    expect([await texts(a.id), await texts(split.body.ticketId)]).toEqual([["一直转圈"], ["还有一个问题"]]);
    const made = (await admin.get(`/v1/tickets/${split.body.ticketId}`)).body;
    expect(made).toMatchObject({ splitFrom: a.id, linkedIds: [a.id], assigneeId: manager.id, subject: "第二个问题" });
    expect((await manager.api.post(`/v1/tickets/${a.id}/link`, { ticketId: b.id })).body.linkedIds).toEqual([
      made.id,
      b.id,
    ]);
    expect((await admin.get(`/v1/tickets/${b.id}`)).body.linkedIds).toEqual([a.id]);
    expect((await manager.api.post(`/v1/tickets/${b.id}/unlink`, { ticketId: a.id })).body.linkedIds).toBeUndefined();
    expect((await admin.get(`/v1/tickets/${a.id}`)).body.linkedIds).toEqual([made.id]);
  });

  test("is answered by many at once, and each answer stands once", async () => {
    const { ask, contact, manager } = await desk();
    const { id } = await ask({ contactId: contact.id });
    const replies = await Promise.all([1, 2, 3].map((n) => say(manager.api, id, { text: `第 ${n} 条` })));
    const done = replies.filter(({ status }) => status === 200).length;
    expect(done).toBeGreaterThan(0);
    const { items } = (await manager.api.get(`/v1/tickets/${id}/messages`)).body;
    expect(items).toHaveLength(1 + done);
  });
});
