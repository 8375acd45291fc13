import { describe, expect, test } from "@jest/globals";
import { activityActions } from "../../functions/activities/actions.ts";
import { activityNoun } from "../../functions/activities/noun.ts";
import { nouns } from "../../functions/nouns.ts";
import { orderActions } from "../../functions/orders/actions.ts";
import { orderNoun } from "../../functions/orders/noun.ts";
import { receivableActions } from "../../functions/receivables/actions.ts";
import { receivableNoun } from "../../functions/receivables/noun.ts";
import { loaded } from "../../shared/records/card.ts";
import { fromOf } from "../../shared/records/transition.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

async function shop() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const account = await made(admin, "/v1/accounts", { name: "北京某某软件有限公司" });
  const catalogue = { productType: "subscription", listPriceMinor: 1, currency: "CNY" };
  const product = await made(admin, "/v1/products", { ...catalogue, code: "CRM", name: "CRM" });
  const draft = (fields: object = {}) => ({
    accountId: account.id,
    currency: "CNY",
    kind: "new",
    lines: [{ productId: product.id, quantity: 1, amountMinor: 700 }],
    instalments: [{ dueOn: "2026-12-31", amountMinor: 700 }],
    ...fields,
  });
  return { ...tenant, account, product, draft };
}

describe("an action", () => {
  test("is done once, however many ask for it at the same time", async () => {
    const { admin, draft } = await shop();
    const { id } = await made(admin, "/v1/orders", draft());
    const replies = await Promise.all(Array.from({ length: 5 }, () => admin.post(`/v1/orders/${id}/sign`)));
    expect(replies.map((r) => r.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await admin.get(`/v1/receivables?orderId=${id}`)).body.items).toHaveLength(1);
  });

  test("is a word in the record's history", async () => {
    const { admin, draft } = await shop();
    const { id } = await made(admin, "/v1/orders", draft());
    await admin.patch(`/v1/orders/${id}`, { contractNo: "HT-1" });
    await admin.post(`/v1/orders/${id}/sign`);
    await admin.post(`/v1/orders/${id}/cancel`, { reason: "客户撤单" });
    await stack().settled();
    const { items } = (await admin.get(`/v1/audit-entries?recordId=${id}`)).body;
    const told = items.map(({ change, action, requestId }: Record<string, string>) => [change, action, requestId]);
    expect(told.map(([change, action]: string[]) => [change, action]).reverse()).toEqual([
      ["created", undefined],
      ["changed", undefined],
      ["changed", "sign"],
      ["changed", "cancel"],
    ]);
    expect(told.every(([, , requestId]: string[]) => !requestId?.includes("#"))).toBe(true);
  });

  test("is refused where its declaration does not allow it, and says what does", async () => {
    const { admin, draft } = await shop();
    const { id } = await made(admin, "/v1/orders", draft());
    const amend = await admin.post(`/v1/orders/${id}/amend`, { reason: "太早" });
    expect(amend).toMatchObject({ status: 409, body: { code: "invalid_state" } });
    expect(amend.body.detail).toBe("The order is draft: a draft changes by PATCH, a cancelled order not at all.");
    const task = await made(admin, "/v1/activities", { kind: "task", subject: "回访" });
    await admin.post(`/v1/activities/${task.id}/cancel`);
    expect((await admin.post(`/v1/activities/${task.id}/complete`, {})).body.code).toBe("invalid_state");
    // What is so already is shown as it is, where the action says so.
    expect((await admin.post(`/v1/activities/${task.id}/cancel`)).body).toMatchObject({
      state: "cancelled",
      version: 2,
    });
  });

  test("leads where the noun's states allow it to", () => {
    const all = [
      { of: orderNoun, actions: orderActions },
      { of: receivableNoun, actions: receivableActions },
      { of: activityNoun, actions: activityActions },
    ];
    for (const { of, actions } of all) {
      for (const spec of actions.filter(({ to }) => typeof to === "string")) {
        const from = fromOf(of, spec) ?? [];
        expect(from.length).toBeGreaterThan(0);
        for (const state of from) expect(of.states?.next[state]).toContain(spec.to);
      }
    }
  });
});

describe("what is archived", () => {
  test("is neither changed nor acted upon until it is restored", async () => {
    const { admin, account, draft } = await shop();
    const deal = await made(admin, "/v1/opportunities", { name: "二期", accountId: account.id });
    await admin.post(`/v1/opportunities/${deal.id}/archive`);
    const won = await admin.patch(`/v1/opportunities/${deal.id}`, { status: "closedWon" });
    expect(won).toMatchObject({ status: 409, body: { code: "invalid_state" } });
    await admin.post(`/v1/opportunities/${deal.id}/restore`);
    expect((await admin.patch(`/v1/opportunities/${deal.id}`, { status: "closedWon" })).status).toBe(200);

    const order = await made(admin, "/v1/orders", draft());
    await admin.post(`/v1/orders/${order.id}/archive`);
    const sign = await admin.post(`/v1/orders/${order.id}/sign`);
    expect(sign.body.detail).toBe("The order is archived; restore it first.");
  });

  test("cannot be named anew, at any depth; what names it already may go on", async () => {
    const { admin, account, product, draft } = await shop();
    const order = await made(admin, "/v1/orders", draft());
    await admin.post(`/v1/products/${product.id}/archive`);
    const refused = await admin.post("/v1/orders", draft());
    expect(refused).toMatchObject({ status: 422, body: { code: "unknown_reference" } });
    expect(refused.body.errors).toMatchObject([{ path: "lines.0.productId", code: "archived" }]);
    const lines = [{ productId: product.id, quantity: 2, amountMinor: 700 }];
    expect((await admin.patch(`/v1/orders/${order.id}`, { lines })).status).toBe(200);
    await admin.post(`/v1/accounts/${account.id}/archive`);
    const deal = await admin.post("/v1/opportunities", { name: "三期", accountId: account.id });
    expect(deal.body.errors).toMatchObject([{ path: "accountId", code: "archived" }]);
  });

  test("and what is wrong besides is told together", async () => {
    const { admin, draft } = await shop();
    const instalments = [{ dueOn: "2026-12-31", amountMinor: 600 }];
    const refused = await admin.post("/v1/orders", draft({ instalments, partnerId: "ptn_01M8K8HYPZKB0ADC5PE8" }));
    expect(refused.body).toMatchObject({ code: "invalid" });
    expect(refused.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(["instalments", "partnerId"]);
  });
});

test("every noun's defaults are values of its schema", async () => {
  for (const of of await loaded(nouns)) {
    const defaults =
      of.defaults?.({
        now: "2026-11-24T08:00:00.000Z",
        tenant: { currency: "CNY", timeZone: "Asia/Shanghai" },
      } as never) ?? {};
    expect(of.entity.schema.partial().safeParse(defaults).error).toBeUndefined();
  }
});
