import { valueSaid } from "../../../analytics/value-said.ts";
import type { PostReportsQueryReply } from "../lib/api.ts";
import type { Formats } from "../lib/format.ts";
import type { Language, Say, WordKey } from "../words/index.ts";

export type Answer = PostReportsQueryReply;
export type Column = Answer["columns"][number];
export type Cell = Answer["rows"][number][string];

/** What periods are called, from the shortest up. */
const PERIODS: Readonly<Record<string, WordKey>> = {
  "": "reports.ownPeriod",
  today: "reports.today",
  yesterday: "reports.yesterday",
  thisWeek: "reports.thisWeek",
  thisMonth: "reports.thisMonth",
  lastMonth: "reports.lastMonth",
  thisQuarter: "reports.thisQuarter",
  lastQuarter: "reports.lastQuarter",
  thisYear: "reports.thisYear",
  lastYear: "reports.lastYear",
  all: "reports.all",
};
const CHARTS = {
  bar: "chart.bar",
  stackedBar: "chart.stackedBar",
  line: "chart.line",
  area: "chart.area",
  pie: "chart.pie",
  funnel: "chart.funnel",
  number: "chart.number",
  table: "chart.table",
} as const satisfies Record<string, WordKey>;
const COMPARED: Readonly<Record<string, WordKey>> = {
  "": "reports.noCompare",
  previousPeriod: "reports.previousPeriod",
  previousYear: "reports.previousYear",
};
export type ChartName = keyof typeof CHARTS;

const choices = (of: Readonly<Record<string, WordKey>>, t: Say) =>
  Object.entries(of).map(([value, word]) => ({ value, label: t(word) }));
export const periodChoices = (t: Say) => choices(PERIODS, t);
export const compareChoices = (t: Say) => choices(COMPARED, t);
export const chartChoices = (t: Say) => choices(CHARTS, t) as { value: ChartName; label: string }[];

/** A value as its reader writes it: amounts of the column's currency or the row's own, ids by what they are called. */
export function shownCell(column: Column, row: Answer["rows"][number], names: Answer["names"], formats: Formats) {
  const value = row[column.key];
  if (value === null || value === undefined || typeof value === "boolean") {
    return column.role === "measure" ? "–" : valueSaid(column, value, names, formats.language);
  }
  if (column.unit === "money") {
    const currency = column.currency ?? row.currency;
    return currency ? formats.money(value, currency) : formats.number(value);
  }
  if (column.unit === "basisPoints") return formats.percent(Number(value));
  if (column.kind === "day") return formats.date(value);
  if (typeof value === "number") return formats.number(value);
  return column.choices?.[value]?.[formats.language] ?? names[value] ?? value;
}

export const titleIn = (names: { "zh-CN": string; en: string }, language: Language): string => names[language];
