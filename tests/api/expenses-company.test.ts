import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { handler as pull } from "../../functions/expenses/pull.ts";
import { lambdas } from "../../functions/modules.ts";
import { type Booking, type Linked, TestExpenseSystem, told } from "../support/expenses.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant, type TestTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await openTenant(stack());
});

const ON = "2027-01-12";
const link = async (more: object = {}) =>
  (await made(tenant.admin, "/v1/expense-connections", { name: "商旅", ...more })) as Linked;
const trip = (externalId: string, amountMinor: number, more: object = {}): Booking => ({
  ...{ externalId, on: ON, category: "travel", amountMinor },
  ...more,
});

async function sale(name: string, contractNo: string) {
  const { admin } = tenant;
  const { id: accountId } = await made(admin, "/v1/accounts", { name: `${name}有限公司` });
  const opportunity = await made(admin, "/v1/opportunities", { name, accountId, amountMinor: 1_000, currency: "CNY" });
  const product = { name: contractNo, code: contractNo, productType: "service", listPriceMinor: 1, currency: "CNY" };
  const { id: productId } = await made(admin, "/v1/products", product);
  const quote = await made(admin, "/v1/quotes", {
    ...{ accountId, opportunityId: opportunity.id, currency: "CNY", validUntil: "2099-12-31" },
    lines: [{ productId, quantity: 1, unitPriceMinor: 1_000 }],
  });
  await admin.post(`/v1/quotes/${quote.id}/submit`);
  await admin.post(`/v1/quotes/${quote.id}/accept`, { contractNo });
  return { accountId, id: opportunity.id };
}

const costOf = async (query: string) => (await tenant.admin.get(`/v1/expenses/count?${query}`)).body;
const found = async (query: string) =>
  (await tenant.admin.get(`/v1/expenses?${query}`)).body.items as Record<string, unknown>[];

