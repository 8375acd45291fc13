import { describe, expect, test } from "@jest/globals";
import { report, soldProject, TEMPLATE, worked } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

describe("a signed order", () => {
  test("drafts its project once, with the plan of its template", async () => {
    const { admin, project, order } = await soldProject(stack());
    expect(project).toMatchObject({ status: "draft", orderId: order.id, currency: "CNY", productTypes: ["service"] });
    const { body: plan } = await admin.get(`/v1/projects/${project.id}/plan`);
    expect(plan.nodes.map(({ key }: { key: string }) => key)).toEqual(TEMPLATE.nodes.map(({ key }) => key));
    expect(plan.criticalPath).toEqual(["kickoff", "setup", "golive", "final"]);
    const twice = await admin.post("/v1/projects", { name: "再来一次", accountId: order.accountId, orderId: order.id });
    expect(twice).toMatchObject({ status: 409, body: { code: "duplicate" } });
  });

  test("drafts none where nothing of it is delivered", async () => {
    const { admin, accountId } = await soldProject(stack());
    const product = await made(admin, "/v1/products", {
      ...{ code: "LIC", name: "许可", productType: "licence", listPriceMinor: 1, currency: "CNY" },
    });
    const order = await made(admin, "/v1/orders", {
      ...{ accountId, currency: "CNY", kind: "new" },
      lines: [{ productId: product.id, quantity: 1, amountMinor: 100 }],
      instalments: [{ dueOn: "2027-01-31", amountMinor: 100 }],
    });
    await admin.post(`/v1/orders/${order.id}/sign`);
    await stack().settled();
    expect((await admin.get(`/v1/projects?orderId=${order.id}`)).body.items).toEqual([]);
  });
});

describe("initiation", () => {
  test("waits for those who must agree, then names manager, budget and grade", async () => {
    const tenant = await openTenant(stack());
    const { admin, project } = await soldProject(stack(), tenant);
    const lead = await tenant.person({ roles: ["manager"] });
    await made(admin, "/v1/approval-rules", { noun: "project", action: "start", steps: [{ by: "role:admin" }] });
    const body = { managerId: lead.id, budgetHours: 120, budgetMinor: 3_000_000, grade: "A" };
    const path = `/v1/projects/${project.id}`;
    const asks = await tenant.person({ roles: ["admin"] });
    const asked = await asks.api.post(`${path}/start`, body);
    expect(asked.body).toMatchObject({ status: "draft", approvalId: expect.any(String) });
    expect((await admin.post(`${path}/tasks`, { name: "早了" })).status).toBe(409);
    expect((await admin.post(`/v1/approvals/${asked.body.approvalId}/approve`, {})).status).toBe(200);
    const { body: row } = await admin.get(path);
    expect(row).toMatchObject({ status: "active", ownerId: lead.id, budgetHours: 120, budgetMinor: 3_000_000 });
    expect(row).toMatchObject({ grade: "A", baselineEndOn: row.endOn });
    const unknown = await admin.post(`${path}/start`, { ...body, managerId: "usr_0000000000AAAA" });
    expect(unknown.status).toBe(409);
  });
});

describe("an acceptance", () => {
  test("is of a project that was started: a draft is neither accepted nor asked to be", async () => {
    const { admin, path, tenant } = await soldProject(stack());
    const manager = await tenant.person({ roles: ["manager"] });
    await admin.patch(`${path}/milestones/final`, { documents: [] });
    const early = await admin.post(`${path}/milestones/final/complete`, {});
    expect([early.status, early.body.code]).toEqual([409, "invalid_state"]);
    expect((await admin.post(`${path}/send-acceptance`, { milestone: "final" })).status).toBe(409);
    const started = await admin.post(`${path}/start`, { managerId: manager.id, budgetHours: 1, budgetMinor: 0 });
    expect(started.body).toMatchObject({ status: "active" });
    await worked(admin, path);
    expect((await admin.post(`${path}/milestones/final/complete`, {})).status).toBe(200);
    expect((await admin.get(path)).body.status).toBe("accepted");
  });
});

