import { expect, test } from "@jest/globals";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { baseId, factBase } from "../../functions/analytics/table.ts";
import { tenantTable, write } from "../../shared/table/table.ts";
import type { Api } from "../support/api.ts";
import { folded } from "../support/folded.ts";
import { Changes } from "../support/report-changes.ts";
import { owedCompany } from "../support/report-owed.ts";
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

test("files, files with changes beside them, and files built anew say what the records say", async () => {
  const company = await reportCompany(stack());
  const changes = await Changes.of(company, 11);
  const { admin, rep } = company;
  const records = await everything(admin);
  expect(await folded(stack(), company)).toBe(true);
  expect((await filesOf(company, "receipts")).length).toBeGreaterThan(0);
  expect(await everything(admin)).toEqual(records);
  for (let round = 0; round < SOAK; round++) {
    for (let n = 0; n < 20; n++) await changes.next();
    await stack().settled();
    const [beside, own] = [await everything(admin), await everything(rep.api)];
    await folded(stack(), company);
    expect([await everything(admin), await everything(rep.api)]).toEqual([beside, own]);
    // Built anew while others write. At first all have files; later those that were changed since theirs were lost.
    expect((await admin.post("/v1/reports/facts/rebuild")).body.asked).toBeGreaterThan(round === 0 ? 20 : 0);
    await Promise.all([folded(stack(), company), ...[1, 2, 3].map(() => changes.next())]);
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

test("what lies beside a record is told of in its facts though the record stays as it is", async () => {
  const { admin, id, head } = await owedCompany(stack());
  const article = await made(admin, "/v1/articles", { title: "怎样开票", body: "在应收里开。" });
  await made(admin, "/v1/quotas", {
    ...{ departmentId: head.id, period: "2026-Q1", measure: "signed", amountMinor: 5_00, currency: "CNY" },
  });
  await stack().settled();
  await folded(stack(), { id });
  const totals = async (facts: string, measures: string[], period?: object) =>
    (await admin.post("/v1/reports/query", { facts, measures, ...(period && { period }) })).body.totals;
  const planned = (month: string) =>
    totals("planActual", ["planMinor"], { from: `2026-${month}-01`, to: `2026-${month}-28` });
  expect([await totals("articles", ["helpful"]), await planned("01")]).toEqual([{ helpful: 0 }, { planMinor: 5_00 }]);
  for (const act of ["submit", "publish"]) await admin.post(`/v1/articles/${article.id}/${act}`);
  await stack().settled();
  await folded(stack(), { id });
  expect((await admin.post(`/v1/knowledge/${article.id}/rate`, { helpful: true })).status).toBeLessThan(300);
  expect((await admin.put("/v1/fiscal-calendar", { yearStartsInMonth: 4 })).status).toBe(200);
  await stack().settled();
  const told = async () => [await totals("articles", ["helpful"]), await planned("01"), await planned("04")];
  const now = [{ helpful: 1 }, { planMinor: 0 }, { planMinor: 5_00 }];
  expect(await told()).toEqual(now);
  await folded(stack(), { id });
  expect(await told()).toEqual(now);
});
