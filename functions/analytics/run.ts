import type { Access } from "../../shared/auth/access.ts";
import type { Fact } from "../../shared/facts/fact.ts";
import { Fault } from "../../shared/fault.ts";
import { type Filter, fieldsOf } from "../../shared/filter/filter.ts";
import { type Call, type Caller, Reply } from "../../shared/http/route.ts";
import { answer } from "./answer.ts";
import type { Report } from "./catalogue/report.ts";
import { cardFor, cardOfNoun, mayKnow, mayMeasure, maySplit } from "./facts.ts";
import { type Question, queryOf, reportOf, toldOver } from "./question.ts";
import type { Answer, Parameters, RunQuery } from "./schema.ts";
import { tableOf } from "./table-file.ts";

/** Whether somebody may see what a name tells apart, and what it tells of the record that it names. */
async function mayTell(access: Access, fact: Fact, name: string): Promise<boolean> {
  const [key = "", sub] = name.split(".");
  const dimension = fact.dimensions[key];
  if (!dimension || !maySplit(access, fact, key, dimension)) return false;
  const of = sub === undefined || !dimension.of ? undefined : await cardOfNoun(dimension.of)?.load();
  if (!of) return true;
  const inner = of.dimensions[sub as string];
  return inner !== undefined && mayKnow(access, of) && maySplit(access, of, sub as string, inner);
}

/** Whether somebody may see all that a report tells: what it counts, tells apart and filters by, and the date it is about. */
export async function mayRun({ access }: Pick<Caller, "access">, report: Question): Promise<boolean> {
  const fact = await cardFor(report.facts)?.load();
  if (!fact || !mayKnow(access, fact) || !report.measures.every((key) => mayMeasure(access, fact, key))) return false;
  const names = [
    ...report.dimensions,
    report.on ?? fact.on,
    ...(report.filter ? fieldsOf(report.filter as Filter) : []),
  ];
  return (await Promise.all(names.map((name) => mayTell(access, fact, name)))).every(Boolean);
}

const isMixed = (error: unknown): boolean =>
  error instanceof Fault && error.errors.some(({ code }) => code === "mixed_currencies");

/** A question's answer. Amounts of several currencies are told apart by them, and nothing is left out. */
export async function runQuestion(call: Caller, question: Question, asked: Parameters = {}): Promise<Answer> {
  const query = queryOf(question, asked);
  try {
    return await answer(call, query);
  } catch (error) {
    if (!isMixed(error)) throw error;
    return answer(call, { ...query, dimensions: [...query.dimensions, "currency"] });
  }
}

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  svg: "image/svg+xml",
  png: "image/png",
} as const;

/** What is asked, by which name it is kept, and what was told of it before. */
export type Named = { question: Question; name: string; fileName: string; parameters?: Parameters | undefined };

/** A question as it is asked for: as data, as a file for a spreadsheet, or as a chart. */
export async function told(call: Call<unknown, RunQuery>, named: Named): Promise<unknown> {
  const { format, language, chart, theme, widthPx, ...asked } = call.query;
  const { question, fileName, parameters } = named;
  const found = await runQuestion(call, question, toldOver(parameters, asked));
  if (format === "json") return found;
  const locale = language ?? call.tenant.locale;
  const headers = {
    "content-type": TYPES[format],
    "content-disposition": `attachment; filename="${fileName}.${format}"`,
  };
  if (format === "csv" || format === "xlsx") return new Reply(200, await tableOf(format, found, locale), headers);
  const { pictureOf } = await import("./picture.ts");
  const kind = chart ?? question.chart;
  return new Reply(200, await pictureOf(found, { format, kind, locale, theme, widthPx, title: named.name }), headers);
}

/** A report of the catalogue as it is asked for. */
export async function run(call: Call<unknown, RunQuery>): Promise<unknown> {
  const report: Report = reportOf(call.params.id ?? "");
  const [zh, en] = report.name;
  const name = (call.query.language ?? call.tenant.locale) === "en" ? en : zh;
  return told(call, { question: report, name, fileName: report.id });
}
