import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const LOW = { field: "marginBasisPoints", op: "lt", value: 2_000 };

async function shop() {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const product = (code: string, fields: object = {}) =>
    made(admin, "/v1/products", {
      ...{ code, name: code, productType: "software", listPriceMinor: 10_000, currency: "CNY" },
      ...fields,
    });
  const crm = await product("CRM", { costMinor: 7_000 });
  const quote = (lines: object[], fields: object = {}) =>
    made(admin, "/v1/quotes", {
      ...{ accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines },
      ...fields,
    });
  const order = (productId: string, amountMinor: number, fields: object = {}) =>
    made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new" },
      lines: [{ productId, quantity: 1, amountMinor }],
      instalments: [{ dueOn: "2099-12-31", amountMinor }],
      ...fields,
    });
  const boss = await person({ roles: ["admin"], name: "总监" });
  const rule = (noun: string, when: object = LOW) =>
    made(admin, "/v1/approval-rules", { noun, when, steps: [{ by: `user:${boss.id}` }] });
  return { ...tenant, account, crm, product, quote, order, rule, boss };
}

describe("the margin of an offer", () => {
  test("holds a quote back below the threshold, to the unit, beside amount and discount", async () => {
    const { admin, crm, quote, rule, boss } = await shop();
    await rule("quote", { any: [LOW, { field: "totalMinor", op: "gte", value: 1_000_000 }] });
    const line = { productId: crm.id, quantity: 1, taxBasisPoints: 1_300 };
    // 8750 net: 20 % to the unit. One unit less is below.
    const fine = await quote([{ ...line, unitPriceMinor: 8_750 }]);
    expect(fine).toMatchObject({ costMinor: 7_000, marginBasisPoints: 2_000 });
    expect((await admin.post(`/v1/quotes/${fine.id}/submit`)).body.status).toBe("approved");
    const low = await quote([{ ...line, unitPriceMinor: 8_749 }]);
    expect(low.marginBasisPoints).toBe(1_999);
    expect((await admin.post(`/v1/quotes/${low.id}/submit`)).body.status).toBe("submitted");
    expect((await boss.api.post(`/v1/quotes/${low.id}/approve`, {})).body.status).toBe("approved");
    // The discount of the whole counts, and a loss is a margin below nothing.
    const off = await quote([line], { discountBasisPoints: 5_000 });
    expect(off.marginBasisPoints).toBe(-4_000);
    const { body } = await admin.patch(`/v1/quotes/${off.id}`, { discountBasisPoints: 0 });
    expect(body.marginBasisPoints).toBe(3_000);
    // A cost that changes later changes no offer; lines that are written anew have the new one.
    await admin.patch(`/v1/products/${crm.id}`, { costMinor: 9_000 });
    expect((await admin.patch(`/v1/quotes/${off.id}`, { discountBasisPoints: 100 })).body.costMinor).toBe(7_000);
    expect((await admin.patch(`/v1/quotes/${off.id}`, { lines: [line] })).body.costMinor).toBe(9_000);
    const large = await quote([{ ...line, unitPriceMinor: 1_000_000 }]);
    expect((await admin.post(`/v1/quotes/${large.id}/submit`)).body.status).toBe("submitted");
  });

  test("is that of terms and parts, and not known where one cost is not", async () => {
    const { admin, product, crm, quote, rule } = await shop();
    const yearly = await product("YEAR", { costMinor: 1_200, recurring: { months: 12 } });
    const set = await product("SET", { components: [{ productId: crm.id, quantity: 2 }] });
    const both = await quote([
      { productId: yearly.id, quantity: 2, months: 6 },
      { productId: set.id, quantity: 1, unitPriceMinor: 20_000 },
    ]);
    expect(both.costMinor).toBe(1_200 + 14_000);
    const unknown = await product("NONE");
    const foreign = await product("USD", { costMinor: 100, currency: "USD" });
    await rule("quote", { field: "marginBasisPoints", op: "empty" });
    for (const productId of [unknown.id, foreign.id]) {
      const some = await quote([{ productId, quantity: 1, unitPriceMinor: 500 }]);
      expect([some.costMinor, some.marginBasisPoints]).toEqual([undefined, undefined]);
      expect((await admin.post(`/v1/quotes/${some.id}/submit`)).body.status).toBe("submitted");
    }
    // A quote whose unknown line goes has a margin, and one that gets such a line has none any more.
    const changing = await quote([{ productId: crm.id, quantity: 1 }]);
    const lines = [{ productId: unknown.id, quantity: 1 }];
    expect((await admin.patch(`/v1/quotes/${changing.id}`, { lines })).body.marginBasisPoints).toBeUndefined();
  });

  test("refuses a cost that is no amount, and lines that cost more than there is, by their names", async () => {
    const { admin, crm, product, account } = await shop();
    const body = { code: "X", name: "X", productType: "x", listPriceMinor: 1, currency: "CNY" };
    for (const costMinor of [-1, 1.5, "7"]) {
      const refused = await admin.post("/v1/products", { ...body, costMinor });
      expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([422, "costMinor"]);
    }
    const dear = await product("DEAR", { costMinor: 90_000_000_000_000 });
    const lines = [{ productId: dear.id, quantity: 1_000_000, unitPriceMinor: 1 }];
    const quote = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31" };
    const refused = await admin.post("/v1/quotes", { ...quote, lines });
    expect([refused.status, refused.body.errors?.[0]?.path]).toEqual([422, "lines"]);
    expect((await admin.get("/v1/quotes")).body.items).toEqual([]);
    expect((await admin.get(`/v1/products/${crm.id}`)).body.costMinor).toBe(7_000);
  });

  test("holds an order back too, tax out, and an order of a quote has the quote's", async () => {
    const { admin, product, quote, order, rule } = await shop();
    const taxed = await product("TAX", { costMinor: 8_000, taxBasisPoints: 1_300, recurring: { months: 12 } });
    await rule("order");
    const fine = await order(taxed.id, 11_300);
    expect(fine).toMatchObject({ costMinor: 8_000, marginBasisPoints: 2_000 });
    expect((await admin.post(`/v1/orders/${fine.id}/sign`)).body.status).toBe("signed");
    const low = await order(taxed.id, 11_298);
    expect(low.marginBasisPoints).toBe(1_998);
    expect((await admin.post(`/v1/orders/${low.id}/sign`)).body.approvalId).toMatch(/^apv_/);
    // Half a term costs half.
    const half = await order(taxed.id, 5_650, { startsOn: "2027-01-01", endsOn: "2027-06-30" });
    expect(half).toMatchObject({ costMinor: 4_000, marginBasisPoints: 2_000 });
    const longer = await admin.patch(`/v1/orders/${half.id}`, { endsOn: "2027-12-31" });
    expect(longer.body).toMatchObject({ costMinor: 8_000, marginBasisPoints: -6_000 });
    const offered = await quote([{ productId: taxed.id, quantity: 1, months: 12, unitPriceMinor: 1_000 }]);
    expect(offered).toMatchObject({ costMinor: 8_000, marginBasisPoints: 3_333 });
    await admin.post(`/v1/quotes/${offered.id}/submit`);
    const { orderId } = (await admin.post(`/v1/quotes/${offered.id}/accept`, {})).body;
    expect((await admin.get(`/v1/orders/${orderId}`)).body).toMatchObject({
      costMinor: 8_000,
      marginBasisPoints: 3_333,
    });
  });
});

