import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as expire } from "../../functions/prices/expire.ts";
import { type CouponRow, codeOf, couponShop } from "../support/coupons.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. The clock goes on; the edges to the millisecond are tested where it stands still. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const shop = () => couponShop(stack());

const DAY_MS = 86_400_000;
const at = (ms: number): void => stack().clock.set(new Date(ms));
const nowMs = (): number => stack().clock.now().getTime();

describe("using a coupon", () => {
  test("has one winner of many orders at a time, and nothing of the losers is written", async () => {
    const { admin, account, template, claim, order, read } = await shop();
    const coupon = await claim((await template({})).id, account.id);
    const replies = await Promise.all(Array.from({ length: 6 }, () => order([coupon.code])));
    const won = replies.filter((r) => r.status === 201);
    expect(won).toHaveLength(1);
    expect(replies.every((r) => [201, 409, 422].includes(r.status))).toBe(true);
    expect((await admin.get(`/v1/orders?accountId=${account.id}`)).body.items).toHaveLength(1);
    expect(await read(coupon)).toMatchObject({ status: "redeemed", orderId: won[0]?.body.id });
    expect(codeOf(await order([coupon.code]))).toBe("used");
  });

  test("is taken back with the order, and then it can be used again, as long as it holds", async () => {
    const { admin, account, template, claim, order, read } = await shop();
    const coupon = await claim((await template({ daysFromClaim: 3 })).id, account.id);
    const { id } = (await order([coupon.code])).body;
    expect((await admin.patch(`/v1/orders/${id}`, { coupons: [] })).body.errors).toMatchObject([{ path: "coupons" }]);
    await admin.post(`/v1/orders/${id}/cancel`, { reason: "撤单" });
    const released = await read(coupon);
    expect(released.status).toBe("claimed");
    expect(released).not.toHaveProperty("orderId");
    const again = await order([coupon.code]);
    expect(again.status).toBe(201);
    at(nowMs() + 9 * DAY_MS);
    await expire();
    expect((await read(coupon)).status).toBe("redeemed");
    await admin.post(`/v1/orders/${again.body.id}/cancel`, { reason: "撤单" });
    expect(codeOf(await order([coupon.code]))).toBe("expired");
    await expire();
    expect((await read(coupon)).status).toBe("expired");
  });

  test("of one code that everybody uses is counted by account and in all, in parallel too", async () => {
    const { admin, account, customer, template, price, why, order } = await shop();
    await template({ code: "Spring-27", totalMax: 3, perAccountMax: 2 });
    expect((await price(["SPRING-27"])).totalMinor).toBe(90_000);
    expect(await why(["spring-27"], { accountId: undefined })).toBe("no_account");
    const replies = await Promise.all(Array.from({ length: 5 }, () => order(["spring-27"])));
    expect(replies.filter((r) => r.status === 201)).toHaveLength(2);
    expect(await why(["spring-27"])).toBe("limit_per_account");
    const [other, last] = [await customer("甲"), await customer("乙")];
    expect((await order(["spring-27"], { accountId: other.id })).status).toBe(201);
    expect(await why(["spring-27"], { accountId: last.id })).toBe("used_up");
    expect(codeOf(await order(["spring-27"], { accountId: last.id }))).toBe("used_up");
    const mine = replies.find((r) => r.status === 201)?.body.id;
    await admin.post(`/v1/orders/${mine}/cancel`, { reason: "撤单" });
    expect((await order(["spring-27"], { accountId: last.id })).status).toBe(201);
    expect((await admin.get(`/v1/coupons?accountId=${account.id}&status=void`)).body.items).toHaveLength(1);
  });

  test("is for those who may sell: they claim for their accounts, see theirs alone, and issue none", async () => {
    const { admin, person, account, template, claim } = await shop();
    const { id } = await template({ perAccountMax: 9 });
    const theirs = await claim(id, account.id);
    const { api } = await person({ roles: ["sales"] });
    const own = await made(api, "/v1/accounts", { name: "自己的客户" });
    expect((await api.post("/v1/coupons", { templateId: id })).body.errors).toMatchObject([{ path: "accountId" }]);
    expect((await api.post("/v1/coupons", { templateId: id, accountId: account.id })).status).toBe(422);
    const mine = await made(api, "/v1/coupons", { templateId: id, accountId: own.id });
    expect((await api.get("/v1/coupons")).body.items.map((one: CouponRow) => one.id)).toEqual([mine.id]);
    expect((await api.get(`/v1/coupons/${theirs.id}`)).status).toBe(404);
    expect((await api.post("/v1/coupon-templates", { name: "x" })).status).toBe(403);
    expect((await admin.post(`/v1/coupons/${theirs.id}/void`)).body.status).toBe("void");
  });

  test("follows a template whose worth stays as it is once coupons are out", async () => {
    const { admin, account, template, claim } = await shop();
    const { id } = await template({});
    const twice = { effect: { type: "amount", amountMinor: 20_000, of: "basket" } };
    expect((await admin.patch(`/v1/coupon-templates/${id}`, twice)).status).toBe(200);
    await claim(id, account.id);
    const refused = await admin.patch(`/v1/coupon-templates/${id}`, twice);
    expect([refused.status, refused.body.errors[0].path]).toEqual([409, "effect"]);
    expect((await admin.patch(`/v1/coupon-templates/${id}`, { totalMax: 5 })).status).toBe(200);
  });

  test("of a batch is that of any other, and a batch that the stock does not do for is not issued at all", async () => {
    const { admin, account, customer, template, order } = await shop();
    const { id } = await template({ totalMax: 50 });
    const issue = (body: object) => admin.post(`/v1/coupon-templates/${id}/issue`, body);
    const { items } = (await issue({ count: 45 })).body;
    expect(new Set(items.map((one: CouponRow) => one.code)).size).toBe(45);
    expect(codeOf(await issue({ count: 6 }))).toBe("used_up");
    const others = await Promise.all([1, 2, 3, 4].map((n) => customer(`客户${n}`)));
    const accountIds = [account, ...others].map((one) => one.id);
    expect((await issue({ accountIds: [account.id, account.id] })).body.errors).toMatchObject([{ path: "accountIds" }]);
    expect((await issue({ accountIds, count: 1 })).body.errors).toMatchObject([{ path: "count" }]);
    const given = await issue({ accountIds });
    expect(given.body.items.map((one: CouponRow) => one.status)).toEqual(Array(5).fill("claimed"));
    expect((await order([given.body.items[0].code])).status).toBe(201);
    expect((await admin.post(`/v1/coupons/${items[0].id}/void`)).status).toBe(200);
    expect((await issue({ count: 1 })).status).toBe(200);
  });
});
