import { describe, expect, test } from "@jest/globals";
import { lambdas } from "../../functions/modules.ts";
import { handler as reportsDue } from "../../functions/reports/job.ts";
import { deliver } from "../support/demo.ts";
import { morning, renewalShop } from "../support/renewals.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });
const at = (day: string): void => morning(stack(), day);
const shop = () => renewalShop(stack());

describe("the two bases", () => {
  test("of one contract due in January and closed in February, and one on time: 0 %, 200 %, 100 % by business", async () => {
    const { admin, signed, dues, bridge, account } = await shop();
    const bank = await made(admin, "/v1/bank-connections", { name: "招行", accountNo: "6225", currency: "CNY" });
    const a = await signed({ amountMinor: 100_000, endsOn: "2027-01-31" });
    const b = await signed({ amountMinor: 100_000, startsOn: "2026-03-01", endsOn: "2027-02-28" });
    at("2027-02-10");
    const renew = async (id: string, contractNo: string) => {
      const { orderId } = (await admin.post(`/v1/orders/${id}/renew`, { months: 12, contractNo })).body;
      await admin.patch(`/v1/orders/${orderId}`, {
        lines: [
          {
            productId: (await admin.get(`/v1/orders/${orderId}`)).body.lines[0].productId,
            quantity: 1,
            amountMinor: 100_000,
          },
        ],
        instalments: [{ dueOn: "2027-03-31", amountMinor: 100_000 }],
        endsOn: id === a.id ? "2028-01-31" : "2028-02-29",
      });
      expect((await admin.post(`/v1/orders/${orderId}/sign`)).status).toBe(200);
      await stack().settled();
      return orderId as string;
    };
    const [first, second] = [await renew(a.id, "HT-2027-R1"), await renew(b.id, "HT-2027-R2")];
    const renewed = (await dues()).slice(0, 2).map((one: { renewedMinor: number }) => one.renewedMinor);
    const rate = async (period: string) => {
      const { business, finance } = await bridge(period);
      return [business.rateBasisPoints, finance.rateBasisPoints];
    };
    expect(renewed[0]).toBe(100_000);
    expect(await rate("2027-01")).toEqual([0, 0]);
    expect((await rate("2027-02"))[0]).toBe(20_000);
    expect((await rate("2027-Q1"))[0]).toBe(10_000);
    // The first is paid in April: finance has it in January, in which it was due.
    at("2027-04-02");
    await deliver(stack(), { connectionId: bank.id, signingSecret: String(bank.signingSecret) }, [
      {
        ...{ bankReference: "R1", bookedOn: "2027-04-02", direction: "credit", amountMinor: 100_000, currency: "CNY" },
        ...{ payer: { name: String(account.name) }, remittance: "合同 HT-2027-R1-1" },
      },
    ]);
    await stack().settled();
    expect(await rate("2027-01")).toEqual([0, 10_000]);
    expect(await bridge("2027-01")).toMatchObject({
      ...{
        business: { dueMinor: 100_000, renewedMinor: 0 },
        finance: { renewedMinor: 100_000 },
        differenceMinor: -100_000,
      },
      items: [{ orderId: first, amountMinor: -100_000, reason: "renewedLater" }],
    });
    const february = await bridge("2027-02");
    expect(february).toMatchObject({ business: { renewedMinor: 200_000 }, finance: { renewedMinor: 0 } });
    expect(february.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ orderId: first, amountMinor: 100_000, reason: "late" }),
        expect.objectContaining({ orderId: second, amountMinor: 100_000, reason: "notYetIn" }),
      ]),
    );
    // By invoice both are in, since the instalments have become due.
    await admin.put("/v1/renewal-policy", { financeBasis: "invoice" });
    expect(await rate("2027-Q1")).toEqual([10_000, 10_000]);
    const figures = (await admin.get("/v1/reports/renewals?period=2027&by=owner")).body;
    expect(figures.total).toMatchObject({
      count: 2,
      renewedCount: 2,
      rateBasisPoints: 10_000,
      grossBasisPoints: 10_000,
    });
    const drilled = (await admin.get(figures.items[0].drill)).body.items;
    expect(drilled.flatMap(({ parts }: { parts: { orderId: string }[] }) => parts.map((p) => p.orderId))).toEqual([
      first,
      second,
    ]);
  });

  test("drill down to the dues that each figure counts, at every cut, page by page", async () => {
    const { admin, signed, account, crm } = await shop();
    const [north, city] = [
      await made(admin, "/v1/departments", { name: "华北" }),
      await made(admin, "/v1/departments", { name: "北京" }),
    ];
    expect((await admin.patch(`/v1/departments/${city.id}`, { parentId: north.id })).status).toBe(200);
    await admin.patch(`/v1/accounts/${account.id}`, { departmentId: city.id });
    const other = await made(admin, "/v1/accounts", { name: "别家", departmentId: north.id });
    const alone = await made(admin, "/v1/accounts", { name: "散户" });
    const lines = (amountMinor: number) => [{ productId: crm.id, quantity: 1, amountMinor }];
    await signed({ amountMinor: 100 });
    for (const [amountMinor, { id: accountId }] of [
      [20, other],
      [3, alone],
      [400, alone],
    ] as const) {
      await signed({ amountMinor, accountId, lines: lines(amountMinor) });
    }
    type Item = { key: string; drill: string; count: number; dueMinor: number };
    const drilled = async ({ drill }: Item): Promise<[number, number]> => {
      const all: { dueMinor: number }[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const at = `${drill}&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
        const { status, body } = await admin.get(at);
        expect(status).toBe(200);
        all.push(...body.items);
        cursor = body.nextCursor;
      }
      return [all.length, all.reduce((sum, { dueMinor }) => sum + dueMinor, 0)];
    };
    for (const by of ["all", "tier", "productType", "owner", "department", "firstYear", "renewals"]) {
      for (const within of ["", `&departmentId=${north.id}`]) {
        const { body } = await admin.get(`/v1/reports/renewals?period=2027&by=${by}${within}`);
        expect(body.total.count).toBe(within ? 2 : 4);
        for (const item of [body.total, ...body.items] as Item[]) {
          expect([by, item.key, ...(await drilled(item))]).toEqual([by, item.key, item.count, item.dueMinor]);
        }
      }
    }
    const figures = (await admin.get("/v1/reports/renewals?period=2027")).body;
    const first = (await admin.get(`${figures.total.drill}&limit=1`)).body.nextCursor;
    const strange = await admin.get(`/v1/renewals/dues?period=2026&cursor=${encodeURIComponent(first)}`);
    expect(strange.body.code).toBe("invalid_cursor");
  });

  test("come by mail at the hour that somebody has asked for, each once and within what its reader sees", async () => {
    const { admin, person, signed } = await shop();
    await signed({ amountMinor: 123_400, startsOn: "2025-02-01", endsOn: "2026-01-31" });
    const manager = await person({ roles: ["admin"], email: "renewals-boss@example.com" });
    const seller = await person({ roles: ["sales"], email: "renewals-seller@example.com" });
    const partner = await person({ roles: ["marketing"], email: "renewals-nobody@example.com" });
    const recipients = [manager, seller, partner].map(({ id }) => id);
    stack().clock.set(new Date("2026-01-01T08:30:00Z"));
    await made(admin, "/v1/report-subscriptions", { report: "renewalFigures", recipients, at: "16:00", days: "daily" });
    stack().clock.set(new Date("2026-01-02T08:01:00Z"));
    await reportsDue();
    await reportsDue();
    await stack().settled();
    const told = (name: string) => stack().outbox(`renewals-${name}@example.com`);
    expect(told("boss")).toHaveLength(1);
    expect(told("boss")[0]?.text.replace(/\s+/g, " ")).toMatch(/本月 - 应续.*1,234\.00.*本年 - 应续.*1,234\.00/);
    // Whoever sees none of it reads nothing of it, and whoever may not read it is not told.
    expect(told("seller")).toHaveLength(1);
    expect(told("seller")[0]?.text).not.toContain("1,234");
    expect(told("nobody")).toEqual([]);
  });

  test("are closed to whoever may not see what orders come to", async () => {
    const { admin, person, signed } = await shop();
    await signed({ amountMinor: 100 });
    await made(admin, "/v1/roles", {
      name: "看客",
      permissions: ["renewals.read"],
      scopes: { "*": "all" },
      fields: { renewal: { dueMinor: "hidden" } },
    });
    const { api } = await person({ roles: ["看客"] });
    expect((await api.get("/v1/reports/renewal-bridge?period=2027")).status).toBe(403);
    expect((await api.get("/v1/renewals")).body.items[0]).not.toHaveProperty("dueMinor");
    await made(admin, "/v1/roles", {
      name: "不看人",
      permissions: ["renewals.read"],
      scopes: { "*": "all" },
      fields: { renewal: { ownerId: "hidden" } },
    });
    const { api: blind } = await person({ roles: ["不看人"] });
    expect((await blind.get("/v1/reports/renewals?period=2027")).status).toBe(200);
    expect((await blind.get("/v1/reports/renewals?period=2027&by=owner")).status).toBe(403);
  });
});
