import { describe, expect, test } from "@jest/globals";
import { handler as remind } from "../../functions/approvals/remind.ts";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function company() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const head = await person({ roles: ["manager"], name: "总监" });
  const root = await made(admin, "/v1/departments", { name: "销售部", managerId: head.id });
  await admin.patch(`/v1/users/${head.id}`, { departmentId: root.id });
  const manager = await person({ roles: ["manager"], name: "经理" });
  const team = await made(admin, "/v1/departments", { name: "一组", parentId: root.id, managerId: manager.id });
  await admin.patch(`/v1/users/${manager.id}`, { departmentId: team.id });
  const rep = await person({ roles: ["sales"], name: "王芳", departmentId: team.id });
  const finance = await person({ roles: ["finance"], name: "财务" });
  const account = await made(rep.api, "/v1/accounts", { name: "北京某某软件有限公司" });
  const catalogue = { productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const product = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const draft = (amountMinor: number) => ({
    accountId: account.id,
    currency: "CNY",
    kind: "new",
    lines: [{ productId: product.id, quantity: 1, amountMinor }],
    instalments: [{ dueOn: "2026-12-31", amountMinor }],
  });
  const order = async (amountMinor: number) => made(rep.api, "/v1/orders", draft(amountMinor));
  const rule = (steps: object[], fields: object = {}) =>
    made(admin, "/v1/approval-rules", {
      noun: "order",
      when: { field: "totalMinor", op: "gte", value: 1_000 },
      steps,
      ...fields,
    });
  return { ...tenant, head, manager, rep, finance, team, root, account, order, rule };
}

const mine = async (api: { get(path: string): Promise<{ body: { items: { id: string }[] } }> }) =>
  (await api.get("/v1/approvals?mine=true")).body.items.map(({ id }) => id);

