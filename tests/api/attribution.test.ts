import { describe, expect, test } from "@jest/globals";
import { MODELS } from "../../functions/campaigns/schema.ts";
import { lambdas } from "../../functions/modules.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const CUSTOMER = "上海某某科技有限公司";

type Row = {
  key: string;
  receivedMinor: number;
  shareBasisPoints: number;
  costMinor?: number;
  roiBasisPoints?: number;
  accounts: number;
};

async function world() {
  const tenant = await openTenant(stack());
  const { admin } = tenant;
  const bank = await linkBank(stack(), tenant, {});
  const account = await made(admin, "/v1/accounts", { name: CUSTOMER });
  const contact = await made(admin, "/v1/contacts", { name: "李娜", accountId: account.id });
  const campaign = (name: string, more: object = {}) =>
    made(admin, "/v1/campaigns", { name, costMinor: 10_000, ...more });
  const joined = (campaignId: string, who: object, at: string, state = "attended") =>
    admin.post(`/v1/campaigns/${campaignId}/members`, { ...who, state, at });
  const product = await made(admin, "/v1/products", {
    ...{ code: "P1", name: "CRM", productType: "licence", listPriceMinor: 100, currency: "CNY" },
  });
  const sell = async (amountMinor: number, contractNo: string, more: object = {}) => {
    const { id } = await made(admin, "/v1/orders", {
      ...{ accountId: account.id, currency: "CNY", kind: "new", contractNo },
      lines: [{ productId: product.id, quantity: 1, amountMinor }],
      instalments: [{ dueOn: "2026-12-30", amountMinor }],
      ...more,
    });
    expect((await admin.post(`/v1/orders/${id}/sign`)).status).toBe(200);
    const line = { bookedOn: "2026-11-22", direction: "credit", currency: "CNY", payer: { name: CUSTOMER } };
    await bank.tell([{ ...line, bankReference: `B-${contractNo}`, amountMinor, remittance: `合同 ${contractNo}` }]);
    await stack().settled();
    return (await admin.get(`/v1/bank-transactions?bankReference=B-${contractNo}`)).body.items[0].id as string;
  };
  const told = async (query: string) => (await admin.get(`/v1/attribution?${query}`)).body;
  const byKey = (rows: Row[]) => Object.fromEntries(rows.map((row) => [row.key, row.receivedMinor]));
  return { ...tenant, account, contact, campaign, joined, sell, told, byKey };
}

