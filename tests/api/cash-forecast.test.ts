import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { backTest, type Cohort, expected, lagOf, shareAt } from "../../functions/cash/rules.ts";
import { lambdas } from "../../functions/modules.ts";
import { addDays, addMonths, civilDate } from "../../shared/clock.ts";
import { linkBank } from "../support/bank.ts";
import { useStack } from "../support/stack.ts";
import { made, openTenant } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Owed = { dueOn: string; openMinor: number; currency: string; kind: string; departmentId?: string };

test("ageing ties to what is open, day by day and for everybody, and the cash forecast to its schedule", async () => {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const bank = await linkBank(stack(), tenant);
  const north = await made(admin, "/v1/departments", { name: "北区" });
  const chief = await person({ roles: ["manager"], departmentId: north.id });
  const rep = await person({ roles: ["sales"], departmentId: north.id });
  const [account, other] = [
    await made(admin, "/v1/accounts", { name: "北京某某软件有限公司", ownerId: rep.id }),
    await made(admin, "/v1/accounts", { name: "上海另一家有限公司" }),
  ];
  const today = civilDate(stack().clock.now(), "Asia/Shanghai");
  const owe = (n: number, accountId: string, days: number, more: object = {}) =>
    made(admin, "/v1/receivables", {
      ...{ accountId, reference: `INV-2026-${100 + n}`, amountMinor: 1_000 + n, currency: "CNY" },
      ...{ dueOn: addDays(today, days), ...more },
    });
  const days = [-400, -91, -90, -61, -60, -31, -30, -1, 0, 1, 40, 400];
  for (const [n, past] of days.entries()) await owe(n, n % 2 ? account.id : other.id, past);
  await owe(50, other.id, -10, { currency: "USD" });
  await owe(51, other.id, -10, { kind: "creditNote" });
  const paid = { direction: "credit", currency: "CNY", bookedOn: today };
  await bank.tell([{ ...paid, bankReference: "1", amountMinor: 1_003, remittance: "INV-2026-103" }]);
  await stack().settled();
  const rows = ((await admin.get("/v1/receivables?limit=200")).body.items as Owed[]).filter(
    ({ currency, kind }) => currency === "CNY" && kind === "invoice",
  );
  const bounds: [string, number, number][] = [
    ["notDue", -1e9, 0],
    ["days1To30", 1, 30],
    ["days31To60", 31, 60],
    ["days61To90", 61, 90],
    ["over90", 91, 1e9],
  ];
  for (const on of [today, addDays(today, 29), addDays(today, 365)]) {
    for (const [api, sees] of [
      [admin, () => true],
      [chief.api, ({ departmentId }: Owed) => departmentId === north.id],
      [rep.api, ({ departmentId }: Owed) => departmentId === north.id],
    ] as const) {
      const { body } = await api.get(`/v1/receivables/ageing?on=${on}`);
      const seen = rows.filter(sees);
      const age = ({ dueOn }: Owed): number => (Date.parse(on) - Date.parse(dueOn)) / 86_400_000;
      const sum = (all: readonly Owed[]): number => all.reduce((total, { openMinor }) => total + openMinor, 0);
      expect(body.openMinor).toBe(sum(seen));
      expect(body.buckets).toEqual(
        bounds.map(([key, from, to]) => ({
          key,
          openMinor: sum(seen.filter((row) => age(row) >= from && age(row) <= to)),
        })),
      );
    }
  }
  // A day before that at which it was open is refused, and what was open earlier is asked for by its name.
  expect((await admin.get(`/v1/receivables/ageing?on=${addDays(today, -1)}`)).status).toBe(422);
  expect((await admin.get(`/v1/receivables/ageing?asOf=${addDays(today, -1)}`)).body.openMinor).toBe(0);
  const { months } = (await admin.get("/v1/cash-forecast?months=3")).body;
  const scheduled = months.reduce(
    (sum: number, { scheduledMinor }: { scheduledMinor: number }) => sum + scheduledMinor,
    0,
  );
  const end = addMonths(`${today.slice(0, 7)}-01`, 3);
  expect(scheduled).toBe(rows.reduce((sum, { dueOn, openMinor }) => sum + (dueOn < end ? openMinor : 0), 0));
  expect((await admin.get("/v1/cash-forecast?months=13")).status).toBe(422);
  // Open sales weigh what their stages say: a tenth of 999 and three quarters of 1,001, rounded once.
  const sale = (fields: object) =>
    made(admin, "/v1/opportunities", { name: "二期", accountId: other.id, expectedOn: today, ...fields });
  await sale({ amountMinor: 999 });
  await sale({ amountMinor: 1_001, stage: "negotiation" });
  await sale({ amountMinor: 5_000, status: "closedWon" });
  await stack().settled();
  const weighed = async (api: typeof admin) => (await api.get("/v1/cash-forecast")).body.months[0].pipelineMinor;
  expect([await weighed(admin), await weighed(chief.api)]).toEqual([851, 0]);
});

test("shares are learned from what is over, and the back-test of a customer who always pays alike has no error", () => {
  const month = (n: number): string => addMonths("2026-01-01", n).slice(0, 7);
  // 60 % on time, half of the rest a month later, all of the rest two months later.
  const cohort: Cohort = { billedMinor: 1_000, paidMinor: [600, 200, 200] };
  const cohorts = new Map(Array.from({ length: 24 }, (_, n) => [month(n), cohort]));
  const now = month(24);
  expect([0, 1, 2].map((lag) => shareAt(cohorts, now, lag))).toEqual([0.6, 0.5, 1]);
  expect(shareAt(cohorts, now, 3)).toBeUndefined();
  expect(expected(new Map([[now, 1_000]]), cohorts, now, 3)).toEqual([600, 200, 200]);
  expect(backTest(cohorts, month(20))).toEqual({ expectedMinor: 1_000, cameMinor: 1_000 });
  expect(lagOf("2026-01-31", "2026-02-01")).toBe(1);
  expect(lagOf("2026-02-28", "2026-01-01")).toBe(0);
});

test("no more is expected than is open, whatever was learned", () => {
  const amounts = fc.array(fc.nat(1_000), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(amounts, { maxLength: 12 }), fc.array(fc.nat(10_000), { maxLength: 6 }), (paid, open) => {
      const month = (n: number): string => addMonths("2026-01-01", n).slice(0, 7);
      const cohorts = new Map(
        paid.map((paidMinor, n) => [month(n), { billedMinor: paidMinor.reduce((a, b) => a + b, 7), paidMinor }]),
      );
      const owed = new Map(open.map((n, at) => [month(10 + at), n]));
      const sums = expected(owed, cohorts, month(12), 6);
      const total = open.reduce((a, b) => a + b, 0);
      expect(sums.every((n) => n >= 0)).toBe(true);
      expect(sums.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(total + sums.length);
    }),
  );
});
