import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, unlike } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const catalogue = { productType: "subscription", listPriceMinor: 10_000, currency: "CNY" };

async function shop() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const book = (fields: object = {}) => made(admin, "/v1/price-books", { name: "协议价", currency: "CNY", ...fields });
  const put = (id: string, prices: object[], productId = crm.id) =>
    admin.request("PUT", `/v1/price-books/${id}/entries`, { body: { entries: [{ productId, prices }] } });
  const price = async (query = "", productId = crm.id) =>
    (await admin.get(`/v1/prices?productId=${productId}&currency=CNY${query}`)).body;
  return { ...tenant, crm, book, put, price };
}

describe("a product", () => {
  test("has a unit, a tax rate, a term and parts, and older ones stay readable without", async () => {
    const { admin, crm } = await shop();
    const recurring = { months: 12, start: "nextMonth" };
    const fields = { ...catalogue, unit: "席", taxBasisPoints: 600, recurring };
    const seat = await made(admin, "/v1/products", { ...fields, code: "SEAT", name: "席位" });
    expect(seat).toMatchObject({ unit: "席", taxBasisPoints: 600, recurring });
    const components = [{ productId: crm.id, quantity: 2 }];
    const bundle = await made(admin, "/v1/products", { ...catalogue, code: "SET", name: "套餐", components });
    expect(bundle.components).toEqual(components);
    expect((await admin.get(`/v1/products/${crm.id}`)).body).not.toHaveProperty("recurring");
  });

  test("is no bundle of bundles, nor of itself, nor of one product twice", async () => {
    const { admin, crm } = await shop();
    const components = [{ productId: crm.id, quantity: 1 }];
    const bundle = await made(admin, "/v1/products", { ...catalogue, code: "SET", name: "套餐", components });
    const wrong = async (ids: string[]) => {
      const body = { components: ids.map((productId) => ({ productId, quantity: 1 })) };
      const reply = await admin.patch(`/v1/products/${bundle.id}`, body);
      expect(reply.status).toBe(422);
      return reply.body.errors[0].path;
    };
    expect(await wrong([bundle.id])).toBe("components.0.productId");
    expect(await wrong([crm.id, crm.id])).toBe("components.1.productId");
    const outer = { ...catalogue, code: "OUT", name: "外", components: [{ productId: bundle.id, quantity: 1 }] };
    expect((await admin.post("/v1/products", outer)).body.errors[0].message).toMatch(/SET is a bundle/);
  });
});

