import type * as z from "zod";
import type { ListItem } from "../../shared/notify/blocks.ts";
import { formatAmount, formatPercent, type Locale } from "../../shared/notify/format.ts";
import type { Answer } from "../analytics/schema.ts";
import { valueSaid } from "../analytics/value-said.ts";

export type Answered = z.output<typeof Answer>;
type Column = Answered["columns"][number];
type Row = Answered["rows"][number];

/** Rows of one tile in a mail; all of them are attached. */
const ROWS_MAX = 10;

/** A figure in the words of its unit. */
export function figureText(
  { unit, currency }: Pick<Column, "unit" | "currency">,
  value: number,
  locale: Locale,
): string {
  if (unit === "basisPoints") return formatPercent(value);
  if (unit === "money" && currency) return formatAmount(locale, value, currency);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
}

const measures = ({ columns }: Answered): Column[] => columns.filter(({ role }) => role === "measure");

/** The currency of a row's amounts: that of the column, or the row's own. */
const inCurrency = (column: Column, row: Row): Column =>
  column.currency === undefined && typeof row.currency === "string" ? { ...column, currency: row.currency } : column;

const shownIn =
  (row: Row, locale: Locale) =>
  (column: Column): { label: string; value: string }[] => {
    const value = row[column.key];
    if (typeof value !== "number") return [];
    return [{ label: column.label[locale], value: figureText(inCurrency(column, row), value, locale) }];
  };

/** What an answer comes to in all. */
export const shownTotals = (answer: Answered, locale: Locale): { label: string; value: string }[] =>
  measures(answer).flatMap(shownIn(answer.totals, locale));

/** The first rows of an answer: what each is called, its first measure, and the others below. */
export function rowItems(answer: Answered, locale: Locale): ListItem[] {
  const dimensions = answer.columns.filter(({ role }) => role === "dimension");
  if (dimensions.length === 0) return [];
  return answer.rows.slice(0, ROWS_MAX).map((row) => {
    const title = dimensions.map((column) => valueSaid(column, row[column.key], answer.names, locale)).join(" · ");
    const [first, ...others] = measures(answer).flatMap(shownIn(row, locale));
    const detail = others.map(({ label, value }) => `${label} ${value}`).join(" · ");
    return { title, value: first?.value ?? "–", ...(detail && { detail }) };
  });
}
