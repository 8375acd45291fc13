import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function shop() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const crm = await made(admin, "/v1/products", {
    ...{ code: "CRM", name: "CRM", productType: "subscription", listPriceMinor: 1_000, currency: "CNY" },
  });
  const act = (id: string, name: string, body: object = {}) => admin.post(`/v1/orders/${id}/${name}`, body);
  const order = (fields: object = {}) =>
    made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", startsOn: "2027-01-01", endsOn: "2027-12-31" },
      lines: [{ productId: crm.id, quantity: 1, amountMinor: 12_000 }],
      instalments: [{ dueOn: "2027-01-31", amountMinor: 12_000 }],
      ...fields,
    });
  const contract = async (fields: object = {}) => {
    const { id } = await order(fields);
    expect((await act(id, "sign")).status).toBe(200);
    return id;
  };
  const upsell = async (id: string, startsOn: string): Promise<string> => {
    const lines = [{ productId: crm.id, quantity: 1, monthlyMinor: 1_000 }];
    return (await act(id, "upsell", { startsOn, lines })).body.orderId;
  };
  const owed = async (orderId: string) => (await admin.get(`/v1/receivables?orderId=${orderId}`)).body.items;
  return { ...tenant, account, crm, act, order, contract, upsell, owed };
}

describe("what was drafted for a contract", () => {
  test("is not signed once that is cancelled, or has ended before it begins", async () => {
    const { contract, act, upsell, owed, admin } = await shop();
    const base = await contract({ contractNo: "HT-2027-1" });
    const [within, beyond] = [await upsell(base, "2027-03-31"), await upsell(base, "2027-04-01")];
    const renewal = (await act(base, "renew", { months: 12 })).body.orderId;
    expect((await act(base, "terminate", { on: "2027-03-31", reason: "客户停用" })).status).toBe(200);
    for (const id of [beyond, renewal]) {
      const { status, body } = await act(id, "sign");
      expect([status, body.code, body.detail]).toEqual([409, "invalid_state", expect.stringContaining("2027-03-31")]);
      expect([(await admin.get(`/v1/orders/${id}`)).body.status, await owed(id)]).toEqual(["draft", []]);
    }
    expect((await act(within, "sign")).status).toBe(200);
    const cancelled = await contract();
    const added = await upsell(cancelled, "2027-02-01");
    await act(cancelled, "cancel", { reason: "撤单" });
    expect([(await act(added, "sign")).body.code, await owed(added)]).toEqual(["invalid_state", []]);
  });

  test("renews a term once: a second renewal of it is refused until the first is cancelled", async () => {
    const { contract, act } = await shop();
    const base = await contract();
    const first = (await act(base, "renew", { months: 12, contractNo: "XQ-1" })).body.orderId;
    const twice = async () => {
      const replies = await Promise.all([1, 2].map(() => act(base, "renew", { months: 6 })));
      return replies.map(({ status }) => status);
    };
    expect(await twice()).toEqual([409, 409]);
    await act(first, "cancel", { reason: "改期" });
    const raced = await twice();
    expect(raced.toSorted()).toEqual([200, 409]);
    // The next term is another one.
    const second = (await act(base, "renew", { months: 6 })).body;
    expect([second.code, second.detail]).toEqual(["conflict", expect.stringContaining("2028-06-30")]);
  });

  test("is not ended on a day after its end", async () => {
    const { contract, act } = await shop();
    const base = await contract();
    const late = await act(base, "terminate", { on: "2028-01-01", reason: "x" });
    expect([late.status, late.body.errors?.[0]?.path]).toEqual([422, "on"]);
    expect((await act(base, "terminate", { on: "2027-12-31", reason: "x" })).status).toBe(200);
  });
});

describe("a product that is sold no more", () => {
  test("goes to those to whom it was offered or sold, and to nobody else", async () => {
    const { admin, account, crm, contract, act, order, upsell } = await shop();
    const base = await contract();
    const body = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31" };
    const quote = await made(admin, "/v1/quotes", { ...body, lines: [{ productId: crm.id, quantity: 2 }] });
    await admin.post(`/v1/quotes/${quote.id}/submit`);
    await admin.post(`/v1/products/${crm.id}/archive`);
    const accepted = await admin.post(`/v1/quotes/${quote.id}/accept`, {});
    expect(accepted.status).toBe(200);
    expect((await admin.get(`/v1/orders/${accepted.body.orderId}`)).body).toMatchObject({
      totalMinor: quote.totalMinor,
      lines: [{ productId: crm.id, quantity: 2, productType: "subscription" }],
    });
    expect((await act(accepted.body.orderId, "sign")).status).toBe(200);
    expect((await act(base, "renew", { months: 12 })).status).toBe(200);
    await expect(order()).rejects.toThrow("archived");
    expect(await upsell(base, "2027-02-01")).toBeUndefined();
    const anew = await admin.post("/v1/quotes", { ...body, lines: [{ productId: crm.id, quantity: 2 }] });
    expect([anew.status, anew.body.errors?.[0]?.code]).toEqual([422, "archived"]);
  });
});

describe("a quote whose order could not be", () => {
  test("is refused as it is written, by the field", async () => {
    const { admin, account, crm, order, contract, act } = await shop();
    const { ownerId } = account as unknown as { ownerId: string };
    const share = (basisPoints: number) => ({ userId: ownerId, basisPoints, ledger: "primary" });
    const cancelled = await contract();
    await act(cancelled, "cancel", { reason: "撤单" });
    const draft = await order();
    const dollars = await contract({ currency: "USD" });
    const body = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31" };
    const lines = [{ productId: crm.id, quantity: 1 }];
    const fine = await made(admin, "/v1/quotes", { ...body, lines });
    for (const [path, fields] of [
      ["credits", { credits: [share(9_000)] }],
      ["credits.1", { credits: [share(5_000), share(5_000)] }],
      ["baseOrderId", { baseOrderId: cancelled }],
      ["baseOrderId", { baseOrderId: draft.id }],
      ["baseOrderId", { baseOrderId: dollars }],
    ] as const) {
      for (const reply of [
        await admin.post("/v1/quotes", { ...body, lines, ...fields }),
        await admin.patch(`/v1/quotes/${fine.id}`, fields),
      ]) {
        expect([fields, reply.status, reply.body.errors?.[0]?.path]).toEqual([fields, 422, path]);
      }
    }
    expect((await admin.get("/v1/quotes")).body.items).toMatchObject([{ id: fine.id, version: 1 }]);
  });
});
