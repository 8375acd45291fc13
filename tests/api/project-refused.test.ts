import { describe, expect, test } from "@jest/globals";
import { report, soldProject, worked } from "../support/projects.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();
const who = { name: "李娜", email: "li.na@example.com", consent: true };

/** A project that was begun, of which the acceptance needs no documents. */
async function begun() {
  const tenant = await openTenant(stack());
  const sold = await soldProject(stack(), tenant, "2026-12-01");
  const manager = await tenant.person({ roles: ["manager"] });
  await sold.admin.post(`${sold.path}/start`, { managerId: manager.id, budgetHours: 40, budgetMinor: 0 });
  await sold.admin.patch(`${sold.path}/milestones/final`, { documents: [] });
  const plan = async () => (await sold.admin.get(`${sold.path}/plan`)).body.nodes as { key: string; state: string }[];
  return { ...sold, tenant, plan };
}

const pathsOf = ({ body }: { body: { errors?: { path: string }[] } }) => body.errors?.map(({ path }) => path);

describe("what a node depends on", () => {
  test("is done before it is completed, be it asked for here or by the customer", async () => {
    const { admin, path, plan } = await begun();
    const early = await admin.post(`${path}/tasks/golive/complete`, {});
    expect(early).toMatchObject({ status: 409, body: { errors: [{ path: "dependsOn", code: "open" }] } });
    expect(early.body.errors[0].message).toBe("系统配置 (setup) is not done.");
    const asked = await admin.post(`${path}/send-acceptance`, { milestone: "final" });
    expect(asked).toMatchObject({ status: 409, body: { errors: [{ path: "dependsOn" }] } });
    await worked(admin, path);
    const sent = await admin.post(`${path}/send-acceptance`, { milestone: "final" });
    const at = new URL(sent.body.publicUrl).pathname;
    // What is found to be undone later holds the customer's answer back, and is not told outside.
    await admin.post(`${path}/tasks/golive/reopen`);
    const refused = await stack().api().post(`${at}/accept`, who);
    expect(refused).toMatchObject({ status: 409, body: { detail: "This cannot be accepted yet." } });
    expect(JSON.stringify(refused.body)).not.toContain("golive");
    expect((await plan()).map(({ state }) => state)).toEqual(["done", "done", "open", "open"]);
    await admin.post(`${path}/tasks/golive/drop`);
    expect((await stack().api().post(`${at}/accept`, who)).body).toEqual({ status: "accepted" });
  });

  test("does not hold up what was begun before it was opened again", async () => {
    const { admin, path, plan } = await begun();
    await admin.post(`${path}/milestones/kickoff/complete`, {});
    await admin.post(`${path}/tasks/setup/start`);
    await admin.post(`${path}/milestones/kickoff/reopen`);
    expect((await admin.post(`${path}/tasks/setup/complete`, {})).status).toBe(200);
    expect((await plan()).map(({ state }) => state).slice(0, 2)).toEqual(["open", "done"]);
  });
});

describe("what is wrong with a node", () => {
  test("is told by the fields of the call", async () => {
    const { admin, path } = await begun();
    const setup = (body: object) => admin.patch(`${path}/tasks/setup`, body);
    expect(pathsOf(await setup({ dependsOn: ["kickoff", "nobody"] }))).toEqual(["dependsOn.1"]);
    expect(pathsOf(await setup({ dependsOn: ["golive"] }))).toEqual(["dependsOn"]);
    expect(pathsOf(await setup({ startOn: "2099-01-01" }))).toEqual(["startOn"]);
    expect(pathsOf(await admin.post(`${path}/milestones`, { name: "x", dueDays: 3 }))).toEqual(["dueDays"]);
    expect(pathsOf(await admin.post(`${path}/tasks`, { key: "setup", name: "x" }))).toEqual(["key"]);
  });

  test("is an instalment that the order does not have", async () => {
    const { admin, path } = await begun();
    const more = { name: "终验二", acceptance: true, instalmentNo: 3 };
    const added = await admin.post(`${path}/milestones`, more);
    expect(added).toMatchObject({ status: 422, body: { errors: [{ message: "The order has 2 instalments." }] } });
    const changed = await admin.patch(`${path}/milestones/final`, { instalmentNo: 3 });
    expect([changed.status, pathsOf(changed)]).toEqual([422, ["instalmentNo"]]);
    const change = { name: "变更", reason: "试", add: [{ ...more, key: "second", kind: "milestone" }] };
    const { id } = await made(admin, `${path}/change-requests`, change);
    const applied = await admin.post(`/v1/change-requests/${id}/apply`);
    expect([applied.status, pathsOf(applied)]).toEqual([422, ["add.0.instalmentNo"]]);
  });
});

