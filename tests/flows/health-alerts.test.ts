import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lambdas } from "../../functions/modules.ts";
import { episodeOf, peaksFrom, slideOf, unheard } from "../../functions/success/rules.ts";
import { handler as looks } from "../../functions/success/sweep.ts";
import { addDays, monthAfter } from "../../shared/clock.ts";
import { daysFrom, morning, renewalShop } from "../support/renewals.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";
import { logins } from "../support/usage.ts";

/** Nothing runs by the clock but what the story runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** The clock's work of a morning, by two instances that meet. */
async function workOn(day: string): Promise<void> {
  morning(stack(), day);
  await stack().settled();
  await Promise.all([looks(), looks()]);
  await stack().settled();
}

/** Twenty points for each of the last five days on which somebody came. */
const modelOf = (alertDrop: number, fields: object = {}) => ({
  ...{ name: `${alertDrop}`, alertDrop },
  metrics: [{ metric: "logins", measure: "days", windowDays: 5, fullAt: 5, weight: 100 }],
  ...fields,
});

test("a fall is told once to whoever looks after the customer, not while it lasts, and again once it was made good", async () => {
  morning(stack(), "2027-03-01");
  const shop = await renewalShop(stack(), "2027-03-01");
  const { admin, account, keeper, seller, person, signed } = shop;
  await made(admin, "/v1/health-models", modelOf(40));
  // Customers with a subscription are looked at by a rule of their own, and one has nobody who looks after it.
  await made(admin, "/v1/health-models", modelOf(90, { productType: "subscription" }));
  const calm = await made(admin, "/v1/accounts", { name: "苏州某某软件有限公司", ownerId: seller.id });
  await signed({ amountMinor: 100, accountId: calm.id, startsOn: "2027-03-01", endsOn: "2029-02-28" });
  const [gone, leaver] = [await person({ roles: ["sales"] }), await person({ roles: ["service"], name: "李雷" })];
  const alone = await made(admin, "/v1/accounts", { name: "无锡某某软件有限公司", ownerId: gone.id });
  expect((await admin.post(`/v1/users/${gone.id}/archive`)).status).toBe(200);
  const use = async (days: string[]) => {
    morning(stack(), String(days.at(-1)));
    const events = [account, calm, alone].flatMap(({ id }) => logins(id, days));
    expect((await admin.post("/v1/usage-events", { events })).body.rejected).toEqual([]);
  };
  const told = async (ownerId: string) => {
    const { items } = (await admin.get(`/v1/activities?ownerId=${ownerId}&kind=task`)).body;
    return (items as { subject: string }[]).map(({ subject }) => subject).filter((text) => text.includes("健康度下降"));
  };
  const fallen = (name: unknown) => `健康度下降：${name}`;
  const healthOf = async ({ id }: { id: string }) => (await admin.get(`/v1/accounts/${id}/health`)).body;
  await use(daysFrom("2027-03-01", 10));
  await workOn("2027-03-10");
  expect(await healthOf(account)).toMatchObject({ score: 100 });
  await workOn("2027-03-11");
  expect([(await healthOf(account)).score, await told(keeper.id)]).toEqual([80, []]);
  await workOn("2027-03-12");
  expect(await told(keeper.id)).toEqual([fallen(account.name)]);
  expect(await healthOf(account)).toMatchObject({ score: 60, episode: { since: "2027-03-12", from: 100 } });
  // It falls on, stays low, and is far below the best for as long as that is remembered.
  for (const day of ["2027-03-13", "2027-03-14", "2027-03-20", "2027-04-08", "2027-04-20", "2027-05-10"])
    await workOn(day);
  expect([(await healthOf(account)).score, (await told(keeper.id)).length]).toEqual([0, 1]);
  // The other rule asks for a fall of ninety.
  expect(await told(seller.id)).toEqual([fallen(calm.name)]);
  expect(await healthOf(calm)).not.toHaveProperty("episode");
  // Recovered, it may fall again, and whoever looks after it by then is told.
  await use(daysFrom("2027-05-11", 6));
  await workOn("2027-05-16");
  expect(await healthOf(account)).toMatchObject({ score: 100 });
  const team = [{ userId: leaver.id, role: "customerSuccess" }];
  expect((await admin.patch(`/v1/accounts/${account.id}`, { team })).status).toBe(200);
  expect((await admin.post(`/v1/users/${leaver.id}/archive`)).status).toBe(200);
  await workOn("2027-05-18");
  await workOn("2027-05-19");
  expect([(await told(keeper.id)).length, await told(leaver.id)]).toEqual([1, []]);
  expect((await told(seller.id)).toSorted()).toEqual([fallen(account.name), fallen(calm.name)].toSorted());
  // Nobody looked after the third: whoever does from now on is told of the fall that lasts.
  expect(await healthOf(alone)).toMatchObject({ episode: { since: "2027-05-18", isUntold: true } });
  await admin.patch(`/v1/accounts/${alone.id}`, { ownerId: keeper.id });
  await workOn("2027-05-20");
  await workOn("2027-05-21");
  expect(await told(keeper.id)).toEqual(expect.arrayContaining([fallen(alone.name), fallen(account.name)]));
  expect(await told(keeper.id)).toHaveLength(2);
  expect((await healthOf(alone)).episode).toEqual({ since: "2027-05-18", from: 100 });
});

