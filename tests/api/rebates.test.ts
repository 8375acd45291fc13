import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as close } from "../../functions/rebates/close.ts";
import { channelWorld, type Entry, ruleFrom, sumOf } from "../support/partners.ts";
import { morning } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

/** The morning of a day, with what the clock does then, twice at once and once more. */
async function closeOn(day: string): Promise<void> {
  morning(stack(), day);
  await Promise.all([close(), close()]);
  await close();
  await stack().settled();
}

describe("a rule", () => {
  test("holds from today on, is versioned by what changes of it, and refuses what makes no sense by the field", async () => {
    const { admin } = await channelWorld(stack(), "2026-10-05");
    const paths = async (body: object) =>
      (await admin.post("/v1/rebate-rules", body)).body.errors?.map(({ path }: { path: string }) => path);
    expect(await paths(ruleFrom("2026-10-04"))).toEqual(["fromOn"]);
    expect(await paths(ruleFrom("2026-10-05", { toOn: "2026-10-01" }))).toEqual(["toOn"]);
    expect(await paths(ruleFrom("2026-10-05", { tiers: [{ fromMinor: 1, basisPoints: 1 }] }))).toEqual([
      "tiers.0.fromMinor",
    ]);
    expect(await paths(ruleFrom("2026-10-05", { partnerIds: ["ptn_01J0000000000000000000"] }))).toEqual([
      "partnerIds.0",
    ]);
    const rule = await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05"));
    expect(rule.number).toBe(1);
    expect((await admin.patch(`/v1/rebate-rules/${rule.id}`, { name: "改名" })).body.number).toBe(1);
    morning(stack(), "2026-10-20");
    const back = await admin.patch(`/v1/rebate-rules/${rule.id}`, { tiering: "marginal" });
    expect([back.status, back.body.errors[0].path]).toEqual([422, "fromOn"]);
    const next = await admin.patch(`/v1/rebate-rules/${rule.id}`, { tiering: "marginal", fromOn: "2026-10-20" });
    expect(next.body.number).toBe(2);
    expect((await admin.patch(`/v1/rebate-rules/${rule.id}`, { toOn: "2026-12-31" })).body.number).toBe(3);
    expect((await admin.patch(`/v1/rebate-rules/${rule.id}`, { toOn: null })).body.number).toBe(4);
    expect((await admin.post(`/v1/rebate-rules/${rule.id}/archive`)).body.number).toBe(5);
    const { items } = (await admin.get(`/v1/rebate-rules/${rule.id}/versions`)).body;
    expect(items.map((v: { number: number; isOff?: boolean }) => [v.number, v.isOff])).toEqual([
      [5, true],
      [4, undefined],
      [3, undefined],
      [2, undefined],
      [1, undefined],
    ]);
  });

  test("is pushed to whom it concerns, who acknowledge it once and each version anew", async () => {
    const { admin, partner } = await channelWorld(stack(), "2026-10-05");
    const [gold, silver] = [await partner({ tier: "金牌" }), await partner({ tier: "银牌" })];
    const asking = ruleFrom("2026-10-05", { partnerTiers: ["金牌"], asksAcknowledgement: true, text: "读后确认" });
    const rule = await made(admin, "/v1/rebate-rules", asking);
    await stack().settled();
    const waiting = async () =>
      (await admin.get(`/v1/rebate-rules/notices?ruleId=${rule.id}&state=waiting`)).body.items;
    expect((await waiting()).map((n: { partnerId: string }) => n.partnerId)).toEqual([gold.id]);
    expect((await gold.api.get("/v1/rebate-rules/notices?subject=rebate")).body.items).toMatchObject([
      { ruleId: rule.id, text: "读后确认" },
    ]);
    expect((await silver.api.get("/v1/rebate-rules/notices?subject=rebate")).body.items).toEqual([]);
    expect((await gold.api.get("/v1/rebate-rules")).status).toBe(403);
    const path = `/v1/rebate-rules/${rule.id}/acknowledge`;
    expect((await silver.api.post(path, {})).status).toBe(404);
    expect((await gold.api.post(path, { partnerId: silver.id })).status).toBe(403);
    expect((await gold.api.post(path, { number: 2 })).body.code).toBe("stale");
    const seen = await Promise.all([1, 2, 3].map(() => gold.api.post(path, { number: 1 })));
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(seen[0]?.body).toMatchObject({ state: "acknowledged", acknowledgements: [{ number: 1, on: "2026-10-05" }] });
    expect(await waiting()).toEqual([]);
    await admin.patch(`/v1/rebate-rules/${rule.id}`, { text: "新文本" });
    await stack().settled();
    expect(await waiting()).toHaveLength(1);
    // A partner that comes into the tier is told, one that leaves it is no longer.
    await admin.patch(`/v1/partners/${silver.id}`, { tier: "金牌" });
    await admin.patch(`/v1/partners/${gold.id}`, { tier: "银牌" });
    await stack().settled();
    expect((await waiting()).map((n: { partnerId: string }) => n.partnerId)).toEqual([silver.id]);
    expect((await gold.api.get("/v1/rebate-rules/notices?subject=rebate")).body.items).toMatchObject([
      { state: "ended" },
    ]);
  });
});

