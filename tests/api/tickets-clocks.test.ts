import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as look } from "../../functions/tickets/due.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** It becomes an instant of the day, on the clocks of the tenant; two runs that meet are as one. */
async function itIs(on: string, time: string): Promise<void> {
  stack().clock.set(new Date(`${on}T${time}:00+08:00`));
  await Promise.all([look(), look()]);
  await stack().settled();
}

const MONDAY = "2027-03-01";
const subjects = (email: string) =>
  stack()
    .outbox(email)
    .map(({ subject }) => subject);

test("a ticket's owner is warned and its lead told, once an episode, in working time that stands still for the customer", async () => {
  await itIs(MONDAY, "09:00");
  const { admin, person } = await openTenant(stack());
  const agent = await person({ roles: ["service"], name: "李雷", email: "agent.clock@example.com" });
  const lead = await person({ roles: ["manager", "service"], name: "陈静", email: "lead.clock@example.com" });
  const queue = await made(admin, "/v1/ticket-queues", {
    name: "一线",
    priority: 1,
    memberIds: [agent.id],
    leadId: lead.id,
  });
  const policy = { name: "标准", priority: 1, firstResponseMinutes: 60, resolveMinutes: 600, warnBeforeMinutes: 30 };
  expect((await admin.post("/v1/sla-policies", { name: "空", priority: 1 })).body.errors).toMatchObject([
    { path: "resolveMinutes" },
  ]);
  await made(admin, "/v1/sla-policies", policy);
  await made(admin, "/v1/sla-policies", {
    ...{ name: "紧急", priority: 0, resolveMinutes: 30, counts: "always" },
    when: { field: "priority", op: "eq", value: "urgent" },
  });
  const { id, ...ticket } = await made(admin, "/v1/tickets", { subject: "导出失败", body: "转圈" });
  const at = async () => (await agent.api.get(`/v1/tickets/${id}`)).body;
  expect(ticket).toMatchObject({
    ...{ queueId: queue.id, assigneeId: agent.id },
    firstResponseDueAt: expect.stringContaining("2027-03-01T02:00:"),
    resolveDueAt: expect.stringContaining("2027-03-02T02:00:"),
  });
  await stack().settled();
  expect(subjects("agent.clock@example.com")).toEqual([expect.stringContaining("新工单")]);
  await itIs(MONDAY, "09:29");
  expect(subjects("agent.clock@example.com")).toHaveLength(1);
  await itIs(MONDAY, "09:31");
  expect(subjects("agent.clock@example.com")[1]).toMatch("首次响应即将超时");
  expect(subjects("lead.clock@example.com")).toEqual([]);
  await itIs(MONDAY, "10:01");
  expect(subjects("lead.clock@example.com")).toEqual([expect.stringContaining("首次响应已超时")]);
  expect(await at()).toMatchObject({ isLateInResponse: true, escalatedAt: expect.any(String) });
  // Half past eleven: two and a half of ten hours are gone. It waits for the customer until Wednesday.
  await itIs(MONDAY, "11:30");
  await agent.api.post(`/v1/tickets/${id}/messages`, { text: "请提供截图" });
  expect((await at()).resolveDueAt).toBeUndefined();
  await itIs("2027-03-03", "14:00");
  expect(subjects("lead.clock@example.com")).toHaveLength(1);
  await agent.api.post(`/v1/tickets/${id}/messages`, { text: "截图如下", author: "customer" });
  // Seven and a half hours are left: four on Wednesday, the rest on Thursday, or on Friday where Thursday is a holiday.
  expect((await at()).resolveDueAt).toMatch("2027-03-04T04:30:");
  await admin.put("/v1/working-calendar", { holidays: [{ on: "2027-03-04", name: "假日" }] });
  await itIs("2027-03-04", "13:00");
  expect(subjects("lead.clock@example.com")).toHaveLength(1);
  expect((await at()).resolveDueAt).toMatch("2027-03-05T04:30:");
  await itIs("2027-03-05", "12:31");
  expect(subjects("lead.clock@example.com")[1]).toMatch("解决已超时");
  await itIs("2027-03-05", "15:00");
  expect(subjects("lead.clock@example.com")).toHaveLength(2);
  // What was solved too late says so, and is closed for good after a week.
  await agent.api.post(`/v1/tickets/${id}/resolve`);
  expect(await at()).toMatchObject({ state: "resolved", isLateInResolution: true });
  await itIs("2027-03-11", "15:00");
  expect((await at()).state).toBe("resolved");
  await itIs("2027-03-12", "15:01");
  expect(await at()).toMatchObject({ state: "closed", closedAt: expect.any(String) });
  // Opened again it is another episode, under the terms of its new priority, by day and night.
  await agent.api.post(`/v1/tickets/${id}/reopen`);
  await agent.api.patch(`/v1/tickets/${id}`, { priority: "urgent" });
  expect((await at()).resolveDueAt).toMatch("2027-03-12T07:31:");
  await itIs("2027-03-12", "15:32");
  expect(subjects("lead.clock@example.com")).toHaveLength(3);
});

test("a merge that is taken back gives the ticket the time that it had left, and is no new episode", async () => {
  await itIs("2027-03-15", "09:00");
  const { admin } = await openTenant(stack());
  await made(admin, "/v1/sla-policies", { name: "标准", priority: 1, firstResponseMinutes: 60, resolveMinutes: 240 });
  const [one, other] = [
    await made(admin, "/v1/tickets", { subject: "导出失败", body: "转圈" }),
    await made(admin, "/v1/tickets", { subject: "导出失败了", body: "转圈" }),
  ];
  await itIs("2027-03-15", "10:30");
  expect((await admin.post(`/v1/tickets/${one.id}/merge`, { intoId: other.id })).status).toBe(200);
  await itIs("2027-03-15", "14:00");
  const { body } = await admin.post(`/v1/tickets/${one.id}/unmerge`);
  expect(body).toMatchObject({ state: "open", isLateInResponse: true, resolveDueAt: expect.stringMatching("T08:30:") });
  expect([body.reopened, body.closedAt, body.resolvedAt]).toEqual([undefined, undefined, undefined]);
});
