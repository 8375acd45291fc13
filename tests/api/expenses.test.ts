import { beforeAll, describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
});

const ON = "2027-01-12";
const line = (amountMinor: number, more: object = {}) => ({ on: ON, category: "travel", amountMinor, ...more });

async function sale(name: string) {
  const { admin } = tenant;
  const { id: accountId } = await made(admin, "/v1/accounts", { name: `${name}有限公司` });
  const opportunity = await made(admin, "/v1/opportunities", { name, accountId, amountMinor: 1_000, currency: "CNY" });
  return { accountId, id: opportunity.id };
}

const found = async (query: string) =>
  (await tenant.admin.get(`/v1/expenses?${query}`)).body.items as Record<string, unknown>[];

describe("what a person has spent", () => {
  test("is agreed to by amount and department, by a delegate too, held by its budget meanwhile, and paid once", async () => {
    const { admin, person } = tenant;
    const [manager, rep, finance] = await Promise.all([
      person({ roles: ["manager"], name: "经理" }),
      person({ roles: ["sales"], name: "王芳" }),
      person({ roles: ["finance"], name: "财务" }),
    ]);
    const department = await made(admin, "/v1/departments", { name: "一组", managerId: manager.id });
    for (const { id } of [manager, rep]) await admin.patch(`/v1/users/${id}`, { departmentId: department.id });
    const place = { departmentId: department.id, month: "2027-01" };
    const { id: budgetId } = await made(admin, "/v1/budgets", { ...place, limitMinor: 10_000 });
    const budget = async () => (await admin.get(`/v1/budgets/${budgetId}`)).body;
    const when = {
      all: [
        { field: "amountMinor", op: "gte", value: 3_000 },
        { field: "departmentId", op: "eq", value: department.id },
      ],
    };
    await made(admin, "/v1/approval-rules", { noun: "expense", when, steps: [{ by: "manager" }] });
    const write = (amountMinor: number) => made(rep.api, "/v1/expenses", { title: "出差", lines: [line(amountMinor)] });
    const act = (by: typeof rep, id: string, name: string, body: object = {}) =>
      by.api.post(`/v1/expenses/${id}/${name}`, body);
    // Below the rule nobody is asked.
    const small = await write(2_999);
    expect((await rep.api.post(`/v1/expenses/${small.id}/submit`)).body).toMatchObject({ status: "approved" });
    expect(await budget()).toMatchObject({ reservedMinor: 0, consumedMinor: 2_999, leftMinor: 7_001 });
    const large = await write(5_000);
    expect(large).toMatchObject({ status: "draft", departmentId: department.id, amountMinor: 5_000, on: ON });
    const asked = (await rep.api.post(`/v1/expenses/${large.id}/submit`)).body;
    expect(asked).toMatchObject({ status: "submitted", charges: [{ budgetId, amountMinor: 5_000 }] });
    expect(await budget()).toMatchObject({ reservedMinor: 5_000, leftMinor: 2_001 });
    expect((await rep.api.patch(`/v1/expenses/${large.id}`, { title: "x" })).body.code).toBe("invalid_state");
    const other = await write(2_002);
    const over = (await rep.api.post(`/v1/expenses/${other.id}/submit`)).body;
    expect(over).toMatchObject({ status: 409, code: "over_budget", detail: expect.stringContaining("20.01") });
    // Refused: what was held is free again.
    const path = `/v1/approvals/${asked.approvalId}`;
    expect((await manager.api.post(`${path}/reject`, { reason: "请拆分" })).status).toBe(200);
    expect((await rep.api.get(`/v1/expenses/${large.id}`)).body).toMatchObject({ status: "draft" });
    expect(await budget()).toMatchObject({ reservedMinor: 0, leftMinor: 7_001 });
    // Asked for again, while the manager is away and somebody else decides.
    const again = (await rep.api.post(`/v1/expenses/${large.id}/submit`)).body;
    const away = { toUserId: finance.id, from: "2026-01-01", until: "2028-12-31" };
    await made(manager.api, "/v1/approval-delegations", away);
    const agreed = await finance.api.post(`/v1/approvals/${again.approvalId}/approve`, {});
    expect(agreed.body).toMatchObject({ state: "approved", steps: [{ onBehalfOf: manager.id }] });
    expect(await budget()).toMatchObject({ reservedMinor: 0, consumedMinor: 7_999, leftMinor: 2_001 });
    expect((await act(rep, large.id, "pay")).status).toBe(403);
    expect((await act(finance, large.id, "pay", { paidOn: "2027-01-31" })).body).toMatchObject({
      ...{ status: "paid", paidOn: "2027-01-31" },
    });
    expect((await act(finance, large.id, "pay")).status).toBe(409);
    const reversed = await act(finance, large.id, "reverse", { reason: "重复报销" });
    expect(reversed.body).toMatchObject({ status: "reversed", reversalReason: "重复报销", amountMinor: 5_000 });
    expect(await budget()).toMatchObject({ consumedMinor: 2_999, leftMinor: 7_001 });
  });

  test("is worth what its currency was on its day, and every line that is wrong is named", async () => {
    const { admin } = tenant;
    const rates = [
      { currency: "USD", fromOn: "2027-01-01", rate: "7.1" },
      { currency: "USD", fromOn: "2027-01-10", rate: "7.1235" },
      { currency: "JPY", fromOn: "2027-01-01", rate: "0.0487" },
    ];
    const policy = { categories: ["travel", "meals", "other"], rates, receiptFromMinor: 1_000_000 };
    await admin.put("/v1/expense-policy", policy);
    const lines = [
      line(1_000, { on: "2027-01-09", currency: "USD", taxMinor: 100 }),
      line(999, { currency: "USD" }),
      line(12_345, { currency: "JPY" }),
      line(10),
    ];
    const { id, ...row } = await made(admin, "/v1/expenses", { title: "出差", lines });
    // 10.00 × 7.1; 9.99 × 7.1235 = 71.163765; 12345 × 0.0487 = 601.2015.
    expect((row.lines as { baseMinor: number }[]).map(({ baseMinor }) => baseMinor)).toEqual([
      7_100, 7_116, 60_120, 10,
    ]);
    expect(row).toMatchObject({ amountMinor: 74_346, taxMinor: 710, netMinor: 73_636, on: "2027-01-09" });
    const wrong = await admin.post("/v1/expenses", {
      title: "出差",
      lines: [
        line(1, { category: "飞机" }),
        line(1, { currency: "EUR" }),
        line(1, { currency: "USD", on: "2026-12-31" }),
      ],
    });
    expect([wrong.status, (wrong.body.errors as { path: string }[]).map(({ path }) => path)]).toEqual([
      422,
      ["lines.0.category", "lines.1.currency", "lines.2.currency"],
    ]);
    expect(
      (await admin.post("/v1/expenses", { title: "x", lines: [line(5, { taxMinor: 6 })] })).body.errors,
    ).toMatchObject([{ path: "lines.0.taxMinor" }]);
    await admin.patch(`/v1/expenses/${id}`, { lines: [line(1_000_000)] });
    const bare = await admin.post(`/v1/expenses/${id}/submit`);
    expect(bare.body).toMatchObject({ code: "invalid_state", errors: [{ path: "files" }] });
    const bytes = Buffer.from("%PDF-1.7 receipt");
    const upload = await made(admin, "/v1/files", {
      ...{ name: "发票.pdf", contentType: "application/pdf", sizeBytes: bytes.length },
      relatedTo: { noun: "expense", id },
    });
    const put = { method: "PUT", body: bytes, headers: { "content-type": "application/pdf" } };
    expect((await fetch(String(upload.uploadUrl), put)).status).toBe(200);
    await stack().settled();
    expect((await admin.post(`/v1/expenses/${id}/submit`)).body).toMatchObject({ status: "approved" });
    await admin.put("/v1/expense-policy", {});
  });

  test("is cost of what was won and of what was lost, of its project and of its campaign", async () => {
    const { admin } = tenant;
    const [won, lost] = [await sale("赢单"), await sale("输单")];
    const { id: campaignId } = await made(admin, "/v1/campaigns", { name: "峰会" });
    const { id: projectId } = await made(admin, "/v1/projects", {
      name: "实施",
      accountId: won.accountId,
      currency: "CNY",
    });
    const spend = async (amountMinor: number, of: object) => {
      const { id } = await made(admin, "/v1/expenses", { title: "费用", lines: [line(amountMinor)], ...of });
      await admin.post(`/v1/expenses/${id}/submit`);
      return id;
    };
    await spend(700, { opportunityId: won.id });
    await spend(300, { opportunityId: lost.id });
    await spend(40, { campaignId });
    const taken = await spend(5_000, { projectId });
    await spend(60, { projectId });
    await admin.post(`/v1/expenses/${taken}/reverse`, { reason: "误报" });
    await admin.patch(`/v1/opportunities/${won.id}`, { status: "closedWon" });
    await admin.patch(`/v1/opportunities/${lost.id}`, { status: "closedLost", lostReason: "价格" });
    await stack().settled();
    expect((await found(`accountId=${lost.accountId}`)).map(({ opportunityId }) => opportunityId)).toEqual([lost.id]);
    expect((await admin.get(`/v1/projects/${projectId}/profit`)).body).toMatchObject({
      expensesMinor: 60,
      profitMinor: -60,
    });
    for (const [report, minor] of [
      ["costOfWonDeals", 700],
      ["costOfLostDeals", 300],
    ] as const) {
      const { body } = await admin.get(`/v1/reports/${report}/run?from=2027-01-01&to=2027-12-31`);
      const [of] = report === "costOfWonDeals" ? [won] : [lost];

      expect(body.rows).toMatchObject([{ opportunityId: of?.id, costMinor: minor, expenses: 1 }]);
    }
  });
});
