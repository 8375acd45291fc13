import { expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as steps } from "../../functions/renewals/sweep.ts";
import { handler as looks } from "../../functions/success/sweep.ts";
import { deliver } from "../support/demo.ts";
import { daysFrom, morning, renewalShop } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { loginModel, logins } from "../support/usage.ts";

/** Nothing runs by the clock but what the story runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** The clock's work of a morning. */
async function workOn(day: string): Promise<void> {
  morning(stack(), day);
  await stack().settled();
  await Promise.all([looks(), looks()]);
  await steps();
  await stack().settled();
}

test("usage falls near a contract's end: an urgent task, then a quote, an order, cash, and both bases; another is lost", async () => {
  morning(stack(), "2026-10-01");
  await Promise.all([looks(), steps()]);
  const shop = await renewalShop(stack(), "2026-10-01");
  const { admin, account, keeper, signed, dues, bridge } = shop;
  const model = await loginModel(admin, { productType: "subscription" });
  expect(model.status).toBe(201);
  const bank = await made(admin, "/v1/bank-connections", { name: "招行", accountNo: "6225", currency: "CNY" });
  const book = { name: "挽留", trigger: "nearAndFalling", steps: [{ subject: "高层拜访", afterDays: 3 }] };
  await made(admin, "/v1/playbooks", book);
  const base = await signed({ amountMinor: 100_000, contractNo: "HT-1" });

  // Used on every day of autumn.
  morning(stack(), "2026-12-01");
  const use = { events: logins(account.id, daysFrom("2026-10-10", 50)) };
  expect((await admin.post("/v1/usage-events", use)).body).toMatchObject({ stored: 50, duplicates: 0, rejected: [] });
  await workOn("2026-12-01");
  const health = async () => (await admin.get(`/v1/accounts/${account.id}/health`)).body;
  expect(await health()).toMatchObject({ score: 90, band: "healthy", modelId: model.body.id });
  const tasks = async () => {
    const { items } = (await admin.get(`/v1/activities?ownerId=${keeper.id}&kind=task`)).body;
    return (items as { subject: string; priority: string; body?: string }[]).sort((a, b) =>
      a.subject < b.subject ? -1 : 1,
    );
  };
  const before = await tasks();

  // Nobody comes any more. Whoever looks after the customer is told, once.
  await workOn("2026-12-17");
  expect((await health()).score).toBe(81);
  await workOn("2026-12-25");
  const fallen = await health();
  expect(fallen.score).toBeLessThanOrEqual(70);
  expect(fallen.parts.reduce((sum: number, part: { points: number }) => sum + part.points, 0)).toBe(fallen.score);
  expect(fallen.history.map(({ on }: { on: string }) => on)).toEqual(["2026-12-25", "2026-12-17", "2026-12-01"]);
  const known = before.map(({ subject }) => subject);
  const told = (await tasks()).filter(({ subject }) => !known.includes(subject) && !subject.startsWith("续约提醒"));
  expect(told).toMatchObject([{ subject: expect.stringContaining("紧急") }, { subject: "高层拜访" }]);
  expect(told[0]).toMatchObject({
    priority: "high",
    body: expect.stringMatching(/健康度 90 → \d+\n合同 HT-1，2027-01-31 到期/),
  });
  await workOn("2026-12-26");
  await workOn("2026-12-28");
  const again = (await tasks()).filter(({ subject }) => subject.includes("紧急"));
  expect(again).toHaveLength(1);

  // The quote that was prepared becomes the order that renews it.
  const [due] = await dues();
  await admin.post(`/v1/quotes/${due.quoteId}/submit`);
  const { orderId } = (await admin.post(`/v1/quotes/${due.quoteId}/accept`, { contractNo: "HT-2" })).body;
  expect((await admin.post(`/v1/orders/${orderId}/sign`)).status).toBe(200);
  await stack().settled();
  const payment = { bankReference: "R1", bookedOn: "2027-01-05", direction: "credit", amountMinor: 100_000 };
  const payer = { payer: { name: String(account.name) }, remittance: "合同 HT-2-1", currency: "CNY" };
  const connection = { connectionId: bank.id, signingSecret: String(bank.signingSecret) };
  morning(stack(), "2027-01-05");
  await deliver(stack(), connection, [{ ...payment, ...payer }]);
  await stack().settled();
  expect(await dues(`orderId=${base.id}`)).toMatchObject([
    { state: "renewed", parts: [{ orderId, paidMinor: 100_000 }] },
  ]);
  expect(await bridge("2027-01")).toMatchObject({
    ...{
      business: { dueMinor: 100_000, renewedMinor: 0 },
      finance: { renewedMinor: 100_000, rateBasisPoints: 10_000 },
    },
    items: [{ orderId, amountMinor: -100_000, reason: "renewedEarlier" }],
  });
  expect(await bridge("2026-12")).toMatchObject({ differenceMinor: 100_000, items: [{ orderId, reason: "early" }] });

  // A second contract is never renewed. What the score has foretold of both stands in the table.
  const second = await made(admin, "/v1/accounts", { name: "苏州某某科技有限公司", ownerId: keeper.id });
  await admin.post("/v1/usage-events", { events: logins(second.id, ["2027-01-04"]) });
  await signed({ amountMinor: 7, accountId: second.id, startsOn: "2026-06-01", endsOn: "2027-05-31" });
  await workOn("2027-01-06");
  await workOn("2027-09-01");
  expect(await dues(`accountId=${second.id}`)).toMatchObject([{ state: "churned", churnCause: "lapsed" }]);
  const { buckets, count } = (await admin.get(`/v1/health-models/${model.body.id}/back-test?daysBefore=45`)).body;
  expect(count).toBe(2);
  expect(buckets.filter((one: { count: number }) => one.count > 0)).toMatchObject([
    { from: 0, to: 19, count: 1, renewed: 0, renewedBasisPoints: 0 },
    { from: 80, to: 100, count: 1, renewed: 1, renewedBasisPoints: 10_000 },
  ]);
});

test("a customer is handed over with what is due of it, and reviewed as often as its tier asks", async () => {
  morning(stack(), "2028-01-01");
  await Promise.all([looks(), steps()]);
  const { admin, account, person, signed, keeper } = await renewalShop(stack(), "2028-01-01");
  await admin.put("/v1/review-policy", { everyDays: 30, tiers: [{ tier: "A", everyDays: 7 }] });
  await signed({ amountMinor: 100_000, contractNo: "HT-3", startsOn: "2028-01-01", endsOn: "2028-12-31" });
  const other = await person({ roles: ["service"], name: "李雷" });
  const tasks = async (ownerId: string) => (await admin.get(`/v1/activities?ownerId=${ownerId}&kind=task`)).body.items;
  const team = [{ userId: other.id, role: "customerSuccess" }];
  await admin.patch(`/v1/accounts/${account.id}`, { team });
  await admin.patch(`/v1/accounts/${account.id}`, { tags: ["重点"] });
  await stack().settled();
  expect(await tasks(other.id)).toMatchObject([
    { subject: `客户交接：${account.name}`, body: expect.stringContaining("合同 HT-3，2028-12-31 到期") },
  ]);
  await workOn("2028-01-02");
  await workOn("2028-01-30");
  expect(await tasks(other.id)).toHaveLength(1);
  await workOn("2028-01-31");
  await workOn("2028-02-15");
  expect((await tasks(other.id)).map(({ subject }: { subject: string }) => subject).sort()).toEqual([
    ...[`客户交接：${account.name}`, `定期回顾：${account.name}`].sort(),
  ]);
  expect(await tasks(keeper.id)).toEqual([]);
});