describe("a plan", () => {
  test("moves what depends on a node over holidays, and keeps its baseline", async () => {
    const { admin, project, path } = await soldProject(stack(), undefined, "2027-09-27");
    await admin.put("/v1/working-calendar", {
      holidays: ["2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07"].map((on) => ({ on })),
      workdays: [{ on: "2027-10-09" }],
    });
    await admin.post(`${path}/plan/baseline`);
    const moved = await admin.patch(`${path}/tasks/setup`, { startOn: "2027-09-30" });
    // Thursday the 30th, Friday the 8th, Saturday the 9th makes up for a holiday.
    expect(moved.body).toMatchObject({ startOn: "2027-09-30", endOn: "2027-10-09", delayDays: expect.any(Number) });
    const { body: plan } = await admin.get(`${path}/plan`);
    expect(plan.nodes.find(({ key }: { key: string }) => key === "golive")).toMatchObject({ startOn: "2027-10-11" });
    expect((await admin.get(`/v1/projects/${project.id}`)).body.endOn).toBe(plan.endOn);
    const circle = await admin.patch(`${path}/milestones/kickoff`, { dependsOn: ["final"] });
    expect(circle.status).toBe(422);
    expect(circle.body.errors[0].message).toBe("It depends on itself: kickoff → final → golive → setup → kickoff.");
    const early = await admin.patch(`${path}/tasks/golive`, { startOn: "2027-09-29" });
    expect(early).toMatchObject({ status: 422, body: { errors: [{ path: "startOn" }] } });
    expect(early.body.errors[0].message).toContain("setup ends on 2027-10-09");
  });

  test("takes changes that are made at the same moment, each of them", async () => {
    const { admin, path } = await soldProject(stack());
    const names = ["甲", "乙", "丙", "丁"];
    const replies = await Promise.all(names.map((name) => admin.post(`${path}/tasks`, { name, dependsOn: ["setup"] })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const { body } = await admin.get(`${path}/tasks`);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(names));
    const stale = await admin.post(`${path}/tasks`, { name: "旧" }, { "if-match": '"1"' });
    expect(stale.status).toBe(412);
  });

  test("who is given a task sees the project as their own", async () => {
    const tenant = await openTenant(stack());
    const { admin, path } = await soldProject(stack(), tenant);
    const worker = await tenant.person({ roles: ["service"] });
    expect((await worker.api.get(path)).status).toBe(404);
    await admin.patch(`${path}/tasks/setup`, { assigneeId: worker.id });
    expect((await worker.api.get(`${path}/tasks`)).body.items[0]).toMatchObject({ assigneeId: worker.id });
    const unknown = await admin.patch(`${path}/tasks/setup`, { assigneeId: "usr_0000000000AAAA" });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: "assigneeId" }] } });
  });
});

describe("a node", () => {
  test("is not completed without its documents, which are named", async () => {
    const tenant = await openTenant(stack());
    const { admin, path, project } = await soldProject(stack(), tenant);
    const { id: managerId } = await tenant.person({ roles: ["manager"] });
    await admin.post(`${path}/start`, { managerId, budgetHours: 1, budgetMinor: 0 });
    const refused = await admin.post(`${path}/milestones/final/complete`, {});
    expect(refused.status).toBe(409);
    expect(refused.body.errors).toEqual([
      { path: "documents", code: "document_missing", message: "终验 lacks 验收报告." },
    ]);
    const wrong = await admin.post(`${path}/milestones/final/complete`, {
      documents: [{ name: "验收报告", fileId: "fil_0000000000AAAA" }],
    });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: "documents.0.fileId" }] } });
    const fileId = await report(stack(), admin, project.id);
    const complete = () =>
      admin.post(`${path}/milestones/final/complete`, { documents: [{ name: "验收报告", fileId }] });
    // What it depends on is named too.
    const early = await complete();
    expect(early).toMatchObject({ status: 409, body: { errors: [{ message: "上线支持 (golive) is not done." }] } });
    await worked(admin, path);
    const done = await complete();
    expect(done).toMatchObject({ status: 200, body: { state: "done", attached: [{ name: "验收报告", fileId }] } });
    expect((await admin.post(`${path}/milestones/final/complete`, {})).body.doneAt).toBe(done.body.doneAt);
  });

  test("begins after what it depends on, and what is begun is not moved by it", async () => {
    const { admin, path } = await soldProject(stack());
    const early = await admin.post(`${path}/tasks/setup/start`);
    expect(early).toMatchObject({ status: 409, body: { errors: [{ message: "启动会 (kickoff) is not done." }] } });
    await admin.post(`${path}/milestones/kickoff/complete`, {});
    const begun = await admin.post(`${path}/tasks/setup/start`);
    expect(begun.body).toMatchObject({ state: "doing" });
    await admin.patch(path, { startOn: "2029-01-01" });
    const { body } = await admin.get(`${path}/tasks`);
    expect(body.items[0]).toMatchObject({ key: "setup", startOn: begun.body.startOn });
  });
});

