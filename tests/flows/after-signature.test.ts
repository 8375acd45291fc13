import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as steps } from "../../functions/renewals/sweep.ts";
import { handler as looks } from "../../functions/success/sweep.ts";
import { handler as tracked } from "../../functions/trackers/due.ts";
import { deliver } from "../support/demo.ts";
import { report, TEMPLATE } from "../support/projects.ts";
import { daysFrom, morning, renewalShop } from "../support/renewals.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { TestTracker } from "../support/tracker.ts";
import { loginModel, logins } from "../support/usage.ts";

/** Nothing runs by the clock but what a story runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const tracker = new TestTracker();
let baseUrl = "";

beforeAll(async () => {
  baseUrl = await tracker.start();
});
afterAll(() => tracker.stop());

/** The clock's work of a morning. */
async function workOn(day: string): Promise<void> {
  morning(stack(), day);
  await stack().settled();
  await Promise.all([looks(), looks()]);
  await steps();
  await tracked();
  await stack().settled();
}

type Shop = Awaited<ReturnType<typeof renewalShop>>;

/** A contract of a year and what puts it to work, signed, with the project that it drafts. */
async function signedUp({ admin, account, crm, help, signed }: Shop, contractNo: string) {
  await made(admin, "/v1/project-templates", TEMPLATE);
  await loginModel(admin, { productType: "subscription" });
  const order = await signed({
    ...{ amountMinor: 0, contractNo, accountId: account.id },
    lines: [
      { productId: crm.id, quantity: 1, amountMinor: 100_000 },
      { productId: help.id, quantity: 1, amountMinor: 30_000 },
    ],
    instalments: [
      { dueOn: "2026-10-31", amountMinor: 100_000 },
      { dueOn: "2027-12-31", amountMinor: 30_000 },
    ],
  });
  const [project] = (await admin.get(`/v1/projects?orderId=${order.id}`)).body.items as { id: string }[];
  return { order, project: project as { id: string }, path: `/v1/projects/${project?.id}` };
}

/** Initiated, worked through node by node, accepted by the customer at an address, closed and handed over. */
async function delivered(
  { admin, person, keeper }: Shop,
  { project, path }: { project: { id: string }; path: string },
) {
  const manager = await person({ roles: ["manager"], name: "何涛" });
  const initiation = { managerId: manager.id, budgetHours: 40, budgetMinor: 20_000, grade: "A" };
  expect((await admin.post(`${path}/start`, initiation)).body).toMatchObject({ status: "active" });
  await made(manager.api, `${path}/costs`, { on: "2026-10-02", kind: "差旅", amountMinor: 4_000 });
  expect((await manager.api.post(`${path}/milestones/final/complete`, {})).status).toBe(409);
  await manager.api.post(`${path}/milestones/kickoff/complete`, {});
  for (const key of ["setup", "golive"]) await manager.api.post(`${path}/tasks/${key}/complete`, {});
  const fileId = await report(stack(), manager.api, project.id);
  await manager.api.post(`${path}/milestones/final/attach`, { documents: [{ name: "验收报告", fileId }] });
  const { body: sent } = await manager.api.post(`${path}/send-acceptance`, { milestone: "final" });
  const who = { name: "李娜", email: "li.na@example.com", consent: true };
  const at = new URL(sent.publicUrl).pathname;
  expect((await stack().api().post(`${at}/accept`, who)).body).toEqual({ status: "accepted" });
  await stack().settled();
  await manager.api.post(`${path}/check`, { item: 1 });
  const closed = await manager.api.post(`${path}/close`, { promises: ["首年巡检两次"] });
  expect(closed.body).toMatchObject({ status: "closed", handOver: { userId: keeper.id } });
  await stack().settled();
}

