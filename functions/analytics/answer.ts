import type { Measure } from "../../shared/facts/fact.ts";
import { invalidField } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";
import type { Split } from "./asked.ts";
import type { Value } from "./duck.ts";
import { currencyOf, measured, type Study, study, summing } from "./engine.ts";
import { both } from "./facts.ts";
import { namesOf } from "./names.ts";
import { partsOf, type Span, spanBefore } from "./periods.ts";
import { type Answer, type Column, type Query, ROWS_MAX } from "./schema.ts";
import { named } from "./sql.ts";

type Row = Record<string, Value>;
type Measures = readonly [string, Measure][];

/** Rows that one question may tell apart. */
const GROUPS_MAX = 50_000;
const BEFORE = ".before";
const CHANGE = ".change";

/** The columns of an answer. */
export function columnsOf(splits: readonly Split[], measures: Measures, currency: string | undefined): Column[] {
  return [
    ...splits.map(
      ({ key, label, kind, level, choices }): Column => ({
        ...{ key, role: "dimension" as const, label: both(label), kind: level ?? kind, ...(choices && { choices }) },
      }),
    ),
    ...measures.map(
      ([key, { label, unit }]): Column => ({
        ...{ key, role: "measure" as const, label: both(label), unit },
        ...(unit === "money" && currency && { currency }),
      }),
    ),
  ];
}

/** The sums of a span, by what they are told apart by. */
async function grouped({ asked, duck, from }: Study, splits: readonly Split[], measures: Measures, span?: Span) {
  const keys = splits.map(({ sql, key }) => `${sql} AS ${named(key)}`);
  const places = splits.map((_, n) => n + 1).join(", ");
  const rows = await duck.rows(
    `SELECT ${[...keys, ...summing(asked, measures)].join(", ")} ${from(span)}` +
      (splits.length > 0 ? ` GROUP BY ${places} LIMIT ${GROUPS_MAX + 1}` : ""),
  );
  if (rows.length > GROUPS_MAX) {
    const message = `These dimensions tell more than ${GROUPS_MAX} rows apart; name fewer, or filter.`;
    throw invalidField("dimensions", message, "too_many");
  }
  return rows.map(
    (row): Row => ({
      ...Object.fromEntries(splits.map(({ key }) => [key, row[key] ?? null])),
      ...Object.fromEntries(measures.map(([key, measure]) => [key, measured(key, measure, row)])),
    }),
  );
}

const keyOf = (splits: readonly Split[], row: Row): string => JSON.stringify(splits.map(({ key }) => row[key]));

/** The rows of the time before as they lie beside those of now: the n-th month of the one is that of the other. */
function brought(study: Study, splits: readonly Split[], before: Span, rows: readonly Row[]): Row[] {
  const { span, asked } = study;
  const moves = splits.flatMap(({ key, level }) => {
    if (!level || !span) return [];
    const [is, was] = [partsOf(span, level, asked.calendar), partsOf(before, level, asked.calendar)];
    return [{ key, to: new Map(was.map((part, n) => [part, is[n] ?? is.at(-1) ?? part])) }];
  });
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(moves.map(({ key, to }) => [key, to.get(String(row[key])) ?? row[key] ?? null])),
  }));
}

/** Each measure beside what it was; what there was nothing of counts as nothing. */
function compared(measures: Measures, is: Row | undefined, was: Row | undefined): Row {
  const isZero = (measure: Measure): Value => (measure.as === "ratio" ? null : 0);
  return Object.fromEntries(
    measures.flatMap(([key, measure]): [string, Value][] => {
      const [now, then] = [is?.[key] ?? isZero(measure), was?.[key] ?? isZero(measure)];
      const change = typeof now === "number" && typeof then === "number" ? now - then : null;
      return [
        [key, now],
        [key + BEFORE, then],
        [key + CHANGE, measure.unit === "money" || change === null ? change : Math.round(change * 10) / 10],
      ];
    }),
  );
}

