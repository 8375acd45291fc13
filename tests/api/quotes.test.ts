import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as expire } from "../../functions/quotes/expire.ts";
import { civilDate } from "../../shared/clock.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function shop() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const deal = await made(admin, "/v1/opportunities", { name: "二期", accountId: account.id });
  const catalogue = { productType: "subscription", listPriceMinor: 9_750, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const care = await made(admin, "/v1/products", { ...catalogue, code: "CARE", name: "实施", listPriceMinor: 6_500 });
  const talk = await made(admin, "/v1/products", { ...catalogue, code: "TALK", name: "培训", listPriceMinor: 3_250 });
  const draft = (fields: object = {}) => ({
    opportunityId: deal.id,
    currency: "CNY",
    validUntil: "2099-12-31",
    lines: [
      { productId: crm.id, quantity: 1, taxBasisPoints: 1_900 },
      { productId: care.id, quantity: 1, unitPriceMinor: 6_500, taxBasisPoints: 1_900 },
      { productId: talk.id, quantity: 1, unitPriceMinor: 3_250, taxBasisPoints: 1_900 },
    ],
    ...fields,
  });
  const quoted = (fields?: object) => made(admin, "/v1/quotes", draft(fields));
  return { ...tenant, account, deal, crm, draft, quoted };
}

