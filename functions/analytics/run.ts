import type * as z from "zod";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { type Call, type Caller, Reply } from "../../shared/http/route.ts";
import { answer } from "./answer.ts";
import { catalogue } from "./catalogue/index.ts";
import type { Report } from "./catalogue/report.ts";
import { cardFor, mayKnow, mayMeasure, maySplit } from "./facts.ts";
import { type Answer, Query, type RunQuery } from "./schema.ts";
import { tableOf } from "./table-file.ts";

type Asked = z.output<typeof RunQuery>;

/** Whether somebody may see all that a report tells. */
export async function mayRun({ access }: Caller, report: Report): Promise<boolean> {
  const fact = await cardFor(report.facts)?.load();
  if (!fact || !mayKnow(access, fact)) return false;
  const splits = report.dimensions.map((name) => name.split(".")[0] ?? "");
  return (
    report.measures.every((key) => mayMeasure(access, fact, key)) &&
    splits.every((key) => maySplit(access, fact, key, fact.dimensions[key] as never))
  );
}

/** A report of the catalogue by its id. */
export function reportOf(id: string): Report {
  const found = catalogue.find((report) => report.id === id);
  if (!found) throw notFound("report", id);
  return found;
}

function periodOf({ period }: Report, asked: Asked): Query["period"] {
  if ((asked.from === undefined) !== (asked.to === undefined)) {
    throw invalidField(asked.from ? "to" : "from", "A period has both ends: name from and to.", "required");
  }
  if (asked.from && asked.to) return { from: asked.from, to: asked.to };
  return asked.period === "all" ? undefined : (asked.period ?? period);
}

/** The question of a report, with what is told otherwise. */
function questionOf(report: Report, asked: Asked): Query {
  const { filter, compare, sort, limit, on } = report;
  const period = periodOf(report, asked);
  const only = asked.currency && { field: "currency", op: "eq" as const, value: asked.currency };
  const filters = [filter, only].flatMap((one) => one || []);
  return Query.parse({
    ...{ facts: report.facts, measures: report.measures, on },
    dimensions: asked.dimensions?.split(",").filter(Boolean) ?? report.dimensions,
    ...(filters.length > 0 && { filter: filters.length > 1 ? { all: filters } : filters[0] }),
    ...(period !== undefined && { period }),
    ...(period !== undefined && { compare: asked.compare ?? compare }),
    sort: asked.sort ?? sort,
    limit: asked.limit ?? limit,
  });
}

const isMixed = (error: unknown): boolean =>
  error instanceof Fault && error.errors.some(({ code }) => code === "mixed_currencies");

/** A report's answer. Amounts of several currencies are told apart by them, and nothing is left out. */
export async function runReport(call: Caller, report: Report, asked: Asked): Promise<Answer> {
  const question = questionOf(report, asked);
  try {
    return await answer(call, question);
  } catch (error) {
    if (!isMixed(error)) throw error;
    return answer(call, { ...question, dimensions: [...question.dimensions, "currency"] });
  }
}

/** A report as it is asked for: as data, or as a file for a spreadsheet. */
export async function run(call: Call<unknown, Asked>): Promise<unknown> {
  const report = reportOf(call.params.id ?? "");
  const found = await runReport(call, report, call.query);
  const { format } = call.query;
  if (format === "json") return found;
  return new Reply(200, await tableOf(format, found, call.query.language ?? call.tenant.locale), {
    "content-type":
      format === "csv"
        ? "text/csv; charset=utf-8"
        : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "content-disposition": `attachment; filename="${report.id}.${format}"`,
  });
}
