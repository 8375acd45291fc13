import { describe, expect, test } from "@jest/globals";
import { linkBank } from "../support/bank.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack();

type Credit = {
  id: string;
  userId?: string;
  partnerId?: string;
  ledger: string;
  productId: string;
  amountMinor: number;
  earnedAt: string;
  reversesId?: string;
  rule?: string;
};

/** A tenant that has sold two products of different types in one order, shared by two people and a partner. */
async function sale() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant);
  const [rep, lead] = [await tenant.person({ roles: ["sales"] }), await tenant.person({ roles: ["sales"] })];
  const partner = await made(admin, "/v1/partners", { name: "杭州数智渠道有限公司" });
  const account = await made(admin, "/v1/accounts", { name: "上海某某科技有限公司", ownerId: rep.id });
  const product = (code: string, productType: string) =>
    made(admin, "/v1/products", { code, name: code, productType, listPriceMinor: 100, currency: "CNY" });
  const [crm, care] = [await product("CRM", "subscription"), await product("CARE", "service")];
  const order = await made(admin, "/v1/orders", {
    accountId: account.id,
    currency: "CNY",
    contractNo: "HT-2026-0117",
    kind: "new",
    partnerId: partner.id,
    lines: [
      { productId: crm.id, quantity: 1, amountMinor: 70_001 },
      { productId: care.id, quantity: 1, amountMinor: 30_000 },
    ],
    instalments: [{ dueOn: "2026-12-31", amountMinor: 100_001 }],
    credits: [
      { userId: rep.id, basisPoints: 7000, ledger: "primary" },
      { partnerId: partner.id, basisPoints: 3000, ledger: "primary" },
      { userId: lead.id, basisPoints: 500, ledger: "overlay" },
    ],
  });
  expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
  let told = 0;
  const pay = async (amountMinor: number) => {
    told += 1;
    const line = {
      bankReference: `B${told}`,
      bookedOn: "2026-11-22",
      direction: "credit",
      amountMinor,
      currency: "CNY",
    };
    const payer = { name: "上海某某科技有限公司" };
    expect((await bank.tell([{ ...line, payer, remittance: "合同 HT-2026-0117" }])).status).toBe(202);
    await stack().settled();
    const found = (await admin.get(`/v1/bank-transactions?bankReference=B${told}`)).body.items[0];
    expect(found.state).toBe("applied");
    return found as { id: string; allocations: { id: string }[] };
  };
  const credits = async (query = "", api: Api = admin): Promise<Credit[]> =>
    (await api.get(`/v1/credits?limit=200&${query}`)).body.items;
  return { ...tenant, rep, lead, partner, account, crm, care, order, pay, credits };
}

const sum = (credits: readonly Credit[]): number => credits.reduce((total, c) => total + c.amountMinor, 0);