describe("what campaigns brought", () => {
  test("is received cash, shared by each model to the cent, and gone once the receipt is undone", async () => {
    const { admin, contact, campaign, joined, sell, told, byKey } = await world();
    const [summit, search] = [
      await campaign("峰会", { channel: "event" }),
      await campaign("搜索", { channel: "search" }),
    ];
    await joined(summit.id, { contactId: contact.id }, "2026-01-10T00:00:00Z");
    await joined(search.id, { contactId: contact.id }, "2026-02-10T00:00:00Z", "responded");
    const late = await campaign("事后");
    const invited = await campaign("只邀请");
    await joined(invited.id, { contactId: contact.id }, "2026-01-01T00:00:00Z", "invited");
    const receipt = await sell(100_001, "HT-2026-2001");
    await joined(late.id, { contactId: contact.id }, new Date(stack().clock.now().getTime() + 60_000).toISOString());
    const first = await told("model=first");
    expect(byKey(first.rows)).toEqual({ [summit.id]: 100_001, [search.id]: 0, [late.id]: 0, [invited.id]: 0 });
    expect(first.rows.find((row: Row) => row.key === summit.id)).toMatchObject({
      costMinor: 10_000,
      roiBasisPoints: 90_001,
    });
    expect(byKey((await told("model=last&by=channel")).rows)).toEqual({ event: 0, search: 100_001, unset: 0 });
    expect(byKey((await told("model=linear")).rows)).toMatchObject({ [summit.id]: 50_001, [search.id]: 50_000 });
    for (const model of MODELS) {
      for (const by of ["campaign", "channel", "region", "department", "person", "month", "quarter"]) {
        const { rows, totals } = await told(`model=${model}&by=${by}`);
        const sum = rows.reduce((all: number, row: Row) => all + row.receivedMinor, 0);
        expect(rows.reduce((all: number, row: Row) => all + row.shareBasisPoints, 0)).toBe(10_000);
        expect([model, by, sum, totals]).toEqual([model, by, 100_001, [{ currency: "CNY", receivedMinor: 100_001 }]]);
      }
    }
    expect((await admin.post(`/v1/bank-transactions/${receipt}/undo`, { reason: "记错" })).status).toBe(200);
    await stack().settled();
    for (const model of MODELS) {
      const { rows, totals } = await told(`model=${model}`);
      expect([rows.filter((row: Row) => row.receivedMinor !== 0), totals[0].receivedMinor]).toEqual([[], 0]);
    }
  });

  test("is set against all that was spent in the period, on campaigns that brought nothing too", async () => {
    const { contact, campaign, joined, sell, told } = await world();
    const show = await campaign("展会", { channel: "event", region: "华东" });
    await joined(show.id, { contactId: contact.id }, "2026-01-10T00:00:00Z");
    const lost = await campaign("路演", { channel: "event", costMinor: 50_000 });
    const past = { startsOn: "2024-03-01", endsOn: "2024-05-01" };
    const earlier = await campaign("旧展会", { channel: "event", ...past });
    await campaign("免费", { channel: "event", costMinor: 0 });
    await campaign("海外", { channel: "event", costMinor: 700, currency: "JPY" });
    await sell(30_000, "HT-2026-4001");
    const rows: Row[] = (await told("by=channel")).rows;
    expect(rows).toMatchObject([
      { key: "event", receivedMinor: 30_000, costMinor: 60_000, roiBasisPoints: -5_000, shareBasisPoints: 10_000 },
      { key: "event", receivedMinor: 0, costMinor: 700, roiBasisPoints: -10_000, shareBasisPoints: 0 },
    ]);
    const one = (await told("by=campaign")).rows.find(({ key }: Row) => key === lost.id);
    expect(one).toMatchObject({ receivedMinor: 0, costMinor: 50_000, roiBasisPoints: -10_000, accounts: 0 });
    const keys = (await told("by=campaign")).rows.map(({ key }: Row) => key);
    expect([keys.includes(earlier.id), keys.length]).toEqual([false, 3]);
    // Cash that no campaign came before is told apart from campaigns that name no region.
    const regions = (await told("by=region")).rows.filter(({ receivedMinor }: Row) => receivedMinor > 0);
    expect(regions).toMatchObject([{ key: "华东", costMinor: 10_000 }]);
    expect((await told("by=month")).rows.map(({ costMinor }: Row) => costMinor)).toEqual([undefined]);
  });

  test("names what expenses have cost, where no cash came in at all", async () => {
    const { admin, told } = await world();
    const salon = await made(admin, "/v1/campaigns", { name: "沙龙" });
    const lines = [{ on: "2026-11-20", category: "travel", amountMinor: 900 }];
    const { id } = await made(admin, "/v1/expenses", { title: "场地", campaignId: salon.id, lines });
    expect((await admin.post(`/v1/expenses/${id}/submit`)).status).toBe(200);
    await stack().settled();
    const expected = { key: salon.id, currency: "CNY", receivedMinor: 0, costMinor: 900, roiBasisPoints: -10_000 };
    expect((await told("by=campaign")).rows).toMatchObject([expected]);
  });

  test("counts whom a lead became, and what no campaign came before stands apart", async () => {
    const { admin, account, campaign, joined, sell, told, byKey } = await world();
    await sell(5_000, "HT-2026-3001");
    expect(byKey((await told("model=u")).rows)).toEqual({ none: 5_000 });
    const { id } = await campaign("直播");
    const lead = await made(admin, "/v1/leads", { name: "周敏", company: CUSTOMER });
    await joined(id, { leadId: lead.id }, "2026-01-10T00:00:00Z");
    expect((await admin.post(`/v1/leads/${lead.id}/convert`, { accountId: account.id })).status).toBe(200);
    await stack().settled();
    expect(byKey((await told("model=u")).rows)).toEqual({ [id]: 5_000 });
  });

  test("counts what each was paid once, whoever else has a credit of it, and shows nobody what they may not see", async () => {
    const { admin, person, contact, campaign, joined, sell, told } = await world();
    const [rep, helper] = [await person({ roles: ["sales"] }), await person({ roles: ["sales"] })];
    const { id } = await campaign("峰会");
    await joined(id, { contactId: contact.id }, "2026-01-10T00:00:00Z");
    const credits = [
      { userId: rep.id, basisPoints: 10_000, ledger: "primary" },
      { userId: helper.id, basisPoints: 2_000, ledger: "overlay" },
    ];
    await sell(40_000, "HT-2026-5001", { ownerId: rep.id, credits });
    await sell(7_000, "HT-2026-5002");
    expect((await told("model=linear")).totals).toEqual([{ currency: "CNY", receivedMinor: 47_000 }]);
    const own = { permissions: ["campaigns.attribution", "campaigns.read", "credits.read"], scopes: { credit: "own" } };
    const role = await made(admin, "/v1/roles", { name: "单人", ...own });
    const roles = [role.name];
    const few = await admin.patch(`/v1/users/${rep.id}`, { roles });
    expect(few.status).toBe(200);
    const { body } = await rep.api.get("/v1/attribution?model=linear");
    expect(body.totals).toEqual([{ currency: "CNY", receivedMinor: 40_000 }]);
  });

  test("tells of a sale whom campaigns met before it closed, and of nobody afterwards", async () => {
    const { admin, account, contact, campaign, joined } = await world();
    const [before, after] = [await campaign("之前"), await campaign("之后")];
    const sale = { accountId: account.id, name: "扩容", amountMinor: 100, currency: "CNY" };
    const { id } = await made(admin, "/v1/opportunities", sale);
    await joined(before.id, { contactId: contact.id }, stack().clock.now().toISOString());
    const closed = await admin.patch(`/v1/opportunities/${id}`, { status: "closedLost", lostReason: "price" });
    expect([closed.status, closed.body.errors]).toEqual([200, undefined]);
    await joined(after.id, { contactId: contact.id }, new Date(stack().clock.now().getTime() + 60_000).toISOString());
    const { touches } = (await admin.get(`/v1/opportunities/${id}/influence`)).body;
    expect(touches.map(({ campaignId, when }: Record<string, string>) => [campaignId, when])).toEqual([
      [before.id, "beforeClosing"],
    ]);
  });

  test("asks for the right to see money, and names what is wrong", async () => {
    const { admin, person, campaign, joined, contact } = await world();
    const { api } = await person({ roles: ["marketing"] });
    expect((await api.get("/v1/attribution")).status).toBe(403);
    const bad = async (query: string) => (await admin.get(`/v1/attribution?${query}`)).status;
    expect([await bad("model=magic"), await bad("by=moon"), await bad("weights=1")]).not.toContain(200);
    const { id } = await campaign("峰会");
    expect((await joined(id, {}, "2026-01-01T00:00:00Z")).body.errors[0].path).toBe("contactId");
    for (const state of ["invited", "attended", "declined"]) {
      expect((await joined(id, { contactId: contact.id }, "2026-01-02T00:00:00Z", state)).status).toBe(200);
    }
    const { items } = (await admin.get(`/v1/campaigns/${id}/members`)).body;
    expect(items).toMatchObject([{ state: "declined", touchedAt: "2026-01-02T00:00:00Z" }]);
  });
});
