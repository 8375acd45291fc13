import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { channelWorld, partnersPerson } from "../support/partners.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

describe("a partner's person", () => {
  test("acts as the partner and is named in what they do, whatever roles they are given, until either leaves", async () => {
    const { admin, partner, sell, crm } = await channelWorld(stack(), "2026-10-05");
    const mine = await partner();
    const { id, api } = await partnersPerson(stack(), admin, mine.id, "li.na@channel.example.com");
    expect((await api.get("/v1/me")).body).toMatchObject({
      kind: "partner",
      principalId: mine.id,
      personId: id,
      name: "李娜",
    });
    const own = await sell(mine.id, [[crm.id, 1_000]], [1_000]);
    await sell(undefined, [[crm.id, 1_000]], [1_000]);
    expect((await api.get("/v1/orders")).body.items.map((o: { id: string }) => o.id)).toEqual([own.id]);
    const more = await admin.patch(`/v1/users/${id}`, { roles: ["admin"] });
    expect([more.status, more.body.errors[0].path]).toEqual([422, "roles"]);
    const deal = await made(api, "/v1/deal-registrations", { name: "项目", customerName: "某公司" });
    await stack().settled();
    const [entry] = (await admin.get(`/v1/audit-entries?recordId=${deal.id}`)).body.items;
    expect(entry.actor).toBe(`user:${id}`);
    expect((await admin.get(`/v1/partners/${mine.id}/people`)).body.items).toMatchObject([{ id, roles: ["partner"] }]);
    await admin.post(`/v1/partners/${mine.id}/archive`);
    expect((await api.get("/v1/me")).status).toBe(401);
    stack().clock.set(new Date("2026-10-06T02:00:00Z"));
    await admin.post(`/v1/partners/${mine.id}/restore`);
    expect((await api.get("/v1/me")).status).toBe(401);
  });

  test("reads on a phone how the partner does: signed, asked, yearly worth, rebates and rules", async () => {
    const { admin, partner, crm, account } = await channelWorld(stack(), "2026-10-05");
    const [mine, other] = [await partner({ tier: "金牌" }), await partner()];
    for (const [partnerId, kind, amountMinor] of [
      [mine.id, "new", 7_300],
      [mine.id, "renewal", 2_000],
      [other.id, "new", 9_999],
    ] as const) {
      const order = await made(admin, "/v1/orders", {
        ...{ accountId: account.id, currency: "CNY", kind, partnerId, startsOn: "2026-10-01", endsOn: "2028-09-29" },
        lines: [{ productId: crm.id, quantity: 1, amountMinor }],
        instalments: [{ dueOn: "2027-12-31", amountMinor }],
      });
      expect((await admin.post(`/v1/orders/${order.id}/sign`)).status).toBe(200);
    }
    const asked = { partnerId: mine.id, period: "2026-Q4", measure: "signed", amountMinor: 10_000, currency: "CNY" };
    await made(admin, "/v1/quotas", asked);
    const { body } = await mine.api.get(`/v1/partners/${mine.id}/summary?period=2026-Q4`);
    expect(body).toMatchObject({
      ...{ signedMinor: 9_300, quotaMinor: 10_000, gapMinor: 700, tier: "金牌", arrMinor: 3_650 + 1_000 },
      byKind: [
        { kind: "new", orders: 1, signedMinor: 7_300 },
        { kind: "renewal", orders: 1, signedMinor: 2_000 },
      ],
    });
    expect((await mine.api.get(`/v1/partners/${other.id}/summary`)).status).toBe(404);
    expect((await mine.api.get(`/v1/partners/${mine.id}/summary?period=2026-Q3`)).body).toMatchObject({
      signedMinor: 0,
      byKind: [],
    });
  });

  test("pays its own rate, and without one what its tier pays", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const tiers = [{ name: "金牌", rateBasisPoints: 6_500 }];
    expect((await admin.put("/v1/partner-programme", { tiers, types: [] })).status).toBe(200);
    const { id } = await partner({ tier: "金牌" });
    const rateAfter = async (patch: object) => (await admin.patch(`/v1/partners/${id}`, patch)).body.rateBasisPoints;
    expect(await rateAfter({ rateBasisPoints: 5_000 })).toBe(5_000);
    expect(await rateAfter({ territories: ["浙江"] })).toBe(5_000);
    expect(await rateAfter({ rateBasisPoints: null })).toBe(6_500);
    expect(await rateAfter({ tier: null, rateBasisPoints: null })).toBeUndefined();
  });

  test("is told what their console is drawn from: the nouns that they see, and nothing of others", async () => {
    const { admin, partner, sell, crm, account } = await channelWorld(stack(), "2026-10-05");
    const [mine, other] = [await partner(), await partner()];
    const { api } = await partnersPerson(stack(), admin, mine.id, "drawn@channel.example.com");
    const nouns = (await api.get("/v1/nouns")).body.items as { noun: string; does: string[] }[];
    expect(nouns.map(({ noun }) => noun).sort()).toEqual([
      ...["dealRegistration", "order", "partnerOrder", "partnerStatement", "product"],
    ]);
    expect(new Set(nouns.flatMap(({ does }) => does))).toEqual(new Set(["timeline", "batch"]));
    const [own, strange] = [await sell(mine.id, [[crm.id, 100]], [100]), await sell(other.id, [[crm.id, 100]], [100])];
    const asked = [own.id, strange.id, account.id, other.id, crm.id].join(",");
    const titles = (await api.get(`/v1/titles?ids=${asked}`)).body.items as { id: string }[];
    expect(titles.map(({ id }) => id).sort()).toEqual([own.id, crm.id].sort());
  });

  test("reads what products cost the partner: by the books for its tier, at its rate, in each product's currency", async () => {
    const { admin, partner, crm, care } = await channelWorld(stack(), "2026-10-05");
    const [gold, other] = [await partner({ tier: "金牌", rateBasisPoints: 6_500 }), await partner()];
    const book = await made(admin, "/v1/price-books", {
      name: "金牌",
      currency: "CNY",
      when: { partnerTiers: ["金牌"] },
    });
    const entries = [{ productId: crm.id, prices: [{ unitPriceMinor: 90 }] }];
    expect((await admin.put(`/v1/price-books/${book.id}/entries`, { entries })).status).toBe(200);
    const abroad = { code: "EU", name: "EU", productType: "service", listPriceMinor: 1_001, currency: "EUR" };
    const { id: eu } = await made(admin, "/v1/products", abroad);
    const ids = [crm.id, care.id, eu].join(",");
    const { body } = await gold.api.get(`/v1/partners/${gold.id}/prices?productIds=${ids}`);
    // Cut off once, as an order is: 90, 100 and 1,001 at 65 %.
    expect(body).toEqual({
      rateBasisPoints: 6_500,
      items: [
        { productId: crm.id, currency: "CNY", listMinor: 90, amountMinor: 58 },
        { productId: care.id, currency: "CNY", listMinor: 100, amountMinor: 65 },
        { productId: eu, currency: "EUR", listMinor: 1_001, amountMinor: 650 },
      ],
    });
    const plain = await other.api.get(`/v1/partners/${other.id}/prices?productIds=${crm.id}`);
    expect(plain.body.items).toMatchObject([{ listMinor: 100, amountMinor: 100 }]);
    expect((await other.api.get(`/v1/partners/${gold.id}/prices?productIds=${crm.id}`)).status).toBe(404);
    const unknown = await gold.api.get(`/v1/partners/${gold.id}/prices?productIds=prd_nobodyhasit`);
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([422, "productIds"]);
    expect((await gold.api.get(`/v1/partners/${gold.id}/prices?productIds=abc`)).status).toBe(422);
  });
});
