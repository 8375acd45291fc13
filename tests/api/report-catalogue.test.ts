import { expect, test } from "@jest/globals";
import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import type { Report } from "../../functions/analytics/catalogue/report.ts";
import { everyFact } from "../../functions/analytics/facts.ts";
import { addDays } from "../../shared/clock.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import type { Api } from "../support/api.ts";
import { fits, partOfDay, type Raw, rawRows, truths } from "../support/report-truth.ts";
import { type ReportCompany, reportCompany } from "../support/report-world.ts";
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

type Cells = Record<string, unknown>;

const ratio = (part: number, whole: number, unit: string): number | null => {
  if (whole === 0) return null;
  const scale = unit === "basisPoints" ? 10_000 : unit === "money" ? 1 : 10;
  const value = (part * scale) / whole;
  const rounded = Math.sign(value) * Math.round(Math.abs(value));
  return scale === 10 ? rounded / 10 : rounded;
};

/** A report's cells, reckoned row by row from what lists of the API say. */
function truth(
  report: Report,
  fact: Fact,
  splits: string[],
  rows: Raw[],
  raw: Record<string, Raw[]>,
  company: ReportCompany,
  span?: { from: string; to: string },
) {
  const on = report.on ?? fact.on;
  const kept = rows.filter(
    (row) =>
      fits(report.filter as Raw, row, company.today) &&
      (!span || (row[on] && row[on] >= span.from && row[on] <= span.to)),
  );
  const parents: Record<string, string> = { [company.north.id]: company.head.id };
  const records = new Map([...(raw.accounts ?? []), ...(raw.partners ?? [])].map((row) => [row.id, row]));
  const placeOf = (row: Raw) =>
    splits.map((name) => {
      const [key = "", sub] = name.split(".");
      if (fact.dimensions[key]?.kind === "date") return partOfDay(row[key], sub ?? "day");
      if (sub === "top") return row[key] ? (parents[row[key]] ?? row[key]) : null;
      return (sub ? records.get(row[key])?.[sub] : row[key]) ?? null;
    });
  const { counts } = truths[report.facts] as (typeof truths)[string];
  const sum = (of: Raw[], key: string): number =>
    of.reduce((total, row) => total + (counts[key] as (row: Raw) => number)(row), 0);
  const measure = (of: Raw[], key: string): unknown => {
    const one = fact.measures[key] as Fact["measures"][string];
    if (one.as === "distinct") return new Set(of.map((row) => row[one.dimension]).filter(Boolean)).size;
    return one.as === "sum" ? sum(of, key) : ratio(sum(of, one.part), sum(of, one.whole), one.unit);
  };
  const groups = Map.groupBy(kept, (row) => JSON.stringify(placeOf(row)));
  return [...groups].map(
    ([place, of]): Cells => ({
      ...Object.fromEntries(splits.map((name, n) => [name, JSON.parse(place)[n]])),
      ...Object.fromEntries(report.measures.map((key) => [key, measure(of, key)])),
    }),
  );
}

const inOrder = (rows: Cells[]): string[] => rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();

/** Reports that this viewer is told something else in than the lists say, and those that say nothing at all. */
async function compared(api: Api, company: ReportCompany, facts: ReadonlyMap<string, Fact>) {
  const raw = await rawRows(api, company);
  const span = { from: addDays(company.today, -300), to: addDays(company.today, 100) };
  const wrong: unknown[] = [];
  const empty: string[] = [];
  for (const report of catalogue) {
    const within = report.period ? span : undefined;
    const query = new URLSearchParams({ limit: "5000", ...within });
    const { status, body } = await api.get(`/v1/reports/${report.id}/run?${query}`);
    if (status !== 200) {
      wrong.push([report.id, status, body]);
      continue;
    }
    const columns = body.columns as { key: string; role: string }[];
    const splits = columns.filter(({ role }) => role === "dimension").map(({ key }) => key);
    const wanted = truth(
      report,
      facts.get(report.facts) as Fact,
      splits,
      raw[report.facts] ?? [],
      raw,
      company,
      within,
    );
    const told = (body.rows as Cells[]).map((row) =>
      Object.fromEntries([...splits, ...report.measures].map((key) => [key, row[key]])),
    );
    // Beside a comparison stand rows of which there is nothing now.
    const now = report.compare ? told.filter((row) => report.measures.some((key) => row[key])) : told;
    const those = report.compare ? wanted.filter((row) => report.measures.some((key) => row[key])) : wanted;
    if (inOrder(now).join() !== inOrder(those).join())
      wrong.push([report.id, { told: inOrder(now), wanted: inOrder(those) }]);
    if (told.length === 0) empty.push(report.id);
  }
  return { wrong, empty };
}

test("every report says what its rows add up to, whoever asks", async () => {
  const company = await reportCompany(stack());
  const facts = new Map((await everyFact()).map((fact) => [fact.name, fact]));
  const all = await compared(company.admin, company, facts);
  expect(all.wrong).toEqual([]);
  // A report of nothing proves nothing: the company has something for nearly all of them.
  expect(all.empty.length).toBeLessThan(catalogue.length / 5);
  const viewers = [company.chief.api, company.rep.api];
  for (const api of viewers) {
    const may = new Set<string>((await api.get("/v1/reports")).body.items.map(({ id }: { id: string }) => id));
    const seen = await compared(api, company, facts);
    const told = seen.wrong.filter((one) => may.has((one as [string])[0]));
    expect(told).toEqual([]);
    const refused = seen.wrong.map((one) => one as [string, unknown]).filter(([id]) => !may.has(id));
    expect(refused.filter(([, status]) => status !== 403)).toEqual([]);
  }
  const file = await company.admin.get("/v1/reports/topDebtors/run?format=csv&language=en&currency=CNY");
  expect(String(file.body)).toContain("Open (CNY)");
});