describe("a price", () => {
  test("comes from the first book that has one for the customer, the quantity and the day, and says so", async () => {
    const { admin, crm, book, put, price } = await shop();
    expect(await price()).toMatchObject({ unitPriceMinor: 10_000, source: { from: "listPrice", passedOver: [] } });
    const common = await book({ priority: 90 });
    const golden = await book({ name: "金牌", priority: 10, when: { partnerTiers: ["金牌"] } });
    await put(common.id, [{ unitPriceMinor: 9_000 }, { unitPriceMinor: 8_000, fromQuantity: 10 }]);
    await put(golden.id, [{ unitPriceMinor: 7_000 }]);
    expect(await price("&quantity=9")).toMatchObject({
      ...{ unitPriceMinor: 9_000, listMinor: 81_000 },
      source: {
        ...{ from: "priceBook", priceBookId: common.id, fromQuantity: 1 },
        passedOver: [{ priceBookId: golden.id, priceBook: "金牌", why: "partner_tier" }],
      },
    });
    expect(await price("&quantity=10")).toMatchObject({ unitPriceMinor: 8_000, source: { fromQuantity: 10 } });
    const partner = await made(admin, "/v1/partners", { name: "渠道", tier: "金牌" });
    expect(await price(`&partnerId=${partner.id}`)).toMatchObject({ source: { priceBookId: golden.id } });
    await admin.post(`/v1/price-books/${common.id}/archive`);
    expect(await price()).toMatchObject({ unitPriceMinor: 10_000, source: { from: "listPrice" } });
    const entries = (await admin.get(`/v1/price-books/${golden.id}/entries`)).body.items;
    expect(entries).toMatchObject([{ productId: crm.id, prices: [{ unitPriceMinor: 7_000, fromQuantity: 1 }] }]);
  });

  test("is of its day and of its customer's group", async () => {
    const { admin, book, put, price } = await shop();
    const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司", groups: ["高校"] });
    const schools = await book({ when: { segments: ["高校"] }, validUntil: "2030-06-30" });
    await put(schools.id, [
      { unitPriceMinor: 5_000, validUntil: "2029-12-31" },
      { unitPriceMinor: 5_500, validFrom: "2030-01-01" },
    ]);
    const on = async (day: string) => (await price(`&accountId=${account.id}&on=${day}`)).unitPriceMinor;
    expect(await on("2029-12-31")).toBe(5_000);
    expect(await on("2030-01-01")).toBe(5_500);
    expect(await on("2030-06-30")).toBe(5_500);
    expect(await on("2030-07-01")).toBe(10_000);
    expect((await price()).unitPriceMinor).toBe(10_000);
  });

  test("is edited in bulk, all or none, and by a percentage", async () => {
    const { admin, crm, book, put, price } = await shop();
    const { id } = await book();
    const twice = await put(id, [{ unitPriceMinor: 1 }, { unitPriceMinor: 2 }]);
    expect(twice.body.errors).toMatchObject([{ path: "entries.0.prices.1.fromQuantity", code: "duplicate" }]);
    const entries = [crm.id, unlike(crm.id)].map((productId) => ({
      productId,
      prices: [{ unitPriceMinor: 3_333 }],
    }));
    const unknown = await admin.request("PUT", `/v1/price-books/${id}/entries`, { body: { entries } });
    expect(unknown.body.errors).toMatchObject([{ path: "entries.1.productId", code: "unknown_reference" }]);
    expect((await admin.get(`/v1/price-books/${id}/entries`)).body.items).toEqual([]);
    await put(id, [{ unitPriceMinor: 3_333 }]);
    expect((await admin.post(`/v1/price-books/${id}/adjust`, { basisPoints: 1_000 })).status).toBe(200);
    expect((await price()).unitPriceMinor).toBe(3_666);
    await put(id, []);
    expect(await price()).toMatchObject({ source: { from: "listPrice", passedOver: [{ why: "quantity_or_day" }] } });
  });

  test("that nobody has set in a currency is refused, and what is not there or not seen is not found", async () => {
    const { admin, crm, person } = await shop();
    const ask = (query: string) => admin.get(`/v1/prices?productId=${crm.id}${query}`);
    expect((await ask("&currency=EUR")).body.errors).toMatchObject([{ path: "lines.0.productId", code: "no_price" }]);
    expect((await ask("&currency=CNY&quantity=0")).status).toBe(422);
    const theirs = await made(admin, "/v1/accounts", { name: "别人的客户" });
    const { api } = await person({ roles: ["sales"] });
    const hidden = await api.get(`/v1/prices?productId=${crm.id}&currency=CNY&accountId=${theirs.id}`);
    expect(hidden.body.errors).toMatchObject([{ path: "accountId", code: "unknown_reference" }]);
    expect((await api.post("/v1/price-books", { name: "x", currency: "CNY" })).status).toBe(403);
  });

  test("of two bulk edits of one entry at a time one wins", async () => {
    const { book, put, price } = await shop();
    const { id } = await book();
    await put(id, [{ unitPriceMinor: 1 }]);
    const replies = await Promise.all([2, 3, 4, 5].map((unitPriceMinor) => put(id, [{ unitPriceMinor }])));
    const won = replies.filter((r) => r.status === 200);
    expect(won.length).toBeGreaterThan(0);
    expect(replies.every((r) => r.status === 200 || r.body.code === "stale")).toBe(true);
    expect([2, 3, 4, 5]).toContain((await price()).unitPriceMinor);
  });
});
