import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { CHANGED, changedFigure, noteDay } from "../../functions/cash/days.ts";
import { handler as backfills } from "../../functions/fields/sweep.ts";
import { lambdas } from "../../functions/modules.ts";
import { type receivable, receivableDay } from "../../functions/receivables/table.ts";
import { addDays, civilDate } from "../../shared/clock.ts";
import type { Work } from "../../shared/events/event.ts";
import { cellId, figureCell, figurePart, figureRows } from "../../shared/records/figures.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { sourceOf } from "../../shared/table/list.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import { linkBank } from "../support/bank.ts";
import { dump } from "../support/dump.ts";
import { seeded } from "../support/faults.ts";
import { SOAK } from "../support/soak.ts";
import { type Api, useStack } from "../support/stack.ts";
import { made, openTenant, TIME_ZONE } from "../support/tenant.ts";

/** Nothing runs by the clock but what a test runs itself. */
const stack = useStack({ lambdas: lambdas.filter(({ kind }) => kind !== "schedule") });

type Owed = RowOf<typeof receivable>;
type Line = { id: string; state: string };

const BOUNDS: readonly [string, number, number][] = [
  ["notDue", -1e9, 0],
  ["days1To30", 1, 30],
  ["days31To60", 31, 60],
  ["days61To90", 61, 90],
  ["over90", 91, 1e9],
];

/** What is open by age, from the receivables as they are listed. */
function agesOf(rows: readonly Owed[], on: string, currency = "CNY") {
  const own = rows.filter((row) => row.kind === "invoice" && row.currency === currency);
  const age = (row: Owed): number => (Date.parse(on) - Date.parse(row.dueOn)) / 86_400_000;
  return BOUNDS.map(([key, from, to]) => ({
    key,
    openMinor: own.filter((row) => age(row) >= from && age(row) <= to).reduce((sum, row) => sum + row.openMinor, 0),
  }));
}

const HOURS_MS = 3_600_000;

/** A tenant with two accounts, a department and a bank, and what can happen to their receivables. */
async function world(seed: number) {
  const tenant = await openTenant(stack());
  const { admin, person } = tenant;
  const bank = await linkBank(stack(), tenant);
  const north = await made(admin, "/v1/departments", { name: "北区" });
  const chief = await person({ roles: ["manager"], departmentId: north.id });
  const rep = await person({ roles: ["sales"], departmentId: north.id });
  const accounts = [
    (await made(admin, "/v1/accounts", { name: "北京某某软件有限公司", ownerId: rep.id })).id,
    (await made(admin, "/v1/accounts", { name: "上海另一家有限公司" })).id,
  ];
  const random = seeded(seed);
  const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];
  const today = (): string => civilDate(stack().clock.now(), TIME_ZONE);
  const all = async (): Promise<Owed[]> => (await admin.get("/v1/receivables?limit=200")).body.items;
  let made_ = 0;
  const makes = async () => {
    made_ += 1;
    await made(admin, "/v1/receivables", {
      ...{ accountId: pick(accounts), reference: `INV-${seed}-${1_000 + made_}` },
      ...{ amountMinor: 1_000 + made_ * 7, currency: random() < 0.8 ? "CNY" : "USD" },
      ...{
        kind: random() < 0.85 ? "invoice" : "creditNote",
        dueOn: addDays(today(), Math.floor(random() * 200) - 120),
      },
    });
  };
  const some = async (fits: (row: Owed) => boolean): Promise<Owed | undefined> => pick((await all()).filter(fits));
  const isOpen = (row: Owed): boolean => row.openMinor > 0 && row.kind === "invoice";
  const pays = async () => {
    const row = await some((one) => isOpen(one) && one.currency === "CNY");
    if (!row) return;
    made_ += 1;
    const line = { bankReference: `B${seed}-${made_}`, bookedOn: today(), direction: "credit", currency: "CNY" };
    const amountMinor = random() < 0.6 ? row.openMinor : Math.max(1, Math.floor(row.openMinor / 3));
    await bank.tell([{ ...line, amountMinor, payer: { name: "来历不明" }, remittance: "" }]);
    await stack().settled();
    const [received] = (await admin.get(`/v1/bank-transactions?bankReference=${line.bankReference}`)).body.items;
    const allocations = [{ receivableId: row.id, amountMinor }];
    if (received.state === "claimable") await admin.post(`/v1/bank-transactions/${received.id}/claim`, { allocations });
  };
  const undoes = async () => {
    const line = pick((await admin.get("/v1/bank-transactions?state=applied&limit=200")).body.items as Line[]);
    if (line) await admin.post(`/v1/bank-transactions/${line.id}/undo`, { reason: "错账" });
  };
  const writesOff = async () => {
    const row = await some(isOpen);
    if (row) await admin.post(`/v1/receivables/${row.id}/write-off`, { reason: "坏账" });
  };
  const reopens = async () => {
    const row = await some(({ status }) => status === "writtenOff");
    if (row) await admin.post(`/v1/receivables/${row.id}/reopen`, { reason: "客户愿付" });
  };
  const moves = async () => {
    const row = await some(isOpen);
    if (row) await admin.patch(`/v1/receivables/${row.id}`, { dueOn: addDays(row.dueOn, 31) });
  };
  const changes = async () => {
    const row = await some((one) => isOpen(one) && one.paidMinor === 0);
    if (row) await admin.patch(`/v1/receivables/${row.id}`, { amountMinor: row.amountMinor + 500 });
  };
  const handsOver = async () => {
    const row = await some(isOpen);
    if (row) await admin.patch(`/v1/receivables/${row.id}`, { departmentId: row.departmentId ? null : north.id });
  };
  const happens = [
    makes,
    makes,
    makes,
    pays,
    pays,
    pays,
    undoes,
    undoes,
    writesOff,
    reopens,
    moves,
    changes,
    handsOver,
  ];
  return { ...tenant, accounts, chief, rep, today, all, act: async () => await pick(happens)?.() };
}