describe("the margin of reports", () => {
  test("is what is left of what was signed where costs are known, and is told to nobody who may not see them", async () => {
    const { admin, person, product, quote, order } = await shop();
    const taxed = await product("TAX", { costMinor: 8_000, taxBasisPoints: 1_300 });
    const unknown = await product("NONE");
    for (const [productId, amountMinor] of [
      [taxed.id, 11_300],
      [taxed.id, 9_041],
      [unknown.id, 5_000],
    ] as const) {
      await admin.post(`/v1/orders/${(await order(productId, amountMinor)).id}/sign`);
    }
    await order(taxed.id, 99_999);
    const offered = await quote([{ productId: taxed.id, quantity: 1, unitPriceMinor: 10_001, taxBasisPoints: 1_300 }]);
    await admin.post(`/v1/quotes/${offered.id}/submit`);
    const { orderId } = (await admin.post(`/v1/quotes/${offered.id}/accept`, {})).body;
    expect((await admin.post(`/v1/orders/${orderId}/sign`)).body).toMatchObject({ netMinor: 10_001, costMinor: 8_000 });
    await stack().settled();
    const ask = (api: typeof admin, facts: string, measures: string[]) =>
      api.post("/v1/reports/query", { facts, measures, dimensions: [] });
    const names = ["costMinor", "costedNetMinor", "marginMinor", "marginRate"];
    const sold = await ask(admin, "orders", ["signedMinor", ...names]);
    // 10000 + 8001 + 10001 without tax, of three that cost 8000 each.
    expect(sold.body.totals).toEqual({
      ...{ signedMinor: 36_642, costMinor: 24_000, costedNetMinor: 28_002, marginMinor: 4_002, marginRate: 1_429 },
    });
    const quoted = await ask(admin, "quotes", names);
    expect(quoted.body.totals).toMatchObject({ costMinor: 8_000, costedNetMinor: 10_001, marginMinor: 2_001 });
    const role = await made(admin, "/v1/roles", {
      ...{ name: "代理商", permissions: ["orders.read", "quotes.read", "reports.read"], scopes: { "*": "all" } },
      fields: { product: { costMinor: "hidden" } },
    });
    const { api } = await person({ roles: [role.name as string] });
    for (const name of names) {
      for (const facts of ["orders", "quotes"]) {
        const refused = await ask(api, facts, [name]);
        expect([facts, name, refused.status, JSON.stringify(refused.body)]).toEqual([
          ...[facts, name, 403],
          expect.not.stringContaining("24000"),
        ]);
      }
    }
    expect((await ask(api, "orders", ["signedMinor"])).status).toBe(200);
    const ids = ((await api.get("/v1/reports")).body.items as { id: string }[]).map(({ id }) => id);
    expect(ids.filter((id) => /margin/i.test(id))).toEqual([]);
  });
});