test("a project is closed when all is done, hands over what was promised, and is read-only then", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, accountId, project } = await soldProject(stack(), tenant);
  const keeper = await tenant.person({ roles: ["service"] });
  await admin.patch(`/v1/accounts/${accountId}`, { team: [{ userId: keeper.id, role: "customerSuccess" }] });
  await admin.post(`${path}/start`, { managerId: keeper.id, budgetHours: 10, budgetMinor: 0 });
  const early = await admin.post(`${path}/close`, {});
  expect(early.status).toBe(409);
  expect(early.body.errors.map(({ path: at }: { path: string }) => at)).toEqual([
    ...["milestones.kickoff", "tasks.setup", "tasks.golive", "milestones.final", "checklist.0"],
  ]);
  for (const key of ["kickoff", "final"]) await admin.post(`${path}/milestones/${key}/drop`);
  for (const key of ["setup", "golive"]) await admin.post(`${path}/tasks/${key}/complete`, {});
  expect((await admin.post(`${path}/check`, { item: 2 })).status).toBe(422);
  await admin.post(`${path}/check`, { item: 1 });
  const closed = await admin.post(`${path}/close`, { promises: ["首年巡检两次"] });
  expect(closed.body).toMatchObject({
    status: "closed",
    handOver: { userId: keeper.id, promises: ["CRM 实施服务 × 1", "首年巡检两次"] },
  });
  const { body: tasks } = await keeper.api.get(`/v1/activities?relatedTo=${project.id}`);
  expect(tasks.items).toMatchObject([{ ownerId: keeper.id, body: "CRM 实施服务 × 1\n首年巡检两次" }]);
  const writes = await Promise.all([
    admin.patch(path, { grade: "C" }),
    admin.post(`${path}/tasks`, { name: "晚了" }),
    admin.post(`${path}/milestones/final/reopen`),
    admin.post(`${path}/check`, { item: 1 }),
  ]);
  expect(writes.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
});

test("templates are refused where their nodes make no plan", async () => {
  const { admin } = await openTenant(stack());
  const node = { key: "a", kind: "task", name: "A" };
  const refused = await admin.post("/v1/project-templates", {
    name: "坏",
    nodes: [
      { ...node, dependsOn: ["a"] },
      { ...node, kind: "milestone", durationDays: 3 },
      { ...node, key: "c", dependsOn: ["nobody"], instalmentNo: 1 },
    ],
  });
  expect(refused.status).toBe(422);
  expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    ...["nodes.1.key", "nodes.1.durationDays", "nodes.2.instalmentNo", "nodes.2.dependsOn.0"],
  ]);
  await made(admin, "/v1/project-templates", { name: "一", productType: "service", nodes: [node] });
  const second = await admin.post("/v1/project-templates", { name: "二", productType: "service", nodes: [node] });
  expect(second).toMatchObject({ status: 409, body: { code: "duplicate" } });
});