/** What a ticket goes through: asked by the customer, to development and back, solved for good. */
async function helped({ admin, account, keeper }: Shop) {
  const body = { name: "研发", baseUrl, token: tracker.token, doneStates: ["done"], isDefault: true };
  await made(admin, "/v1/issue-trackers", body);
  const ask = { subject: "登录后白屏", body: "每天早上都这样", accountId: account.id, priority: "urgent" };
  const { id, ...ticket } = await made(admin, "/v1/tickets", ask);
  expect(ticket).toMatchObject({ assigneeId: keeper.id, routedBy: "customerSuccess" });
  const state = async () => (await keeper.api.get(`/v1/tickets/${id}`)).body.state;
  expect((await keeper.api.post(`/v1/tickets/${id}/escalate`, { note: "疑似缓存" })).status).toBe(200);
  await workOn("2026-12-26");
  const issue = tracker.issues.find(({ title }) => title.includes("登录后白屏"));
  expect([await state(), issue?.state]).toEqual(["waitingForOthers", "open"]);
  if (!issue) return;
  tracker.say(issue, "已修复");
  issue.state = "done";
  await workOn("2026-12-27");
  expect(await state()).toBe("open");
  await keeper.api.post(`/v1/tickets/${id}/messages`, { text: "已修复，请重试", state: "resolved" });
  expect(await state()).toBe("resolved");
}

const run = async (api: Api, id: string, query = "period=all") => {
  const { status, body } = await api.get(`/v1/reports/${id}/run?${query}`);
  expect([id, status]).toEqual([id, 200]);
  return body as { rows: Record<string, unknown>[]; totals: Record<string, unknown> };
};

test("an order is signed, delivered, accepted and handed over; use falls, help comes, and it is renewed, paid and told on both bases", async () => {
  morning(stack(), "2026-10-01");
  await Promise.all([looks(), steps()]);
  const shop = await renewalShop(stack(), "2026-10-01");
  const { admin, account, keeper, dues, bridge } = shop;
  const bank = await made(admin, "/v1/bank-connections", { name: "招行", accountNo: "6225", currency: "CNY" });
  const connection = { connectionId: bank.id, signingSecret: String(bank.signingSecret) };
  const pays = async (bankReference: string, bookedOn: string, amountMinor: number, remittance: string) => {
    const payment = { bankReference, bookedOn, direction: "credit", amountMinor, currency: "CNY" };
    await deliver(stack(), connection, [{ ...payment, payer: { name: String(account.name) }, remittance }]);
    await stack().settled();
  };
  const sold = await signedUp(shop, "HT-L1");
  await delivered(shop, sold);
  await pays("L1", "2026-10-20", 130_000, "HT-L1-01 HT-L1-02");
  expect(await run(admin, "projectProfit")).toMatchObject({
    // What the project delivers of both instalments, to the last minor unit.
    rows: [{ projectId: sold.project.id, collectedMinor: 30_000, spentMinor: 4_000, profitMinor: 26_000 }],
  });

  // Used on every day of autumn, and then no more: an urgent task with what was used, once.
  morning(stack(), "2026-12-01");
  await admin.post("/v1/usage-events", { events: logins(account.id, daysFrom("2026-10-10", 50)) });
  await workOn("2026-12-01");
  await workOn("2026-12-17");
  await workOn("2026-12-25");
  const tasks = (await admin.get(`/v1/activities?ownerId=${keeper.id}&kind=task`)).body.items as { subject: string }[];
  const urgent = tasks.filter(({ subject }) => subject.includes("紧急"));
  expect(urgent).toMatchObject([{ priority: "high", body: expect.stringContaining("合同 HT-L1，2027-01-31 到期") }]);
  expect((await run(admin, "healthFalling")).totals).toMatchObject({ falling: 1, urgent: 1 });
  await helped(shop);
  expect((await run(admin, "ticketsByCustomer")).rows).toMatchObject([{ accountId: account.id, tickets: 1 }]);

  // The quote that was prepared becomes the order, its receivable, the receipt.
  const [due] = await dues(`orderId=${sold.order.id}`);
  expect(due).toMatchObject({ state: "due", dueMinor: 100_000, productType: "subscription", ownerId: keeper.id });
  await admin.post(`/v1/quotes/${due.quoteId}/submit`);
  const { orderId } = (await admin.post(`/v1/quotes/${due.quoteId}/accept`, { contractNo: "HT-L2" })).body;
  await shop.sign(orderId);
  expect((await admin.get(`/v1/receivables?orderId=${orderId}`)).body.items).toMatchObject([{ openMinor: 100_000 }]);
  morning(stack(), "2027-01-05");
  await pays("L2", "2027-01-05", 100_000, "合同 HT-L2-1");
  expect(await dues(`orderId=${sold.order.id}`)).toMatchObject([
    { state: "renewed", renewedMinor: 100_000, parts: [{ orderId, paidMinor: 100_000 }] },
  ]);
  const [december, january] = [await bridge("2026-12"), await bridge("2027-01")];
  expect(december).toMatchObject({
    business: { dueMinor: 0, renewedMinor: 100_000 },
    items: [{ orderId, reason: "early" }],
  });
  expect(january).toMatchObject({
    ...{
      business: { dueMinor: 100_000, renewedMinor: 0 },
      finance: { renewedMinor: 100_000, rateBasisPoints: 10_000 },
    },
    ...{ items: [{ orderId, amountMinor: -100_000, reason: "renewedEarlier" }], differenceMinor: -100_000 },
  });
  expect((await run(admin, "renewalsDue", "from=2027-01-01&to=2027-01-31")).totals).toMatchObject({
    ...{ dueMinor: 100_000, renewedMinor: 100_000, openMinor: 0, renewalRate: 10_000 },
  });
});

