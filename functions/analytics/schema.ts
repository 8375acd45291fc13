import * as z from "zod";
import { CHART_KINDS, CHART_THEME_NAMES, CHART_UNITS } from "../../shared/charts/chart.ts";
import { Filter, PERIOD_UNITS } from "../../shared/filter/filter.ts";
import { PERIOD_WORDS } from "../../shared/filter/periods.ts";
import { civilDay, currency, locale, text } from "../../shared/schema.ts";

const MEASURES_MAX = 12;
const DIMENSIONS_MAX = 4;
/** Rows of one answer. */
export const ROWS_MAX = 5_000;
const ROWS_DEFAULT = 1_000;
const BEHIND_MAX = 200;
const BEHIND_DEFAULT = 50;
const CHARS_MAX = 100;

const name = text(CHARS_MAX);
const words = PERIOD_WORDS as [string, ...string[]];
const many = z.int().min(1).max(36_500);

/** Days from `from` to `to`, both included; a word; or the last or next so many. */
export const Period = z
  .union([
    z.strictObject({ from: civilDay, to: civilDay }),
    z.enum(words),
    z.strictObject({ last: many, unit: z.enum(PERIOD_UNITS).exclude(["hour"]) }),
    z.strictObject({ next: many, unit: z.enum(PERIOD_UNITS).exclude(["hour"]) }),
  ])
  .describe("From a day to a day, both included, in the tenant's zone; a word as thisMonth; or { last | next, unit }.");

const asked = {
  facts: name.describe("What is counted: a name that GET /v1/reports/facts lists."),
  filter: Filter.optional().describe("Which rows count, by the dimensions of the facts."),
  period: Period.optional().describe("When; all times, unless told otherwise."),
  on: name.optional().describe("The date that the period is about; that of the facts, unless told otherwise."),
  convert: z
    .boolean()
    .optional()
    .describe(
      "true puts amounts into the tenant's currency, each by the rate of its day (the date that the period is about).",
    ),
};
const measures = z.array(name).min(1).max(MEASURES_MAX).describe("What is summed up.");

export const Query = z.strictObject({
  ...asked,
  measures,
  dimensions: z
    .array(name)
    .max(DIMENSIONS_MAX)
    .default([])
    .describe("What rows are told apart by: bookedOn.month, departmentId, departmentId.top, accountId.region."),
  compare: z
    .enum(["previousPeriod", "previousYear"])
    .optional()
    .describe("Puts the same of the time before beside each measure, as <measure>.before and <measure>.change."),
  sort: name
    .optional()
    .describe("A column, with - before it from the greatest down; times ascend and else the first measure descends."),
  limit: z.int().min(1).max(ROWS_MAX).default(ROWS_DEFAULT).describe("Rows of the answer; the totals are of all."),
});
export type Query = z.output<typeof Query>;

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const RowsQuery = z.strictObject({
  ...asked,
  measures,
  cell: z
    .record(name, value)
    .default({})
    .describe("The cell, by the dimensions of the query: each with the value of the row; null where it had none."),
  limit: z.int().min(1).max(BEHIND_MAX).default(BEHIND_DEFAULT).describe("Rows of a page."),
  cursor: z.string().max(2_000).optional().describe("Where the page before ended."),
});
export type RowsQuery = z.output<typeof RowsQuery>;

export const Both = z.object({ "zh-CN": z.string(), en: z.string() });

const Column = z.object({
  key: z.string(),
  role: z.enum(["dimension", "measure"]),
  label: Both,
  kind: z.string().optional(),
  unit: z.enum(CHART_UNITS).optional(),
  currency: z.string().optional(),
  /** What its values are called, where they are choices. */
  choices: z.record(z.string(), Both).optional(),
});
export type Column = z.output<typeof Column>;

const Row = z.record(z.string(), value);
const Days = z.object({ from: civilDay, to: civilDay });

