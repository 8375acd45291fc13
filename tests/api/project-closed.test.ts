import { expect, test } from "@jest/globals";
import { type Linked, told } from "../support/expenses.ts";
import { report, soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

const trip = (projectId: string) => ({
  title: "差旅",
  projectId,
  lines: [{ on: "2026-11-02", category: "travel", amountMinor: 700 }],
});

test("a closed project is read-only on every path: files, hours, costs, changes, spending", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, project, accountId, order } = await soldProject(stack(), tenant);
  const manager = await tenant.person({ roles: ["manager"] });
  await admin.post(`${path}/start`, { managerId: manager.id, budgetHours: 40, budgetMinor: 0 });
  const fileId = await report(stack(), admin, project.id);
  const hour = await made(admin, `${path}/time-entries`, { on: "2026-11-02", minutes: 30 });
  const cost = await made(admin, `${path}/costs`, { on: "2026-11-02", kind: "差旅", amountMinor: 5 });
  const change = { name: "延期", reason: "客户要求", change: [{ key: "setup", durationDays: 9 }] };
  const asked = await made(admin, `${path}/change-requests`, change);
  const draft = await made(admin, "/v1/expenses", trip(project.id));
  const spent = await made(admin, "/v1/expenses", trip(project.id));
  await admin.post(`/v1/expenses/${spent.id}/submit`);
  const elsewhere = await made(admin, "/v1/expenses", { ...trip(project.id), projectId: undefined, accountId });
  await admin.post(`/v1/expenses/${elsewhere.id}/submit`);
  const company = (await made(admin, "/v1/expense-connections", { name: "商旅" })) as unknown as Linked;
  expect((await admin.post(`${path}/close`, { leftBecause: "客户自行完成" })).status).toBe(200);
  await stack().settled();
  const profit = async () => (await admin.get(`${path}/profit`)).body;
  const before = await profit();
  expect(before).toMatchObject({ expensesMinor: 700, costsMinor: 5, minutes: 30 });

  const relatedTo = { noun: "project", id: project.id };
  const refused = [
    await admin.patch(path, { grade: "B" }),
    await admin.post("/v1/files", { name: "补.pdf", contentType: "application/pdf", sizeBytes: 9, relatedTo }),
    await admin.post(`/v1/files/${fileId}/archive`),
    await admin.post(`${path}/time-entries`, { on: "2026-11-03", minutes: 30 }),
    await admin.patch(`/v1/time-entries/${hour.id}`, { minutes: 31 }),
    await admin.post(`/v1/project-costs/${cost.id}/archive`),
    await admin.post(`${path}/tasks`, { name: "补做" }),
    await admin.post(`${path}/tasks/setup/complete`, {}),
    await admin.post(`${path}/change-requests`, change),
    await admin.patch(`/v1/change-requests/${asked.id}`, { name: "再延期" }),
    await admin.post(`/v1/change-requests/${asked.id}/apply`),
    await admin.post(`${path}/send-acceptance`, { milestone: "final" }),
    await admin.post(`${path}/link-tasks`, { externalProject: "P" }),
    await admin.post("/v1/expenses", trip(project.id)),
    await admin.patch(`/v1/expenses/${draft.id}`, { title: "差旅补" }),
    await admin.post(`/v1/expenses/${draft.id}/submit`),
    await admin.post(`/v1/expenses/${elsewhere.id}/place`, { projectId: project.id }),
    await admin.post(`/v1/expenses/${spent.id}/place`, { accountId }),
  ];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(refused.map(() => [409, "invalid_state"]));
  // What the company has paid is placed where it still can be.
  const booking = { externalId: "t1", category: "travel", amountMinor: 450, on: "2026-11-03" };
  const reply = await told(stack(), company, [{ ...booking, references: [project.id, order.id] }]);
  expect(reply.body).toMatchObject({ booked: 1 });
  await stack().settled();
  expect(await profit()).toEqual(before);

  // A draft goes elsewhere, an open change request is withdrawn, and what was wrong is reversed.
  const moved = await admin.patch(`/v1/expenses/${draft.id}`, { projectId: null, accountId });
  expect(moved).toMatchObject({ status: 200 });
  expect((await admin.post(`/v1/change-requests/${asked.id}/withdraw`)).status).toBe(200);
  expect((await admin.post(`/v1/expenses/${spent.id}/reverse`, { reason: "误报" })).status).toBe(200);
  await stack().settled();
  expect(await profit()).toMatchObject({ expensesMinor: 0 });
  expect((await admin.get(`/v1/files/${fileId}/download`)).status).toBe(200);
});
