import { addDays } from "../../shared/clock.ts";
import { linkBank } from "./bank.ts";
import type { Served } from "./report-world.ts";
import { made, type TestTenant } from "./tenant.ts";

const CNY = "CNY";

/** What is late by a day: a ticket that nobody solved, and a node of a project. */
async function late({ stack, admin, accounts, today, rep }: Served): Promise<void> {
  const [template] = (await admin.get("/v1/project-templates")).body.items as { id: string }[];
  const now = stack.clock.now();
  const yesterday = addDays(today, -1);
  stack.clock.set(new Date(`${yesterday}T02:00:00Z`));
  const accountId = accounts[0]?.id;
  await made(admin, "/v1/tickets", { subject: "没人管", body: "急", priority: "urgent", accountId, ownerId: rep.id });
  stack.clock.set(now);
  const plan = { templateIds: [template?.id], startOn: addDays(today, -40), currency: CNY };
  const project = await made(admin, "/v1/projects", { name: "迟了", accountId, ...plan });
  await admin.post(`/v1/projects/${project.id}/start`, {
    managerId: rep.id,
    budgetHours: 8,
    budgetMinor: 1_000,
    grade: "A",
  });
}

/** A sale that came of a lead and was won against somebody, and what it cost. */
async function won({ admin, today, rivals, products }: Served): Promise<void> {
  const lead = await made(admin, "/v1/leads", { name: "线索赢", company: "新公司赢", source: "referral" });
  const { body } = await admin.post(`/v1/leads/${lead.id}/convert`, { createOpportunity: true });
  const sold = [{ productId: products[0]?.id, quantity: 1, amountMinor: 4_321 }];
  const path = `/v1/opportunities/${body.opportunityId}`;
  await admin.patch(path, { amountMinor: 4_321, currency: CNY, competitors: [rivals[0]?.id], products: sold });
  await admin.post(`${path}/move`, { stage: "won" });
  const lines = [{ on: today, category: "travel", amountMinor: 77, taxMinor: 7 }];
  await made(admin, "/v1/expenses", { title: "差旅", lines, opportunityId: body.opportunityId });
  const visit = await made(admin, "/v1/activities", { kind: "visit", subject: "取消的拜访" });
  await admin.post(`/v1/activities/${visit.id}/cancel`);
}

/** Contracts: one that ended early, one that a quote brought, and one that colleagues and a partner share. */
async function contracted({ admin, today, accounts, products, partner, rep, other }: Served): Promise<string[]> {
  const base = { accountId: accounts[1]?.id, currency: CNY, kind: "new" };
  const sold = (amountMinor: number, more: object) =>
    made(admin, "/v1/orders", {
      ...{ ...base, lines: [{ productId: products[0]?.id, quantity: 1, amountMinor }] },
      ...{ instalments: [{ dueOn: addDays(today, 9), amountMinor }], ...more },
    });
  const ended = await sold(611, { startsOn: addDays(today, -30), endsOn: addDays(today, 300) });
  const credit = (of: object, ledger: string) => ({ ...of, basisPoints: 10_000, ledger });
  const shared = await sold(733, {
    partnerId: partner.id,
    credits: [credit({ userId: rep.id }, "primary"), credit({ userId: other.id }, "overlay")],
  });
  const partners = await sold(855, { partnerId: partner.id, credits: [credit({ partnerId: partner.id }, "primary")] });
  for (const { id } of [ended, shared, partners]) await admin.post(`/v1/orders/${id}/sign`);
  await admin.post(`/v1/orders/${ended.id}/terminate`, { on: today, reason: "停用" });
  const quotes = (await admin.get("/v1/quotes?limit=200")).body.items as { orderId?: string }[];
  for (const { orderId } of quotes) if (orderId) await admin.post(`/v1/orders/${orderId}/sign`);
  return [shared.id, partners.id];
}

/** Receipts of every kind: by a virtual account, with lines, less a discount, less a few cents; and a deduction that is over. */
async function received(served: Served, tenant: TestTenant, paid: readonly string[]): Promise<void> {
  const { stack, admin, today, accounts, north } = served;
  await admin.put("/v1/reconciliation-policy", { tolerances: { [CNY]: { fixedMinor: 5 } } });
  const accountId = accounts[2]?.id;
  const owe = (reference: string, amountMinor: number, more: object = {}) =>
    made(admin, "/v1/receivables", { accountId, reference, amountMinor, currency: CNY, dueOn: today, ...more });
  await owe("RARE-1001", 1_000, { terms: [{ discountBasisPoints: 200, discountUntilOn: addDays(today, 5) }] });
  await owe("RARE-1002", 500);
  await owe("RARE-1003", 222);
  await owe("RARE-1004", 321);
  await owe("RARE-1005", 400);
  await owe("RARE-1006", 300);
  await stack.settled();
  const own = paid.map(async (id) => (await admin.get(`/v1/receivables?orderId=${id}`)).body.items[0]);
  const orders = (await Promise.all(own)) as { reference: string; amountMinor: number }[];
  const deducted = (reference: string, amountMinor: number) => ({
    ...{ reference, amountMinor, deduction: { code: "freight", amountMinor: 10 } },
  });
  const virtualAccounts = [{ accountNo: "V-1", departmentId: north.id, accountId }];
  const bank = await linkBank(stack, tenant, { accountNo: "755900009999", virtualAccounts });
  const line = (bankReference: string, amountMinor: number, more: object) => ({
    ...{
      bankReference,
      bookedOn: today,
      direction: "credit",
      currency: CNY,
      amountMinor,
      payer: { name: "客户丙公司" },
    },
    ...more,
  });
  await bank.tell([
    line("X-1", 980, { remittance: "RARE-1001" }),
    line("X-2", 497, { remittance: "RARE-1002" }),
    line("X-3", 222, { remittanceLines: [{ reference: "RARE-1003", amountMinor: 222 }] }),
    line("X-4", 321, { virtualAccountNo: "V-1", remittance: "RARE-1004" }),
    line("X-8", 390, { remittanceLines: [deducted("RARE-1005", 390)] }),
    line("X-9", 290, { remittanceLines: [deducted("RARE-1006", 290)] }),
    line("X-10", 33, { payer: { name: "无名氏" }, remittance: "货款" }),
    line("X-11", 34, { payer: { name: "无名氏" }, remittance: "货款" }),
    ...orders.map(({ reference, amountMinor }, n) => line(`X-${n + 5}`, amountMinor, { remittance: reference })),
  ]);
  await stack.settled();
  const [open] = (await admin.get("/v1/deductions?state=open")).body.items as { id: string }[];
  await admin.post(`/v1/deductions/${open?.id}/resolve`, { as: "recovered", reason: "补回" });
}

/** What happens once in a while, so that no report of the catalogue has nothing to tell. */
export async function rarely(served: Served, tenant: TestTenant): Promise<void> {
  await late(served);
  await won(served);
  await received(served, tenant, await contracted(served));
  await served.stack.settled();
}
