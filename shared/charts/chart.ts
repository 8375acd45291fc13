/** What charts there are; `number` is one figure, `table` the rows as they are. */
export const CHART_KINDS = ["bar", "stackedBar", "line", "area", "pie", "funnel", "number", "table"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What a value counts: minor units of a currency, things, days, or hundredths of a percent. */
export const CHART_UNITS = ["money", "count", "days", "basisPoints"] as const;
export type ChartUnit = (typeof CHART_UNITS)[number];