describe("an action that others must agree to", () => {
  test("waits for each step in turn, and is done by the last", async () => {
    const { rep, manager, finance, order, rule, admin } = await company();
    await rule([{ by: "manager" }, { by: "role:finance" }]);
    const small = await order(999);
    expect((await rep.api.post(`/v1/orders/${small.id}/sign`)).body.status).toBe("signed");
    const { id } = await order(1_000);
    const waiting = (await rep.api.post(`/v1/orders/${id}/sign`)).body;
    expect(waiting).toMatchObject({ status: "draft", approvalId: expect.stringMatching(/^apv_/) });
    expect((await admin.get(`/v1/receivables?orderId=${id}`)).body.items).toEqual([]);
    // At rest until it is decided.
    expect((await rep.api.patch(`/v1/orders/${id}`, { memberIds: [] })).body.code).toBe("invalid_state");
    expect((await rep.api.post(`/v1/orders/${id}/sign`)).body.code).toBe("invalid_state");
    expect((await rep.api.post(`/v1/orders/${id}/archive`)).body.code).toBe("invalid_state");
    const path = `/v1/approvals/${waiting.approvalId}`;
    expect(await mine(manager.api)).toEqual([waiting.approvalId]);
    expect(await mine(finance.api)).toEqual([]);
    const second = (await rep.api.post(`/v1/orders/${(await order(2_000)).id}/sign`)).body.approvalId;
    const sorted = async (query: string) =>
      (await manager.api.get(`/v1/approvals?${query}`)).body.items.map((one: { id: string }) => one.id);
    expect(await sorted("mine=true&sort=createdAt")).toEqual([waiting.approvalId, second]);
    expect(await sorted("mine=true&sort=-createdAt")).toEqual([second, waiting.approvalId]);
    expect(await sorted("sort=createdAt")).toEqual([waiting.approvalId, second]);
    await rep.api.post(`/v1/approvals/${second}/withdraw`);
    expect((await finance.api.post(`${path}/approve`, {})).body.code).toBe("forbidden");
    const first = await manager.api.post(`${path}/approve`, { comment: "同意" });
    expect(first.body).toMatchObject({ state: "pending", step: 1 });
    expect(await mine(manager.api)).toEqual([]);
    expect(await mine(finance.api)).toEqual([waiting.approvalId]);
    expect((await finance.api.post(`${path}/approve`, {})).body.state).toBe("approved");
    const signed = (await rep.api.get(`/v1/orders/${id}`)).body;
    expect(signed.status).toBe("signed");
    expect(signed.approvalId).toBeUndefined();
    expect((await admin.get(`/v1/receivables?orderId=${id}`)).body.items).toHaveLength(1);
    const told = (await rep.api.get(path)).body;
    expect(told).toMatchObject({
      state: "approved",
      ownerId: rep.id,
      steps: [
        { by: "manager", state: "approved", decidedBy: manager.id, comment: "同意" },
        { by: "role:finance", state: "approved", decidedBy: finance.id },
      ],
    });
    await stack().settled();
    const { items } = (await admin.get(`/v1/audit-entries?recordId=${id}`)).body;
    const words = items.map(({ action, actor }: Record<string, string>) => [action, actor?.split(":")[1]]);
    expect(words.slice(0, 2)).toEqual([
      ["sign", finance.id],
      ["ask-sign", rep.id],
    ]);
  });

  test("is never agreed to by whoever asked for it", async () => {
    const { manager, head, admin, team, rule, account } = await company();
    await rule([{ by: "manager", ofDepartment: team.id }]);
    const catalogue = { productType: "subscription", listPriceMinor: 1, currency: "CNY", code: "X", name: "X" };
    const product = await made(admin, "/v1/products", catalogue);
    const { id } = await made(manager.api, "/v1/orders", {
      accountId: account.id,
      currency: "CNY",
      kind: "new",
      lines: [{ productId: product.id, quantity: 1, amountMinor: 5_000 }],
      instalments: [{ dueOn: "2026-12-31", amountMinor: 5_000 }],
    });
    const { approvalId } = (await manager.api.post(`/v1/orders/${id}/sign`)).body;
    const own = await manager.api.post(`/v1/approvals/${approvalId}/approve`, {});
    expect(own.body).toMatchObject({ code: "forbidden", detail: "Nobody decides what they asked for themselves." });
    // The next manager above decides in their place.
    expect(await mine(head.api)).toEqual([approvalId]);
    expect((await head.api.post(`/v1/approvals/${approvalId}/approve`, {})).body.state).toBe("approved");
  });

  test("goes back with a reason, and can be asked for again", async () => {
    const { rep, manager, order, rule } = await company();
    await rule([{ by: "manager" }]);
    const { id } = await order(2_000);
    const { approvalId } = (await rep.api.post(`/v1/orders/${id}/sign`)).body;
    const refused = await manager.api.post(`/v1/approvals/${approvalId}/reject`, { reason: "折扣太大" });
    expect(refused.body.state).toBe("rejected");
    const back = (await rep.api.get(`/v1/orders/${id}`)).body;
    expect(back.status).toBe("draft");
    expect(back.approvalId).toBeUndefined();
    expect((await rep.api.get(`/v1/approvals/${approvalId}`)).body).toMatchObject({
      state: "rejected",
      reason: "折扣太大",
    });
    expect((await manager.api.post(`/v1/approvals/${approvalId}/approve`, {})).body.code).toBe("invalid_state");
    const again = (await rep.api.post(`/v1/orders/${id}/sign`)).body.approvalId;
    expect((await manager.api.post(`/v1/approvals/${again}/withdraw`, {})).body.code).toBe("forbidden");
    expect((await rep.api.post(`/v1/approvals/${again}/withdraw`, { reason: "客户改了" })).body.state).toBe(
      "withdrawn",
    );
    expect((await rep.api.patch(`/v1/orders/${id}`, { memberIds: [] })).status).toBe(200);
  });

  test("is decided once, however many decide at the same time", async () => {
    const { rep, admin, finance, person, order, rule } = await company();
    await rule([{ by: "role:finance" }]);
    const others = [finance, await person({ roles: ["finance"] }), await person({ roles: ["finance"] })];
    const { id } = await order(2_000);
    const { approvalId } = (await rep.api.post(`/v1/orders/${id}/sign`)).body;
    const replies = await Promise.all(others.map(({ api }) => api.post(`/v1/approvals/${approvalId}/approve`, {})));
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409]);
    expect((await admin.get(`/v1/receivables?orderId=${id}`)).body.items).toHaveLength(1);
  });

  test("lapses where it cannot be done any more", async () => {
    const { admin, rep, finance, account } = await company();
    await made(admin, "/v1/approval-rules", {
      noun: "receivable",
      when: { field: "writtenOffMinor", op: "gte", value: 500 },
      steps: [{ by: "role:finance" }],
    });
    const owed = { accountId: account.id, amountMinor: 900, currency: "CNY", dueOn: "2026-12-31" };
    const { id } = await made(admin, "/v1/receivables", { ...owed, reference: "INV-1" });
    const part = await admin.post(`/v1/receivables/${id}/write-off`, { amountMinor: 400, reason: "尾差" });
    expect(part.body.writtenOffMinor).toBe(400);
    const asked = await admin.post(`/v1/receivables/${id}/write-off`, { amountMinor: 200, reason: "坏账" });
    expect(asked.body).toMatchObject({ openMinor: 500, approvalId: expect.stringMatching(/^apv_/) });
    await admin.patch(`/v1/users/${rep.id}`, { roles: ["sales"] });
    const leaving = (await admin.get("/v1/users")).body.items.find((u: { roles: string[] }) =>
      u.roles.includes("admin"),
    );
    const other = await made(admin, "/v1/users", { name: "另一位", email: "other@example.com", roles: ["admin"] });
    const key = (await admin.post(`/v1/users/${other.id}/api-keys`, { name: "k" })).body.key;
    expect((await stack().api(key).post(`/v1/users/${leaving.id}/archive`)).status).toBe(200);
    const lapsed = await finance.api.post(`/v1/approvals/${asked.body.approvalId}/approve`, {});
    expect(lapsed.body).toMatchObject({ state: "lapsed", reason: "Whoever asked for it has left." });
    const after = (await finance.api.get(`/v1/receivables/${id}`)).body;
    expect(after).toMatchObject({ openMinor: 500, writtenOffMinor: 400 });
    expect(after.approvalId).toBeUndefined();
  });

  test("is decided by a colleague while somebody is away, and by nobody else", async () => {
    const { rep, manager, person, team, order, rule } = await company();
    await rule([{ by: "manager" }]);
    const deputy = await person({ roles: ["sales"], departmentId: team.id });
    const { id } = await order(2_000);
    const { approvalId } = (await rep.api.post(`/v1/orders/${id}/sign`)).body;
    expect((await deputy.api.post(`/v1/approvals/${approvalId}/approve`, {})).status).toBeGreaterThanOrEqual(403);
    const today = stack().clock.now().toISOString().slice(0, 10);
    const away = { toUserId: deputy.id, from: today, until: "2099-01-01" };
    const delegation = await made(manager.api, "/v1/approval-delegations", away);
    expect(delegation.ownerId).toBe(manager.id);
    // Whoever asked for it does not decide it for the colleague either.
    await made(manager.api, "/v1/approval-delegations", { ...away, toUserId: rep.id });
    expect((await rep.api.post(`/v1/approvals/${approvalId}/approve`, {})).body.code).toBe("forbidden");
    expect(await mine(deputy.api)).toEqual([approvalId]);
    const done = await deputy.api.post(`/v1/approvals/${approvalId}/approve`, {});
    expect(done.body.steps).toMatchObject([{ decidedBy: deputy.id, onBehalfOf: manager.id }]);
  });
});

