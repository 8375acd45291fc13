import type { Chart, ChartKind, Series } from "../../shared/charts/chart.ts";
import { invalidField } from "../../shared/fault.ts";
import type { Answer, Column } from "./schema.ts";
import { valueSaid } from "./value-said.ts";

type Row = Answer["rows"][number];

/** Categories of one chart: those beyond are told in its note, and stand in the table. */
const CATEGORIES_MAX = 12;
const TIMES_MAX = 62;
const SERIES_MAX = 6;
const TIME = ["day", "week", "month", "quarter", "year"];

const WORDS = {
  "zh-CN": { first: (n: number, of: number) => `前 ${n} 项，共 ${of} 项` },
  en: { first: (n: number, of: number) => `the first ${n} of ${of}` },
} as const;

type Locale = Chart["locale"];

const numberOf = (value: Row[string] | undefined): number | null => (typeof value === "number" ? value : null);

const seriesOf = (column: Column, name: string, values: (number | null)[], row?: Row): Series => {
  const currency = column.currency ?? (typeof row?.currency === "string" ? row.currency : undefined);
  return { name, unit: column.unit ?? "count", ...(currency && { currency }), values };
};

const isMeasure = ({ role }: Column): boolean => role === "measure";

/** The measures that share one axis: those of the first's unit, and not the changes, which are another kind of figure. */
function drawn(columns: readonly Column[]): Column[] {
  const measures = columns.filter((column) => isMeasure(column) && !column.key.endsWith(".change"));
  return measures.filter(({ unit }) => unit === measures[0]?.unit).slice(0, SERIES_MAX);
}

type Laid = Pick<Chart, "categories" | "series"> & { note?: string };

/** Of rows told apart by two dimensions: the first lies along the axis, each value of the others is a series. */
function pivoted(found: Answer, dimensions: readonly Column[], measure: Column, locale: Locale, most: number): Laid {
  const [along, ...across] = dimensions as [Column, ...Column[]];
  const keys = [...new Set(found.rows.map((row) => row[along.key] ?? null))];
  const nameOf = (row: Row): string =>
    across.map((column) => valueSaid(column, row[column.key], found.names, locale)).join(" · ");
  const groups = [...Map.groupBy(found.rows, nameOf)].slice(0, SERIES_MAX);
  const shown = keys.slice(0, most);
  const all = new Set(found.rows.map(nameOf)).size;
  const words = WORDS[locale];
  return {
    categories: shown.map((key) => valueSaid(along, key, found.names, locale)),
    series: groups.map(([name, rows]) =>
      seriesOf(
        measure,
        name,
        shown.map((key) => numberOf(rows.find((row) => (row[along.key] ?? null) === key)?.[measure.key])),
        rows[0],
      ),
    ),
    ...(keys.length > shown.length && { note: words.first(shown.length, keys.length) }),
    ...(all > groups.length && { note: words.first(groups.length, all) }),
  };
}

function plain(
  found: Answer,
  dimension: Column | undefined,
  measures: readonly Column[],
  locale: Locale,
  most: number,
): Laid {
  const rows = dimension ? found.rows.slice(0, most) : [found.totals];
  return {
    categories: dimension ? rows.map((row) => valueSaid(dimension, row[dimension.key], found.names, locale)) : [""],
    series: measures.map((column) =>
      seriesOf(
        column,
        column.label[locale],
        rows.map((row) => numberOf(row[column.key])),
      ),
    ),
    ...(dimension && found.rowCount > rows.length && { note: WORDS[locale].first(rows.length, found.rowCount) }),
  };
}

/** An answer as a chart. Throws where it has nothing to be drawn, or is asked for as the table that it is. */
export function chartOf(found: Answer, kind: ChartKind, locale: Locale, title: string): Chart {
  if (kind === "table") throw invalidField("chart", "A table is no chart: name another as chart=bar, or format=xlsx.");
  const dimensions = found.columns.filter((column) => !isMeasure(column));
  const measures = drawn(found.columns);
  const [first] = dimensions;
  const [measure] = measures as [Column];
  const isTime = TIME.includes(first?.kind ?? "");
  const most = isTime ? TIMES_MAX : CATEGORIES_MAX;
  const isFigure = kind === "number" || !first;
  const isPivot = dimensions.length > 1 && kind !== "pie" && kind !== "funnel" && !isFigure;
  const laid = isPivot
    ? pivoted(found, dimensions, measure, locale, most)
    : plain(found, isFigure ? undefined : first, measures, locale, most);
  // Shares of ratios, and lines between things that have no order, would say what is not so.
  const isShare = kind === "pie" && measure.unit === "basisPoints";
  const isLine = (kind === "line" || kind === "area") && !isTime;
  const shape = isFigure ? "number" : isShare || isLine ? "bar" : kind;
  return { kind: shape, locale, title, ...(isTime && { isTime }), ...laid };
}
