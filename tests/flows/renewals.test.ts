import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as steps } from "../../functions/renewals/sweep.ts";
import { morning, renewalShop } from "../support/renewals.ts";
import { type TestStack, useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** A timeline of its own, in which nothing runs by the clock but what a test runs itself. */
function timeline() {
  const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
  const shop = async () => {
    morning(stack(), "2026-01-01");
    await steps();
    return renewalShop(stack());
  };
  return { stack, shop, workOn: (day: string) => workOn(stack(), day) };
}

/** The clock's work of a morning, twice at once and once more, since it may be done so. */
async function workOn(stack: TestStack, day: string): Promise<void> {
  morning(stack, day);
  await Promise.all([steps(), steps()]);
  await steps();
  await stack.settled();
}

describe("a contract by the clock", () => {
  const { stack, shop, workOn } = timeline();

  test("has a quote prepared at the raised price, its owner is reminded, and the order of it renews the contract", async () => {
    const { admin, signed, dues, keeper } = await shop();
    await admin.put("/v1/renewal-policy", {
      ...{ upliftBasisPoints: 1_000, uplifts: [{ tier: "A", basisPoints: 0 }], remindDays: [30, 7] },
    });
    const base = await signed({ amountMinor: 100_003 });
    await workOn("2026-11-01");
    expect((await dues())[0]).not.toHaveProperty("quoteId");
    await workOn("2026-12-03");
    const [due] = await dues();
    const quote = (await admin.get(`/v1/quotes/${due.quoteId}`)).body;
    expect(quote).toMatchObject({
      ...{ status: "draft", orderKind: "renewal", totalMinor: 110_003, baseOrderId: base.id, ownerId: keeper.id },
      ...{ startsOn: "2027-02-01", endsOn: "2028-01-31" },
    });
    expect((await admin.get("/v1/quotes")).body.items).toHaveLength(1);
    const tasks = async () => (await admin.get(`/v1/activities?ownerId=${keeper.id}&relatedTo=${base.id}`)).body.items;
    expect(await tasks()).toEqual([]);
    // Two reminders that are late together are one.
    await workOn("2027-01-30");
    expect(await tasks()).toMatchObject([{ kind: "task", priority: "high", state: "open" }]);
    await admin.post(`/v1/quotes/${quote.id}/submit`);
    const { orderId } = (await admin.post(`/v1/quotes/${quote.id}/accept`, { contractNo: "HT-R" })).body;
    expect((await admin.post(`/v1/orders/${orderId}/sign`)).status).toBe(200);
    await stack().settled();
    expect((await dues())[0]).toMatchObject({ state: "renewed", renewedMinor: 110_003, parts: [{ orderId }] });
    await workOn("2027-05-02");
    expect(await tasks()).toHaveLength(1);
  });
});

describe("a contract that renews itself, by the clock", () => {
  const { stack, shop, workOn } = timeline();

  test("does so after its last day of notice, and not if notice was given", async () => {
    const { admin, signed, dues } = await shop();
    const own = { amountMinor: 120_000, autoRenewMonths: 12, noticeDays: 60 };
    const kept = await signed({ ...own, contractNo: "HT-A" });
    const ended = await signed({ ...own, contractNo: "HT-B" });
    const dueOf = async (id: string) => (await dues(`orderId=${id}`))[0];
    const { id, noticeBy } = await dueOf(ended.id);
    expect(noticeBy).toBe("2026-12-02");
    const notice = { reason: "预算取消" };
    morning(stack(), "2026-12-03");
    const late = await admin.post(`/v1/renewals/${id}/give-notice`, notice);
    expect(late.body.errors[0]).toMatchObject({ path: "on", message: expect.stringContaining("2026-12-02") });
    // Told on the last day and noted on the next, before the clock's work.
    const given = await admin.post(`/v1/renewals/${id}/give-notice`, { ...notice, on: "2026-12-02" });
    expect(given.body).toMatchObject({ noticeOn: "2026-12-02", state: "due" });
    await workOn("2026-12-03");
    const renewed = await dueOf(kept.id);
    expect(renewed).toMatchObject({ state: "renewed", renewedMinor: 120_000 });
    const next = (await admin.get(`/v1/orders/${renewed.renewalOrderId}`)).body;
    expect(next).toMatchObject({ status: "signed", kind: "renewal", startsOn: "2027-02-01", autoRenewMonths: 12 });
    expect((await admin.get(`/v1/receivables?orderId=${next.id}`)).body.items).toMatchObject([
      { amountMinor: 120_000 },
    ]);
    expect(await dueOf(next.id)).toMatchObject({ state: "due", dueOn: "2028-01-31", renewals: 1 });
    // The other is due like any contract, has a quote by now, and is lost once its window is over.
    expect(await dueOf(ended.id)).toMatchObject({ state: "due", quoteId: expect.any(String) });
    await workOn("2027-05-03");
    expect(await dueOf(ended.id)).toMatchObject({ state: "churned", churnCause: "lapsed" });
    expect((await admin.get("/v1/orders?kind=renewal")).body.items).toHaveLength(1);
  });
});

describe("a contract of two types of product, by the clock", () => {
  const { stack, shop, workOn } = timeline();

  test("renews of itself what is still due: nothing that is renewed, given up, or of which notice was given", async () => {
    const { admin, signed, dues, crm } = await shop();
    const catalogue = { code: "SUP", name: "支持", productType: "support", listPriceMinor: 1, currency: "CNY" };
    const { id: support } = await made(admin, "/v1/products", catalogue);
    const lines = [
      { productId: crm.id, quantity: 1, amountMinor: 100 },
      { productId: support, quantity: 1, amountMinor: 50 },
    ];
    const term = { startsOn: "2026-01-01", endsOn: "2026-12-31" };
    const sell = () => signed({ ...term, amountMinor: 150, autoRenewMonths: 12, noticeDays: 30, lines });
    const [lost, noticed, renewed, whole] = [await sell(), await sell(), await sell(), await sell()];
    const supportOf = async (orderId: string) => (await dues(`orderId=${orderId}&productType=support`))[0];
    const told = async (orderId: string, name: string) =>
      admin.post(`/v1/renewals/${(await supportOf(orderId)).id}/${name}`, { reason: "不再需要" });
    expect((await told(lost.id, "churn")).status).toBe(200);
    expect((await told(noticed.id, "give-notice")).status).toBe(200);
    morning(stack(), "2026-11-01");
    await signed({
      ...{ kind: "renewal", amountMinor: 50, baseOrderId: renewed.id, startsOn: "2027-01-01", endsOn: "2027-12-31" },
      lines: lines.slice(1),
    });
    await workOn("2026-12-02");
    const orderOf = async (id: string) => {
      const [{ renewalOrderId }] = await dues(`orderId=${id}&productType=subscription`);
      return (await admin.get(`/v1/orders/${renewalOrderId}`)).body;
    };
    const alone = { status: "signed", totalMinor: 100, lines: [{ productType: "subscription", amountMinor: 100 }] };
    for (const { id } of [lost, noticed, renewed]) expect(await orderOf(id)).toMatchObject(alone);
    expect(await orderOf(whole.id)).toMatchObject({ status: "signed", totalMinor: 150 });
    expect(await supportOf(lost.id)).toMatchObject({ state: "churned", renewedMinor: 0 });
    expect(await supportOf(renewed.id)).toMatchObject({ state: "renewed", renewedMinor: 50 });
    // What was noticed is due by hand: its quote has it alone.
    const due = await supportOf(noticed.id);
    expect(due).toMatchObject({ state: "due", renewedMinor: 0, quoteId: expect.any(String) });
    expect((await admin.get(`/v1/quotes/${due.quoteId}`)).body).toMatchObject({ totalMinor: 50 });
    expect((await admin.get("/v1/quotes")).body.items).toHaveLength(1);
  });
});

describe("a contract that is extended, by the clock", () => {
  const { stack, shop, workOn } = timeline();

  test("has its quote and its reminders anew for its later end, and renews itself only then", async () => {
    const { admin, signed, dues, keeper } = await shop();
    await admin.put("/v1/renewal-policy", { remindDays: [30] });
    const term = { startsOn: "2026-01-01", endsOn: "2026-12-31" };
    const plain = await signed({ ...term, amountMinor: 1_200 });
    const own = await signed({ ...term, amountMinor: 2_400, autoRenewMonths: 12, noticeDays: 10 });
    await workOn("2026-12-05");
    const dueOf = async (id: string) => (await dues(`orderId=${id}`))[0];
    const first = (await dueOf(plain.id)).quoteId;
    expect(first).toEqual(expect.any(String));
    for (const { id } of [plain, own]) {
      const longer = { reason: "延长一年", endsOn: "2027-12-31" };
      expect((await admin.post(`/v1/orders/${id}/amend`, longer)).status).toBe(200);
    }
    await stack().settled();
    expect(await dueOf(plain.id)).toMatchObject({ dueOn: "2027-12-31", steps: [] });
    await workOn("2026-12-25");
    expect((await admin.get("/v1/orders?kind=renewal")).body.items).toEqual([]);
    const tasks = async () => (await admin.get(`/v1/activities?ownerId=${keeper.id}`)).body.items.length;
    const before = await tasks();
    await workOn("2027-12-05");
    expect(await tasks()).toBe(before + 2);
    const { quoteId } = await dueOf(plain.id);
    expect(quoteId).not.toBe(first);
    // Two years came to 1,200: the next is for as long.
    expect((await admin.get(`/v1/quotes/${quoteId}`)).body).toMatchObject({
      startsOn: "2028-01-01",
      totalMinor: 1_200,
    });
    await workOn("2027-12-22");
    expect(await dueOf(own.id)).toMatchObject({ state: "renewed", renewedMinor: 2_400 });
  });
});

describe("what cannot be prepared by the clock", () => {
  const { shop, workOn } = timeline();

  test("is laid before whoever looks after it, once", async () => {
    const { admin, signed, crm, keeper } = await shop();
    const base = await signed({ amountMinor: 100, contractNo: "HT-C" });
    await admin.post(`/v1/products/${crm.id}/archive`);
    await workOn("2026-12-10");
    const { items } = (await admin.get(`/v1/activities?ownerId=${keeper.id}&relatedTo=${base.id}`)).body;
    const failures = items.filter(({ body }: { body?: string }) => body !== undefined);
    expect(failures).toMatchObject([{ priority: "high", body: expect.stringContaining("product") }]);
  });
});