function joined(splits: readonly Split[], measures: Measures, now: readonly Row[], then: readonly Row[]): Row[] {
  const was = new Map(then.map((row) => [keyOf(splits, row), row]));
  const is = new Map(now.map((row) => [keyOf(splits, row), row]));
  return [...new Set([...is.keys(), ...was.keys()])].map((key) => {
    const [one, other] = [is.get(key), was.get(key)];
    const place = Object.fromEntries(splits.map((split) => [split.key, (one ?? other)?.[split.key] ?? null]));
    return { ...place, ...compared(measures, one, other) };
  });
}

const comparedColumns = (columns: readonly Column[]): Column[] =>
  columns.flatMap((column) => {
    if (column.role === "dimension") return [column];
    const { key, label } = column;
    const as = (end: string, zh: string, en: string): Column => ({
      ...{ ...column, key: key + end },
      label: { "zh-CN": `${label["zh-CN"]}（${zh}）`, en: `${label.en} (${en})` },
    });
    return [column, as(BEFORE, "上期", "before"), as(CHANGE, "变化", "change")];
  });

/** What is missing comes last, whichever way is sorted. */
function order(a: Value | undefined, b: Value | undefined, descending: boolean): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  return (a < b ? -1 : 1) * (descending ? -1 : 1);
}

type Order = { key: string; descending: boolean };

/** The order of the rows: as asked, else by time, else the greatest first; equal rows by what tells them apart. */
function ordersOf({ sort }: Query, splits: readonly Split[], measures: Measures, columns: readonly Column[]): Order[] {
  const rest = splits.map(({ key }) => ({ key, descending: false }));
  if (sort === undefined) {
    const time = splits.find(({ level }) => level);
    const first = time ? { key: time.key, descending: false } : { key: measures[0]?.[0] ?? "", descending: true };
    return [first, ...rest];
  }
  const descending = sort.startsWith("-");
  const key = descending ? sort.slice(1) : sort;
  if (!columns.some((column) => column.key === key)) {
    const known = columns.map((column) => column.key).join(", ");
    throw invalidField("sort", `There is no column ${key} to sort by; there are ${known}.`, "unknown_column");
  }
  return [{ key, descending }, ...rest];
}

/** Answers a question under the rights of whoever asks. */
export function answer(call: Caller, query: Query): Promise<Answer> {
  const { facts, filter, period, on, compare, convert } = query;
  const splits = query.dimensions.map((name, n) => ({ name, path: `dimensions.${n}` }));
  const twice = query.dimensions.findIndex((name, n) => query.dimensions.indexOf(name) !== n);
  if (twice >= 0) throw invalidField(`dimensions.${twice}`, `${query.dimensions[twice]} is named twice.`);
  if (query.compare && period === undefined) {
    throw invalidField("period", "A comparison needs a period: name the days, a word or the last so many.", "required");
  }
  return study(call, { facts, filter, period, on, compare, convert, splits }, (opened, all) =>
    answered(call, query, opened, all),
  );
}

async function answered(call: Caller, query: Query, opened: Study, splits: Split[]): Promise<Answer> {
  const { asked, span, asOf } = opened;
  const measures = asked.measures(query.measures);
  const before = query.compare && span ? spanBefore(span, query.compare) : undefined;
  const { currency, isMixed } = await currencyOf(opened, measures, splits, before ? [span, before] : [span]);
  const plain = columnsOf(splits, measures, currency);
  const columns = before ? comparedColumns(plain) : plain;
  const orders = ordersOf(query, splits, measures, columns);
  let rows = await grouped(opened, splits, measures, span);
  let [totals = {}] = await grouped(opened, [], measures, span);
  if (before) {
    rows = joined(
      splits,
      measures,
      rows,
      brought(opened, splits, before, await grouped(opened, splits, measures, before)),
    );
    totals = compared(measures, totals, (await grouped(opened, [], measures, before))[0]);
  }
  for (const { key, unit } of columns) if (isMixed && unit === "money") totals[key] = null;
  rows.sort((a, b) => {
    for (const { key, descending } of orders) {
      const found = order(a[key], b[key], descending);
      if (found !== 0) return found;
    }
    return 0;
  });
  const shown = rows.slice(0, Math.min(query.limit, ROWS_MAX));
  return {
    ...{ columns, rows: shown, totals, rowCount: rows.length, names: await namesOf(call, splits, shown), asOf },
    ...(span && { period: span }),
    ...(before && { before }),
  };
}
