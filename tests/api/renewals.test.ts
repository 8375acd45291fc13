import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { morning, renewalShop } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, unlike } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const at = (day: string): void => morning(stack(), day);
const shop = () => renewalShop(stack());

async function shopDraft(admin: Awaited<ReturnType<typeof openTenant>>["admin"], { id: _, ...base }: { id: string }) {
  const { accountId, currency, lines, startsOn, endsOn } = base as unknown as Record<string, unknown>;
  const own = (lines as { productId: string; quantity: number; amountMinor: number }[]).map(
    ({ productId, quantity, amountMinor }) => ({ productId, quantity, amountMinor }),
  );
  const instalments = [{ dueOn: "2027-02-28", amountMinor: own.reduce((sum, line) => sum + line.amountMinor, 0) }];
  return made(admin, "/v1/orders", { accountId, currency, kind: "new", lines: own, startsOn, endsOn, instalments });
}

describe("what is due", () => {
  test("is a contract at the end of its term, with what was added to it, and nothing of what is sold once", async () => {
    const { admin, signed, sign, dues, crm, help, keeper } = await shop();
    const base = await signed({
      ...{ amountMinor: 150_000, startsOn: "2026-01-01", endsOn: "2026-12-31" },
      lines: [
        { productId: crm.id, quantity: 10, amountMinor: 120_000 },
        { productId: help.id, quantity: 1, amountMinor: 30_000 },
      ],
    });
    expect(await dues()).toMatchObject([
      {
        ...{ orderId: base.id, dueOn: "2026-12-31", dueMinor: 120_000, renewedMinor: 0, currency: "CNY", state: "due" },
        ...{ ownerId: keeper.id, startMinor: 120_000, addedMinor: 0, renewals: 0, firstYear: "2026" },
      },
    ]);
    // Half a year of 5 × 1,000 a month is a year of it at the next renewal.
    const lines = [{ productId: crm.id, quantity: 5, monthlyMinor: 1_000 }];
    const added = (await admin.post(`/v1/orders/${base.id}/upsell`, { startsOn: "2026-07-01", lines })).body;
    await sign(added.orderId);
    expect(await dues()).toMatchObject([{ startMinor: 120_000, addedMinor: 60_000, dueMinor: 180_000 }]);
    // The renewal names its contract; what is added in its own term is added to its own due.
    at("2026-12-01");
    const next = (await admin.post(`/v1/orders/${base.id}/renew`, { months: 12 })).body;
    expect(next.totalMinor).toBe(180_000 + 30_000);
    await sign(next.orderId);
    const more = (await admin.post(`/v1/orders/${next.orderId}/upsell`, { startsOn: "2027-10-01", lines })).body;
    await sign(more.orderId);
    expect(await dues()).toMatchObject([
      { state: "renewed", renewedMinor: 180_000, parts: [{ orderId: next.orderId, way: "named" }] },
      { orderId: next.orderId, state: "due", dueMinor: 240_000, renewals: 1, firstYear: "2026" },
    ]);
    const again = (await admin.post(`/v1/orders/${next.orderId}/renew`, { months: 12 })).body;
    expect(again.totalMinor).toBe(240_000 + 30_000);
  });

  test("does not count the months that were free, and is renewed whole by a shorter or longer term", async () => {
    const { admin, signed, sign, dues } = await shop();
    // Fourteen months for the price of twelve.
    const base = await signed({ amountMinor: 120_000, startsOn: "2026-01-01", endsOn: "2027-02-28", freeMonths: 2 });
    expect(await dues()).toMatchObject([{ dueOn: "2027-02-28", dueMinor: 120_000 }]);
    const half = (await admin.post(`/v1/orders/${base.id}/renew`, { months: 6, freeMonths: 1 })).body;
    expect(half.totalMinor).toBe(60_000);
    expect((await admin.get(`/v1/orders/${half.orderId}`)).body).toMatchObject({ endsOn: "2027-09-30", freeMonths: 1 });
    await sign(half.orderId);
    expect((await dues())[0]).toMatchObject({
      ...{ state: "renewed", renewedMinor: 120_000 },
      parts: [{ amountMinor: 60_000, renewedMinor: 120_000 }],
    });
    const refused = await admin.patch(`/v1/orders/${(await shopDraft(admin, base)).id}`, { freeMonths: 14 });
    expect(refused.body.errors[0].path).toBe("freeMonths");
  });

  test("follows the account's team at once, and the hand-over policy says to whom", async () => {
    const { admin, person, signed, dues, account, seller } = await shop();
    await signed({ amountMinor: 100 });
    const other = await person({ roles: ["service"], name: "李雷" });
    await admin.patch(`/v1/accounts/${account.id}`, { team: [{ userId: other.id, role: "customerSuccess" }] });
    await stack().settled();
    expect(await dues()).toMatchObject([{ ownerId: other.id }]);
    // Who looks after it finds it among what is theirs.
    expect((await other.api.get("/v1/renewals")).body.items).toHaveLength(1);
    await admin.put("/v1/hand-over-policy", { renewal: "sales" });
    await admin.patch(`/v1/accounts/${account.id}`, { team: [] });
    await stack().settled();
    expect(await dues()).toMatchObject([{ ownerId: seller.id }]);
  });

  test("is of a contract with a term: what renews itself without one is refused", async () => {
    const { admin, account, crm } = await renewalShop(stack());
    const order = (more: object) =>
      admin.post("/v1/orders", {
        ...{ accountId: account.id, currency: "CNY", kind: "new", autoRenewMonths: 12 },
        lines: [{ productId: crm.id, quantity: 1, amountMinor: 5 }],
        instalments: [{ dueOn: "2027-01-31", amountMinor: 5 }],
        ...more,
      });
    for (const half of [{}, { startsOn: "2026-02-01" }, { endsOn: "2027-01-31" }]) {
      expect(await order(half)).toMatchObject({ status: 422, body: { errors: [{ path: "autoRenewMonths" }] } });
    }
    expect((await order({ startsOn: "2026-02-01", endsOn: "2027-01-31" })).status).toBe(201);
  });

  test("is withdrawn with a cancelled order, and comes back by nothing", async () => {
    const { admin, signed, dues } = await shop();
    const { id } = await signed({ amountMinor: 100 });
    await admin.post(`/v1/orders/${id}/cancel`, { reason: "客户撤单" });
    await stack().settled();
    expect(await dues()).toEqual([]);
    expect(await dues("archived=true")).toMatchObject([{ orderId: id, archived: true }]);
  });
});

