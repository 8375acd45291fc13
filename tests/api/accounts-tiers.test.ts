import { beforeAll, describe, expect, test } from "@jest/globals";
import { addDays, civilDate, zonedInstant } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

const stack = useStack();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
});

const at = (id: string, rest = ""): string => `/v1/accounts/${id}${rest}`;
const read = async (id: string) => (await tenant.admin.get(at(id))).body;

describe("tiers by rule", () => {
  test("follow an account's fields at every write, and its rules in the background", async () => {
    const { admin } = tenant;
    const before = await Promise.all(
      Array.from({ length: 250 }, (_, n) => made(admin, "/v1/accounts", { name: `客${n}`, size: n })),
    );
    const big = {
      name: "大客户",
      priority: 10,
      tier: "A",
      when: { field: "size", op: "gte", value: 200 },
      visitEveryDays: 30,
    };
    const rule = await made(admin, "/v1/tier-rules", big);
    const rest = { name: "其余", priority: 20, tier: "B", when: { all: [] } };
    await made(admin, "/v1/tier-rules", rest);
    await stack().settled();
    const tiers = await Promise.all(["A", "B"].map((tier) => admin.get(`/v1/accounts/count?tier=${tier}`)));
    expect(tiers.map((r) => r.body.count)).toEqual([50, 200]);
    const one = await read(before[249]?.id ?? "");
    expect(one.tierWhy).toEqual({ ruleId: rule.id, rule: "大客户", visitEveryDays: 30 });
    const small = (await admin.patch(at(one.id), { size: 3 })).body;
    expect(small).toMatchObject({ tier: "B", tierWhy: { rule: "其余" } });
    const { items } = (await admin.get(at(one.id, "/tiers"))).body;
    expect(items).toMatchObject([{ from: "A", to: "B" }, { to: "A" }]);
    await admin.post(`/v1/tier-rules/${rule.id}/archive`);
    await stack().settled();
    expect((await admin.get("/v1/accounts/count?tier=B")).body.count).toBe(250);
    const wrong = await admin.post("/v1/tier-rules", { ...big, when: { field: "colour", op: "eq", value: "x" } });
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ path: "when.field" }] });
    const mine = await admin.post("/v1/tier-rules", { ...big, when: { field: "ownerId", op: "eq", value: "$me" } });
    expect(mine.body.errors).toMatchObject([{ path: "when" }]);
  });

  test("follow what an account orders and pays, and the days that pass", async () => {
    const own = await openTenant(stack());
    const { admin } = own;
    const bank = await linkBank(stack(), own);
    const rule = {
      name: "年付",
      priority: 1,
      tier: "金",
      when: { field: "receivedLastYearMinor", op: "gte", value: 1_000 },
    };
    await made(admin, "/v1/tier-rules", rule);
    const product = { code: "P", name: "产品", productType: "subscription", listPriceMinor: 1, currency: "CNY" };
    const { id: product1 } = await made(admin, "/v1/products", product);
    const { id } = await made(admin, "/v1/accounts", { name: "付款人有限公司" });
    const order = await made(admin, "/v1/orders", {
      ...{ accountId: id, currency: "CNY", contractNo: "HT-2026-0001", kind: "new" },
      lines: [{ productId: product1, quantity: 1, amountMinor: 1_000 }],
      instalments: [{ dueOn: "2026-12-31", amountMinor: 1_000 }],
    });
    await admin.post(`/v1/orders/${order.id}/sign`);
    await stack().settled();
    expect((await admin.get(at(id))).body).toMatchObject({ stage: "signed", stageWhy: { cause: "signed" } });
    const bookedOn = addDays(civilDate(stack().clock.now(), "Asia/Shanghai"), -364);
    const line = { bankReference: "1", bookedOn, direction: "credit", amountMinor: 1_000, currency: "CNY" };
    await bank.tell([{ ...line, remittance: "HT-2026-0001" }]);
    await stack().settled();
    expect((await admin.get(at(id))).body).toMatchObject({ stage: "user", tier: "金", stageWhy: { cause: "paid" } });
    const { value } = (await admin.get(at(id, "/360"))).body;
    const figures = { currency: "CNY", orders: 1, ordersMinor: 1_000, openMinor: 0, receivedMinor: 1_000 };
    expect(value.figures).toEqual([{ ...figures, receivedLastYearMinor: 1_000 }]);
    const found = (await admin.get(`/v1/bank-transactions?accountId=${id}`)).body.items[0];
    await admin.post(`/v1/bank-transactions/${found.id}/undo`, { reason: "错" });
    await stack().settled();
    expect((await admin.get(at(id))).body).not.toHaveProperty("tier");
    const [receivable] = (await admin.get(`/v1/receivables?accountId=${id}`)).body.items;
    const allocations = [{ receivableId: receivable.id, amountMinor: 1_000 }];
    await admin.post(`/v1/bank-transactions/${found.id}/claim`, { allocations });
    await stack().settled();
    expect((await admin.get(at(id))).body.tier).toBe("金");
    await stack().moveClock(zonedInstant(addDays(bookedOn, 365), "00:10", "Asia/Shanghai"));
    await stack().settled();
    expect((await admin.get(at(id))).body).not.toHaveProperty("tier");
    expect((await admin.get(at(id, "/tiers"))).body.items.map((t: { to?: string }) => t.to)).toEqual([
      ...[undefined, "金", undefined, "金"],
    ]);
  });
});
