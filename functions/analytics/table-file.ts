import { decimalAmount } from "../../shared/money.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { type Cell, type TableFormat, writeTable } from "../../shared/tabular/index.ts";
import type { Value } from "./duck.ts";
import type { Answer, Column } from "./schema.ts";
import { valueSaid } from "./value-said.ts";

const PERCENT = 100;

/** A value as a cell: amounts with their decimals, shares in percent, ids by their names. */
function cellOf(
  column: Column,
  value: Value,
  row: Record<string, Value>,
  names: Answer["names"],
  locale: Locale,
): Cell {
  if (value === null) return null;
  if (column.unit === "basisPoints") return Number(value) / PERCENT;
  if (column.unit === "money") {
    const currency = column.currency ?? (typeof row.currency === "string" ? row.currency : undefined);
    return currency ? Number(decimalAmount(Number(value), currency)) : Number(value);
  }
  if (column.kind === "day" && typeof value === "string") return { on: value };
  return typeof value === "number" ? value : valueSaid(column, value, names, locale);
}

const headOf = ({ label, unit, currency }: Column, locale: Locale): string => {
  const of = unit === "basisPoints" ? "%" : currency;
  return of ? `${label[locale]} (${of})` : label[locale];
};

/** An answer as a table file, in the readers' language. */
export async function tableOf(format: TableFormat, found: Answer, locale: Locale): Promise<Buffer> {
  const { columns, rows, names } = found;
  async function* cells(): AsyncGenerator<Cell[]> {
    for (const row of rows) {
      yield columns.map((column) => cellOf(column, row[column.key] ?? null, row, names, locale));
    }
  }
  const head = columns.map((column) => headOf(column, locale));
  return Buffer.concat(await Array.fromAsync(writeTable(format, head, cells())));
}