/** Takes away what was noted of some days, and all that was counted of days. */
async function forgotten(tenantId: string, isForgotten: (on: string) => boolean): Promise<number> {
  const table = await tenantTable(tenantId, { actor: "system:test", from: "", requestId: "" });
  const noted = await Array.fromAsync(table.each(receivableDay, { sources: [sourceOf(receivableDay, "all")] }));
  const ids = new Set((await dump(stack(), `T#${tenantId}#`)).map(({ id }) => id?.S ?? ""));
  const counted = [
    { of: figurePart, begins: `${figurePart.prefix}_${changedFigure.name}-` },
    { of: figureCell, begins: `${figureCell.prefix}_${CHANGED}` },
  ];
  const gone = noted.filter(({ on }) => isForgotten(on));
  const actions = [
    ...gone.map((row) => write.delete(receivableDay, row)),
    ...counted.flatMap(({ of, begins }) =>
      [...ids].filter((id) => id.startsWith(begins)).map((id) => write.remove(of as typeof figurePart, { id })),
    ),
  ];
  for (const action of actions) await table.commit([action]);
  return gone.length;
}

/** Has everything counted anew, to the end. */
async function recounted(admin: Api): Promise<void> {
  const { body } = await admin.post("/v1/figure-recounts");
  stack().clock.set(new Date(stack().clock.now().getTime() + HOURS_MS));
  await backfills();
  await stack().settled();
  expect((await admin.get(`/v1/figure-recounts/${body.id}`)).body.state).toBe("done");
}

test.each(Array.from({ length: 2 * SOAK }, (_, n) => n + 1))(
  "what was open on each of many days is told afterwards as it was, for everybody: history %i",
  async (seed) => {
    const { id, admin, chief, rep, accounts, today, all, act } = await world(seed);
    type Reply = { openMinor: number; buckets: object[] };
    type Statement = { items: { receivableId: string; overdueDays: number }[]; totals: object[] };
    const ageing = async (api: typeof admin, query = ""): Promise<Reply> => {
      const { openMinor, buckets } = (await api.get(`/v1/receivables/ageing?${query}`)).body;
      return { openMinor, buckets };
    };
    const statement = async (id: string | undefined, query = ""): Promise<Statement> =>
      (await admin.get(`/v1/accounts/${id}/statement?${query}`)).body;
    const sorted = ({ items, ...others }: Statement) => ({
      ...others,
      totals: others.totals.map((one) => JSON.stringify(one)).sort(),
      items: items.toSorted((a, b) => (a.receivableId < b.receivableId ? -1 : 1)),
    });
    const days: { on: string; rows: Owed[]; replies: Reply[]; statements: object[] }[] = [];
    for (let day = 0; day < 6; day++) {
      for (let n = 0; n < 5; n++) await act();
      await stack().settled();
      days.push({
        ...{ on: today(), rows: await all() },
        replies: await Promise.all([admin, chief.api, rep.api].map((api) => ageing(api))),
        statements: (await Promise.all(accounts.map((id) => statement(id)))).map(sorted),
      });
      // A day with nothing lies between some of them; the clock goes on to another hour of the day.
      stack().clock.set(new Date(stack().clock.now().getTime() + (day % 2 === 0 ? 23 : 50) * HOURS_MS));
    }
    await stack().settled();
    const check = async ([n, { on, rows, replies, statements }]: [number, (typeof days)[number]]) => {
      // Two of them may be one civil day: the later one is its end.
      if (days.findLastIndex((one) => one.on === on) !== n) return;
      const told = await Promise.all([admin, chief.api, rep.api].map((api) => ageing(api, `asOf=${on}`)));
      expect([on, told]).toEqual([on, replies]);
      expect(told[0]?.buckets).toEqual(agesOf(rows, on));
      const later = addDays(on, 45);
      expect((await ageing(admin, `asOf=${on}&on=${later}`)).buckets).toEqual(agesOf(rows, later));
      expect((await Promise.all(accounts.map((id) => statement(id, `asOf=${on}`)))).map(sorted)).toEqual(statements);
    };
    for (const day of days.entries()) await check(day);
    // As where the product noted no days yet, and where it noted the later ones alone.
    for (const since of [addDays(today(), 1), days[3]?.on ?? ""]) {
      expect(await forgotten(id, (on) => on < since)).toBeGreaterThan(0);
      await recounted(admin);
      for (const day of days.entries()) await check(day);
    }
    const before = addDays(days[0]?.on ?? "", -1);
    expect((await ageing(admin, `asOf=${before}`)).openMinor).toBe(0);
    expect((await statement(accounts[0], `asOf=${before}`)).items).toEqual([]);
  },
  120_000,
);

