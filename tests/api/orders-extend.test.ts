import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function shop() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const seller = await person({ roles: ["sales"], name: "王芳" });
  const keeper = await person({ roles: ["service"], name: "陈静" });
  const team = [{ userId: keeper.id, role: "customerSuccess" }];
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司", ownerId: seller.id, team });
  const catalogue = { productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const sign = async (id: string) => (await admin.post(`/v1/orders/${id}/sign`)).body;
  const contract = async (fields: object = {}) => {
    const row = await made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", startsOn: "2027-01-01", endsOn: "2027-12-31" },
      lines: [{ productId: crm.id, quantity: 10, amountMinor: 120_000 }],
      instalments: [
        { dueOn: "2027-01-31", amountMinor: 60_000 },
        { dueOn: "2027-07-31", amountMinor: 60_000 },
      ],
      ...fields,
    });
    return sign(row.id);
  };
  const receivables = async (orderId: string) =>
    (await admin.get(`/v1/receivables?orderId=${orderId}&sort=dueOn`)).body.items;
  return { ...tenant, seller, keeper, account, crm, sign, contract, receivables };
}

describe("a contract", () => {
  test("is added to until its own end, and renewed with what was added", async () => {
    const { admin, contract, crm, sign } = await shop();
    const base = await contract();
    const lines = [{ productId: crm.id, quantity: 5, monthlyMinor: 1_000 }];
    const early = await admin.post(`/v1/orders/${base.id}/upsell`, { startsOn: "2026-12-31", lines });
    expect(early.body.errors[0].path).toBe("startsOn");
    // From 15 February to the end of the year: ten months, and 17 of the month's 31 days that begins on 15 December.
    const added = (await admin.post(`/v1/orders/${base.id}/upsell`, { startsOn: "2027-02-15", lines })).body;
    expect(added.totalMinor).toBe(Math.round(5_000 * (10 + 17 / 31)));
    expect((await admin.get(`/v1/orders/${added.orderId}`)).body).toMatchObject({
      ...{ kind: "upsell", status: "draft", baseOrderId: base.id, startsOn: "2027-02-15", endsOn: "2027-12-31" },
    });
    await sign(added.orderId);
    const renewed = (await admin.post(`/v1/orders/${base.id}/renew`, { months: 12 })).body;
    // A year of the contract and a year of what was added.
    expect(renewed.totalMinor).toBe(120_000 + 60_000);
    expect((await admin.get(`/v1/orders/${renewed.orderId}`)).body).toMatchObject({
      ...{ kind: "renewal", startsOn: "2028-01-01", endsOn: "2028-12-31" },
      lines: [{ productId: crm.id, quantity: 15, amountMinor: 180_000 }],
    });
  });

  test("credits sales within the window, customer success from its last midnight on, and with renewals", async () => {
    const { admin, contract, crm, seller, keeper } = await shop();
    const added = async () => {
      const lines = [{ productId: crm.id, quantity: 1, monthlyMinor: 1_000 }];
      const { orderId } = (await admin.post(`/v1/orders/${base.id}/upsell`, { startsOn: "2027-01-01", lines })).body;
      return (await admin.post(`/v1/orders/${orderId}/sign`)).body;
    };
    // Half past four in the afternoon of 31 December by UTC is 1 January in Shanghai.
    stack().clock.set(new Date("2026-12-31T16:30:00Z"));
    const base = await contract();
    expect(base).toMatchObject({ handOver: { side: "sales" }, ownerId: seller.id });
    expect(base.credits).toBeUndefined();
    stack().clock.set(new Date("2027-06-30T15:59:30Z"));
    const last = await added();
    expect(last.handOver).toEqual({ side: "sales", until: "2027-07-01", baseOrderId: base.id });
    stack().clock.set(new Date("2027-06-30T16:00:00Z"));
    const first = await added();
    expect(first.handOver).toMatchObject({ side: "customerSuccess", userId: keeper.id });
    expect(first.credits).toEqual([{ userId: keeper.id, basisPoints: 10_000, ledger: "primary" }]);
    const [owed] = (await admin.get(`/v1/receivables?orderId=${first.id}`)).body.items;
    expect(owed.credits).toEqual(first.credits);
    const { orderId } = (await admin.post(`/v1/orders/${base.id}/renew`, { months: 12 })).body;
    expect((await admin.post(`/v1/orders/${orderId}/sign`)).body.handOver.side).toBe("customerSuccess");
    await admin.put("/v1/hand-over-policy", { renewal: "sales" });
    await admin.post(`/v1/orders/${orderId}/cancel`, { reason: "改期" });
    const again = (await admin.post(`/v1/orders/${base.id}/renew`, { months: 6 })).body;
    expect((await admin.post(`/v1/orders/${again.orderId}/sign`)).body.handOver).toEqual({ side: "sales" });
  });

  test("that ends early is owed no more of what is due later, and its refund takes the credits back", async () => {
    const { admin, contract, receivables, account } = await shop();
    const base = await contract({ contractNo: "HT-2027-0001" });
    const bank = await made(admin, "/v1/bank-connections", { name: "招行", accountNo: "6225", currency: "CNY" });
    const told = async (lines: object[]) => {
      const { deliver } = await import("../support/demo.ts");
      const connection = { connectionId: bank.id, signingSecret: String(bank.signingSecret) };
      await deliver(stack(), connection, lines);
      await stack().settled();
    };
    const line = { bookedOn: "2027-01-30", currency: "CNY", payer: { name: "北京某某软件有限公司" } };
    await told([
      { ...line, bankReference: "in-1", direction: "credit", amountMinor: 60_000, remittance: "HT-2027-0001-01" },
    ]);
    expect(await receivables(base.id)).toMatchObject([{ status: "paid" }, { status: "open" }]);
    const body = { on: "2027-06-30", reason: "客户停用", refundMinor: 20_000 };
    const much = await admin.post(`/v1/orders/${base.id}/terminate`, { ...body, refundMinor: 60_001 });
    expect(much.body.errors[0].path).toBe("refundMinor");
    const ended = (await admin.post(`/v1/orders/${base.id}/terminate`, body)).body;
    expect(ended).toMatchObject({ status: "signed", terminatedOn: "2027-06-30", refundMinor: 20_000 });
    expect(
      (await receivables(base.id)).map(({ kind, status, openMinor }: Record<string, unknown>) => [
        kind,
        status,
        openMinor,
      ]),
    ).toEqual([
      ["invoice", "paid", 0],
      ["creditNote", "open", 20_000],
      ["invoice", "cancelled", 0],
    ]);
    for (const verb of ["terminate", "amend", "cancel", "upsell"]) {
      const lines = [{ productId: base.lines[0].productId, quantity: 1, monthlyMinor: 1, amountMinor: 1 }];
      const given =
        verb === "upsell"
          ? { startsOn: "2027-02-01", lines: [{ ...lines[0], amountMinor: undefined }] }
          : { reason: "x", ...(verb === "terminate" && { on: "2027-06-30" }) };
      expect([verb, (await admin.post(`/v1/orders/${base.id}/${verb}`, given)).body.code]).toEqual([
        verb,
        "invalid_state",
      ]);
    }
    const credited = async () =>
      (await admin.get(`/v1/credits?orderId=${base.id}`)).body.items.reduce(
        (sum: number, one: { amountMinor: number }) => sum + one.amountMinor,
        0,
      );
    expect(await credited()).toBe(60_000);
    await told([{ ...line, bankReference: "out-1", direction: "debit", amountMinor: 20_000, remittance: "退款" }]);
    const [out] = (await admin.get(`/v1/bank-transactions?connectionId=${bank.id}&direction=debit`)).body.items;
    const closing = {
      as: "creditNotePaidOut",
      receivableId: ended.refundReceivableId,
      amountMinor: 20_000,
      reason: "退款",
    };
    expect((await admin.post(`/v1/bank-transactions/${out.id}/close`, closing)).status).toBe(200);
    expect(await credited()).toBe(40_000);
    expect(account.id).toBe(base.accountId);
  });
});
