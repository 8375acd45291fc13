import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as expire } from "../../functions/prices/expire.ts";
import { codeOf, couponShop } from "../support/coupons.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. The clock goes on; the edges to the millisecond are tested where it stands still. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const shop = () => couponShop(stack());

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const at = (ms: number): void => stack().clock.set(new Date(ms));
const nowMs = (): number => stack().clock.now().getTime();
const iso = (ms: number): string => new Date(ms).toISOString();

describe("a coupon", () => {
  test("has a code that nobody guesses, and is worth what its template says to the account that claimed it", async () => {
    const { account, customer, template, claim, price, why } = await shop();
    const other = await customer("别的客户");
    const { id } = await template({ perAccountMax: 2 });
    const [one, two] = [await claim(id, account.id), await claim(id, account.id)];
    expect(one.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(two.code).not.toBe(one.code);
    const priced = await price([one.code.toLowerCase()]);
    expect(priced).toMatchObject({ totalMinor: 90_000, applied: [{ coupon: one.code, amountMinor: 10_000 }] });
    expect(priced.lines[0].applied).toEqual([{ coupon: one.code, name: "百元券", amountMinor: 10_000 }]);
    expect(await why([one.code], { accountId: other.id })).toBe("unknown_coupon");
    expect(await why([one.code], { accountId: undefined })).toBe("unknown_coupon");
    expect(await why(["NOSUCHCODE"])).toBe("unknown_coupon");
  });

  test("holds from its claim to the end of its last day in the tenant's zone", async () => {
    const { account, template, claim, why, order, read } = await shop();
    const start = Date.parse("2027-05-09T15:30:00.000Z");
    at(start);
    const { id } = await template({ daysFromClaim: 1 });
    const coupon = await claim(id, account.id);
    // It was 23:30 of 9 May in Shanghai, so 10 May is the last day.
    expect(coupon.usableBefore).toBe("2027-05-10T16:00:00.000Z");
    at(Date.parse("2027-05-10T15:00:00.000Z"));
    expect(await why([coupon.code])).toBeUndefined();
    at(Date.parse("2027-05-10T16:00:00.000Z"));
    expect(await why([coupon.code])).toBe("expired");
    expect(codeOf(await order([coupon.code]))).toBe("expired");
    expect((await read(coupon)).status).toBe("claimed");
    await expire();
    expect((await read(coupon)).status).toBe("expired");
  });

  test("is for its kinds of order: new, renewal, upgrade", async () => {
    const { account, template, claim, price, why, order } = await shop();
    const { id } = await template({ when: { orderKinds: ["renewal", "upgrade"] }, perAccountMax: 9 });
    const { code } = await claim(id, account.id);
    expect(await why([code], { orderKind: "new" })).toBe("order_kind");
    for (const orderKind of ["renewal", "upgrade", "upsell"]) {
      expect((await price([code], { orderKind })).totalMinor).toBe(90_000);
    }
    expect(codeOf(await order([code]))).toBe("order_kind");
    expect((await order([code], { kind: "upsell" })).status).toBe(201);
  });

  test("is one a payment, unless its template lets others go with it", async () => {
    const { account, template, claim, price, order } = await shop();
    const [single, free] = [await template({}), await template({ onePerPayment: false, perAccountMax: 2 })];
    const one = await claim(single.id, account.id);
    const [two, three] = [await claim(free.id, account.id), await claim(free.id, account.id)];
    const all = await price([one.code, two.code, three.code]);
    expect(all.totalMinor).toBe(80_000);
    expect(all.rejected).toMatchObject([{ coupon: one.code, why: "excluded" }]);
    const both = await order([one.code, two.code]);
    expect([both.status, codeOf(both)]).toEqual([422, "excluded"]);
    expect((await order([two.code, three.code])).status).toBe(201);
    expect(codeOf(await order([one.code, one.code]))).toBe("twice");
  });

  test("holds from its threshold on, of what is left when its turn comes", async () => {
    const { admin, account, template, claim, price, order } = await shop();
    const { id } = await template({ when: { minMinor: 100_000 } });
    const { code } = await claim(id, account.id);
    expect((await price([code])).totalMinor).toBe(90_000);
    await made(admin, "/v1/promotions", { name: "九五折", effect: { type: "percent", basisPoints: 500, of: "lines" } });
    // With the promotion one would be below the threshold: the coupon alone is cheaper.
    expect(await price([code])).toMatchObject({ totalMinor: 90_000, applied: [{ coupon: code }] });
    const { id: high } = await template({ when: { minMinor: 100_001 } });
    const second = await claim(high, account.id);
    const refused = await price([second.code]);
    expect(refused.rejected.find((r: { coupon?: string }) => r.coupon)).toMatchObject({ why: "below_amount" });
    expect(codeOf(await order([second.code]))).toBe("below_amount");
  });

  test("excludes promotions and coupons that it names, or all promotions", async () => {
    const { admin, account, template, claim, price } = await shop();
    const deal = { name: "折", effect: { type: "percent", basisPoints: 500, of: "basket" } };
    const promotion = await made(admin, "/v1/promotions", deal);
    const stacking = await claim((await template({})).id, account.id);
    expect((await price([stacking.code])).totalMinor).toBe(85_000);
    const picky = await claim((await template({ excludesPromotions: [promotion.id] })).id, account.id);
    expect(await price([picky.code])).toMatchObject({
      ...{ totalMinor: 90_000, applied: [{ coupon: picky.code }] },
      rejected: [{ promotionId: promotion.id, why: "excluded", by: picky.code }],
    });
    const alone = await claim((await template({ withPromotions: false })).id, account.id);
    expect((await price([alone.code])).totalMinor).toBe(90_000);
  });

  test("takes a share of so many months at most, and of no more than 36", async () => {
    const { admin, account, rent, template, claim, price } = await shop();
    const half = { type: "percent", basisPoints: 5_000, of: "lines" };
    const { id } = await template({ effect: half, monthsMax: 12, perAccountMax: 9 });
    const { code } = await claim(id, account.id);
    const of = async (months: number) =>
      (await price([code], { lines: [{ productId: rent.id, quantity: 1, months }] })).totalMinor;
    expect([await of(11), await of(12), await of(13), await of(24)]).toEqual([45_833, 50_000, 58_333, 150_000]);
    const long = await admin.post("/v1/coupon-templates", { name: "x", effect: half, monthsMax: 37 });
    expect(long.body.errors).toMatchObject([{ path: "monthsMax" }]);
    expect((await template({ effect: half, monthsMax: 36 })).monthsMax).toBe(36);
  });

  test("is claimed within its window, or it is too early or too late", async () => {
    const { account, template, ask } = await shop();
    const start = nowMs() + DAY_MS;
    const { id } = await template({ claimFrom: iso(start), claimUntil: iso(start + 2 * HOUR_MS), perAccountMax: 9 });
    const statuses = [];
    for (const ms of [start - HOUR_MS, start, start + HOUR_MS, start + 2 * HOUR_MS]) {
      at(ms);
      const reply = await ask(id, account.id);
      statuses.push(codeOf(reply) ?? reply.status);
    }
    expect(statuses).toEqual(["claim_not_open", 201, 201, "claim_closed"]);
  });

  test("that was issued and not claimed in time is forfeited, and goes back to the stock", async () => {
    const { admin, account, template, ask, claim, read, why } = await shop();
    const { id } = await template({ claimWithinDays: 2, totalMax: 1 });
    const issued = await claim(id);
    expect(issued.status).toBe("issued");
    const end = Date.parse(issued.claimBefore ?? "");
    expect(await why([issued.code])).toBe("not_claimed");
    expect(codeOf(await ask(id))).toBe("used_up");
    at(end);
    const late = await admin.post(`/v1/coupons/${issued.id}/claim`, { accountId: account.id });
    expect([late.status, codeOf(late)]).toEqual([409, "forfeited"]);
    await expire();
    expect((await read(issued)).status).toBe("forfeited");
    const next = await claim(id);
    at(Date.parse(next.claimBefore ?? "") - HOUR_MS);
    const claimed = await admin.post(`/v1/coupons/${next.id}/claim`, { accountId: account.id });
    expect(claimed.body).toMatchObject({ status: "claimed", accountId: account.id, code: next.code });
    expect(claimed.body).not.toHaveProperty("claimBefore");
    await expire();
    expect((await read(next)).status).toBe("claimed");
  });

  test("is one for each account, as often as its template says, and for the tiers that it names", async () => {
    const { admin, account, customer, template, ask } = await shop();
    const { id } = await template({ perAccountMax: 2 });
    const replies = await Promise.all([1, 2, 3, 4].map(() => ask(id, account.id)));
    expect(replies.map((r) => r.status).sort()).toEqual([201, 201, 409, 409]);
    expect((await ask(id, (await customer("别的客户")).id)).status).toBe(201);
    await made(admin, "/v1/tier-rules", {
      name: "金",
      priority: 1,
      tier: "金牌",
      when: { field: "industry", op: "eq", value: "软件" },
    });
    const golden = await customer("金牌客户", { industry: "软件" });
    const members = await template({ when: { tiers: ["金牌"] } });
    expect(codeOf(await ask(members.id, account.id))).toBe("tier");
    expect((await ask(members.id, golden.id)).status).toBe(201);
  });

  test("of a flash sale is gone when its stock is, however many claim it at a time", async () => {
    const { customer, template, ask } = await shop();
    const { id } = await template({ totalMax: 3 });
    const accounts = await Promise.all(Array.from({ length: 8 }, (_, n) => customer(`客户${n}`)));
    const replies = await Promise.all(accounts.map((one) => ask(id, one.id)));
    expect(replies.filter((r) => r.status === 201)).toHaveLength(3);
    expect(replies.filter((r) => r.status === 409)).toHaveLength(5);
    expect(codeOf(await ask(id, accounts[0]?.id))).toMatch(/used_up|limit_per_account/);
  });

  test("of a group is worth more once the group is complete, which takes no more than its size", async () => {
    const { account, customer, template, ask, claim, price } = await shop();
    const more = { type: "amount", amountMinor: 30_000, of: "basket" };
    const { id } = await template({ groupBuy: { size: 2, effect: more } });
    const first = await claim(id, account.id);
    expect((await price([first.code])).totalMinor).toBe(90_000);
    const [friend, third] = [await customer("朋友"), await customer("第三人")];
    const joined = await claim(id, friend.id, { joins: first.code });
    expect((await price([first.code])).totalMinor).toBe(70_000);
    expect((await price([joined.code], { accountId: friend.id })).totalMinor).toBe(70_000);
    expect((await ask(id, third.id, { joins: first.code })).body.detail).toMatch(/complete/);
    expect(codeOf(await ask(id, third.id, { joins: "NOSUCHCODE" }))).toBe("unknown_reference");
  });

  test("by volume takes the share of the step that is reached", async () => {
    const { account, crm, template, claim, price } = await shop();
    const steps = [
      { fromQuantity: 5, basisPoints: 1_000 },
      { fromQuantity: 10, basisPoints: 2_000 },
    ];
    const { code } = await claim((await template({ effect: { type: "volume", steps } })).id, account.id);
    const of = async (quantity: number) =>
      (await price([code], { lines: [{ productId: crm.id, quantity }] })).totalMinor / 100_000;
    expect([await of(4), await of(5), await of(9), await of(10)]).toEqual([4, 4.5, 8.1, 8]);
  });

  test("for a first order is used with one, of two orders at a time too, and comes back with its cancellation", async () => {
    const { admin, account, template, claim, why, order } = await shop();
    const { id } = await template({ when: { firstOrder: true }, perAccountMax: 3 });
    const [one, two] = [await claim(id, account.id), await claim(id, account.id)];
    const replies = await Promise.all([order([one.code]), order([two.code])]);
    const won = replies.filter((r) => r.status === 201);
    expect(won).toHaveLength(1);
    const left = replies[0]?.status === 201 ? two : one;
    expect(await why([left.code])).toBe("not_first_order");
    await admin.post(`/v1/orders/${won[0]?.body.id}/cancel`, { reason: "撤单" });
    expect((await order([left.code])).status).toBe(201);
  });
});