describe("renewal orders", () => {
  test("find what they renew by the window, in part, and by hand, and back", async () => {
    const { admin, signed, dues } = await shop();
    const early = await signed({ amountMinor: 100_000, endsOn: "2026-12-31" });
    const late = await signed({ amountMinor: 50_000, endsOn: "2027-01-31" });
    at("2027-01-15");
    const term = { kind: "renewal", startsOn: "2027-01-01", endsOn: "2027-11-30" };
    const first = await signed({ ...term, amountMinor: 40_000 });
    expect((await dues()).slice(0, 2)).toMatchObject([
      { orderId: early.id, state: "partly", renewedMinor: 40_000, parts: [{ orderId: first.id, way: "window" }] },
      { orderId: late.id, state: "due", parts: [] },
    ]);
    // One order renews what the first lacks and all of the second, and the surplus stays with the last.
    const both = await signed({ kind: "renewal", amountMinor: 120_000, startsOn: undefined, endsOn: undefined });
    expect((await dues()).slice(0, 2)).toMatchObject([
      {
        state: "renewed",
        renewedMinor: 100_000,
        parts: [{ amountMinor: 40_000 }, { orderId: both.id, amountMinor: 60_000 }],
      },
      { state: "renewed", renewedMinor: 60_000, parts: [{ orderId: both.id, amountMinor: 60_000 }] },
    ]);
    const [, second] = await dues();
    const path = `/v1/renewals/${second.id}`;
    const reply = await admin.post(`${path}/match`, { orderIds: [first.id] });
    // Over a month more than it is for, eleven of twelve.
    expect(reply.body).toMatchObject({ renewedMinor: 43_636, parts: [{ orderId: first.id, way: "hand" }] });
    expect((await dues())[0]).toMatchObject({ renewedMinor: 120_000, parts: [{ orderId: both.id }] });
    expect((await admin.post(`${path}/unmatch`)).body).toMatchObject({ renewedMinor: 60_000 });
    expect((await dues())[0]).toMatchObject({ renewedMinor: 100_000 });
  });

  test("are matched by hand only where they could renew it", async () => {
    const { admin, signed, draft, dues } = await shop();
    const contract = await signed({ amountMinor: 100 });
    const [due] = await dues();
    const match = async (id: string) => {
      const { status, body } = await admin.post(`/v1/renewals/${due.id}/match`, { orderIds: [id] });
      return [status, body.errors?.[0]?.path, body.errors?.[0]?.message];
    };
    expect(await match(unlike(contract.id))).toEqual([422, "orderIds.0", expect.stringContaining("There is no order")]);
    expect(await match(contract.id)).toEqual([422, "orderIds.0", expect.stringContaining("no renewal")]);
    const open = await draft({ kind: "renewal", amountMinor: 100 });
    expect(await match(open.id)).toEqual([422, "orderIds.0", "It is not signed."]);
    const other = await openTenant(stack(), "别家");
    expect((await other.admin.post(`/v1/renewals/${due.id}/match`, { orderIds: [] })).status).toBe(404);
  });

  test("that come too late find a due that has churned, and by hand renew it nevertheless", async () => {
    const { admin, signed, dues } = await shop();
    await signed({ amountMinor: 100, startsOn: "2025-07-01", endsOn: "2026-06-30" });
    at("2026-12-01");
    const order = await signed({ kind: "renewal", amountMinor: 100, startsOn: "2026-12-01", endsOn: "2027-11-30" });
    const [lapsed] = await dues();
    expect(lapsed).toMatchObject({ state: "churned", churnCause: "lapsed", parts: [] });
    const { body } = await admin.post(`/v1/renewals/${lapsed.id}/match`, { orderIds: [order.id] });
    expect(body).toMatchObject({ state: "renewed", parts: [{ way: "hand" }] });
    expect(body.churnCause).toBeUndefined();
  });

  test("count for nothing once they are cancelled, and what ended early has churned", async () => {
    const { admin, signed, dues } = await shop();
    const base = await signed({ amountMinor: 100, startsOn: "2025-07-01", endsOn: "2026-06-30" });
    const order = await signed({ kind: "renewal", amountMinor: 100, startsOn: "2026-07-01", endsOn: "2027-06-30" });
    expect((await dues())[0]).toMatchObject({ state: "renewed" });
    await admin.post(`/v1/orders/${order.id}/cancel`, { reason: "客户撤单" });
    await stack().settled();
    expect(await dues()).toMatchObject([{ state: "due", renewedMinor: 0, parts: [] }]);
    await admin.post(`/v1/orders/${base.id}/terminate`, { on: "2026-05-31", reason: "停用" });
    await stack().settled();
    expect(await dues()).toMatchObject([{ state: "churned", churnCause: "ended", dueMinor: 100 }]);
  });

  test("that are ended before they begin renew nothing: the contract before is due, and lost once its window is over", async () => {
    const { admin, signed, dues, bridge } = await shop();
    const base = await signed({ amountMinor: 100, startsOn: "2026-01-01", endsOn: "2026-12-31" });
    const term = { kind: "renewal", amountMinor: 100, startsOn: "2027-01-01", endsOn: "2027-12-31" };
    at("2026-11-10");
    const order = await signed({ ...term, baseOrderId: base.id });
    const loose = await signed({ ...term, startsOn: undefined, endsOn: undefined, amountMinor: 7 });
    const [due] = await dues(`orderId=${base.id}`);
    const { body: matched } = await admin.post(`/v1/renewals/${due.id}/match`, { orderIds: [order.id, loose.id] });
    expect(matched).toMatchObject({ state: "renewed", renewedMinor: 107 });
    expect(await bridge("2026-11")).toMatchObject({ business: { renewedMinor: 107 }, differenceMinor: 107 });
    const end = async ({ id }: { id: string }, on: string) => {
      expect((await admin.post(`/v1/orders/${id}/terminate`, { on, reason: "客户撤回" })).status).toBe(200);
      await stack().settled();
    };
    // One without days of its own takes over on the day after the contract's last.
    await end(loose, "2026-12-31");
    expect(await dues(`orderId=${base.id}`)).toMatchObject([{ state: "renewed", renewedMinor: 100 }]);
    await end(order, "2026-12-31");
    // Nothing is due of what never began, be it said by a person.
    expect(await dues()).toMatchObject([{ orderId: base.id, state: "due", renewedMinor: 0, parts: [] }]);
    expect(await dues("archived=true")).toMatchObject([{ orderId: order.id }]);
    const again = await admin.post(`/v1/renewals/${due.id}/match`, { orderIds: [order.id] });
    expect(again.body.errors).toMatchObject([{ path: "orderIds.0", message: expect.stringContaining("2026-12-31") }]);
    expect(await bridge("2026-11")).toMatchObject({ business: { renewedMinor: 0 }, items: [], differenceMinor: 0 });
    const figures = async () => (await admin.get("/v1/reports/renewals?period=2026")).body.total;
    expect(await figures()).toMatchObject({
      count: 1,
      dueMinor: 100,
      renewedMinor: 0,
      churnedMinor: 0,
      openMinor: 100,
    });
    // Another may renew it still, and one that stood for a day has.
    at("2026-12-20");
    const { orderId: next } = (await admin.post(`/v1/orders/${base.id}/renew`, { months: 12 })).body;
    expect((await admin.post(`/v1/orders/${next}/sign`)).status).toBe(200);
    await stack().settled();
    await end({ id: next }, "2027-01-01");
    expect(await dues(`orderId=${base.id}`)).toMatchObject([{ state: "renewed", parts: [{ orderId: next }] }]);
    expect(await dues(`orderId=${next}`)).toMatchObject([{ state: "churned", churnCause: "ended" }]);
    const other = await signed({ amountMinor: 50, startsOn: "2026-01-01", endsOn: "2026-06-30" });
    const late = await signed({
      ...term,
      ...{ amountMinor: 50, startsOn: "2026-12-25", endsOn: "2027-06-24", baseOrderId: other.id },
    });
    expect(await dues(`orderId=${other.id}`)).toMatchObject([{ state: "renewed" }]);
    await end(late, "2026-12-24");
    expect(await dues(`orderId=${other.id}`)).toMatchObject([{ state: "churned", churnCause: "lapsed" }]);
    expect(await figures()).toMatchObject({ dueMinor: 150, renewedMinor: 100, churnedMinor: 50 });
  });

  test("are given up and followed up again by people", async () => {
    const { admin, signed, dues } = await shop();
    await signed({ amountMinor: 100 });
    const [{ id }] = await dues();
    const churned = await admin.post(`/v1/renewals/${id}/churn`, { reason: "改用自研" });
    expect(churned.body).toMatchObject({ state: "churned", churnCause: "told", churnReason: "改用自研" });
    expect((await admin.post(`/v1/renewals/${id}/churn`, { reason: "改用自研" })).status).toBe(409);
    const due = await admin.post(`/v1/renewals/${id}/reopen`);
    expect(due.body).toMatchObject({ state: "due" });
    expect(due.body.churnReason).toBeUndefined();
    expect((await admin.post(`/v1/renewals/${id}/give-notice`, { reason: "x" })).body.detail).toMatch(/renew itself/);
  });
});
