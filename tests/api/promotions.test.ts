import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, unlike } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

async function shop() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const sold = (code: string, listPriceMinor: number, more: object = {}) =>
    made(admin, "/v1/products", {
      code,
      name: code,
      productType: "software",
      listPriceMinor,
      currency: "CNY",
      ...more,
    });
  const [crm, seat, course] = await Promise.all([
    sold("CRM", 100_000, { taxBasisPoints: 600 }),
    sold("SEAT", 9_999, { taxBasisPoints: 1_300 }),
    sold("COURSE", 30_000, { productType: "service" }),
  ]);
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const promote = (fields: object) => made(admin, "/v1/promotions", { name: "优惠", currency: "CNY", ...fields });
  const reply = (lines: [{ id: string }, number, number?][], more: object = {}) =>
    admin.post("/v1/prices/best", {
      ...{ currency: "CNY", orderKind: "new", ...more },
      lines: lines.map(([{ id: productId }, quantity, months]) => ({ productId, quantity, ...(months && { months }) })),
    });
  const best = async (...asked: Parameters<typeof reply>) => (await reply(...asked)).body;
  return { ...tenant, crm, seat, course, account, sold, promote, reply, best };
}

type Line = {
  amountMinor: number;
  taxMinor: number;
  grossMinor: number;
  listMinor: number;
  applied: { amountMinor: number }[];
};
const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);

