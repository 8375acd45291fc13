import { expect, test } from "@jest/globals";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { baseId, factBase } from "../../functions/analytics/table.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import type { Api } from "../support/api.ts";
import { seeded } from "../support/faults.ts";
import { folded } from "../support/folded.ts";
import { type ReportCompany, reportCompany } from "../support/report-world.ts";
import { SOAK } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";
import { made } from "../support/tenant.ts";

const stack = useStack();
const STAMP = { actor: "system:test", from: "", requestId: "" };

/** Of each fact the report with the most measures. */
const widest = [...Map.groupBy(catalogue, ({ facts }) => facts).values()].map(
  (of) => of.toSorted((a, b) => b.measures.length - a.measures.length)[0] as (typeof of)[number],
);

/** What a report of every fact says, whatever its period. */
async function everything(api: Api): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  for (const { id } of widest) {
    const { status, body } = await api.get(`/v1/reports/${id}/run?period=all&limit=5000`);
    said[id] = [status, body.rows, body.totals];
  }
  return said;
}

const filesOf = async ({ id }: ReportCompany, fact: string) =>
  (await (await tenantTable(id, STAMP)).find(factBase, baseId(fact)))?.files ?? [];

/** What changes after the signature: hours, plans, tickets, what articles are good for, and projects whose order pays another. */
async function changedAfter({ admin, rep, other }: ReportCompany, random: () => number): Promise<void> {
  const of = async (path: string) => (await admin.get(`${path}?limit=200`)).body.items as { id: string }[];
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const project = some(await of("/v1/projects"));
  const ticket = some(await of("/v1/tickets"));
  const article = some(await of("/v1/articles"));
  const ways = [
    () =>
      admin.post(`/v1/projects/${project.id}/time-entries`, {
        on: "2026-11-20",
        minutes: 1 + (random() < 0.5 ? 1 : 0),
      }),
    () => admin.post(`/v1/projects/${project.id}/milestones/kickoff/complete`, {}),
    () => admin.post(`/v1/projects/${project.id}/cancel`, { reason: "取消" }),
    () => admin.post(`/v1/tickets/${ticket.id}/${some(["resolve", "reopen"])}`),
    () => admin.patch(`/v1/tickets/${ticket.id}`, { ownerId: some([rep.id, other.id]) }),
    () => some([admin, rep.api]).post(`/v1/knowledge/${article.id}/rate`, { helpful: random() < 0.5 }),
  ];
  await some(ways)();
}

/** Somebody changes something: amounts, stages, owners; receipts are claimed and undone. */
async function changed({ admin, accounts, rep, other }: ReportCompany, random: () => number): Promise<void> {
  const of = async (path: string) => (await admin.get(`${path}?limit=200`)).body.items;
  const some = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const sale = some(await of("/v1/opportunities")) as { id: string };
  const line = some(await of("/v1/bank-transactions")) as { id: string; unappliedMinor: number };
  const owed = some(
    ((await of("/v1/receivables")) as { id: string; openMinor: number }[]).filter((row) => row.openMinor > 0),
  );
  const ways = [
    () =>
      admin.patch(`/v1/opportunities/${sale.id}`, {
        amountMinor: Math.floor(random() * 9_999),
        ownerId: some([rep.id, other.id]),
      }),
    () =>
      admin.post(`/v1/opportunities/${sale.id}/move`, { stage: some(["a", "b_2", "won", "lost"]), lostReason: "价格" }),
    () => admin.post(`/v1/bank-transactions/${line.id}/undo`, { reason: "错认" }),
    () =>
      admin.post(`/v1/bank-transactions/${line.id}/claim`, {
        allocations: [
          { receivableId: owed.id, amountMinor: Math.min(owed.openMinor, Math.max(line.unappliedMinor, 1)) },
        ],
      }),
    () =>
      admin.patch(`/v1/accounts/${some(accounts).id}`, {
        region: some(["华东", "华南"]),
        ownerId: some([rep.id, other.id]),
      }),
    () =>
      admin.post("/v1/receivables", {
        accountId: some(accounts).id,
        reference: `N-${Math.floor(random() * 1e9)}`,
        amountMinor: 10,
        currency: "CNY",
        dueOn: "2026-12-24",
      }),
  ];
  await some(ways)();
}

test("files, files with changes beside them, and files built anew say what the records say", async () => {
  const company = await reportCompany(stack());
  const random = seeded(11);
  const { admin, rep } = company;
  const records = await everything(admin);
  expect(await folded(stack(), company)).toBe(true);
  expect((await filesOf(company, "receipts")).length).toBeGreaterThan(0);
  expect(await everything(admin)).toEqual(records);
  for (let round = 0; round < SOAK; round++) {
    for (let n = 0; n < 12; n++) await changed(company, random);
    for (let n = 0; n < 8; n++) await changedAfter(company, random);
    await stack().settled();
    const [beside, own] = [await everything(admin), await everything(rep.api)];
    await folded(stack(), company);
    expect([await everything(admin), await everything(rep.api)]).toEqual([beside, own]);
    // Built anew while others write. At first all have files; later those that were changed since theirs were lost.
    expect((await admin.post("/v1/reports/facts/rebuild")).body.asked).toBeGreaterThan(round === 0 ? 20 : 0);
    await Promise.all([folded(stack(), company), ...[1, 2, 3].map(() => changed(company, random))]);
    await stack().settled();
    const after = await everything(admin);
    await folded(stack(), company);
    expect(await everything(admin)).toEqual(after);
    const table = await tenantTable(company.id, STAMP);
    for (const { facts } of widest) {
      const base = await table.find(factBase, baseId(facts));
      if (base) await table.commit([write.delete(factBase, base)]);
    }
    expect(await everything(admin)).toEqual(after);
    await folded(stack(), company);
  }
});

test("a question reads the files that its period needs, and those of its own tenant", async () => {
  const company = await reportCompany(stack(), 5);
  await folded(stack(), company);
  const files = await filesOf(company, "receivables");
  expect(files.every(({ key }) => key.startsWith(`facts/tenant=${company.id}/fact=receivables/`))).toBe(true);
  expect(files.reduce((sum, { rows }) => sum + rows, 0)).toBe(
    (await company.admin.get("/v1/receivables?limit=200")).body.items.length,
  );
  const ask = { facts: "receivables", measures: ["openMinor"], filter: { field: "currency", op: "eq", value: "CNY" } };
  const far = await company.admin.post("/v1/reports/query", {
    ...ask,
    period: { from: "2019-01-01", to: "2019-01-31" },
  });
  expect([far.status, far.body.totals]).toEqual([200, { openMinor: 0 }]);
  await made(company.admin, "/v1/receivables", {
    accountId: company.accounts[0]?.id,
    reference: "T-1",
    amountMinor: 5,
    currency: "CNY",
    dueOn: "2019-01-15",
  });
  await stack().settled();
  const near = await company.admin.post("/v1/reports/query", {
    ...ask,
    period: { from: "2019-01-01", to: "2019-01-31" },
  });
  expect(near.body.totals).toEqual({ openMinor: 5 });
});