describe("those whose turn it is", () => {
  const subjects = (email: string) =>
    stack()
      .outbox(email)
      .map(({ subject }) => subject);
  const later = async (hours: number): Promise<void> => {
    stack().clock.set(new Date(stack().clock.now().getTime() + hours * 3_600_000));
    // Two runs that meet are as one.
    await Promise.all([remind(), remind()]);
    await stack().settled();
  };

  test("are asked by mail and reminded; administrators are asked where nobody decides; the requester hears what came of it", async () => {
    const { admin, rep, person, order, rule } = await company();
    const decider = await person({ roles: ["finance"], email: "decider@example.com", name: "李会计" });
    await admin.patch(`/v1/users/${rep.id}`, { email: "requester@example.com" });
    const boss = await person({ roles: ["admin"], email: "boss@example.com", name: "总经理" });
    await rule([{ by: `user:${decider.id}` }]);
    const { id } = await order(3_000);
    const { approvalId } = (await rep.api.post(`/v1/orders/${id}/sign`)).body;
    await stack().settled();
    expect(subjects("decider@example.com")).toEqual([expect.stringContaining("待您审批：签订")]);
    expect(await mine(boss.api)).toEqual([]);
    await later(25);
    expect(subjects("decider@example.com")).toHaveLength(2);
    await later(24);
    expect(subjects("boss@example.com")).toEqual([]);
    await later(24);
    expect(subjects("boss@example.com")).toEqual([expect.stringContaining("审批超时：签订")]);
    expect(await mine(boss.api)).toEqual([approvalId]);
    await later(200);
    expect(subjects("decider@example.com")).toHaveLength(2);
    expect((await boss.api.post(`/v1/approvals/${approvalId}/reject`, { reason: "已过期" })).body.state).toBe(
      "rejected",
    );
    await stack().settled();
    expect(subjects("requester@example.com")).toEqual([expect.stringContaining("审批未通过：签订")]);
  });

  test("are those who have taken the place of whoever has left", async () => {
    const { admin, rep, manager, head, team, order, rule } = await company();
    await rule([{ by: "manager" }]);
    const { id } = await order(3_000);
    const { approvalId } = (await rep.api.post(`/v1/orders/${id}/sign`)).body;
    await admin.patch(`/v1/departments/${team.id}`, { managerId: head.id });
    expect(await mine(manager.api)).toEqual([approvalId]);
    await later(25);
    expect(await mine(manager.api)).toEqual([]);
    expect(await mine(head.api)).toEqual([approvalId]);
  });
});

test("a rule names what is there", async () => {
  const { admin } = await openTenant(stack());
  const steps = [{ by: "role:finance" }];
  const wrong = async (body: object) => (await admin.post("/v1/approval-rules", body)).body.errors?.[0]?.path;
  expect(await wrong({ noun: "account", steps })).toBe("noun");
  expect(await wrong({ noun: "order", action: "amend", steps })).toBe("action");
  expect(await wrong({ noun: "order", steps: [{ by: "role:nobody" }] })).toBe("steps.0.by");
  expect(await wrong({ noun: "order", steps: [{ by: "boss" }] })).toBe("steps.0.by");
  expect(await wrong({ noun: "order", steps, when: { field: "colour", op: "eq", value: "red" } })).toBe("when.field");
});