test("of a contract of two types of product that ends soon its manager has one urgent task a fall", async () => {
  morning(stack(), "2028-03-01");
  const { admin, account, keeper, crm, signed } = await renewalShop(stack(), "2028-03-01");
  await made(admin, "/v1/health-models", modelOf(40, { nearDays: 60 }));
  const catalogue = { code: "SUP", name: "支持", productType: "support", listPriceMinor: 1, currency: "CNY" };
  const { id: support } = await made(admin, "/v1/products", catalogue);
  const lines = [crm.id, support].map((productId) => ({ productId, quantity: 1, amountMinor: 50 }));
  const base = await signed({ amountMinor: 100, lines, startsOn: "2027-06-01", endsOn: "2028-05-31" });
  await admin.post("/v1/usage-events", { events: logins(account.id, daysFrom("2028-02-25", 6)) });
  const urgent = async () => {
    const { items } = (await admin.get(`/v1/activities?ownerId=${keeper.id}&relatedTo=${base.id}`)).body;
    return items.filter(({ subject }: { subject: string }) => subject.startsWith("紧急"));
  };
  await workOn("2028-03-01");
  await workOn("2028-03-04");
  expect(await urgent()).toEqual([]);
  // A fall that lasts when the contract comes near its end is urgent by then.
  for (const day of daysFrom("2028-04-01", 4)) await workOn(day);
  expect(await urgent()).toMatchObject([{ priority: "high", body: expect.stringMatching(/健康度 100 → 0/) }]);
  const renewal = { kind: "renewal", startsOn: "2028-06-01", endsOn: "2029-05-31", baseOrderId: base.id };
  await signed({ ...renewal, amountMinor: 50, lines: lines.slice(0, 1) });
  for (const day of daysFrom("2028-04-05", 2)) await workOn(day);
  expect(await urgent()).toHaveLength(1);
});

test("a slide that no month shows is told once, and again when as much is lost anew", async () => {
  morning(stack(), "2029-04-01");
  const { admin, account, keeper, signed, person } = await renewalShop(stack(), "2029-04-01");
  const sums = [{ metric: "logins", measure: "sum", windowDays: 1, fullAt: 100, weight: 100 }];
  await made(admin, "/v1/health-models", { name: "登录", alertDrop: 40, metrics: sums });
  await made(admin, "/v1/playbooks", { name: "挽回", trigger: "healthDropped", steps: [{ subject: "上门拜访" }] });
  await signed({ amountMinor: 100, startsOn: "2029-04-01", endsOn: "2031-03-31" });
  const gone = await person({ roles: ["sales"] });
  const alone = await made(admin, "/v1/accounts", { name: "无锡某某软件有限公司", ownerId: gone.id });
  expect((await admin.post(`/v1/users/${gone.id}/archive`)).status).toBe(200);
  const scored = async (scores: [day: string, score: number][]) => {
    for (const [day, score] of scores) {
      morning(stack(), day);
      const events = [account, alone].flatMap(({ id }) => logins(id, [day], score));
      expect((await admin.post("/v1/usage-events", { events })).body.rejected).toEqual([]);
      await workOn(day);
      expect((await admin.get(`/v1/accounts/${account.id}/health`)).body).toMatchObject({ score });
    }
    const { items } = (await admin.get(`/v1/activities?ownerId=${keeper.id}&kind=task`)).body;
    return (items as { subject: string; body?: string }[])
      .filter(({ subject }) => /健康度|上门/.test(subject))
      .map(({ subject, body = "" }) => [subject, body.split("\n")[0]])
      .sort();
  };
  const [visit, slid] = [["上门拜访", ""], `健康度持续下滑：${account.name}`];
  const slow: [string, number][] = [
    ["2029-04-01", 100],
    ["2029-04-21", 80],
    ["2029-05-11", 60],
    ["2029-05-31", 41],
  ];
  expect(await scored(slow)).toEqual([]);
  const once = [visit, [slid, "健康度 100 → 39"]];
  expect(await scored([["2029-06-05", 39]])).toEqual(once);
  expect(
    await scored([
      ["2029-06-06", 39],
      ["2029-06-26", 30],
      ["2029-07-16", 20],
    ]),
  ).toEqual(once);
  const again: [string, number][] = [
    ["2029-08-05", 90],
    ["2029-08-25", 70],
    ["2029-09-14", 50],
    ["2029-10-04", 30],
  ];
  expect(await scored(again)).toEqual([visit, ...once, [slid, "健康度 90 → 30"]].toSorted());
  // Whoever looks after the other one from now on is told of what was lost meanwhile.
  await admin.patch(`/v1/accounts/${alone.id}`, { ownerId: keeper.id });
  const all = await scored([["2029-10-05", 30]]);
  expect(all.filter(([subject]) => subject?.includes(String(alone.name)))).toEqual([
    [`健康度持续下滑：${alone.name}`, "健康度 90 → 30"],
  ]);
});

