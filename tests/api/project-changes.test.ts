import { expect, test } from "@jest/globals";
import { soldProject } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

test("a change request shows what differs, waits for approval, and moves plan, budget, order and receivables at once", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, project, order } = await soldProject(stack(), tenant, "2027-03-01");
  const asks = await tenant.person({ roles: ["admin"] });
  await admin.post(`${path}/start`, { managerId: asks.id, budgetHours: 40, budgetMinor: 1_000 });
  const { body: signed } = await admin.get(`/v1/orders/${order.id}`);
  const [first, second] = signed.instalments;
  const lines = [{ productId: signed.lines[0].productId, quantity: 1, amountMinor: 9_000_000 }];
  const instalments = [
    { dueOn: first.dueOn, amountMinor: first.amountMinor, receivableId: first.receivableId },
    { dueOn: second.dueOn, amountMinor: 6_000_000, receivableId: second.receivableId },
  ];
  const request = await made(asks.api, `${path}/change-requests`, {
    ...{ name: "增加报表", reason: "客户要求", budgetHours: 80, drop: ["golive"] },
    add: [{ key: "reports", kind: "task", name: "报表", durationDays: 4, dependsOn: ["setup"] }],
    change: [{ key: "final", dependsOn: ["reports"] }],
    terms: { lines, instalments },
  });
  const at = `/v1/change-requests/${request.id}`;
  const revised = await asks.api.patch(at, {
    change: [
      { key: "setup", durationDays: 5 },
      { key: "final", dependsOn: ["reports"] },
    ],
  });
  expect(revised.body).toMatchObject({ status: "draft", revision: 2 });
  const { body: revisions } = await admin.get(`${at}/revisions`);
  expect(revisions.items).toMatchObject([{ revision: 1, before: { change: [{ key: "final" }] } }]);
  const { body: diff } = await admin.get(`${at}/diff`);
  expect(diff.scope).toMatchObject({ added: ["reports"], dropped: ["golive"] });
  expect(diff.scope.changed).toEqual([
    { of: "setup", field: "durationDays", from: 3, to: 5 },
    { of: "final", field: "dependsOn", from: ["golive"], to: ["reports"] },
  ]);
  // Five days from Monday the 1st, then four: Thursday the 11th instead of Friday the 5th.
  expect(diff.dates.endOn).toEqual({ from: "2027-03-05", to: "2027-03-11" });
  expect(diff.dates.nodes).toContainEqual({ of: "final", field: "endOn", from: "2027-03-05", to: "2027-03-11" });
  expect(diff.money.totalMinor).toEqual({ from: 8_000_000, to: 9_000_000 });
  expect(diff.money.changed).toContainEqual({ of: "project", field: "budgetHours", from: 40, to: 80 });

  await made(admin, "/v1/approval-rules", { noun: "changeRequest", action: "apply", steps: [{ by: "role:admin" }] });
  const asked = await asks.api.post(`${at}/apply`);
  expect(asked.body).toMatchObject({ status: "draft", approvalId: expect.any(String) });
  expect((await admin.get(path)).body).toMatchObject({ endOn: "2027-03-05", budgetHours: 40 });
  expect((await admin.post(`/v1/approvals/${asked.body.approvalId}/approve`, {})).status).toBe(200);
  await stack().settled();
  expect((await admin.get(at)).body).toMatchObject({ status: "applied", diff });
  expect((await admin.get(path)).body).toMatchObject({ endOn: "2027-03-11", budgetHours: 80, changes: 1 });
  const { body: amended } = await admin.get(`/v1/orders/${order.id}`);
  expect(amended).toMatchObject({ totalMinor: 9_000_000, amendments: 1 });
  const { body: owed } = await admin.get(`/v1/receivables/${second.receivableId}`);
  expect(owed).toMatchObject({ amountMinor: 6_000_000, openMinor: 6_000_000 });
  const { body: plan } = await admin.get(`${path}/plan`);
  expect(plan.nodes.find(({ key }: { key: string }) => key === "golive")).toMatchObject({ state: "dropped" });
  expect((await admin.post(`${at}/apply`)).status).toBe(409);
  expect((await admin.get(`${path}/change-requests`)).body.items).toMatchObject([{ id: request.id }]);
  expect((await admin.get(`/v1/change-requests?projectId=${project.id}`)).body.items).toHaveLength(1);
});

test("a change request is refused where its plan is none, and its terms by whoever may not amend", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, order } = await soldProject(stack(), tenant);
  const worker = await tenant.person({ roles: ["service"] });
  await admin.patch(path, { memberIds: [worker.id] });
  const ask = (body: object) => made(worker.api, `${path}/change-requests`, { name: "变更", reason: "试", ...body });
  const apply = async (body: object) => worker.api.post(`/v1/change-requests/${(await ask(body)).id}/apply`);
  const unknown = await apply({ change: [{ key: "nothing", durationDays: 2 }], drop: ["nobody"] });
  expect(unknown.status).toBe(409);
  expect(unknown.body.errors.map(({ path: at }: { path: string }) => at)).toEqual(["change.0.key", "drop.0"]);
  const circle = await apply({ change: [{ key: "setup", dependsOn: ["golive"] }] });
  expect(circle).toMatchObject({ status: 422, body: { errors: [{ code: "circle" }] } });
  const { body: signed } = await admin.get(`/v1/orders/${order.id}`);
  const terms = { instalments: [{ dueOn: "2027-02-01", amountMinor: signed.totalMinor }] };
  expect((await apply({ terms })).status).toBe(403);
  const withdrawn = await ask({ drop: ["golive"] });
  await worker.api.post(`/v1/change-requests/${withdrawn.id}/withdraw`);
  expect((await worker.api.post(`/v1/change-requests/${withdrawn.id}/apply`)).status).toBe(409);
  const open = await ask({ drop: ["golive"] });
  await admin.post(`${path}/cancel`, { reason: "不做了" });
  expect((await worker.api.post(`/v1/change-requests/${open.id}/apply`)).status).toBe(409);
  const late = await worker.api.post(`${path}/change-requests`, { name: "变更", reason: "试", drop: ["golive"] });
  expect(late).toMatchObject({ status: 409, body: { code: "invalid_state" } });
});
