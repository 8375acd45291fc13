import { expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("profit is what came in less hours at the rates of their days less what was paid", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, project } = await soldProject(stack(), tenant);
  const bank = await linkBank(stack(), tenant);
  const worker = await tenant.person({ roles: ["service"] });
  await admin.patch(path, { memberIds: [worker.id] });
  const unrated = await made(worker.api, `${path}/time-entries`, { on: "2027-01-04", minutes: 30 });
  await admin.put("/v1/cost-rates", {
    rates: [
      { hourlyMinor: 20_000, currency: "CNY" },
      { hourlyMinor: 33_333, currency: "CNY", userId: worker.id, from: "2027-01-06" },
    ],
  });
  await made(worker.api, `${path}/time-entries`, { on: "2027-01-05", minutes: 90, nodeKey: "setup" });
  const later = await made(worker.api, `${path}/time-entries`, { on: "2027-01-06", minutes: 100 });
  expect(later).not.toHaveProperty("costMinor");
  await made(worker.api, `${path}/costs`, { on: "2027-01-06", kind: "差旅", amountMinor: 4_321 });
  const gone = await made(worker.api, `${path}/costs`, { on: "2027-01-06", kind: "误报", amountMinor: 99 });
  await worker.api.post(`/v1/project-costs/${gone.id}/archive`);
  await bank.tell([
    {
      ...{ bankReference: "P1", bookedOn: "2026-11-22", amountMinor: 3_000_000, direction: "credit", currency: "CNY" },
      ...{ remittance: "HT-2027-0042-01", payer: { name: "苏州云帆机械有限公司" } },
    },
  ]);
  await stack().settled();
  expect((await worker.api.get(`${path}/time-entries?nodeKey=setup`)).body.items).toMatchObject([{ minutes: 90 }]);
  const labour = (90 * 20_000) / 60 + Math.round((100 * 33_333) / 60);
  const { body } = await admin.get(`${path}/profit`);
  expect(body).toMatchObject({
    ...{ soldMinor: 8_000_000, collectedMinor: 3_000_000, minutes: 220, unratedMinutes: 30 },
    ...{ labourMinor: labour, costsMinor: 4_321, profitMinor: 3_000_000 - labour - 4_321 },
  });
  expect((await worker.api.get(`${path}/profit`)).status).toBe(403);
  const patched = await worker.api.patch(`/v1/time-entries/${unrated.id}`, { minutes: 60 });
  expect(patched.status).toBe(200);
  expect((await admin.get(`${path}/profit`)).body).toMatchObject({ unratedMinutes: 0, labourMinor: labour + 20_000 });
  const wrong = await worker.api.post(`${path}/time-entries`, { on: "2027-01-05", minutes: 9, nodeKey: "nothing" });
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: "nodeKey" }] } });
  await admin.post(`${path}/cancel`, { reason: "不做了" });
  const closed = await Promise.all([
    worker.api.post(`${path}/time-entries`, { on: "2027-01-05", minutes: 9 }),
    worker.api.patch(`/v1/time-entries/${later.id}`, { minutes: 9 }),
    worker.api.post(`/v1/time-entries/${later.id}/archive`),
  ]);
  expect(closed.map(({ status }) => status)).toEqual([409, 409, 409]);
  const { body: list } = await worker.api.get(`/v1/time-entries?projectId=${project.id}`);
  expect(list.items).toHaveLength(3);
});

test("over-allocation is told of with the weeks and the projects that cause it, and leave counts", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, project, accountId } = await soldProject(stack(), tenant, "2027-03-01");
  const worker = await tenant.person({ roles: ["service"] });
  const other = await made(admin, "/v1/projects", { name: "别的项目", accountId, startOn: "2027-03-01" });
  await admin.patch(`${path}/tasks/setup`, { assigneeId: worker.id });
  const task = { name: "支援", durationDays: 5, estimatedHours: 20, assigneeId: worker.id };
  await made(admin, `/v1/projects/${other.id}/tasks`, task);
  await admin.put(`/v1/users/${worker.id}/availability`, { leave: [{ fromOn: "2027-03-05", toOn: "2027-03-05" }] });
  const ask = `/v1/capacity?userId=${worker.id}&from=2027-03-03&weeks=2`;
  const { body: calm } = await admin.get(ask);
  expect(calm.items[0].weeks[0]).toMatchObject({
    ...{ fromOn: "2027-03-01", capacityMinutes: 4 * 480, plannedMinutes: (24 + 20) * 60, isOver: true },
  });
  expect(calm.items[0].weeks[0].projects).toEqual(
    expect.arrayContaining([
      { projectId: project.id, name: "苏州云帆机械有限公司 HT-2027-0042", minutes: 24 * 60 },
      { projectId: other.id, name: "别的项目", minutes: 20 * 60 },
    ]),
  );
  await admin.put(`/v1/users/${worker.id}/capacity`, { minutesPerDay: 720 });
  expect((await admin.get(ask)).body.items[0]).toMatchObject({ isOver: false });
  // What was left open in a project that is over is nobody's to do.
  const { id: stopped } = await made(admin, "/v1/projects", { name: "停掉的", accountId, startOn: "2027-03-01" });
  await made(admin, `/v1/projects/${stopped}/tasks`, { name: "不做了", durationDays: 4, assigneeId: worker.id });
  const planned = async () => (await admin.get(ask)).body.items[0].weeks[0].plannedMinutes;
  expect(await planned()).toBe((24 + 20) * 60 + 4 * 720);
  await admin.post(`/v1/projects/${stopped}/cancel`, { reason: "客户取消" });
  expect(await planned()).toBe((24 + 20) * 60);
  const colleague = await tenant.person({ roles: ["service"] });
  const { body: seen } = await colleague.api.get(ask);
  expect(seen.items[0].weeks[0].projects.map((one: object) => Object.keys(one))).toEqual([["minutes"], ["minutes"]]);
  expect((await colleague.api.put(`/v1/users/${worker.id}/capacity`, { minutesPerDay: 1 })).status).toBe(403);
  expect((await admin.get("/v1/capacity")).status).toBe(422);
});