test("of what was lost in six months every whole slide is told, and nothing twice", () => {
  const day = fc.record({ score: fc.integer({ min: 0, max: 100 }), isFallen: fc.boolean(), isThere: fc.boolean() });
  const steps = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 60 }), steps, steps, (days, slideDrop, stride) => {
      let peaks: ReturnType<typeof slideOf>["peaks"] = [];
      let [base, from] = [0, 0];
      for (const [n, { score, isFallen, isThere }] of days.entries()) {
        const today = addDays("2027-01-01", n * stride);
        const found = slideOf(peaks, { alertDrop: 1, slideDrop }, { score, today, isFallen });
        // By all scores since what was told last, of this month and the five before it.
        if (isFallen) base = n;
        const first = monthAfter(today.slice(0, 7), -5);
        const since = days.slice(base, n + 1).filter((_, m) => addDays("2027-01-01", (base + m) * stride) >= first);
        from = Math.max(...since.map((one) => one.score));
        expect(found.from).toBe(!isFallen && from - score >= slideDrop ? from : undefined);
        const isTold = found.from !== undefined && isThere;
        if (isTold) base = n;
        peaks = isTold ? peaksFrom(score, today) : found.peaks;
      }
    }),
    { numRuns: scaled(200, 20_000) },
  );
});

test("between two falls that are told lies a day on which half was made good, and none is missed", () => {
  const day = fc.record({ score: fc.integer({ min: 0, max: 100 }), isNear: fc.boolean(), isThere: fc.boolean() });
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 90 }), fc.integer({ min: 1, max: 60 }), (days, alertDrop) => {
      let episode: ReturnType<typeof episodeOf>["episode"];
      const news: (string | undefined)[] = [];
      const bests = days.map((_, n) => Math.max(0, ...days.slice(Math.max(0, n - 30), n).map(({ score }) => score)));
      for (const [n, { score, isNear, isThere }] of days.entries()) {
        const of = { score, best: bests[n] ?? 0, today: addDays("2027-01-01", n), ...(isNear && { near: "ord_1" }) };
        const found = episodeOf(episode, { alertDrop }, of);
        const isTold = found.news !== undefined && isThere;
        news.push(isTold ? found.news : undefined);
        const isUnheard = found.news !== undefined && !isThere;
        episode = found.episode && isUnheard ? unheard(episode, found.episode) : found.episode;
      }
      const dropOn = (n: number): number => (bests[n] ?? 0) - (days[n]?.score ?? 0);
      const isGood = (n: number): boolean => dropOn(n) < alertDrop / 2;
      const told = news.flatMap((one, n) => (one ? [n] : []));
      for (const [at, n] of told.entries()) {
        const earlier = told[at - 1];
        if (earlier === undefined) continue;
        const goods = days.map((_, m) => m).filter((m) => m > earlier && m <= n && isGood(m));
        // What is not good again between is the same fall, of which a contract alone may be news, once.
        if (goods.length === 0) expect([news[n], news[earlier]]).toEqual(["urgent", "fallen"]);
      }
      for (const [n, { isThere }] of days.entries()) {
        if (!isThere || dropOn(n) < alertDrop) continue;
        const lastGood = days.map((_, m) => m).findLast((m) => m < n && isGood(m)) ?? -1;
        expect(told.some((m) => m > lastGood && m <= n)).toBe(true);
      }
    }),
    { numRuns: scaled(200, 20_000) },
  );
});