describe("the best price", () => {
  test("is explained line by line, adds up with tax to the cent, and says why others did not apply", async () => {
    const { crm, seat, course, promote, best } = await shop();
    const third = await promote({
      effect: { type: "percent", basisPoints: 3_333, of: "lines" },
      scope: { productIds: [seat.id] },
    });
    const full = await promote({
      effect: { type: "fullReduction", steps: [{ fromMinor: 200_000, offMinor: 33_333 }] },
    });
    const high = await promote({
      effect: { type: "fullReduction", steps: [{ fromMinor: 900_000, offMinor: 100_000 }] },
    });
    const later = await promote({
      effect: { type: "percent", basisPoints: 9_000, of: "basket" },
      validFrom: "2098-01-01",
    });
    const price = await best([
      [crm, 2],
      [seat, 3],
      [course, 1],
    ]);
    const lines = price.lines as Line[];
    expect(lines.map((line) => line.listMinor)).toEqual([200_000, 29_997, 30_000]);
    expect(price.totalMinor).toBe(259_997 - 9_998 - 33_333);
    expect(sum(lines.map((line) => line.amountMinor))).toBe(price.totalMinor);
    for (const line of lines)
      expect(line.listMinor - sum(line.applied.map((a) => a.amountMinor))).toBe(line.amountMinor);
    expect(sum(lines.map((line) => line.taxMinor))).toBe(price.taxMinor);
    expect(sum(lines.map((line) => line.grossMinor))).toBe(price.grossMinor);
    expect(price.grossMinor).toBe(price.totalMinor + price.taxMinor);
    expect(price.applied).toMatchObject([
      { promotionId: third.id, amountMinor: 9_998 },
      { promotionId: full.id, amountMinor: 33_333 },
    ]);
    const why = (id: string) => price.rejected.find((r: { promotionId: string }) => r.promotionId === id);
    expect(why(high.id)).toMatchObject({ why: "below_amount", missingMinor: 900_000 - price.totalMinor });
    expect(why(later.id)).toMatchObject({
      why: "not_started",
      words: { "zh-CN": "尚未开始", en: "It has not begun yet." },
    });
    expect(price).toMatchObject({ isProven: true, atLeastMinor: price.totalMinor });
  });

  test.each([["JPY"], ["CNY"], ["KWD"]])("adds up in %s, whatever the digits of its minor unit", async (currency) => {
    const { admin, sold, best } = await shop();
    const products = await Promise.all(
      [7, 11, 13].map((price, n) => sold(`P${n}`, price, { currency, taxBasisPoints: 700 + n })),
    );
    const cut = { name: "满减", currency, effect: { type: "amount", amountMinor: 10, of: "basket" } };
    await made(admin, "/v1/promotions", cut);
    await made(admin, "/v1/promotions", { name: "折", effect: { type: "percent", basisPoints: 333, of: "basket" } });
    const price = await best(
      products.map((product) => [product, 3]),
      { currency },
    );
    const lines = price.lines as Line[];
    expect(sum(lines.map((line) => line.amountMinor))).toBe(price.totalMinor);
    expect(sum(lines.map((line) => line.grossMinor))).toBe(price.grossMinor);
    expect(sum(lines.map((line) => line.taxMinor)) + price.totalMinor).toBe(price.grossMinor);
  });

  test("takes of exclusive and grouped promotions those that are cheapest together", async () => {
    const { crm, course, promote, best } = await shop();
    const alone = await promote({ exclusive: true, effect: { type: "percent", basisPoints: 2_000, of: "basket" } });
    const a = await promote({ group: "g", effect: { type: "percent", basisPoints: 1_500, of: "lines" } });
    const b = await promote({
      group: "g",
      scope: { productIds: [crm.id] },
      effect: { type: "amount", amountMinor: 12_000, of: "unit" },
    });
    const c = await promote({ effect: { type: "percent", basisPoints: 1_000, of: "basket" } });
    const both = await best([[crm, 1]]);
    expect(both.totalMinor).toBe(76_500);
    expect(both.applied.map((one: { promotionId: string }) => one.promotionId)).toEqual([a.id, c.id]);
    expect(both.rejected).toMatchObject(
      [alone, b]
        .map(({ id }) => ({ promotionId: id, why: "excluded" }))
        .sort((x, y) => (x.promotionId < y.promotionId ? -1 : 1)),
    );
    // A group binds the lines that both of its promotions touch, and no others.
    const service = await best([[course, 1]]);
    expect(service.applied.map((one: { promotionId: string }) => one.promotionId)).toEqual([a.id, c.id]);
  });

  test("knows bundles, what one gets with what one buys, volume and the caps of each", async () => {
    const { crm, seat, course, promote, best } = await shop();
    const items = [
      { productId: crm.id, quantity: 1 },
      { productId: course.id, quantity: 2 },
    ];
    const bundle = await promote({ effect: { type: "bundle", items, priceMinor: 140_000 } });
    const third = await promote({ scope: { productIds: [seat.id] }, effect: { type: "buyGet", buy: 2, get: 1 } });
    const price = await best([
      [crm, 1],
      [course, 3],
      [seat, 7],
    ]);
    expect(price.applied).toMatchObject([
      { promotionId: bundle.id, amountMinor: 20_000 },
      { promotionId: third.id, amountMinor: 2 * 9_999 },
    ]);
    const steps = [
      { fromQuantity: 10, basisPoints: 1_000 },
      { fromQuantity: 50, basisPoints: 2_000 },
    ];
    const volume = await promote({
      scope: { productIds: [seat.id] },
      capMinor: 5_000,
      priority: 1,
      effect: { type: "volume", steps },
    });
    const nine = await best([[seat, 2]]);
    expect(nine.rejected.find((r: { promotionId: string }) => r.promotionId === volume.id)).toMatchObject({
      ...{ why: "below_quantity", missingQuantity: 8 },
    });
    const ten = await best([[seat, 10]]);
    expect(ten.applied.find((one: { promotionId: string }) => one.promotionId === volume.id).amountMinor).toBe(5_000);
  });

  test("is for kinds of order, for a first order and for a tier, from what the account has really ordered", async () => {
    const { admin, crm, account, promote, best } = await shop();
    const welcome = await promote({
      name: "首单",
      when: { firstOrder: true },
      effect: { type: "percent", basisPoints: 1_000, of: "basket" },
    });
    const upgrade = await promote({
      when: { orderKinds: ["upgrade"] },
      effect: { type: "percent", basisPoints: 500, of: "basket" },
    });
    await admin.post("/v1/tier-rules", {
      name: "金牌",
      priority: 1,
      tier: "金牌",
      when: { field: "industry", op: "eq", value: "软件" },
    });
    const gold = await promote({
      when: { tiers: ["金牌"] },
      effect: { type: "percent", basisPoints: 200, of: "basket" },
    });
    const ids = async (more: object) =>
      (await best([[crm, 1]], { accountId: account.id, ...more })).applied.map(
        (a: { promotionId: string }) => a.promotionId,
      );
    expect(await ids({})).toEqual([welcome.id]);
    expect(await ids({ orderKind: "upsell" })).toEqual([welcome.id, upgrade.id]);
    const instalments = [{ dueOn: "2027-12-31", amountMinor: 90_000 }];
    const order = {
      accountId: account.id,
      currency: "CNY",
      kind: "new",
      lines: [{ productId: crm.id, quantity: 1, amountMinor: 90_000 }],
      instalments,
    };
    const { id } = await made(admin, "/v1/orders", order);
    expect(await ids({ orderKind: "upgrade" })).toEqual([upgrade.id]);
    await admin.post(`/v1/orders/${id}/cancel`, { reason: "撤单" });
    expect(await ids({})).toEqual([welcome.id]);
    const member = await made(admin, "/v1/accounts", { name: "金牌客户", industry: "软件" });
    expect(await ids({ accountId: member.id })).toContain(gold.id);
  });

  test("is asked for a day, of what the caller sees, and changes nothing", async () => {
    const { admin, person, crm, account, promote, best, reply } = await shop();
    const sale = await promote({
      validFrom: "2097-01-01",
      validUntil: "2097-01-31",
      effect: { type: "percent", basisPoints: 500, of: "basket" },
    });
    expect((await best([[crm, 1]], { on: "2097-01-31" })).applied).toMatchObject([{ promotionId: sale.id }]);
    expect((await best([[crm, 1]], { on: "2097-02-01" })).applied).toEqual([]);
    const { api } = await person({ roles: ["sales"] });
    const asked = { currency: "CNY", accountId: account.id, lines: [{ productId: crm.id, quantity: 1 }] };
    const hidden = await api.post("/v1/prices/best", asked);
    expect(hidden.body.errors).toMatchObject([{ path: "accountId", code: "unknown_reference" }]);
    expect(
      (await api.post("/v1/promotions", { name: "x", effect: { type: "percent", basisPoints: 1, of: "lines" } }))
        .status,
    ).toBe(403);
    const wrong = await reply([[crm, 0]], { currency: "RMB" });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(["currency", "lines.0.quantity"]);
    const bad = await admin.post("/v1/promotions", {
      name: "x",
      effect: { type: "amount", amountMinor: 1, of: "basket" },
    });
    expect(bad.body.errors).toMatchObject([{ path: "currency", code: "required" }]);
    const unknown = {
      name: "x",
      scope: { productIds: [unlike(crm.id)] },
      effect: { type: "percent", basisPoints: 1, of: "lines" },
    };
    expect((await admin.post("/v1/promotions", unknown)).body.errors).toMatchObject([{ path: "scope.productIds.0" }]);
  });

  test("that was quoted stays as it was quoted, whatever is changed after it", async () => {
    const { admin, crm, account, promote } = await shop();
    const lines = [{ productId: crm.id, quantity: 1 }];
    const quote = await made(admin, "/v1/quotes", {
      accountId: account.id,
      currency: "CNY",
      validUntil: "2099-12-31",
      lines,
    });
    await admin.post(`/v1/quotes/${quote.id}/submit`);
    await Promise.all([
      admin.patch(`/v1/products/${crm.id}`, { listPriceMinor: 1 }),
      promote({ effect: { type: "percent", basisPoints: 9_000, of: "basket" } }),
      admin.post(`/v1/quotes/${quote.id}/accept`, {}),
    ]);
    const { totalMinor, orderId } = (await admin.get(`/v1/quotes/${quote.id}`)).body;
    expect(totalMinor).toBe(quote.totalMinor);
    expect((await admin.get(`/v1/orders/${orderId}`)).body.totalMinor).toBe(quote.totalMinor);
  });
});
