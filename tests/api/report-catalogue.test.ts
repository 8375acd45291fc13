import { expect, test } from "@jest/globals";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import { everyFact } from "../../functions/analytics/facts.ts";
import { foldTenant } from "../../functions/analytics/fold.ts";
import { systemCaller } from "../../functions/users/system.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import { tenantTable } from "../../shared/table/table.ts";
import { seeded } from "../support/faults.ts";
import { changed, changedAfter } from "../support/report-changes.ts";
import { compared } from "../support/report-golden.ts";
import { reportCompany } from "../support/report-world.ts";
import { rarely } from "../support/report-world-rare.ts";
import { scaled } from "../support/soak.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack();

test("the catalogue has a hundred reports in ten classes, and none is another by a different dimension", async () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(100);
  expect(new Set(catalogue.map((report) => report.class)).size).toBeGreaterThanOrEqual(10);
  const ids = catalogue.map(({ id }) => id);
  expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
  const asked = catalogue.map(({ facts, measures, filter }) =>
    JSON.stringify([facts, [...measures].sort(), filter ?? null]),
  );
  expect(ids.filter((_, n) => asked.indexOf(asked[n] as string) !== n)).toEqual([]);
  const facts = new Map((await everyFact()).map((fact) => [fact.name, fact]));
  const unknown = catalogue.flatMap(({ id, facts: of, measures, dimensions, on }) => {
    const fact = facts.get(of) as Fact;
    const splits = [...dimensions, ...(on ? [on] : [])].map((name) => name.split(".")[0] as string);
    return [...measures.filter((key) => !fact.measures[key]), ...splits.filter((key) => !fact.dimensions[key])].map(
      (key) => `${id} ${key}`,
    );
  });
  expect(unknown).toEqual([]);
  for (const fact of facts.values()) {
    const kept = Object.keys(fact.sources[0]?.entity.schema.shape ?? {});
    const rests = Object.entries(fact.measures).flatMap(([key, one]) =>
      one.as === "ratio" ? [one.part, one.whole] : one.as === "distinct" ? [] : [key],
    );
    expect(rests.filter((key) => fact.measures[key]?.as !== "sum")).toEqual([]);
    expect(kept).toContain("id");
  }
});

/** Random changes before the reports are compared; every so often they are taken into files. */
const CHANGES = scaled(30, 10_000);
const FOLD_EVERY = Math.ceil(CHANGES / 2);

test("every report says what its rows add up to, whoever asks, and so after random changes and undone receipts", async () => {
  const company = await reportCompany(stack());
  const facts = new Map((await everyFact()).map((fact) => [fact.name, fact]));
  for (const api of [company.chief.api, company.rep.api]) {
    const may = new Set<string>((await api.get("/v1/reports")).body.items.map(({ id }: { id: string }) => id));
    const seen = await compared(api, company, facts);
    const told = seen.wrong.filter((one) => may.has((one as [string])[0]));
    expect(told).toEqual([]);
    const refused = seen.wrong.map((one) => one as [string, unknown]).filter(([id]) => !may.has(id));
    expect(refused.filter(([, status]) => status !== 403)).toEqual([]);
  }
  await rarely(company, company);
  const random = seeded(29);
  const table = await tenantTable(company.id, { actor: "system:test", from: "", requestId: "" });
  for (let n = 1; n <= CHANGES; n++) {
    await (n % 3 === 0 ? changedAfter : changed)(company, random);
    if (n % FOLD_EVERY !== 0) continue;
    await stack().settled();
    await foldTenant(await systemCaller(table, "facts", stack().clock.now()), 1);
  }
  await changed(company, random);
  await stack().settled();
  const all = await compared(company.admin, company, facts);
  expect([all.wrong, all.doubled]).toEqual([[], []]);
  // A report of nothing proves nothing: the company has something for nearly all of them.
  expect(all.empty.length).toBeLessThan(catalogue.length / 10);
  const file = await company.admin.get("/v1/reports/topDebtors/run?format=csv&language=en&currency=CNY");
  expect(String(file.body)).toContain("Open (CNY)");
});
