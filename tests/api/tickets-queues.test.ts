import { expect, test } from "@jest/globals";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("the members of a queue see and work on all of its tickets where the queue says so, and nobody else does", async () => {
  const { admin, person } = await openTenant(stack());
  const people = [];
  for (const name of ["李雷", "陈静", "周婷"]) people.push(await person({ roles: ["service"], name }));
  const [one, two, stranger] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
  const account = await made(admin, "/v1/accounts", { name: "云帆" });
  const rule = { name: "一线", priority: 1, memberIds: [one.id, two.id] };
  const queue = await made(admin, "/v1/ticket-queues", rule);
  const path = `/v1/ticket-queues/${queue.id}`;
  const ask = { subject: "导出失败", body: "转圈", accountId: account.id, ownerId: one.id, queueId: queue.id };
  const { id } = await made(admin, "/v1/tickets", ask);
  const reads = async () => {
    const replies = await Promise.all([one, two, stranger].map(({ api }) => api.get(`/v1/tickets/${id}`)));
    return replies.map(({ status }) => status);
  };
  expect(await reads()).toEqual([200, 404, 404]);
  expect((await admin.patch(path, { visibility: "everybody" })).body.errors).toMatchObject([{ path: "visibility" }]);
  expect((await admin.patch(path, { visibility: "members" })).status).toBe(200);
  expect(await reads()).toEqual([200, 200, 404]);
  const listed = await two.api.get(`/v1/tickets?queueId=${queue.id}`);
  expect(listed.body.items.map((row: { id: string }) => row.id)).toEqual([id]);
  expect((await two.api.get("/v1/tickets")).body.items).toHaveLength(1);
  expect((await stranger.api.get("/v1/tickets")).body.items).toEqual([]);
  expect((await two.api.post(`/v1/tickets/${id}/messages`, { text: "我来处理" })).status).toBe(200);
  // One rule however often it is said; it follows who is a member, and goes with the last of them.
  await admin.patch(path, { priority: 2 });
  const rules = async () =>
    (await admin.get("/v1/sharing-rules?noun=ticket")).body.items.filter((r: { archived?: boolean }) => !r.archived);
  expect(await rules()).toMatchObject([{ to: { userIds: [one.id, two.id] }, level: "write" }]);
  await Promise.all([1, 2].map(() => admin.patch(path, { memberIds: [one.id, stranger.id] })));
  expect(await reads()).toEqual([200, 404, 200]);
  expect(await rules()).toHaveLength(1);
  await admin.post(`${path}/archive`);
  expect([await reads(), await rules()]).toEqual([[200, 404, 404], []]);
});

test("whoever does not see all tickets cannot bring them to others by a queue", async () => {
  const { admin, person } = await openTenant(stack());
  const home = await made(admin, "/v1/departments", { name: "北区" });
  const chief = await person({ roles: ["manager"], departmentId: home.id });
  const body = { name: "私", priority: 1, memberIds: [chief.id] };
  const refused = await chief.api.post("/v1/ticket-queues", { ...body, visibility: "members" });
  expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
  expect((await chief.api.post("/v1/ticket-queues", body)).status).toBe(201);
});