test("whoever has too much to do is told of to the project's manager, with the weeks and the projects, once each time it changes", async () => {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const [worker, manager] = [await tenant.person({ roles: ["service"] }), await tenant.person({ roles: ["manager"] })];
  const { body: whom } = await admin.get(`/v1/users/${manager.id}`);
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "云帆" });
  const planned = async (name: string, ownerId: string, hours: number) => {
    const { id } = await made(admin, "/v1/projects", { name, accountId, ownerId, startOn: "2027-03-08" });
    const task = { key: "work", name: "实施", durationDays: 5, estimatedHours: hours, assigneeId: worker.id };
    await made(admin, `/v1/projects/${id}/tasks`, task);
    await stack().settled();
    return `/v1/projects/${id}`;
  };
  const mails = () =>
    stack()
      .outbox(whom.email)
      .filter(({ subject }) => subject.includes("超出可用工时"));
  await planned("别家的", worker.id, 30);
  expect(mails()).toEqual([]);
  const path = await planned("一期", manager.id, 20);
  expect(mails()).toHaveLength(1);
  expect(mails()[0]?.text).toContain("计划 50 小时，可用 40 小时");
  expect(mails()[0]?.text).toContain("一期 20");
  // Of a project that the manager does not see they learn the hours and not the name.
  expect(mails()[0]?.text).toContain("其他项目 30");
  expect(mails()[0]?.text).not.toContain("别家的");
  await admin.patch(`${path}/tasks/work`, { name: "实施一期" });
  await stack().settled();
  expect(mails()).toHaveLength(1);
  await admin.patch(`${path}/tasks/work`, { estimatedHours: 22 });
  await stack().settled();
  expect(mails()).toHaveLength(2);
  await admin.patch(`${path}/tasks/work`, { estimatedHours: 10 });
  await stack().settled();
  expect(mails()).toHaveLength(2);
});

test("what was spent on a project in another currency is told beside its profit, and is no part of it", async () => {
  const { admin } = await openTenant(stack());
  const { id: accountId } = await made(admin, "/v1/accounts", { name: "Cloud Ltd" });
  const { id } = await made(admin, "/v1/projects", { name: "Rollout", accountId, currency: "USD" });
  await made(admin, `/v1/projects/${id}/costs`, { on: "2026-11-02", kind: "licence", amountMinor: 900 });
  const lines = [{ on: "2026-11-02", category: "travel", amountMinor: 70_000 }];
  const spent = await made(admin, "/v1/expenses", { title: "出差", lines, projectId: id });
  expect((await admin.post(`/v1/expenses/${spent.id}/submit`)).body).toMatchObject({ status: "approved" });
  await stack().settled();
  const other = [{ currency: "CNY", amountMinor: 70_000 }];
  const profit = async () => (await admin.get(`/v1/projects/${id}/profit`)).body;
  expect(await profit()).toMatchObject({
    ...{ currency: "USD", costsMinor: 900, expensesMinor: 0, profitMinor: -900, otherExpenses: other },
  });
  expect((await admin.get("/v1/delivery-figures")).body.money).toMatchObject([
    { currency: "CNY", expensesMinor: 70_000, profitMinor: -70_000, soldMinor: 0 },
    { currency: "USD", costsMinor: 900, expensesMinor: 0, profitMinor: -900 },
  ]);
  await admin.post(`/v1/expenses/${spent.id}/reverse`, { reason: "误报" });
  await stack().settled();
  expect(await profit()).toMatchObject({ profitMinor: -900, otherExpenses: [] });
});

test("hours and expenses stay those of somebody who leaves, and so does what they cost", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, project } = await soldProject(stack(), tenant);
  const [leaver, heir] = [await tenant.person({ roles: ["service"] }), await tenant.person({ roles: ["service"] })];
  await admin.patch(path, { memberIds: [leaver.id, heir.id] });
  await admin.put("/v1/cost-rates", {
    rates: [
      { userId: leaver.id, hourlyMinor: 100, currency: "CNY" },
      { userId: heir.id, hourlyMinor: 900, currency: "CNY" },
    ],
  });
  const hour = await made(leaver.api, `${path}/time-entries`, { on: "2026-11-02", minutes: 60 });
  const lines = [{ on: "2026-11-02", category: "travel", amountMinor: 500 }];
  const spent = await made(leaver.api, "/v1/expenses", { title: "差旅", lines, projectId: project.id });
  await leaver.api.post(`/v1/expenses/${spent.id}/submit`);
  const left = await admin.post(`/v1/users/${leaver.id}/offboard`, { to: heir.id });
  await stack().settled();
  const { body: job } = await admin.get(`/v1/jobs/${left.body.id}`);
  expect(job).toMatchObject({ state: "done", progress: { failed: 0 } });
  expect(job.result.nouns).toMatchObject({ timeEntry: { before: 0, left: 0 }, expense: { before: 0, left: 0 } });
  for (const at of [`/v1/time-entries/${hour.id}`, `/v1/expenses/${spent.id}`]) {
    expect((await admin.get(at)).body.ownerId).toBe(leaver.id);
  }
  expect((await admin.get(`${path}/profit`)).body).toMatchObject({ labourMinor: 100, expensesMinor: 500 });
  expect((await admin.get(path)).body.memberIds).toEqual([heir.id]);
});
