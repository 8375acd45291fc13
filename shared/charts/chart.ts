/** What charts there are; `number` is one figure, `table` the rows as they are. */
export const CHART_KINDS = ["bar", "stackedBar", "line", "area", "pie", "funnel", "number", "table"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What a value counts: minor units of a currency, things, days, or hundredths of a percent. */
export const CHART_UNITS = ["money", "count", "days", "basisPoints"] as const;
export type ChartUnit = (typeof CHART_UNITS)[number];

/** What a chart stands on: paper, or the ground of a dark screen. */
export const CHART_THEME_NAMES = ["light", "dark"] as const;
export type ChartTheme = (typeof CHART_THEME_NAMES)[number];

/** Values of one kind, one for each category; `colour` where it means something. */
export type Series = {
  name: string;
  unit: ChartUnit;
  currency?: string;
  colour?: string;
  values: readonly (number | null)[];
};

/**
 * A chart as data, drawn alike in a mail, in the console and in a file. `categories` are told apart along the axis, in their
 * order; those of `isTime` lie along the ground. `note` says what is not shown.
 */
export type Chart = {
  kind: Exclude<ChartKind, "table">;
  locale: "zh-CN" | "en";
  title: string;
  note?: string;
  isTime?: boolean;
  categories: readonly string[];
  series: readonly Series[];
};
