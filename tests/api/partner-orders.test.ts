import { describe, expect, test } from "@jest/globals";
import { handler as quarterEnd } from "../../functions/channel/quarter-end.ts";
import { lambdas } from "../../functions/modules.ts";
import { channelWorld } from "../support/partners.ts";
import { morning } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const PATH = "/v1/partner-orders";
const CASES = "/v1/reference-cases";

describe("a partner's order", () => {
  test("is priced by the partner's rate and its tier's price book, anew when it is submitted, and becomes one order", async () => {
    const { admin, partner, crm, account } = await channelWorld(stack(), "2026-10-05");
    const mine = await partner({ tier: "金牌", rateBasisPoints: 6_667 });
    const other = await partner();
    const wanted = {
      customerName: "Muster Maschinen GmbH",
      kind: "normal",
      lines: [{ productId: crm.id, quantity: 7 }],
    };
    const { id, ...order } = await made(mine.api, PATH, wanted);
    // 7 × 1.00 at 66.67 %, fractions left out.
    expect(order).toMatchObject({
      totalMinor: 466,
      lines: [{ listMinor: 700, amountMinor: 466 }],
      rateBasisPoints: 6_667,
    });
    expect((await other.api.get(`${PATH}/${id}`)).status).toBe(404);
    const book = {
      name: "金牌价",
      currency: "CNY",
      priority: 1,
      when: { partnerTiers: ["金牌"] },
      validFrom: "2026-01-01",
      validUntil: "2099-12-31",
    };
    const { id: bookId } = await made(admin, "/v1/price-books", book);
    const entries = [{ productId: crm.id, prices: [{ fromQuantity: 1, unitPriceMinor: 50 }] }];
    expect((await admin.request("PUT", `/v1/price-books/${bookId}/entries`, { body: { entries } })).status).toBe(200);
    expect((await mine.api.post(`${PATH}/${id}/submit`)).body).toMatchObject({ state: "submitted", totalMinor: 233 });
    expect((await mine.api.post(`${PATH}/${id}/confirm`, {})).status).toBe(403);
    const replies = await Promise.all([1, 2, 3].map(() => admin.post(`${PATH}/${id}/confirm`, { contractNo: "P-1" })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { orderId } = (await mine.api.get(`${PATH}/${id}`)).body;
    expect((await mine.api.get(`/v1/orders/${orderId}`)).body).toMatchObject({
      ...{ partnerId: mine.id, accountId: account.id, totalMinor: 233, kind: "new", status: "draft" },
    });
    expect((await mine.api.post(PATH, { ...wanted, activationCode: "x" })).body.errors[0].path).toBe("activationCode");
  });

  test("of an upgrade needs the original code, and costs the difference of list prices at the partner's rate", async () => {
    const { partner, crm } = await channelWorld(stack(), "2026-10-05");
    const { api } = await partner({ rateBasisPoints: 6_500 });
    const operator = stack().api(stack().operatorKey);
    const issued = await made(operator, "/v1/activation-codes", { name: "x", seats: 5 });
    const wanted = {
      customerName: "某公司",
      kind: "upgrade",
      toSeats: 10,
      lines: [{ productId: crm.id, quantity: 1 }],
    };
    const refused = async (more: object) => (await api.post(PATH, { ...wanted, ...more })).body.errors?.[0]?.path;
    expect(await refused({})).toBe("activationCode");
    expect(await refused({ activationCode: `${issued.code}x` })).toBe("activationCode");
    expect(await refused({ activationCode: issued.code, toSeats: 4 })).toBe("toSeats");
    const order = await made(api, PATH, { ...wanted, activationCode: issued.code });
    // 14,800.00 − 10,800.00 at 65 %.
    expect(order).toMatchObject({ totalMinor: 260_000, fromSeats: 5, activationCodeId: issued.id });
    expect(order).not.toHaveProperty("activationCode");
    const same = await made(api, PATH, { ...wanted, activationCode: issued.code, toSeats: 5 });
    expect(same.totalMinor).toBe(30_000);
    // It is asked for once more at nothing but other seats.
    expect((await api.patch(`${PATH}/${same.id}`, { toSeats: 10 })).body.totalMinor).toBe(260_000);
    await operator.post(`/v1/activation-codes/${issued.id}/revoke`, { reason: "欠费" });
    expect(await refused({ activationCode: issued.code })).toBe("activationCode");
    const late = await api.post(`${PATH}/${order.id}/submit`);
    expect([late.status, late.body.errors[0].path]).toEqual([422, "activationCode"]);
  });

  test("upgrades a code once, whoever orders it at once, and again only where its contract was cancelled", async () => {
    const { admin, partner, crm } = await channelWorld(stack(), "2026-10-05");
    const partners = await Promise.all([partner(), partner({ rateBasisPoints: 5_000 })]);
    const issued = await made(stack().api(stack().operatorKey), "/v1/activation-codes", { seats: 5 });
    const body = {
      ...{ customerName: "Muster Maschinen GmbH", kind: "upgrade", toSeats: 10, activationCode: issued.code },
      lines: [{ productId: crm.id, quantity: 1 }],
    };
    const orders = await Promise.all(
      [...partners, ...partners].map(async ({ api }) => ({ api, id: (await made(api, PATH, body)).id })),
    );
    const replies = await Promise.all(orders.map(({ api, id }) => api.post(`${PATH}/${id}/submit`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
    const won = orders[replies.findIndex(({ status }) => status === 200)]!;
    const lost = orders.find(({ id }) => id !== won.id)!;
    const { orderId } = (await admin.post(`${PATH}/${won.id}/confirm`, {})).body;
    expect((await lost.api.post(`${PATH}/${lost.id}/submit`)).body.errors[0].path).toBe("activationCode");
    expect((await won.api.post(`${PATH}/${won.id}/withdraw`)).body.code).toBe("invalid_state");
    expect((await admin.post(`/v1/orders/${orderId}/cancel`, { reason: "客户取消" })).status).toBe(200);
    expect((await won.api.post(`${PATH}/${won.id}/withdraw`)).status).toBe(200);
    expect((await lost.api.post(`${PATH}/${lost.id}/submit`)).status).toBe(200);
  });

  test("is credited to who looks after the partner, and shows the partner nobody else's share", async () => {
    const { admin, partner, person, crm, pay } = await channelWorld(stack(), "2026-10-05");
    const boss = await person({ roles: ["sales"] });
    const [mine, other] = [await partner({ managerId: boss.id }), await partner()];
    const body = { customerName: "Muster Maschinen GmbH", kind: "normal", lines: [{ productId: crm.id, quantity: 9 }] };
    const { id } = await made(mine.api, PATH, body);
    await mine.api.post(`${PATH}/${id}/submit`);
    const { orderId } = (await admin.post(`${PATH}/${id}/confirm`, { contractNo: "HT-BOSS-1" })).body;
    expect((await admin.get(`/v1/orders/${orderId}`)).body.ownerId).toBe(boss.id);
    const credits = [
      { userId: boss.id, basisPoints: 7_000, ledger: "primary" },
      { partnerId: other.id, basisPoints: 3_000, ledger: "primary" },
    ];
    expect((await admin.patch(`/v1/orders/${orderId}`, { credits })).status).toBe(200);
    await admin.post(`/v1/orders/${orderId}/sign`);
    const amended = await admin.post(`/v1/orders/${orderId}/amend`, {
      reason: "x",
      credits: credits.slice(0, 1).map((c) => ({ ...c, basisPoints: 10_000 })),
    });
    expect(amended.status).toBe(200);
    await pay("HT-BOSS-1-01", 900, "2026-10-05");
    const replies = await Promise.all(
      ["", "/amendments", "/timeline"].map((below) => mine.api.get(`/v1/orders/${orderId}${below}`)),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(replies[0]?.body.totalMinor).toBe(900);
    const told = JSON.stringify(replies.map((reply) => reply.body));
    expect(told).not.toContain(other.id);
    expect(told).not.toContain('"basisPoints"');
    expect((await other.api.get(`/v1/orders/${orderId}`)).status).toBe(404);
  });
});

describe("a reference customer", () => {
  test("goes through its steps by their roles, meets the criteria, and is credited once at the quarter's end", async () => {
    const { admin, partner, person, entries } = await channelWorld(stack(), "2027-02-10");
    const boss = await person({ roles: ["manager"] });
    const [zone, unit, market] = [
      await made(admin, "/v1/roles", { name: "大区经理", permissions: ["channel.*"], scopes: { "*": "all" } }),
      await made(admin, "/v1/roles", { name: "事业部总监", permissions: ["channel.*"], scopes: { "*": "all" } }),
      await made(admin, "/v1/roles", { name: "产品市场", permissions: ["channel.*"], scopes: { "*": "all" } }),
    ];
    const people = await Promise.all([zone, unit, market].map(({ name }) => person({ roles: [String(name)] })));
    const programme = {
      ...{
        criteria: [{ key: "live", name: "上线三个月" }],
        zoneRole: "大区经理",
        unitRole: "事业部总监",
        marketingRole: "产品市场",
      },
    };
    expect((await admin.put("/v1/reference-programme", programme)).status).toBe(200);
    const mine = await partner({ managerId: boss.id });
    const { id, ownerId } = await made(mine.api, CASES, { customerName: "某公司", title: "样板", story: "三个月上线" });
    expect(ownerId).toBe(boss.id);
    const path = `${CASES}/${id}`;
    expect((await mine.api.post(`${path}/submit`)).body.errors[0]).toMatchObject({ path: "criteria", code: "not_met" });
    await mine.api.patch(path, { criteria: [{ key: "live", met: false }] });
    expect((await mine.api.post(`${path}/submit`)).body.errors[0].path).toBe("criteria.0.met");
    await mine.api.patch(path, { criteria: [{ key: "live", met: true }] });
    expect((await mine.api.post(`${path}/submit`)).body.state).toBe("zone");
    expect((await mine.api.post(`${path}/agree`)).status).toBe(403);
    for (const [n, next] of ["unit", "marketing", "quarterEnd"].entries()) {
      for (const [other, someone] of people.entries()) {
        if (other !== n) expect((await someone.api.post(`${path}/agree`)).status).toBe(403);
      }
      expect((await people[n]?.api.post(`${path}/agree`))?.body.state).toBe(next);
    }
    morning(stack(), "2027-03-31");
    await quarterEnd();
    expect((await mine.api.get(path)).body.state).toBe("quarterEnd");
    // The first of April has begun in Shanghai and not in UTC.
    stack().clock.set(new Date("2027-03-31T16:01:00Z"));
    await Promise.all([quarterEnd(), quarterEnd()]);
    await quarterEnd();
    expect((await mine.api.get(path)).body).toMatchObject({ state: "approved", rebateMinor: 100_000 });
    expect(await entries("kind=reference", mine.api)).toMatchObject([{ amountMinor: 100_000, referenceCaseId: id }]);
  });

  test("is one partner's, whoever brings it at once and however its name is written, until it is refused", async () => {
    const { admin, partner, entries } = await channelWorld(stack(), "2027-05-10");
    // Of years that begin in February, the quarter of May ends with July.
    await admin.put("/v1/fiscal-calendar", { yearStartsInMonth: 2, weekStartsOn: 1 });
    const partners = await Promise.all([partner(), partner(), partner()]);
    const cases = await Promise.all(
      ["宁波示例制造有限公司", "宁波 示例制造 有限公司", "宁波示例制造（有限公司）"].map(async (customerName, n) => {
        const { api } = partners[n]!;
        return { api, id: (await made(api, CASES, { customerName, title: "样板", story: "三个月上线" })).id };
      }),
    );
    const submit = ({ api, id }: (typeof cases)[number]) => api.post(`${CASES}/${id}/submit`);
    const replies = await Promise.all(cases.map(submit));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const won = cases[replies.findIndex(({ status }) => status === 200)]!;
    const lost = cases.find(({ id }) => id !== won.id)!;
    await admin.post(`${CASES}/${won.id}/reject`, { reason: "客户未授权" });
    expect((await submit(lost)).status).toBe(200);
    for (let step = 0; step < 3; step++) expect((await admin.post(`${CASES}/${lost.id}/agree`)).status).toBe(200);
    morning(stack(), "2027-07-31");
    await quarterEnd();
    expect(await entries("kind=reference")).toEqual([]);
    morning(stack(), "2027-08-01");
    await Promise.all([quarterEnd(), quarterEnd()]);
    expect(await entries("kind=reference")).toMatchObject([{ amountMinor: 100_000, referenceCaseId: lost.id }]);
    expect((await submit(cases.find((one) => one !== won && one !== lost)!)).body.code).toBe("duplicate");
  });
});
