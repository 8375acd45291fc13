import { expect, test } from "@jest/globals";
import { STRATEGIES } from "../../functions/journeys/strategies.ts";
import { lambdas } from "../../functions/modules.ts";
import { addDays, addMonths, civilDate } from "../../shared/clock.ts";
import { journeyWorld, passing } from "../support/journeys.ts";
import { useStack } from "../support/stack.ts";
import { made, TIME_ZONE } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

const today = (): string => civilDate(stack().clock.now(), TIME_ZONE);
const agreed = () => [{ channel: "email", granted: true, at: stack().clock.now().toISOString(), evidence: "表单" }];

/** A tenant with one strategy of the library, published as it was installed. */
async function shop(key: string) {
  const world = await journeyWorld(stack());
  const { admin, keeper } = world;
  const must = async (path: string, body?: object) => {
    const reply = await admin.post(path, body);
    if (reply.status >= 300) throw new Error(`POST ${path} → ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const sold = { productType: "subscription", listPriceMinor: 100_000, currency: "CNY" };
  const crm = await made(admin, "/v1/products", { ...sold, code: "CRM", name: "CRM" });
  const half = { name: "半价券", currency: "CNY", effect: { type: "percent", basisPoints: 5_000, of: "basket" } };
  const { id: couponTemplateId } = await made(admin, "/v1/coupon-templates", half);
  const gives = STRATEGIES.find((one) => one.key === key)?.givesCoupon;
  const { id } = await made(admin, `/v1/journey-strategies/${key}/install`, gives ? { couponTemplateId } : {});
  await world.publish(id);
  const customer = async (name: string) => {
    const account = await made(admin, "/v1/accounts", { name, ownerId: keeper.id });
    const person = { name: `${name}的采购`, accountId: account.id, email: `${account.id.toLowerCase()}@example.com` };
    const contact = await made(admin, "/v1/contacts", { ...person, consents: agreed() });
    await stack().settled();
    const order = async (more: object = {}) => {
      const plan = {
        lines: [{ productId: crm.id, quantity: 1, amountMinor: 90_000 }],
        instalments: [{ dueOn: "2099-12-31", amountMinor: 90_000 }],
      };
      const row = await made(admin, "/v1/orders", {
        accountId: account.id,
        currency: "CNY",
        kind: "new",
        ...plan,
        ...more,
      });
      await must(`/v1/orders/${row.id}/sign`);
      return row;
    };
    const quote = async (validUntil: string) => {
      const lines = [{ productId: crm.id, quantity: 1 }];
      const row = await made(admin, "/v1/quotes", { accountId: account.id, currency: "CNY", validUntil, lines });
      await must(`/v1/quotes/${row.id}/submit`);
      await must(`/v1/quotes/${row.id}/send`, {});
      return row;
    };
    const stage = (to: string) => must(`/v1/accounts/${account.id}/life-cycle`, { stage: to, reason: "测试" });
    return { id: contact.id, account, contact, order, quote, stage };
  };
  const lead = (name: string, source: string) =>
    made(admin, "/v1/leads", {
      name,
      source,
      ownerId: keeper.id,
      email: `${name === "甲方" ? "stays" : "leaves"}@example.com`,
      consents: agreed(),
    });
  /** What somebody got: mails, tasks and coupons. */
  const got = async (personId: string) => {
    const [row] = await world.on(id, `?personId=${personId}`);
    const { items } = (await admin.get("/v1/messages?limit=200")).body;
    return {
      mails: items.filter((one: { relatedId?: string }) => row && one.relatedId === row.id).length,
      tasks: (await world.tasks(personId)).length,
      coupons: Object.keys(row?.codes ?? {}).length,
    };
  };
  return { ...world, id, must, customer, lead, got };
}
type Shop = Awaited<ReturnType<typeof shop>>;
type Customer = Awaited<ReturnType<Shop["customer"]>>;

/** One strategy: what begins it for somebody and undoes it later, the days until then and afterwards, and what it brings. */
type Scenario = {
  begin(of: Shop, name: string): Promise<{ id: string; undo(): Promise<unknown> }>;
  /** Days before it is undone, and after. */
  days: readonly [number, number];
  brings: { mails?: number; tasks?: number; coupons?: number };
  /** What whoever had it undone got before. */
  before?: { mails?: number; tasks?: number; coupons?: number };
};

const NOTHING = { mails: 0, tasks: 0, coupons: 0 };
const withCustomer =
  (begin: (of: Shop, one: Customer) => Promise<() => Promise<unknown>>) => async (of: Shop, name: string) => {
    const one = await of.customer(name);
    return { id: one.id, undo: await begin(of, one) };
  };
const withLead = (source: string) => async (of: Shop, name: string) => {
  const { id } = await of.lead(name, source);
  return { id, undo: () => of.admin.patch(`/v1/leads/${id}`, { status: "working" }) };
};
const cancelled = (of: Shop, id: string) => () => of.must(`/v1/orders/${id}/cancel`, { reason: "撤单" });

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "bought-tips": {
    begin: withCustomer(async (of, one) => cancelled(of, (await one.order()).id)),
    ...{ days: [0, 1], brings: { mails: 1 } },
  },
  "quote-unpaid-coupon": {
    begin: withCustomer(async (of, one) => {
      const { id } = await one.quote(addDays(today(), 20));
      return () => of.must(`/v1/quotes/${id}/accept`, {});
    }),
    ...{ days: [0, 1], brings: { mails: 1, coupons: 1 } },
  },
  "three-purchases-half-price": {
    begin: withCustomer(async (of, one) => {
      const orders = [await one.order(), await one.order(), await one.order()];
      return cancelled(of, orders[0]?.id ?? "");
    }),
    ...{ days: [0, 1], brings: { mails: 1, coupons: 1 } },
  },
  "renewal-due": {
    begin: withCustomer(async (of, one) => {
      const term = { startsOn: addDays(today(), -200), endsOn: addDays(today(), 91) };
      const order = await one.order(term);
      return async () => {
        const { orderId, id } = await of.must(`/v1/orders/${order.id}/renew`, { months: 12 });
        await of.must(`/v1/orders/${orderId ?? id}/sign`);
      };
    }),
    ...{ days: [4, 31], brings: { mails: 1, tasks: 1 }, before: { mails: 1 } },
  },
  "overdue-receivable": {
    begin: withCustomer(async (of, one) => {
      const owed = { reference: one.id.slice(-8), amountMinor: 500, currency: "CNY", dueOn: today() };
      const { id } = await made(of.admin, "/v1/receivables", { accountId: one.account.id, ...owed });
      return () => of.must(`/v1/receivables/${id}/cancel`, { reason: "开错" });
    }),
    ...{ days: [8, 8], brings: { mails: 1, tasks: 1 }, before: { mails: 1 } },
  },
  "signed-not-in-use": {
    begin: withCustomer(async (_, one) => {
      await one.order();
      return () => one.stage("user");
    }),
    ...{ days: [3, 28], brings: { tasks: 1 } },
  },
  "lead-untouched": { begin: withLead("api"), days: [1, 2], brings: { tasks: 1 } },
  "contract-anniversary": {
    begin: withCustomer(async (of, one) => {
      const startsOn = addMonths(addDays(today(), 2), -12);
      const { id } = await one.order({ startsOn, endsOn: addDays(today(), 300) });
      return () => of.must(`/v1/orders/${id}/terminate`, { on: today(), reason: "停用" });
    }),
    ...{ days: [0, 3], brings: { mails: 1 } },
  },
  "customer-dormant": {
    begin: withCustomer(async (_, one) => {
      await one.stage("dormant");
      return () => one.stage("user");
    }),
    ...{ days: [1, 3], brings: { tasks: 1 } },
  },
  "ticket-satisfaction": {
    begin: withCustomer(async (of, one) => {
      const about = { subject: "无法导出", body: "一直转圈", accountId: one.account.id, contactId: one.id };
      const { id } = await made(of.admin, "/v1/tickets", about);
      await of.must(`/v1/tickets/${id}/resolve`);
      await of.must(`/v1/tickets/${id}/close`);
      return () => of.must(`/v1/tickets/${id}/reopen`);
    }),
    ...{ days: [0, 1], brings: { mails: 1 } },
  },
  "quote-expiring": {
    begin: withCustomer(async (of, one) => {
      const { id } = await one.quote(addDays(today(), 5));
      return () => of.must(`/v1/quotes/${id}/accept`, {});
    }),
    ...{ days: [1, 2], brings: { mails: 1 } },
  },
  "win-back": {
    begin: withCustomer(async (of, one) => {
      const { id } = await made(of.admin, "/v1/opportunities", { name: "二期", accountId: one.account.id });
      const { items } = (await of.admin.get("/v1/pipelines")).body;
      const lost = items[0]?.stages.find((each: { category: string }) => each.category === "closedLost")?.key;
      await of.must(`/v1/opportunities/${id}/move`, { stage: lost, lostReason: "价格" });
      return () => one.order();
    }),
    ...{ days: [60, 121], brings: { tasks: 1 } },
  },
  "met-at-event": { begin: withLead("event"), days: [2, 6], brings: { mails: 1, tasks: 1 }, before: { mails: 1 } },
};

test("every strategy has its scenario", () => {
  expect(Object.keys(SCENARIOS).sort()).toEqual(STRATEGIES.map(({ key }) => key).sort());
});

test.each(Object.keys(SCENARIOS))(
  "%s does what it says once, and nothing more once its condition is undone",
  async (key) => {
    const { begin, days, brings, before = {} } = SCENARIOS[key] as Scenario;
    const of = await shop(key);
    const stays = await begin(of, "甲方");
    const leaves = await begin(of, "乙方");
    await stack().settled();
    await passing(stack(), { days: days[0], minutes: 1 });
    await leaves.undo();
    await stack().settled();
    await passing(stack(), { days: days[1], minutes: 1 });
    await passing(stack(), { minutes: 30 });
    expect(await of.got(leaves.id)).toEqual({ ...NOTHING, ...before });
    expect(await of.got(stays.id)).toEqual({ ...NOTHING, ...brings });
  },
);