test("a day that nobody can ask for is refused by its name, on paper too", async () => {
  const { admin, accounts, today } = await world(99);
  const [account] = accounts;
  for (const asOf of [addDays(today(), 1), addDays(today(), -401), "2026-02-30", "gestern"]) {
    for (const path of [
      "/v1/receivables/ageing",
      `/v1/accounts/${account}/statement`,
      `/v1/accounts/${account}/statement/pdf`,
    ]) {
      const { status, body } = await admin.get(`${path}?asOf=${asOf}`);
      expect([path, status >= 400 && status < 500, body.errors?.[0]?.path]).toEqual([path, true, "asOf"]);
    }
  }
  const on = addDays(today(), -3);
  const early = await admin.get(`/v1/receivables/ageing?asOf=${addDays(on, 1)}&on=${on}`);
  expect([early.status, early.body.errors?.[0]?.path]).toEqual([422, "on"]);
  expect((await admin.get(`/v1/accounts/${account}/statement/pdf?asOf=${on}`)).status).toBe(200);
});

test("changes that are told twice and in any order come to the same", async () => {
  const at = (day: number): string => `2026-11-2${day}T0${day}:00:00.000Z`;
  const base = {
    id: "rcv_AAAAAAAAAAAA",
    accountId: "acc_AAAAAA",
    reference: "R",
    kind: "invoice",
    currency: "CNY",
  } as const;
  const amounts = [1_000, 400, 0, 1_000, 250];
  const versions = amounts.map((openMinor, n) => ({
    ...{ ...base, version: n + 1, createdAt: at(0), updatedAt: at(Math.floor(n / 2)), dueOn: `2026-12-0${n + 1}` },
    ...{ amountMinor: 1_000, openMinor, paidMinor: 1_000 - openMinor, adjustedMinor: 0, writtenOffMinor: 0 },
    status: openMinor === 0 ? "paid" : "open",
  })) as Owed[];
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 2, 4], { minLength: 8, maxLength: 8 });
  let tenants = 0;
  const outcome = async (told: readonly number[]) => {
    tenants += 1;
    const table = await tenantTable(`ten_days${tenants}`, { actor: "system:test", from: "", requestId: "" });
    const work = { table, tenant: { timeZone: "UTC" }, now: at(9) } as unknown as Work;
    for (const n of told) {
      const change = { before: versions[n - 1], after: versions[n] as Owed };
      await noteDay(change, work);
    }
    const ids = [0, 1, 2].map((day) => `${receivableDay.prefix}_AAAAAAAAAAAA-2026112${day}`);
    const rows = [...(await table.getMany(receivableDay, ids, true)).values()];
    const cells = await figureRows(
      table,
      [0, 1, 2].map((day) => cellId(`${CHANGED}D`, [`2026-11-2${day}`, "none"])),
    );
    const counted = cells.map((cell) =>
      Object.entries(cell)
        .filter(([name, n]) => name.includes("_") && n !== 0)
        .sort(),
    );
    return [rows.map(({ before, after, on }) => [on, before?.openMinor, after.openMinor]).sort(), counted.sort()];
  };
  const expected = await outcome([0, 1, 2, 3, 4]);
  expect(expected[0]).toEqual([
    ["2026-11-20", undefined, 400],
    ["2026-11-21", 400, 1_000],
    ["2026-11-22", 1_000, 250],
  ]);
  await fc.assert(
    fc.asyncProperty(order, async (told) => {
      expect(await outcome(told)).toEqual(expected);
    }),
    { numRuns: 10 * SOAK },
  );
});
