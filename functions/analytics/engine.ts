/**
 * Facts are what records say, in files. A module declares what can be counted of its nouns (`reported.ts`); the engine
 * (`analytics/`) asks DuckDB, and the wall of the reader is a condition of the same SQL. Each change of such a record
 * is noted off the stream under its version; every five minutes the notes are folded into Parquet by tenant, fact and
 * the month in which a record was made, and a base row says which files are current. A question reads the files whose
 * days its period meets, and what has changed since off the records themselves. A record's rows lie in one file, so a
 * version read late or twice does no harm. Below 500 notes a tenant has no files. What a sharing rule shows is no part
 * of sums.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measure } from "../../shared/facts/fact.ts";
import { Fault, invalidField } from "../../shared/fault.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { matchesFilter } from "../../shared/filter/match.ts";
import type { Question } from "../../shared/filter/resolve.ts";
import type { Caller } from "../../shared/http/route.ts";
import { rounded } from "../../shared/money-lines.ts";
import { Asked, CURRENCY, type Split } from "./asked.ts";
import { calendarOf, conversionOf } from "./calendar.ts";
import type { Conversion } from "./conversion.ts";
import { type Duck, type Value, withDuck } from "./duck.ts";
import { sumsOf } from "./facts.ts";
import { type Span, spanBefore, spanOf } from "./periods.ts";
import type { Query } from "./schema.ts";
import { all, filterSql, literal, named, textQuestions } from "./sql.ts";
import { lay, type Need } from "./store.ts";

/** Different values of a text that a filter can be asked of. */
const TEXTS_MAX = 20_000;
const BASIS_POINTS = 10_000;
/** Averages of what is counted have one decimal. */
const TENTHS = 10;

/** What is asked of some facts, with all that holds for every part of the answer. */
export type Study = {
  asked: Asked;
  duck: Duck;
  asOf: string;
  span: Span | undefined;
  /** The date that periods are about. */
  on: Split;
  /** What amounts are put into, where they are. */
  conversion: Conversion | undefined;
  /** The rows of a span that the caller sees and the filter fits. */
  from(span: Span | undefined): string;
};

type Asking = Pick<Query, "facts" | "filter" | "period" | "on" | "compare" | "convert"> & {
  splits: readonly { name: string; path: string }[];
};

/** Which values of a text fit a question: the judge of rows is asked of each value that there is. */
async function fitting(duck: Duck, asked: Asked, columns: Map<string, Split>, questions: readonly Question[]) {
  const found = new Map<Question, string[]>();
  for (const question of questions) {
    const column = (columns.get(question.field) as Split).sql;
    const rows = await duck.rows(
      `SELECT DISTINCT ${column} AS v ${asked.from()} AND ${column} IS NOT NULL LIMIT ${TEXTS_MAX + 1}`,
    );
    if (rows.length > TEXTS_MAX) {
      throw invalidField("filter", `${question.field} has too many different values to be filtered by.`, "too_many");
    }
    const field = { ...question, field: "v" };
    found.set(
      question,
      rows.filter((row) => matchesFilter(field, row)).map(({ v }) => String(v)),
    );
  }
  return found;
}

/** The facts that a question needs: its own as far as its spans reach, and others that it is told apart by whole. */
function needsOf(asked: Asked, on: Split, spans: readonly (Span | undefined)[]): Need[] {
  const others = asked.joined.filter((fact) => fact !== asked.fact);
  const days = spans.flatMap((span) => span ?? []);
  const isWhole = days.length === 0 || asked.joined.includes(asked.fact);
  const from = days.map((span) => span.from).sort()[0] ?? "";
  const to =
    days
      .map((span) => span.to)
      .sort()
      .at(-1) ?? "";
  const own: Need = { fact: asked.fact, ...(!isWhole && { span: { of: on.key, days: { from, to } } }) };
  return [own, ...others.map((fact) => ({ fact }))];
}