/** `totals` are of all rows, those beyond the limit included; `asOf` says up to when changes are in them. */
export const Answer = z.object({
  columns: z.array(Column),
  rows: z.array(Row),
  totals: Row,
  /** How many rows there are; those beyond the limit are left out. */
  rowCount: z.int(),
  /** What the ids of the rows are called, as far as the caller may see it. */
  names: z.record(z.string(), z.string()),
  period: Days.optional(),
  /** What it is compared with. */
  before: Days.optional(),
  asOf: z.iso.datetime(),
});
export type Answer = z.output<typeof Answer>;

/** The rows behind a cell: over all pages each measure adds up to the cell's. */
export const Behind = z.object({
  columns: z.array(Column),
  items: z.array(z.object({ noun: z.string(), id: z.string(), values: Row })),
  totals: Row,
  rowCount: z.int(),
  nextCursor: z.string().nullable(),
  asOf: z.iso.datetime(),
});

export const Facts = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      label: Both,
      on: z.string(),
      dimensions: z.array(
        z.object({
          key: z.string(),
          label: Both,
          kind: z.string(),
          options: z.array(z.string()).optional(),
          levels: z.array(z.string()).optional().describe("Asked for as <key>.<level>, from the finest up."),
        }),
      ),
      measures: z.array(
        z.object({
          key: z.string(),
          label: Both,
          means: Both,
          unit: z.enum(CHART_UNITS),
          additivity: z.enum(["full", "notOverTime", "none"]),
        }),
      ),
    }),
  ),
});

const told = {
  from: civilDay.optional().describe("The first day, with to; the report's own period, unless told otherwise."),
  to: civilDay.optional().describe("The last day, included."),
  period: z
    .enum(["all", ...words])
    .optional()
    .describe("A word as thisMonth, or all for all times."),
  compare: z.enum(["previousPeriod", "previousYear"]).optional().describe("What it is compared with."),
  currency: currency.optional().describe("Amounts in this currency alone."),
  dimensions: z.string().max(300).optional().describe("Others than the report's own, between commas."),
  sort: name.optional().describe("A column, with - before it from the greatest down."),
};

const CONVERT = "true puts amounts into the tenant's currency, each by the rate of its day.";

/** What of a report is kept as told otherwise. */
export const Parameters = z.strictObject({
  ...told,
  convert: z.boolean().optional().describe(CONVERT),
  limit: z.int().min(1).max(ROWS_MAX).optional().describe("Rows of the answer."),
});
export type Parameters = z.output<typeof Parameters>;

/** What of a report may be told otherwise; filters are for POST /v1/reports/query. */
export const RunQuery = z.strictObject({
  ...told,
  convert: z
    .stringbool({ truthy: ["true"], falsy: ["false"] })
    .optional()
    .describe(CONVERT),
  limit: z.coerce.number().int().min(1).max(ROWS_MAX).optional().describe("Rows of the answer."),
  format: z
    .enum(["json", "csv", "xlsx", "svg", "png"])
    .default("json")
    .describe("How it is told: as data, as a table file, or as a chart."),
  language: locale.optional().describe("Of a file's words; the tenant's, unless told otherwise."),
  chart: z.enum(CHART_KINDS).optional().describe("Another chart than the report's own, for svg and png."),
  theme: z.enum(CHART_THEME_NAMES).default("light").describe("What a chart stands on, for svg and png."),
  widthPx: z.coerce.number().int().min(240).max(1_600).default(720).describe("How wide a chart is, for svg and png."),
});
export type RunQuery = z.output<typeof RunQuery>;

export const Catalogue = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      class: z.object({ key: z.string(), name: Both }),
      name: Both,
      purpose: Both,
      facts: z.string(),
      measures: z.array(z.string()),
      dimensions: z.array(z.string()),
      defaultChart: z.enum(CHART_KINDS),
      /** The question itself, as POST /v1/reports/query takes it. */
      query: Query,
    }),
  ),
});
