/** What charts there are; `number` is one figure, `table` the rows as they are. */
export const CHART_KINDS = ["bar", "stackedBar", "line", "area", "pie", "funnel", "number", "table"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What a value counts: minor units of a currency, things, days, or hundredths of a percent. */
export const CHART_UNITS = ["money", "count", "days", "basisPoints"] as const;
export type ChartUnit = (typeof CHART_UNITS)[number];

/** One row of values beside the categories; a value that nothing is known of is `null`. */
export type ChartSeries = {
  name: string;
  unit: ChartUnit;
  /** Of `money`; ISO 4217. */
  currency?: string;
  values: readonly (number | null)[];
};

/** A chart as data: whoever draws it, for a mail, a page or a file, draws the same. */
export type Chart = {
  kind: ChartKind;
  title: string;
  /** What the values are told by, in the order in which they are drawn. `date` sorts by time. */
  category: { name: string; kind: "text" | "date"; values: readonly string[] };
  /** Each has as many values as there are categories. */
  series: readonly ChartSeries[];
};
