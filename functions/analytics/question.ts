import type { ChartKind } from "../../shared/charts/chart.ts";
import type { Both } from "../../shared/facts/fact.ts";
import { Fault, invalidField, notFound } from "../../shared/fault.ts";
import { issuesOf } from "../../shared/http/issues.ts";
import type { Caller } from "../../shared/http/route.ts";
import { Asked } from "./asked.ts";
import { calendarOf } from "./calendar.ts";
import { catalogue } from "./catalogue/index.ts";
import type { Defaults, Report } from "./catalogue/report.ts";
import { LEVELS, spanOf } from "./periods.ts";
import { type Parameters, Query } from "./schema.ts";

/** A question with what is asked unless told otherwise: of a report of the catalogue, or of one's own. */
export type Question = Defaults & Pick<Report, "facts" | "measures" | "dimensions" | "chart"> & { name?: Both };

/** What somebody has chosen to ask: a report of the catalogue or a question of their own, and what of it otherwise. */
export type Said = { report?: string | undefined; query?: Query | undefined; parameters?: Parameters | undefined };

/** A report of the catalogue by its id. */
export function reportOf(id: string): Report {
  const found = catalogue.find((report) => report.id === id);
  if (!found) throw notFound("report", id);
  return found;
}

const isTime = (name: string): boolean => LEVELS.some((level) => name.endsWith(`.${level}`));

/** How a question is drawn where nobody has said it: one figure, over time, or side by side. */
const chartFor = ({ dimensions }: Query): ChartKind =>
  dimensions.length === 0 ? "number" : dimensions.some(isTime) ? "line" : dimensions.length > 2 ? "table" : "bar";

/** The question that somebody has chosen. */
export function questionSaid({ report, query }: Said): Question {
  if (report !== undefined) return reportOf(report);
  if (query === undefined) throw invalidField("report", "Name a report or a query.", "required");
  return { ...query, chart: chartFor(query) };
}

/** What is told otherwise twice over: a period that is told later takes the place of the whole earlier one. */
export function toldOver(earlier: Parameters = {}, later: Parameters = {}): Parameters {
  const { from, to, period, ...rest } = earlier;
  const isPeriodTold = later.from !== undefined || later.to !== undefined || later.period !== undefined;
  const stated = Object.entries(later).filter(([, value]) => value !== undefined);
  return { ...rest, ...(!isPeriodTold && { from, to, period }), ...Object.fromEntries(stated) };
}

function periodOf({ period }: Question, asked: Parameters): Query["period"] {
  if ((asked.from === undefined) !== (asked.to === undefined)) {
    throw invalidField(asked.from ? "to" : "from", "A period has both ends: name from and to.", "required");
  }
  if (asked.from && asked.to) return { from: asked.from, to: asked.to };
  return asked.period === "all" ? undefined : ((asked.period as Query["period"]) ?? period);
}

/** The query of a question, with what is told otherwise. */
export function queryOf(question: Question, asked: Parameters = {}): Query {
  const { filter, compare, sort, limit, on, convert } = question;
  const period = periodOf(question, asked);
  const only = asked.currency && { field: "currency", op: "eq" as const, value: asked.currency };
  const filters = [filter, only].flatMap((one) => one || []);
  const made = Query.safeParse({
    ...{ facts: question.facts, measures: question.measures, on },
    dimensions: asked.dimensions?.split(",").filter(Boolean) ?? question.dimensions,
    ...(filters.length > 0 && { filter: filters.length > 1 ? { all: filters } : filters[0] }),
    ...(period !== undefined && { period }),
    // What somebody asks for is asked; what a report has by itself falls away with its period.
    compare: asked.compare ?? (period === undefined ? undefined : compare),
    convert: asked.convert ?? convert,
    sort: asked.sort ?? sort,
    limit: asked.limit ?? limit,
  });
  if (made.success) return made.data;
  const errors = issuesOf(made.error, "");
  throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
}

/** A fault that names fields, told of where they stand in what was sent. */
function below(path: string, error: unknown): unknown {
  if (!(error instanceof Fault) || error.errors.length === 0) return error;
  const errors = error.errors.map((one) => ({ ...one, path: one.path === "" ? path : `${path}.${one.path}` }));
  return new Fault(error.code, error.detail, { errors });
}

/** Checks that somebody may ask what they have chosen, and that it can be asked; says what it asks. */
export async function checkedQuery(call: Caller, { report, query, parameters }: Said): Promise<Query> {
  if ((report === undefined) === (query === undefined)) {
    throw invalidField(report === undefined ? "report" : "query", "Name either a report or a query.", "required");
  }
  if (report !== undefined && !catalogue.some(({ id }) => id === report)) {
    throw invalidField("report", `There is no report ${report}; GET /v1/reports lists them.`, "unknown_reference");
  }
  const question = questionSaid({ report, query });
  let asked: Query;
  try {
    asked = queryOf(question, parameters);
  } catch (error) {
    throw below("parameters", error);
  }
  try {
    const calendar = await calendarOf(call);
    const of = await Asked.of(call, asked.facts, calendar);
    of.measures(asked.measures);
    for (const [n, name] of asked.dimensions.entries()) await of.split(name, `dimensions.${n}`);
    await of.on(asked.on);
    await of.filter(asked.filter);
    if (asked.period !== undefined) spanOf(asked.period, calendar);
    else if (asked.compare) throw invalidField("period", "A comparison needs a period.", "required");
  } catch (error) {
    throw below(query && !parameters ? "query" : report ? "parameters" : "query", error);
  }
  return asked;
}