/** Opens the engine for a question, lays out the facts and lets `work` ask. */
export async function study<T>(
  call: Caller,
  question: Asking,
  work: (study: Study, splits: Split[]) => Promise<T>,
): Promise<T> {
  const calendar = await calendarOf(call);
  const asked = await Asked.of(call, question.facts, calendar);
  const splits: Split[] = [];
  for (const { name, path } of question.splits) splits.push(await asked.split(name, path));
  const { filter, columns } = await asked.filter(question.filter as Filter | undefined);
  const span = question.period === undefined ? undefined : spanOf(question.period, calendar);
  const spans = span && question.compare ? [span, spanBefore(span, question.compare)] : [span];
  const on = await asked.on(question.on);
  const conversion = question.convert ? await conversionOf(call) : undefined;
  if (conversion) asked.convert(conversion, on);
  const folder = await mkdtemp(join(tmpdir(), "facts-"));
  try {
    return await withDuck(folder, async (duck) => {
      const asOf = await lay(duck, folder, call, needsOf(asked, on, spans));
      const texts = await fitting(duck, asked, columns, textQuestions(filter));
      const condition = filterSql(
        filter,
        (field) => (columns.get(field) as Split).sql,
        (one) => texts.get(one) ?? [],
      );
      const from = (of: Span | undefined): string => {
        const within = of ? [`${on.sql} >= ${literal(of.from)}`, `${on.sql} <= ${literal(of.to)}`] : [];
        return `${asked.from()} AND ${all([condition, ...within])}`;
      };
      return work({ asked, duck, asOf, span, on, conversion, from }, splits);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The columns that measures are reckoned from, in SQL: sums, and counts of what differs. */
export function summing(asked: Asked, measures: readonly [string, Measure][]): string[] {
  const sums = new Set(measures.flatMap(([key]) => sumsOf(asked.fact, key)));
  const distinct = measures.flatMap(([key, measure]) =>
    measure.as === "distinct" ? [`COUNT(DISTINCT ${asked.column(measure.dimension)}) AS ${named(key)}`] : [],
  );
  return [
    ...[...sums].map((sum) => `CAST(COALESCE(SUM(${asked.summed(sum)}), 0) AS BIGINT) AS ${named(sum)}`),
    ...distinct,
  ];
}

/** A ratio of two sums, rounded once; nothing of nothing. */
function ratio(part: number, whole: number, unit: Measure["unit"]): number | null {
  if (whole === 0) return null;
  const scale = unit === "basisPoints" ? BASIS_POINTS : unit === "money" ? 1 : TENTHS;
  const sign = whole < 0 ? -1n : 1n;
  const value = Number(rounded(BigInt(part) * BigInt(scale) * sign, BigInt(whole) * sign));
  return scale === TENTHS ? value / TENTHS : value;
}

/** A measure of one row of sums. */
export function measured(key: string, measure: Measure, row: Record<string, Value>): number | null {
  if (measure.as !== "ratio") return row[key] as number;
  return ratio(row[measure.part] as number, row[measure.whole] as number, measure.unit);
}

/** The currency that amounts are in; of several, which something tells apart, none. */
export type Amounts = { currency?: string; isMixed: boolean };

/** Refuses to put amounts into another currency where no rate holds on the day of one, or one has no day. */
function checkRates(asked: Asked, on: Split, { to, rates }: Conversion, found: ReadonlyMap<string, string | null>) {
  const errors = [...found].flatMap(([currency, first]) => {
    const begins = rates.filter((one) => one.currency === currency).map(({ fromOn }) => fromOn);
    const isKnown = currency === to || (first !== null && begins.some((fromOn) => fromOn <= first));
    if (isKnown) return [];
    const message =
      first === null
        ? `Amounts in ${currency} have no ${on.key} to take the rate of; name another date of ${asked.fact.name} with on.`
        : `No rate says what ${currency} is worth in ${to} on ${first}; add one to the expense policy (PUT /v1/expense-policy).`;
    return [{ path: "convert", code: "no_rate", message }];
  });
  if (errors.length > 0) throw new Fault("invalid", errors.map(({ message }) => message).join(" "), { errors });
}

/** Which currencies amounts are in; throws where they are in several that nothing tells apart. */
export async function currencyOf(
  { asked, duck, from, on, conversion }: Study,
  measures: readonly [string, Measure][],
  splits: readonly Split[],
  spans: readonly (Span | undefined)[],
): Promise<Amounts> {
  const isMoney = measures.some(([, { unit }]) => unit === "money");
  if (!isMoney || !(CURRENCY in asked.fact.dimensions)) return { isMixed: false };
  const currency = (await asked.split(CURRENCY, "measures")).sql;
  const found = new Map<string, string | null>();
  for (const span of spans) {
    // The earliest day of each; none where a row has no day at all.
    const first = `CASE WHEN COUNT(${on.sql}) = COUNT(*) THEN MIN(${on.sql}) END`;
    const rows = await duck.rows(
      `SELECT ${currency} AS c, ${first} AS d ${from(span)} AND ${currency} IS NOT NULL GROUP BY 1`,
    );
    for (const { c, d } of rows) {
      const [known, day] = [found.get(String(c)), d === null ? null : String(d)];
      found.set(String(c), known === null || day === null ? null : known && known < day ? known : day);
    }
  }
  if (conversion) {
    checkRates(asked, on, conversion, found);
    return { isMixed: false, currency: conversion.to };
  }
  const [only] = found.keys();
  if (found.size <= 1) return { isMixed: false, ...(only !== undefined && { currency: only }) };
  if (splits.some(({ key }) => key === CURRENCY)) return { isMixed: true };
  const those = [...found.keys()].sort().join(", ");
  throw new Fault("invalid", `These amounts are in ${those}, which do not add up as they are.`, {
    errors: [
      {
        path: "measures",
        code: "mixed_currencies",
        message: `Amounts are in ${those}: add the dimension currency, filter by one of them, or have them put into the tenant's with convert.`,
      },
    ],
  });
}
