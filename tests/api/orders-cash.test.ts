import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

type Row = { id: string; reference: string; amountMinor: number; paidMinor: number; status: string; dueOn: string };

/** A signed order of three instalments, of which the first is paid. */
async function partlyPaid() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant);
  const account = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司" });
  const product = await made(admin, "/v1/products", {
    code: "CRM",
    name: "CRM",
    productType: "subscription",
    listPriceMinor: 100,
    currency: "CNY",
  });
  const line = (amountMinor: number) => [{ productId: product.id, quantity: 1, amountMinor }];
  const order = await made(admin, "/v1/orders", {
    accountId: account.id,
    currency: "CNY",
    contractNo: "HT-2026-0117",
    kind: "new",
    lines: line(100_000),
    instalments: [
      { dueOn: "2026-11-30", amountMinor: 20_000 },
      { dueOn: "2026-12-31", amountMinor: 30_000 },
      { dueOn: "2027-01-31", amountMinor: 50_000 },
    ],
  });
  await admin.post(`/v1/orders/${order.id}/sign`);
  const transaction = {
    bankReference: "B1",
    bookedOn: "2026-11-22",
    direction: "credit",
    amountMinor: 20_000,
    currency: "CNY",
    payer: { name: "上海某某科技有限公司" },
    remittance: "HT-2026-0117-01",
  };
  const pay = (fields: object) => bank.tell([{ ...transaction, ...fields }]);
  await pay({});
  await stack().settled();
  const path = `/v1/orders/${order.id}`;
  const receivables = async (): Promise<Row[]> =>
    (await admin.get(`/v1/receivables?orderId=${order.id}&sort=dueOn`)).body.items;
  expect((await receivables())[0]).toMatchObject({ status: "paid", paidMinor: 20_000 });
  const receipt = (await admin.get("/v1/bank-transactions?bankReference=B1")).body.items[0];
  return { admin, path, line, receivables, receipt, pay };
}

describe("an order with cash on it", () => {
  test("is not cancelled: the answer names what is applied, and nothing has changed", async () => {
    const { admin, path, receivables, receipt } = await partlyPaid();
    const before = await receivables();
    const refused = await admin.post(`${path}/cancel`, { reason: "客户撤单" });
    expect([refused.status, refused.body.code]).toEqual([409, "cash_applied"]);
    expect(refused.body.detail).toContain("HT-2026-0117-01: 20000 CNY");
    expect(await receivables()).toEqual(before);
    expect((await admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "错账" })).status).toBe(200);
    expect((await admin.post(`${path}/cancel`, { reason: "客户撤单" })).status).toBe(200);
    expect((await receivables()).map((r) => r.status)).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  test("is amended around what is paid: that keeps its amount, the rest follows the new plan", async () => {
    const { admin, path, line, receivables } = await partlyPaid();
    const [paid] = await receivables();
    const amended = await admin.post(`${path}/amend`, {
      reason: "降价",
      lines: line(80_000),
      instalments: [
        { dueOn: "2026-11-30", amountMinor: 20_000 },
        { dueOn: "2027-01-31", amountMinor: 60_000 },
      ],
    });
    expect(amended.body).toMatchObject({ totalMinor: 80_000, amendments: 1 });
    const rows = await receivables();
    expect(rows.map((r) => [r.reference.slice(-2), r.amountMinor, r.status])).toEqual([
      ["01", 20_000, "paid"],
      ["02", 30_000, "cancelled"],
      ["03", 60_000, "open"],
    ]);
    expect(rows[0]).toMatchObject({ id: paid?.id, paidMinor: 20_000 });
  });

  test("is not amended below what is paid: the answer names the receivable, and nothing has changed", async () => {
    const { admin, path, line, receivables } = await partlyPaid();
    const before = await receivables();
    const plans = [
      { lines: line(90_000), instalments: [{ dueOn: "2026-11-30", amountMinor: 90_000 }] },
      {
        instalments: [
          { receivableId: before[0]?.id, dueOn: "2026-11-30", amountMinor: 19_999 },
          { dueOn: "2027-01-31", amountMinor: 80_001 },
        ],
      },
    ];
    for (const plan of plans) {
      const refused = await admin.post(`${path}/amend`, { reason: "x", ...plan });
      expect([refused.status, refused.body.code]).toEqual([409, "cash_applied"]);
      expect(refused.body.detail).toContain("HT-2026-0117-01 has 20000 of 20000 settled");
    }
    expect(await receivables()).toEqual(before);
    expect((await admin.get(`${path}/amendments`)).body.items).toEqual([]);
  });
});

describe("an order that is paid while it is changed", () => {
  const second = { bankReference: "B2", amountMinor: 30_000, remittance: "HT-2026-0117-02" };
  const paid = (rows: readonly Row[]): number => rows.reduce((sum, r) => sum + r.paidMinor, 0);

  test("is either amended around the payment or before it: the books agree in the end", async () => {
    const { admin, path, receivables, pay } = await partlyPaid();
    const plan = [20_000, 10_000, 20_000, 50_000].map((amountMinor, n) => ({
      dueOn: `2027-01-0${n + 1}`,
      amountMinor,
    }));
    const [, amended] = await Promise.all([
      pay(second),
      admin.post(`${path}/amend`, { reason: "拆分", instalments: plan }),
    ]);
    await stack().settled();
    const rows = await receivables();
    const standing = rows.filter((r) => r.status !== "cancelled");
    expect(standing.reduce((sum, r) => sum + r.amountMinor, 0)).toBe(100_000);
    expect(standing).toHaveLength(amended.status === 200 ? 4 : 3);
    const [receipt] = (await admin.get("/v1/bank-transactions?bankReference=B2")).body.items;
    expect(paid(rows)).toBe(20_000 + receipt.amountMinor - receipt.unappliedMinor);
    const credits = (await admin.get("/v1/credits?ledger=primary&limit=200")).body.items;
    expect(credits.reduce((sum: number, c: { amountMinor: number }) => sum + c.amountMinor, 0)).toBe(paid(rows));
  });

  test("is either cancelled or paid, never both", async () => {
    const { admin, path, receivables, receipt, pay } = await partlyPaid();
    await admin.post(`/v1/bank-transactions/${receipt.id}/undo`, { reason: "错账" });
    const [, cancelled] = await Promise.all([pay(second), admin.post(`${path}/cancel`, { reason: "撤单" })]);
    await stack().settled();
    expect(paid(await receivables()) > 0).toBe(cancelled.status !== 200);
  });
});
