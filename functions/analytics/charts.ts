import type { Chart, ChartKind } from "../../shared/charts/chart.ts";
import type { Locale } from "../../shared/notify/format.ts";
import type { Answer } from "./schema.ts";

/** What stands where a row has no value. */
const NOTHING: Record<Locale, string> = { "zh-CN": "（无）", en: "(none)" };

/** An answer as a chart: its rows are the categories, by all that tells them apart, and each measure is a series. */
export function chartOf(kind: ChartKind, title: string, found: Answer, locale: Locale): Chart {
  const dimensions = found.columns.filter(({ role }) => role === "dimension");
  const measures = found.columns.filter(({ role }) => role === "measure");
  const called = (value: unknown): string =>
    value === null || value === undefined ? NOTHING[locale] : (found.names[String(value)] ?? String(value));
  const isTime =
    dimensions.length > 0 && ["day", "week", "month", "quarter", "year"].includes(dimensions[0]?.kind ?? "");
  return {
    kind,
    title,
    category: {
      name: dimensions.map(({ label }) => label[locale]).join(" · "),
      kind: isTime ? "date" : "text",
      values: found.rows.map((row) => dimensions.map(({ key }) => called(row[key])).join(" · ")),
    },
    series: measures.map(({ key, label, unit = "count", currency }) => ({
      ...{ name: label[locale], unit, values: found.rows.map((row) => row[key] as number | null) },
      ...(currency && { currency }),
    })),
  };
}