test("a customer whose use falls leaves: nothing is owed for it, and every figure says what was lost", async () => {
  morning(stack(), "2028-10-01");
  await Promise.all([looks(), steps()]);
  const shop = await renewalShop(stack(), "2028-10-01");
  const { admin, account, keeper, signed, dues, bridge } = shop;
  await loginModel(admin, { productType: "subscription" });
  const term = { startsOn: "2028-02-01", endsOn: "2029-01-31" };
  const lost = await signed({ amountMinor: 70_000, contractNo: "HT-C1", ...term });
  const kept = await made(admin, "/v1/accounts", { name: "苏州某某科技有限公司", ownerId: keeper.id });
  const base = await signed({ amountMinor: 30_000, contractNo: "HT-C2", accountId: kept.id, ...term });
  morning(stack(), "2028-12-01");
  await admin.post("/v1/usage-events", { events: logins(account.id, daysFrom("2028-10-10", 50)) });
  await workOn("2028-12-01");
  await workOn("2028-12-25");
  const [due] = await dues(`orderId=${lost.id}`);
  const path = `/v1/renewals/${due.id}`;
  expect((await admin.post(`${path}/churn`, { reason: "改用自研系统" })).body).toMatchObject({ state: "churned" });
  expect((await admin.post(`${path}/churn`, { reason: "再说一次" })).status).toBe(409);
  await signed({
    ...{ amountMinor: 36_000, contractNo: "HT-C3", accountId: kept.id, kind: "renewal" },
    ...{ startsOn: "2029-02-01", endsOn: "2030-01-31" },
  });
  await workOn("2029-06-01");
  expect(await dues(`orderId=${lost.id}`)).toMatchObject([{ state: "churned", churnCause: "told", renewedMinor: 0 }]);
  expect(await dues(`orderId=${base.id}`)).toMatchObject([{ state: "renewed", renewedMinor: 36_000 }]);
  expect((await admin.get(`/v1/receivables?accountId=${account.id}`)).body.items).toHaveLength(1);
  const january = await bridge("2029-01");
  expect(january).toMatchObject({ business: { dueMinor: 100_000 }, finance: { dueMinor: 100_000, renewedMinor: 0 } });
  const period = "from=2029-01-01&to=2029-01-31";
  expect((await run(admin, "retention", period)).totals).toEqual({
    // 30,000 of 100,000 are kept; with growth it is 36,000.
    ...{ grossRetention: 3_000, netRetention: 3_600, startMinor: 100_000 },
  });
  expect((await run(admin, "renewalChanges", period)).totals).toEqual({
    ...{ upgradedMinor: 6_000, downgradedMinor: 0, churnedMinor: 70_000 },
  });
  expect((await run(admin, "churned", period)).rows).toMatchObject([
    { churnCause: "told", churnedDues: 1, churnedMinor: 70_000 },
  ]);
});
