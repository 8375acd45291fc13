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

/** The nearest minute of an instant: the clock runs on while a test works. */
const minuteOf = (at: string): string =>
  new Date(Math.round(Date.parse(at) / 60_000) * 60_000).toISOString().slice(11, 16);
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
  const late = await admin.post("/v1/sla-policies", {
    name: "迟",
    priority: 9,
    resolveMinutes: 60,
    warnBeforeMinutes: 60,
  });
  expect(late).toMatchObject({ status: 422, body: { errors: [{ path: "warnBeforeMinutes" }] } });
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
  expect(body).toMatchObject({ state: "open", isLateInResponse: true });
  expect(minuteOf(body.resolveDueAt)).toBe("08:30");
  expect([body.reopened, body.closedAt, body.resolvedAt]).toEqual([undefined, undefined, undefined]);
});

test("a part that is split off has the time that is gone since it was asked, and is answered by what was said since", async () => {
  await itIs("2027-03-22", "09:00");
  const { admin } = await openTenant(stack());
  await made(admin, "/v1/sla-policies", { name: "标准", priority: 1, firstResponseMinutes: 60, resolveMinutes: 230 });
  const { id } = await made(admin, "/v1/tickets", { subject: "导出失败", body: "转圈" });
  const say = async (fields: object) => (await admin.post(`/v1/tickets/${id}/messages`, fields)).body.id as string;
  const split = async (of: string, fields: object) => {
    const { ticketId } = (await admin.post(`/v1/tickets/${of}/split`, { subject: "第二个问题", ...fields })).body;
    const { body } = await admin.get(`/v1/tickets/${ticketId}`);
    const at = (name: string) => body[name] && minuteOf(body[name]);
    const [asked, answered, response, due] = [
      at("askedAt"),
      at("firstRespondedAt"),
      at("firstResponseDueAt"),
      at("resolveDueAt"),
    ];
    return { id: body.id, isLate: body.isLateInResponse, asked, answered, response, due };
  };
  await itIs("2027-03-22", "10:30");
  await say({ text: "请提供截图" });
  await itIs("2027-03-22", "14:00");
  const second = await say({ text: "还有：列的顺序不对", author: "customer" });
  const third = await say({ text: "还有：字体不对", author: "customer" });
  await itIs("2027-03-22", "14:20");
  await say({ text: "都在看", state: "open" });
  await itIs("2027-03-22", "15:00");
  // An hour of it is gone since it was asked, and nobody waits for a first answer.
  const asked = await split(id, { messageIds: [second] });
  expect(asked).toMatchObject({ asked: "06:00", answered: "06:20", isLate: false, due: "09:50" });
  // In words it was asked when the ticket came: its time is the ticket's, one and a half hours before the pause and one since.
  const words = await split(id, { text: "字体不对" });
  expect(words).toMatchObject({ asked: "01:00", answered: "02:30", isLate: true, due: "08:20" });
  expect(minuteOf((await admin.get(`/v1/tickets/${id}`)).body.resolveDueAt)).toBe("08:20");
  // Split again, or later, it is no younger.
  await itIs("2027-03-22", "15:30");
  expect(await split(asked.id, { text: "颜色不对" })).toMatchObject({ asked: "06:00", due: "09:50" });
  expect(await split(id, { messageIds: [third] })).toMatchObject({ asked: "06:00", due: "09:50" });
  // Of what was answered by nobody since, the first answer is due from then on.
  const last = await say({ text: "还在等", author: "customer" });
  expect(await split(id, { messageIds: [last] })).toMatchObject({ asked: "07:30", response: "08:30", due: "02:20" });
});

test("a ticket that takes in one that has waited longer is due as that was, until the merge is taken back", async () => {
  await itIs("2027-03-24", "09:00");
  const { admin } = await openTenant(stack());
  await made(admin, "/v1/sla-policies", { name: "标准", priority: 1, resolveMinutes: 230 });
  const ask = async (subject: string) => (await made(admin, "/v1/tickets", { subject, body: "转圈" })).id;
  const [oldest, middle] = [await ask("导出失败"), await ask("导出又失败")];
  await itIs("2027-03-24", "10:00");
  expect((await admin.post(`/v1/tickets/${middle}/wait`, { for: "customer" })).status).toBe(200);
  await itIs("2027-03-24", "11:00");
  const youngest = await ask("还是失败");
  const due = async () => minuteOf((await admin.get(`/v1/tickets/${youngest}`)).body.resolveDueAt);
  const merge = async (id: string, act: string) =>
    expect((await admin.post(`/v1/tickets/${id}/${act}`, act === "merge" ? { intoId: youngest } : {})).status).toBe(
      200,
    );
  expect(await due()).toBe("06:50");
  await merge(middle, "merge");
  expect(await due()).toBe("05:50");
  await merge(oldest, "merge");
  expect(await due()).toBe("04:50");
  // Waiting for its customer it stands still with all that it took in.
  await admin.post(`/v1/tickets/${youngest}/wait`, { for: "customer" });
  await itIs("2027-03-24", "11:30");
  await admin.post(`/v1/tickets/${youngest}/wait`, { for: "others" });
  expect(await due()).toBe("05:20");
  await merge(oldest, "unmerge");
  expect(await due()).toBe("06:20");
  await merge(middle, "unmerge");
  expect(await due()).toBe("07:20");
});