describe("who may not see what things cost", () => {
  test("sees no margin either, by no path, and sells all the same", async () => {
    const { admin, person, crm, quote, rule, account } = await shop();
    const role = await made(admin, "/v1/roles", {
      ...{
        name: "代理销售",
        permissions: ["quotes.*", "orders.*", "products.read", "accounts.*", "views.*", "audit.read", "fields.read"],
      },
      ...{ scopes: { "*": "all" }, fields: { product: { costMinor: "hidden" } } },
    });
    const seller = await person({ roles: [role.name as string] });
    await rule("quote");
    const { id } = await quote([{ productId: crm.id, quantity: 1, unitPriceMinor: 7_100 }]);
    const told = JSON.stringify([
      (await seller.api.get(`/v1/products/${crm.id}`)).body,
      (await seller.api.get(`/v1/quotes/${id}`)).body,
      (await seller.api.get("/v1/quotes")).body,
    ]);
    expect(told).not.toMatch(/costMinor|marginBasisPoints/);
    const own = await seller.api.post("/v1/quotes", {
      ...{ accountId: account.id, currency: "CNY", validUntil: "2099-12-31" },
      lines: [{ productId: crm.id, quantity: 1, unitPriceMinor: 7_100 }],
    });
    expect(own.status).toBe(201);
    expect(own.body.marginBasisPoints).toBeUndefined();
    const asked = (await seller.api.post(`/v1/quotes/${own.body.id}/submit`)).body;
    expect(asked.status).toBe("submitted");
    expect((await admin.get(`/v1/quotes/${own.body.id}`)).body.marginBasisPoints).toBe(140);
    const view = { noun: "quote", name: "低毛利", filter: LOW, columns: ["id"] };
    expect((await seller.api.post("/v1/views", view)).body.code).toBe("forbidden");
    await stack().settled();
    const history = (await seller.api.get(`/v1/audit-entries?recordId=${own.body.id}`)).body.items;
    expect(history.length).toBeGreaterThan(0);
    expect(JSON.stringify(history)).not.toMatch(/costMinor|marginBasisPoints/);
    const nouns = (await seller.api.get("/v1/nouns")).body.items;
    const known = nouns.find((one: { noun: string }) => one.noun === "quote");
    expect(known.hidden).toEqual(["costMinor", "marginBasisPoints"]);
  });

  test("is, of the built-in roles, marketing, service and partners", async () => {
    const { person, crm } = await shop();
    for (const [name, seen] of [
      ["sales", true],
      ["manager", true],
      ["finance", true],
      ["marketing", false],
      ["service", false],
    ] as const) {
      const { api } = await person({ roles: [name] });
      expect([name, "costMinor" in (await api.get(`/v1/products/${crm.id}`)).body]).toEqual([name, seen]);
    }
  });
});