test("a change request changes something, says each thing once, and leaves a plan of its size", async () => {
  const { admin, path, plan } = await begun();
  const ask = (body: object) => admin.post(`${path}/change-requests`, { name: "变更", reason: "试", ...body });
  const apply = async (body: object) => admin.post(`/v1/change-requests/${(await ask(body)).body.id}/apply`);
  const twice = { key: "setup", durationDays: 4 };
  expect(pathsOf(await ask({ change: [twice, { ...twice, durationDays: 5 }] }))).toEqual(["change"]);
  expect(pathsOf(await ask({ drop: ["golive", "golive"] }))).toEqual(["drop"]);
  const both = await apply({ change: [twice], drop: ["setup"] });
  expect([both.status, pathsOf(both)]).toEqual([409, ["drop.0"]]);
  for (const nothing of [{}, { add: [], change: [], drop: [] }]) {
    expect(await apply(nothing)).toMatchObject({ status: 409, body: { code: "conflict" } });
  }
  const add = Array.from({ length: 147 }, (_, n) => ({ key: `more${n}`, kind: "task", name: `任务${n}` }));
  const tooMany = await apply({ add });
  expect([tooMany.status, pathsOf(tooMany)]).toEqual([422, ["add"]]);
  expect(await plan()).toHaveLength(4);
  expect((await apply({ add: add.slice(1) })).body).toMatchObject({ status: "applied" });
  expect(await plan()).toHaveLength(150);
});

test("what nobody has ordered any more is not begun, and was sold for nothing", async () => {
  const tenant = await openTenant(stack());
  const { admin, path, order } = await soldProject(stack(), tenant);
  const manager = await tenant.person({ roles: ["manager"] });
  expect((await admin.get(`${path}/profit`)).body.soldMinor).toBe(8_000_000);
  expect((await admin.post(`/v1/orders/${order.id}/cancel`, { reason: "客户取消" })).status).toBe(200);
  const started = await admin.post(`${path}/start`, { managerId: manager.id, budgetHours: 1, budgetMinor: 0 });
  expect(started).toMatchObject({ status: 409, body: { code: "invalid_state" } });
  expect(started.body.detail).toContain("The order is cancelled");
  expect((await admin.get(`${path}/profit`)).body).toMatchObject({ soldMinor: 0, profitMinor: 0 });
  expect((await admin.post(`${path}/cancel`, { reason: "订单已取消" })).body.status).toBe("cancelled");
});

test("a document of a node is a file of its own project", async () => {
  const { admin, path, project, tenant } = await begun();
  await admin.patch(`${path}/milestones/kickoff`, { documents: ["纪要"] });
  const { id: elsewhere } = await made(admin, "/v1/projects", {
    name: "另一个",
    accountId: (await made(admin, "/v1/accounts", { name: "苏州某某" })).id,
  });
  const complete = (fileId: string) =>
    admin.post(`${path}/milestones/kickoff/complete`, { documents: [{ name: "纪要", fileId }] });
  const foreign = await complete(await report(stack(), tenant.admin, elsewhere));
  expect([foreign.status, pathsOf(foreign)]).toEqual([422, ["documents.0.fileId"]]);
  expect((await complete(await report(stack(), admin, project.id))).body.state).toBe("done");
});