describe("credits", () => {
  test("of partial payments add up to the whole's split by person, partner and product, to the unit", async () => {
    const { pay, credits, rep, partner, lead, crm, care } = await sale();
    for (const amount of [33_333, 1, 66_667]) {
      const { id } = await pay(amount);
      expect(sum(await credits(`bankTransactionId=${id}&ledger=primary`))).toBe(amount);
    }
    expect(sum(await credits(`userId=${rep.id}`))).toBe(70_001);
    expect(sum(await credits(`partnerId=${partner.id}`))).toBe(30_000);
    expect(sum(await credits(`userId=${lead.id}&ledger=overlay`))).toBe(5_000);
    expect(sum(await credits(`productId=${crm.id}&ledger=primary`))).toBe(70_001);
    expect(sum(await credits(`productId=${care.id}&ledger=primary`))).toBe(30_000);
  });

  test("are taken back with their allocation by entries that name what they reverse", async () => {
    const { admin, pay, credits, order } = await sale();
    const first = await pay(40_000);
    await pay(10_000);
    expect((await admin.post(`/v1/bank-transactions/${first.id}/undo`, { reason: "错账" })).status).toBe(200);
    const all = await credits(`bankTransactionId=${first.id}`);
    expect(sum(all)).toBe(0);
    const earned = all.filter((c) => !c.reversesId);
    expect(all.flatMap((c) => c.reversesId ?? []).sort()).toEqual(earned.map((c) => c.id).sort());
    expect(sum(await credits(`orderId=${order.id}&ledger=primary`))).toBe(10_000);
  });

  test("page by single credits, however many one application packed together", async () => {
    const { admin, pay, credits } = await sale();
    for (const amount of [20_000, 21_000, 22_000]) await pay(amount);
    const all = await credits();
    expect(all).toHaveLength(18);
    for (const query of ["", "ledger=primary&", "sort=earnedAt&"]) {
      const seen: Credit[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page = await admin.get(`/v1/credits?${query}limit=4${cursor ? `&cursor=${cursor}` : ""}`);
        expect(page.body.items.length).toBeLessThanOrEqual(4);
        seen.push(...page.body.items);
        cursor = page.body.nextCursor;
      }
      expect(new Set(seen.map((c) => c.id)).size).toBe(seen.length);
      expect(seen.map((c) => c.id)).toEqual((await credits(query.slice(0, -1))).map((c) => c.id));
    }
  });

  test("page within one receipt, and refuse a cursor of another query", async () => {
    const { admin, pay, credits } = await sale();
    const { id } = await pay(50_000);
    const path = `/v1/credits?bankTransactionId=${id}&limit=5`;
    const first = await admin.get(path);
    const second = await admin.get(`${path}&cursor=${first.body.nextCursor}`);
    const seen = [...first.body.items, ...second.body.items].map((c: Credit) => c.id);
    expect(second.body.nextCursor).toBeNull();
    expect(seen).toEqual((await credits(`bankTransactionId=${id}`)).map((c) => c.id));
    const other = await admin.get(`/v1/credits?limit=5&cursor=${first.body.nextCursor}`);
    expect([other.status, other.body.code]).toEqual([400, "invalid_cursor"]);
  });

  test("are seen by those who earned them: a rep and a partner see their own, finance sees all", async () => {
    const { admin, pay, credits, rep, lead, partner, person, order } = await sale();
    await pay(50_000);
    const { key } = (await made(admin, `/v1/partners/${partner.id}/api-keys`, { name: "portal" })) as never as {
      key: string;
    };
    const portal = stack().api(key);
    const finance = await person({ roles: ["finance"] });
    for (const query of ["", `orderId=${order.id}`]) {
      expect(new Set((await credits(query, rep.api)).map((c) => c.userId))).toEqual(new Set([rep.id]));
      expect(new Set((await credits(query, portal)).map((c) => c.partnerId))).toEqual(new Set([partner.id]));
      expect((await credits(query, finance.api)).length).toBe((await credits(query)).length);
    }
    expect(await credits(`userId=${rep.id}`, lead.api)).toEqual([]);
  });

  test("are asked for by declared filters only, with values that can be", async () => {
    const { admin } = await openTenant(stack());
    expect((await admin.get("/v1/credits?from=1")).body.code).toBe("unknown_filter");
    expect((await admin.get("/v1/credits?beneficiaryId=usr_1")).body.code).toBe("unknown_filter");
    expect((await admin.get("/v1/credits?ledger=secret")).status).toBe(422);
    expect((await admin.get("/v1/credits?userId=usr_000001&partnerId=ptn_000001")).status).toBe(422);
    expect((await admin.get("/v1/credits?earnedAt.gte=2026-01-01T00:00:00.000Z")).body.items).toEqual([]);
  });
});

describe("a split rule", () => {
  test("splits what comes after it, and never what was earned before", async () => {
    const { admin, pay, credits, care, crm, lead } = await sale();
    const before = await pay(10_000);
    const earned = await credits(`bankTransactionId=${before.id}`);
    const rule = await made(admin, "/v1/split-rules", {
      name: "服务优先",
      priority: 1,
      when: { orderKinds: ["new"], productTypes: ["service"] },
      products: { by: "typeFirst", productTypes: ["service"] },
      shares: [{ to: lead.id, basisPoints: 10_000, ledger: "primary" }],
    });
    const after = await credits(`bankTransactionId=${(await pay(11_000)).id}&ledger=primary`);
    expect(after).toMatchObject([{ userId: lead.id, productId: care.id, amountMinor: 11_000, rule: `${rule.id}@1` }]);
    await admin.patch(`/v1/split-rules/${rule.id}`, { products: { by: "typeFirst", productTypes: ["subscription"] } });
    const changed = await credits(`bankTransactionId=${(await pay(12_000)).id}&ledger=primary`);
    expect(changed).toMatchObject([{ productId: crm.id, amountMinor: 12_000, rule: `${rule.id}@2` }]);
    await admin.post(`/v1/split-rules/${rule.id}/archive`);
    const without = await credits(`bankTransactionId=${(await pay(13_000)).id}&ledger=primary`);
    expect(without.every((c) => c.rule === undefined)).toBe(true);
    expect(await credits(`bankTransactionId=${before.id}`)).toEqual(earned);
  });

  test("is refused with all that is wrong with it", async () => {
    const { admin, person } = await openTenant(stack());
    const body = {
      name: "x",
      priority: 1,
      when: { departmentIds: ["dep_0000000000"] },
      products: { by: "proRata" },
      shares: [{ to: "usr_0000000000", basisPoints: 9_000, ledger: "primary" }],
    };
    const reply = await admin.post("/v1/split-rules", body);
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((e: { path: string }) => e.path)).toEqual([
      "shares",
      "when.departmentIds.0",
      "shares.0.to",
    ]);
    const rep = await person({ roles: ["sales"] });
    expect((await rep.api.post("/v1/split-rules", body)).status).toBe(403);
  });
});