describe("a quote", () => {
  test("adds up to the unit, tax once on the whole, and is of its opportunity's account", async () => {
    const { quoted, account } = await shop();
    const quote = await quoted();
    expect(quote).toMatchObject({
      ...{ accountId: account.id, status: "draft", revision: 1 },
      ...{ subtotalMinor: 19_500, taxMinor: 3_705, totalMinor: 23_205 },
    });
    const lines = quote.lines as { totalMinor: number }[];
    expect(lines.reduce((sum, line) => sum + line.totalMinor, 0)).toBe(23_205);
    const less = await quoted({ discountBasisPoints: 333 });
    const { subtotalMinor, discountMinor, taxMinor, totalMinor } = less as unknown as Record<string, number>;
    expect((subtotalMinor ?? 0) - (discountMinor ?? 0) + (taxMinor ?? 0)).toBe(totalMinor);
    expect(less.deepestDiscountBasisPoints).toBe(333);
  });

  test("becomes one order of the same total, however many accept it at the same time", async () => {
    const { admin, quoted, account, deal } = await shop();
    const quote = await quoted({ discountBasisPoints: 777 });
    expect((await admin.post(`/v1/quotes/${quote.id}/accept`, {})).body.code).toBe("invalid_state");
    await admin.post(`/v1/quotes/${quote.id}/submit`);
    const accept = () => admin.post(`/v1/quotes/${quote.id}/accept`, {});
    const replies = await Promise.all(Array.from({ length: 5 }, accept));
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409, 409, 409]);
    const orders = (await admin.get(`/v1/orders?accountId=${account.id}`)).body.items;
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({ totalMinor: quote.totalMinor, quoteId: quote.id, opportunityId: deal.id });
    expect(replies.find((r) => r.status === 200)?.body).toEqual({ orderId: orders[0].id });
    await stack().settled();
    const month = stack().clock.now().toISOString().slice(0, 7);
    const { items } = (await admin.get(`/v1/quote-figures?from=${month}&to=${month}`)).body;
    expect(items).toEqual([{ month, currency: "CNY", count: 1, totalMinor: quote.totalMinor }]);
  });

  test("is discounted as deeply by a lower price as by a discount, however the catalogue changes later", async () => {
    const { admin, person, account } = await shop();
    const boss = await person({ roles: ["admin"] });
    const when = { field: "deepestDiscountBasisPoints", op: "gt", value: 2_000 };
    await made(admin, "/v1/approval-rules", { noun: "quote", when, steps: [{ by: `user:${boss.id}` }] });
    const catalogue = { productType: "subscription", listPriceMinor: 12_000, currency: "CNY" };
    const crm = await made(admin, "/v1/products", { ...catalogue, code: "ONCE", name: "一次" });
    const rent = await made(admin, "/v1/products", {
      ...catalogue,
      code: "RENT",
      name: "租",
      recurring: { months: 12 },
    });
    const quote = async (line: object, fields: object = {}) => {
      const lines = [{ productId: crm.id, quantity: 3, ...line }];
      const body = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines, ...fields };
      const { id, deepestDiscountBasisPoints } = await made(admin, "/v1/quotes", body);
      const { status } = (await admin.post(`/v1/quotes/${id}/submit`)).body;
      return { id, told: [deepestDiscountBasisPoints, status] };
    };
    const told = async (...asked: Parameters<typeof quote>) => (await quote(...asked)).told;
    expect(await told({ unitPriceMinor: 9_600 })).toEqual([2_000, "approved"]);
    expect(await told({ unitPriceMinor: "9599.999999" })).toEqual([2_001, "submitted"]);
    expect(await told({ unitPriceMinor: 1 })).toEqual([10_000, "submitted"]);
    expect(await told({ unitPriceMinor: 10_800, discountBasisPoints: 1_000 })).toEqual([1_900, "approved"]);
    expect(await told({ unitPriceMinor: 10_800 }, { discountBasisPoints: 1_200 })).toEqual([2_080, "submitted"]);
    // A higher price gives nothing away, and what has no price in a currency is compared with none.
    expect(await told({ unitPriceMinor: 20_000, discountBasisPoints: 500 })).toEqual([500, "approved"]);
    expect(await told({ unitPriceMinor: 1 }, { currency: "USD" })).toEqual([0, "approved"]);
    const months = { productId: rent.id, months: 6 };
    expect(await told({ ...months, unitPriceMinor: 800 })).toEqual([2_000, "approved"]);
    expect(await told({ ...months, unitPriceMinor: 799 })).toEqual([2_010, "submitted"]);
    expect(await told({ productId: rent.id, unitPriceMinor: 6_000 })).toEqual([5_000, "submitted"]);
    const { id } = await quote({ unitPriceMinor: 12_000 });
    await admin.patch(`/v1/products/${crm.id}`, { listPriceMinor: 24_000 });
    await admin.post(`/v1/quotes/${id}/revise`, {});
    const same = await admin.patch(`/v1/quotes/${id}`, { discountBasisPoints: 100 });
    expect(same.body.deepestDiscountBasisPoints).toBe(100);
    const lines = [{ productId: crm.id, quantity: 3, unitPriceMinor: 12_000 }];
    expect((await admin.patch(`/v1/quotes/${id}`, { lines })).body.deepestDiscountBasisPoints).toBe(5_050);
  });

  test("waits for those who must agree to a deep discount; refused it is a draft again", async () => {
    const { admin, quoted, person } = await shop();
    const boss = await person({ roles: ["admin"] });
    const when = { field: "deepestDiscountBasisPoints", op: "gte", value: 1_000 };
    await made(admin, "/v1/approval-rules", { noun: "quote", when, steps: [{ by: `user:${boss.id}` }] });
    const fine = await quoted({ discountBasisPoints: 999 });
    expect((await admin.post(`/v1/quotes/${fine.id}/submit`)).body.status).toBe("approved");
    const deep = await quoted({ discountBasisPoints: 1_000 });
    const { status, approvalId } = (await admin.post(`/v1/quotes/${deep.id}/submit`)).body;
    expect(status).toBe("submitted");
    await boss.api.post(`/v1/approvals/${approvalId}/reject`, { reason: "太多" });
    expect((await admin.get(`/v1/quotes/${deep.id}`)).body).toMatchObject({ status: "draft" });
    const again = (await admin.post(`/v1/quotes/${deep.id}/submit`)).body.approvalId;
    await boss.api.post(`/v1/approvals/${again}/approve`, {});
    const agreed = (await admin.get(`/v1/quotes/${deep.id}`)).body;
    expect(agreed.status).toBe("approved");
    expect((await admin.patch(`/v1/quotes/${deep.id}`, { discountBasisPoints: 5_000 })).body.code).toBe(
      "invalid_state",
    );
  });

  test("is decided where it stands, by whom the rule names and nobody else", async () => {
    const { admin, quoted, person } = await shop();
    const boss = await person({ roles: ["sales"] });
    const other = await person({ roles: ["sales"] });
    await made(admin, "/v1/approval-rules", { noun: "quote", steps: [{ by: `user:${boss.id}` }] });
    const { id } = await quoted();
    expect((await admin.post(`/v1/quotes/${id}/approve`, {})).body.code).toBe("invalid_state");
    await admin.post(`/v1/quotes/${id}/submit`);
    expect((await admin.post(`/v1/quotes/${id}/approve`, {})).body.code).toBe("forbidden");
    expect((await other.api.post(`/v1/quotes/${id}/approve`, {})).status).toBe(404);
    expect((await boss.api.post(`/v1/quotes/${id}/reject`, {})).body.errors[0].path).toBe("reason");
    const { version } = (await admin.get(`/v1/quotes/${id}`)).body;
    const late = { "if-match": `"${version - 1}"` };
    expect((await boss.api.post(`/v1/quotes/${id}/approve`, {}, late)).status).toBe(412);
    expect((await boss.api.post(`/v1/quotes/${id}/reject`, { reason: "太多" })).body.status).toBe("draft");
    await admin.post(`/v1/quotes/${id}/submit`);
    const both = await Promise.all([
      boss.api.post(`/v1/quotes/${id}/approve`, { comment: "同意" }),
      boss.api.post(`/v1/quotes/${id}/reject`, { reason: "再想想" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = both.find(({ status }) => status === 200)?.body;
    expect((await admin.get(`/v1/quotes/${id}`)).body.status).toBe(winner.status);
  });

  test("runs out by the clock, even while it waits, and is revised for another time", async () => {
    const { admin, quoted, person } = await shop();
    const boss = await person({ roles: ["admin"] });
    await made(admin, "/v1/approval-rules", { noun: "quote", steps: [{ by: `user:${boss.id}` }] });
    const today = civilDate(stack().clock.now(), TIME_ZONE);
    const { id } = await quoted({ validUntil: today });
    const { approvalId } = (await admin.post(`/v1/quotes/${id}/submit`)).body;
    stack().clock.set(new Date(stack().clock.now().getTime() + 2 * 86_400_000));
    await Promise.all([expire(), expire()]);
    expect((await admin.get(`/v1/quotes/${id}`)).body.status).toBe("expired");
    expect((await boss.api.post(`/v1/approvals/${approvalId}/approve`, {})).body.state).toBe("lapsed");
    expect((await admin.get(`/v1/quotes/${id}`)).body.status).toBe("expired");
    const revised = (await admin.post(`/v1/quotes/${id}/revise`, { validUntil: "2099-01-01" })).body;
    expect(revised).toMatchObject({ status: "draft", revision: 2, validUntil: "2099-01-01" });
    const kept = (await admin.get(`/v1/quotes/${id}/revisions`)).body.items;
    expect(kept).toMatchObject([{ revision: 1, before: { validUntil: today, status: "expired" } }]);
  });

  test("says which line is wrong", async () => {
    const { admin, draft, crm } = await shop();
    const wrong = async (fields: object) => (await admin.post("/v1/quotes", draft(fields))).body.errors?.[0]?.path;
    expect(await wrong({ opportunityId: undefined })).toBe("accountId");
    expect(await wrong({ currency: "USD" })).toBe("lines.0.unitPriceMinor");
    expect(await wrong({ lines: [{ productId: crm.id, quantity: 1, unitPriceMinor: "1.2345678" }] })).toBe(
      "lines.0.unitPriceMinor",
    );
    expect(await wrong({ lines: [{ productId: crm.id, quantity: 1, unitPriceMinor: 0 }] })).toBe("lines");
    expect(await wrong({ instalments: [{ dueOn: "2027-01-01", amountMinor: 1 }] })).toBe("instalments");
  });
});

test("a quote takes its prices from the price books of its day, and keeps them whatever becomes of these", async () => {
  const { admin, account, crm } = await shop();
  const book = await made(admin, "/v1/price-books", {
    name: "高校价",
    currency: "CNY",
    when: { accountIds: [account.id] },
  });
  const set = (prices: object[]) =>
    admin.put(`/v1/price-books/${book.id}/entries`, { entries: [{ productId: crm.id, prices }] });
  await set([{ unitPriceMinor: 9_000 }, { unitPriceMinor: 8_000, fromQuantity: 5 }]);
  const recurring = { months: 12 };
  const yearly = { code: "YEAR", name: "年费", productType: "subscription", listPriceMinor: 100_000, currency: "CNY" };
  const rent = await made(admin, "/v1/products", { ...yearly, recurring, taxBasisPoints: 600 });
  const lines = [
    { productId: crm.id, quantity: 5 },
    { productId: crm.id, quantity: 1, unitPriceMinor: 1 },
    { productId: rent.id, quantity: 3 },
    { productId: rent.id, quantity: 1, months: 18 },
  ];
  const body = { accountId: account.id, currency: "CNY", validUntil: "2099-12-31", lines };
  const quote = await made(admin, "/v1/quotes", body);
  const listed = (of: typeof quote) => (of.lines as { listMinor: number }[]).map(({ listMinor }) => listMinor);
  expect(listed(quote)).toEqual([40_000, 1, 300_000, 150_000]);
  expect(quote.taxMinor).toBe(27_000);
  await Promise.all([
    set([{ unitPriceMinor: 1 }]),
    admin.patch(`/v1/quotes/${quote.id}`, { discountBasisPoints: 100 }),
  ]);
  const { body: after } = await admin.get(`/v1/quotes/${quote.id}`);
  expect(listed(after)).toEqual([40_000, 1, 300_000, 150_000]);
  const euro = await admin.post("/v1/quotes", { ...body, currency: "EUR" });
  expect(euro.body.errors.map((e: { path: string }) => e.path)).toEqual(
    [0, 2, 3].map((n) => `lines.${n}.unitPriceMinor`),
  );
});