describe("what the company has paid", () => {
  test("lands on what its text names, once, and waits for a person where nothing does", async () => {
    const { admin, person } = tenant;
    const linked = await link();
    const rep = await person({ roles: ["sales"], email: "trip@example.com" });
    const [deal, second] = [await sale("云帆", "HT-2027-0117"), await sale("远航", "HT-2027-0118")];
    const ticket = await made(admin, "/v1/tickets", { subject: "故障", body: "无法登录", accountId: deal.accountId });
    const { number } = (await admin.get(`/v1/tickets/${ticket.id}`)).body;
    const items = [
      trip("a", 100, { purpose: "上海出差（HT-2027-0117）", traveller: { email: "TRIP@example.com" } }),
      trip("b", 200, { references: [String(number)] }),
      trip("c", 300, { references: [second.id] }),
      trip("d", 400, { purpose: "HT-2027-0117 与 HT-2027-0118" }),
      trip("e", 500, { purpose: "HT-0000", category: "机票" }),
      trip("f", 0),
      { externalId: "g" },
    ];
    expect((await told(stack(), linked, items, "whsec_d3Jvbmc=")).status).toBe(401);
    const first = await told(stack(), linked, items);
    expect([first.status, first.body]).toEqual([
      202,
      {
        ...{ received: 7, booked: 5, cancelled: 0, duplicates: 0, late: 0 },
        rejected: [
          { index: 5, externalId: "f", message: expect.stringContaining("amountMinor") },
          { index: 6, externalId: "g", message: expect.stringContaining("on") },
        ],
      },
    ]);
    expect((await told(stack(), linked, items.slice(0, 5))).body).toMatchObject({ booked: 0, duplicates: 5 });
    const of = async (externalId: string) => (await found(`connectionId=${linked.id}&externalId=${externalId}`))[0];
    const booked = { status: "booked", source: "company", placing: "placed" };
    expect(await of("a")).toMatchObject({
      ...booked,
      opportunityId: deal.id,
      accountId: deal.accountId,
      ownerId: rep.id,
    });
    expect(await of("b")).toMatchObject({ ...booked, ticketId: ticket.id, accountId: deal.accountId });
    expect(await of("c")).toMatchObject({ ...booked, opportunityId: second.id, accountId: second.accountId });
    expect(await of("e")).toMatchObject({ placing: "open", lines: [{ category: "other" }] });
    // Two of one kind are no answer: a person says what it was for, and what they said outlives a correction.
    const waiting = await of("d");
    expect(waiting?.placing).toBe("open");
    expect(waiting?.opportunityId).toBeUndefined();
    const queue = (await found(`placing=open&connectionId=${linked.id}`)).map(({ externalId }) => externalId);
    expect(queue.sort()).toEqual(["d", "e"]);
    const placed = await admin.post(`/v1/expenses/${waiting?.id}/place`, { opportunityId: second.id });
    expect(placed.body).toMatchObject({ placing: "placed", opportunityId: second.id, accountId: second.accountId });
    expect((await admin.post(`/v1/expenses/${waiting?.id}/place`, { opportunityId: "opp_000000" })).status).toBe(422);
    await told(stack(), linked, [trip("d", 450, { revision: 2 })]);
    expect((await found(`externalId=d&status=booked`)).map((one) => [one.amountMinor, one.opportunityId])).toEqual([
      [450, second.id],
    ]);
    expect(await costOf(`connectionId=${linked.id}&externalId=d&status=reversed`)).toMatchObject({ count: 1 });
  });

  test("lands on a deal that was lost before or is lost later, once, and is what that deal cost", async () => {
    const { admin } = tenant;
    const linked = await link();
    const [before, later, won] = [
      await sale("早输", "HT-L-1"),
      await sale("晚输", "HT-L-2"),
      await sale("赢", "HT-L-3"),
    ];
    const closed = (of: { id: string }, status: string) =>
      admin.patch(`/v1/opportunities/${of.id}`, { status, ...(status === "closedLost" && { lostReason: "价格" }) });
    expect((await closed(before, "closedLost")).status).toBe(200);
    const trips = [before, later, won].map((of, n) => trip(`lost-${n}`, 100 * (n + 1), { references: [of.id] }));
    const replies = await Promise.all([1, 2, 3].map(() => told(stack(), linked, trips)));
    expect(replies.reduce((sum, { body }) => sum + Number(body.booked), 0)).toBe(3);
    expect((await closed(later, "closedLost")).status).toBe(200);
    expect((await closed(won, "closedWon")).status).toBe(200);
    // The first is told anew with another amount: the cost is what it came to, and nothing is counted twice.
    await told(stack(), linked, [trip("lost-0", 170, { revision: 2, references: [before.id] })]);
    await stack().settled();
    const costOf = async (report: string): Promise<Record<string, number>> => {
      const { body } = await admin.get(`/v1/reports/${report}/run?from=2027-01-01&to=2027-12-31`);
      const rows = body.rows as { opportunityId: string; costMinor: number }[];
      const ours = [before.id, later.id, won.id];
      return Object.fromEntries(
        rows.filter((row) => ours.includes(row.opportunityId)).map((row) => [row.opportunityId, row.costMinor]),
      );
    };
    expect(await costOf("costOfLostDeals")).toEqual({ [before.id]: 170, [later.id]: 200 });
    expect(await costOf("costOfWonDeals")).toEqual({ [won.id]: 300 });
  });

  test("stands as it was where its correction is refused, and has no more tax in it than was paid", async () => {
    const linked = await link();
    const tell = async (...items: unknown[]) => (await told(stack(), linked, items)).body;
    const stands = async () =>
      (await found(`connectionId=${linked.id}&status=booked`)).map(({ revision, amountMinor }) => [
        revision,
        amountMinor,
      ]);
    expect(await tell(trip("k", 300, { taxMinor: 18 }))).toMatchObject({ booked: 1 });
    for (const wrong of [{ currency: "MXN" }, { taxMinor: 401 }]) {
      const reply = await tell(trip("k", 400, { revision: 2, ...wrong }));
      expect(reply).toMatchObject({ booked: 0, rejected: [{ externalId: "k" }] });
      expect(await stands()).toEqual([[1, 300]]);
    }
    expect(await tell(trip("k", 400, { revision: 2, taxMinor: 400 }))).toMatchObject({ booked: 1 });
    expect(await stands()).toEqual([[2, 400]]);
  });

  test("comes to the same in whatever order it is told, twice, or by two at once", async () => {
    const { admin } = tenant;
    const linked = await link();
    const { id: departmentId } = await made(admin, "/v1/departments", { name: "差旅" });
    await admin.patch(`/v1/expense-connections/${linked.id}`, { departmentId });
    const place = { departmentId, month: "2027-01" };
    const { id: budgetId } = await made(admin, "/v1/budgets", { ...place, limitMinor: 100 });
    const telling = fc.record({
      of: fc.integer({ min: 0, max: 2 }),
      revision: fc.integer({ min: 1, max: 4 }),
      twice: fc.boolean(),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(telling, { minLength: 1, maxLength: 6 }), async (all) => {
        round += 1;
        const name = (of: number) => `r${round}-${of}`;
        const item = ({ of, revision }: (typeof all)[number]) =>
          trip(name(of), 10 * revision + of, { revision, ...(revision === 3 && { kind: "cancelled" }) });
        const before = (await admin.get(`/v1/budgets/${budgetId}`)).body.consumedMinor;
        for (const one of all) {
          const tell = () => told(stack(), linked, [item(one)]);
          const replies = await Promise.all(one.twice ? [tell(), tell()] : [tell()]);
          expect(replies.map(({ status }) => status)).not.toContain(500);
        }
        const last = new Map<number, number>();
        for (const { of, revision } of all) last.set(of, Math.max(revision, last.get(of) ?? 0));
        const standing = [...last].flatMap(([of, revision]) =>
          revision === 3 ? [] : [[name(of), 10 * revision + of]],
        );
        const rows = (await found(`connectionId=${linked.id}&status=booked&limit=200`)).filter(({ externalId }) =>
          String(externalId).startsWith(`r${round}-`),
        );
        expect(rows.map((row) => [row.externalId, row.amountMinor]).sort()).toEqual(standing.sort());
        // What the company has paid is booked, whatever its budget says.
        const spent = standing.reduce((sum, [, minor]) => sum + Number(minor), 0);
        expect((await admin.get(`/v1/budgets/${budgetId}`)).body.consumedMinor).toBe(before + spent);
      }),
      { numRuns: scaled(6, 500) },
    );
    const contradiction = await told(stack(), linked, [trip("k", 1), trip("k", 2)]);
    expect(contradiction.body).toMatchObject({ booked: 1, rejected: [{ index: 1, externalId: "k" }] });
  });

  describe("and is pulled from its system", () => {
    const system = new TestExpenseSystem();
    afterAll(() => system.stop());

    test("page by page; what broke off goes on where it stood, and nothing is booked twice", async () => {
      const baseUrl = await system.start();
      const linked = await link({ baseUrl, token: system.token, pollMinutes: 60 });
      const row = async () => (await tenant.admin.get(`/v1/expense-connections/${linked.id}`)).body;
      const run = async (minutes: number) => {
        stack().clock.set(new Date(stack().clock.now().getTime() + minutes * 60_000));
        await Promise.all([pull(), pull()]);
        await stack().settled();
      };
      system.booked.push(...[1, 2, 3, 4, 5].map((n) => trip(`p${n}`, n)), { ...trip("p6", 6), on: "bad" });
      system.failsFrom = 3;
      await run(1);
      expect(await row()).toMatchObject({ cursor: "4", failures: 1, error: expect.stringContaining("503") });
      expect(await costOf(`connectionId=${linked.id}`)).toMatchObject({ count: 4 });
      // Its webhook told of one meanwhile.
      await told(stack(), linked, [trip("p5", 5)]);
      system.failsFrom = Number.POSITIVE_INFINITY;
      await run(2);
      expect(await row()).toMatchObject({ cursor: "6", failures: 0, rejected: [{ externalId: "p6" }] });
      expect((await row()).token ?? (await row()).secrets).toBeUndefined();
      expect(await costOf(`connectionId=${linked.id}`)).toMatchObject({ count: 5 });
      system.booked.push(trip("p3", 33, { revision: 2 }));
      await run(61);
      const standing = await found(`connectionId=${linked.id}&status=booked`);
      expect(standing.map(({ amountMinor }) => Number(amountMinor)).sort((a, b) => a - b)).toEqual([1, 2, 4, 5, 33]);
      const bad = await tenant.admin.patch(`/v1/expense-connections/${linked.id}`, { baseUrl: "http://u@127.0.0.1/" });
      expect(bad.body.errors).toMatchObject([{ path: "baseUrl" }]);
    });
  });
});
