import { catalogue } from "../../functions/analytics/catalogue/index.ts";
import type { Report } from "../../functions/analytics/catalogue/report.ts";
import { addDays } from "../../shared/clock.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import type { Api } from "./api.ts";
import { fits, partOfDay, type Raw, rawRows, truths } from "./report-truth.ts";
import type { ReportCompany } from "./report-world.ts";

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

/** The measures that a stacked bar puts one upon the other: those of the first one's unit. */
function stackedOf({ facts: of, measures }: Report, facts: ReadonlyMap<string, Fact>): string[] {
  const unitOf = (key: string) => (facts.get(of) as Fact).measures[key]?.unit;
  return measures.filter((key) => unitOf(key) === unitOf(measures[0] as string));
}

/** Whether a whole is stacked upon its own parts, so that a bar is twice as long as what it tells. */
function isDoubled(rows: Cells[], keys: string[]): boolean {
  const filled = rows.filter((row) => keys.some((key) => row[key]));
  const sum = (row: Cells, of: string[]): number => of.reduce((total, key) => total + Number(row[key] ?? 0), 0);
  const isWhole = (key: string): boolean =>
    filled.every(
      (row) =>
        Number(row[key] ?? 0) ===
        sum(
          row,
          keys.filter((other) => other !== key),
        ),
    );
  return keys.length > 2 && filled.length > 0 && keys.some(isWhole);
}

/** Reports that this viewer is told something else in than the lists say, those that say nothing at all, and those whose bars are too long. */
export async function compared(api: Api, company: ReportCompany, facts: ReadonlyMap<string, Fact>) {
  const raw = await rawRows(api, company);
  const span = { from: addDays(company.today, -300), to: addDays(company.today, 100) };
  const wrong: unknown[] = [];
  const empty: string[] = [];
  const doubled: string[] = [];
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
    if (report.chart === "stackedBar" && splits.length === 1 && isDoubled(told, stackedOf(report, facts)))
      doubled.push(report.id);
  }
  return { wrong, empty, doubled };
}