describe("rebates", () => {
  test("accrue on cash, are raised to the reached tier by an entry of its own, and go back with what is undone", async () => {
    const { admin, partner, sell, pay, undo, entries, crm } = await channelWorld(stack(), "2026-10-05");
    const [mine, other] = [await partner(), await partner()];
    await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05"));
    const { references } = await sell(mine.id, [[crm.id, 150_000]], [60_000, 60_000, 30_000]);
    const own = await sell(undefined, [[crm.id, 10_000]], [10_000]);
    await pay(references[0] as string, 60_000, "2026-10-05");
    await pay(own.references[0] as string, 10_000, "2026-10-05");
    expect(await entries()).toMatchObject([{ kind: "accrual", amountMinor: 3_000, cashMinor: 60_000 }]);
    const second = await pay(references[1] as string, 60_000, "2026-10-05");
    expect((await entries()).map((e) => [e.kind, e.amountMinor]).sort()).toEqual([
      ["accrual", 3_000],
      ["accrual", 4_800],
      ["tierDifference", 1_800],
    ]);
    await undo(second);
    expect(sumOf(await entries())).toBe(3_000);
    expect(await entries("", mine.api)).toHaveLength(5);
    expect(await entries("", other.api)).toEqual([]);
    expect((await mine.api.get(`/v1/rebates?partnerId=${other.id}`)).body.items).toEqual([]);
  });

  test("are counted over the quarters of the tenant's fiscal year as it was when the rule was made", async () => {
    const { admin, partner, sell, pay, undo, entries, crm } = await channelWorld(stack(), "2026-10-05");
    const calendar = (yearStartsInMonth: number) =>
      admin.put("/v1/fiscal-calendar", { yearStartsInMonth, weekStartsOn: 1 });
    // November to January is one quarter, and October is of the one before.
    expect((await calendar(2)).status).toBe(200);
    const rule = await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05"));
    expect(rule.yearStartsInMonth).toBe(2);
    await stack().settled();
    const mine = await partner();
    const { references } = await sell(mine.id, [[crm.id, 180_000]], [60_000, 60_000, 60_000]);
    const lines: { id: string }[] = [];
    for (const [n, day] of ["2026-10-06", "2026-11-03", "2027-01-15"].entries()) {
      morning(stack(), day);
      lines.push(await pay(references[n] as string, 60_000, day));
    }
    const byPeriod = async () =>
      [...Map.groupBy(await entries("", mine.api), (entry) => (entry as Entry & { period: string }).period)]
        .map(([period, all]) => [period, sumOf(all)])
        .sort();
    const before = await byPeriod();
    expect(before).toEqual([
      ["2026-Q3", 3_000],
      ["2026-Q4", 9_600],
    ]);
    // Other years begin for what is made from now on; what was counted stays where it was.
    expect((await calendar(1)).status).toBe(200);
    const other = await admin.patch(`/v1/rebate-rules/${rule.id}`, { yearStartsInMonth: 1, fromOn: "2027-01-15" });
    expect([other.status, other.body.errors[0].path]).toEqual([422, "yearStartsInMonth"]);
    expect((await admin.patch(`/v1/rebate-rules/${rule.id}`, { text: "新说明" })).status).toBe(200);
    await undo(lines[1] as { id: string });
    expect(await byPeriod()).toEqual([
      ["2026-Q3", 3_000],
      ["2026-Q4", 3_000],
    ]);
  });

  test("are of the period in which the bank booked the cash, and go back by what held when it was credited", async () => {
    const { admin, partner, sell, pay, undo, entries, crm } = await channelWorld(stack(), "2026-10-05");
    const rule = await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05", { period: "month" }));
    const mine = await partner();
    const { references } = await sell(mine.id, [[crm.id, 120_000]], [60_000, 60_000]);
    morning(stack(), "2026-11-02");
    await pay(references[0] as string, 60_000, "2026-10-30");
    expect(await entries("", mine.api)).toMatchObject([{ kind: "accrual", amountMinor: 3_000, period: "2026-10" }]);
    const early = await pay(references[1] as string, 60_000, "2026-11-05");
    morning(stack(), "2026-11-04");
    const tiers = [{ fromMinor: 0, basisPoints: 2_000 }];
    expect((await admin.patch(`/v1/rebate-rules/${rule.id}`, { tiers, fromOn: "2026-11-04" })).status).toBe(200);
    await stack().settled();
    await undo(early);
    expect(sumOf(await entries("", mine.api))).toBe(3_000);
  });

  test("a statement is closed once by the clock; what comes late goes into the next; what is owed is carried on", async () => {
    const { admin, partner, sell, pay, undo, statements, entries, crm } = await channelWorld(stack(), "2026-10-05");
    const mine = await partner();
    await made(admin, "/v1/rebate-rules", ruleFrom("2026-10-05", { period: "month" }));
    const { references } = await sell(mine.id, [[crm.id, 90_000]], [40_000, 50_000]);
    const first = await pay(references[0] as string, 40_000, "2026-10-05");
    expect(await statements()).toMatchObject([{ month: "2026-10", state: "open", totalMinor: 2_000, entries: 1 }]);
    // The first of November has begun in Shanghai and not in UTC.
    stack().clock.set(new Date("2026-10-31T16:01:00Z"));
    await Promise.all([close(), close()]);
    const [october] = await statements();
    expect(october).toMatchObject({ state: "closed", totalMinor: 2_000 });
    await pay(references[1] as string, 50_000, "2026-10-30");
    await undo(first);
    const november = (await statements("month=2026-11"))[0];
    expect(november).toMatchObject({ state: "open", totalMinor: 500 });
    await admin.post(
      `/v1/bank-transactions/${(await entries("kind=accrual")).find((e) => e.cashMinor === 50_000)?.bankTransactionId}/undo`,
      { reason: "退" },
    );
    await stack().settled();
    expect((await statements("month=2026-11"))[0]?.totalMinor).toBe(-2_000);
    await closeOn("2026-12-01");
    expect((await statements("month=2026-11"))[0]).toMatchObject({ state: "closed", totalMinor: 0 });
    expect((await statements("month=2026-12"))[0]).toMatchObject({ state: "open", totalMinor: -2_000, entries: 1 });
    for (const { id, totalMinor, entries: count } of await statements()) {
      const lines = (await admin.get(`/v1/partner-statements/${id}/entries`)).body.items as Entry[];
      expect([lines.length, sumOf(lines)]).toEqual([count, totalMinor]);
    }
    expect(sumOf(await entries())).toBe(0);
  });

  test("a statement is disputed, answered with an adjustment, settled and paid by a file that adds up", async () => {
    const { admin, partner, sell, pay, statements, bank, crm } = await channelWorld(stack(), "2027-01-05");
    const payoutAccount = { name: "渠道 <甲> & 子", accountNo: "DE89 3704 0044 0532 0130 00", bankCode: "COBADEFFXXX" };
    const [mine, other] = [await partner({ payoutAccount }), await partner()];
    await made(admin, "/v1/rebate-rules", ruleFrom("2027-01-05"));
    for (const { id } of [mine, other]) {
      const { references } = await sell(id, [[crm.id, 33_335]], [33_335]);
      await pay(references[0] as string, 33_335, "2027-01-05");
    }
    const [open] = await statements(`partnerId=${mine.id}`);
    const path = `/v1/partner-statements/${open?.id}`;
    expect((await admin.post(`${path}/settle`)).body.code).toBe("invalid_state");
    await closeOn("2027-02-02");
    const lines = (await mine.api.get(`${path}/entries`)).body.items as Entry[];
    const reason = "少计";
    expect((await other.api.post(`${path}/dispute`, { entryId: lines[0]?.id, reason })).status).toBe(404);
    const unknown = await mine.api.post(`${path}/dispute`, { entryId: "rbe_01J0000000000000000000", reason });
    expect(unknown.body).toMatchObject({ errors: [{ path: "entryId" }] });
    const disputed = await mine.api.post(`${path}/dispute`, { entryId: lines[0]?.id, reason });
    expect(disputed.status).toBe(200);
    expect((await admin.post(`${path}/settle`)).body.code).toBe("invalid_state");
    expect((await mine.api.post(`${path}/settle`)).status).toBe(403);
    const answer = { disputeId: disputed.body.disputes[0].id, answer: "补差额", adjustmentMinor: 333 };
    expect((await admin.post(`${path}/answer-dispute`, answer)).status).toBe(200);
    expect((await admin.post(`${path}/answer-dispute`, answer)).body.code).toBe("invalid_state");
    expect((await statements(`partnerId=${mine.id}&month=2027-02`))[0]?.totalMinor).toBe(333);
    expect((await admin.post(`${path}/settle`)).body).toMatchObject({ state: "settled", totalMinor: 1_667 });
    const [theirs] = await statements(`partnerId=${other.id}`);
    const asked = {
      statementIds: [open?.id, theirs?.id],
      executeOn: "2027-02-10",
      bankConnectionId: bank.connectionId,
    };
    for (const format of ["csv", "pain.001"]) {
      const late = { ...asked, format, statementIds: [open?.id], executeOn: "2027-02-01" };
      const { status, body } = await admin.post("/v1/partner-statements/payout-file", late);
      expect([status, body.errors[0]]).toMatchObject([
        422,
        { path: "executeOn", message: expect.stringMatching("today") },
      ]);
    }
    const refused = await admin.post("/v1/partner-statements/payout-file", { ...asked, format: "csv" });
    expect([refused.status, refused.body.errors[0].path]).toEqual([422, "statementIds.1"]);
    await admin.post(`/v1/partner-statements/${theirs?.id}/settle`);
    const bare = await admin.post("/v1/partner-statements/payout-file", { ...asked, format: "csv" });
    expect(bare.body.errors[0].message).toContain("payoutAccount");
    await admin.patch(`/v1/partners/${other.id}`, {
      payoutAccount: { name: "乙", accountNo: "6222", bankCode: "308331012345" },
    });
    const pain = String(
      (await admin.post("/v1/partner-statements/payout-file", { ...asked, format: "pain.001" })).body,
    );
    const amounts = [...pain.matchAll(/<InstdAmt Ccy="CNY">([\d.]+)</g)].map(([, amount]) => Number(amount));
    expect(amounts).toEqual([16.67, 16.67]);
    expect([...pain.matchAll(/<CtrlSum>([\d.]+)</g)].map(([, sum]) => sum)).toEqual(["33.34", "33.34"]);
    expect(pain).toContain("<IBAN>DE89370400440532013000</IBAN>");
    expect(pain).toContain("<Nm>渠道 &lt;甲&gt; &amp; 子</Nm>");
    const csv = String((await admin.post("/v1/partner-statements/payout-file", { ...asked, format: "csv" })).body);
    expect(csv.split("\r\n")).toHaveLength(4);
    expect((await admin.post(`${path}/mark-paid`, { paidOn: "2027-02-03" })).body.errors[0].path).toBe("paidOn");
    expect((await admin.post(`${path}/mark-paid`, { paidOn: "2027-02-02", paymentReference: "P1" })).body.state).toBe(
      "paid",
    );
  });
});
