import type * as z from "zod";
import { projected } from "../../shared/auth/access.ts";
import type { Filter } from "../../shared/filter/filter.ts";
import { decimalAmount } from "../../shared/money.ts";
import type { Locale } from "../../shared/notify/format.ts";
import { writeObjectStream } from "../../shared/objects.ts";
import type { Noun } from "../../shared/records/noun.ts";
import { optionLabelOf } from "../../shared/records/options.ts";
import { everyAt, valueAt } from "../../shared/records/values.ts";
import { shown } from "../../shared/records/write.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import { damageOf } from "../../shared/table/readable.ts";
import type { Cell, TableFormat } from "../../shared/tabular/index.ts";
import { optionLabel } from "../labels.ts";
import { type Column, exportedColumns } from "./columns.ts";
import { CONTENT_TYPES, tabular } from "./files.ts";
import { Lookup } from "./lookup.ts";
import { type Notice, withDamaged } from "./notices.ts";
import { eachPage, fileKey } from "./pages.ts";
import { type Kind, placeOf, type Run } from "./run.ts";
import { nounOf, planSelected } from "./selected.ts";

export type ExportParams = { format: TableFormat; filter?: Filter; columns?: string[]; references: "names" | "ids" };

const paramsOf = ({ job }: Pick<Run, "job">): ExportParams => job.params as ExportParams;

/** The columns of an export: those asked for, or all, without those that the caller's roles hide. */
export function exported(
  columns: readonly Column[],
  wanted: readonly string[] | undefined,
  isHidden: (field: string) => boolean,
) {
  const chosen = wanted ? wanted.flatMap((field) => columns.find((c) => c.field === field) ?? []) : columns;
  return chosen.filter(({ field }) => !isHidden(field));
}

const shownColumns = async (run: Run): Promise<Column[]> => {
  const of = await nounOf(run);
  const { access, tenant } = run.call;
  const isHidden = (field: string): boolean => access.fieldRule(of.entity.noun, field) === "hidden";
  return exported(exportedColumns(of, tenant), paramsOf(run).columns, isHidden);
};

const lookups = new WeakMap<Run, Lookup>();

/** What a reference is called so that an import finds it again: by its unique number, by a name that is its own, or by its id. */
async function nameOf(run: Run, entity: Entity, id: string, accountId?: string): Promise<string> {
  const lookup = lookups.get(run) ?? new Lookup(run.call);
  lookups.set(run, lookup);
  const found = await lookup.row(entity, id);
  if (!found) return id;
  const row = projected(run.call.access, entity.noun, found) as AnyRow;
  for (const candidate of [...Object.keys(entity.unique).map((field) => row[field]), row.name]) {
    if (typeof candidate !== "string" || candidate === "") continue;
    const read = await lookup.find(entity, candidate, accountId);
    if ("value" in read && read.value === id) return candidate;
  }
  return id;
}

const WITH_SEPARATORS = /[;；,，、|\n]|^\[/;

const listCell = (values: readonly string[]): string =>
  values.some((value) => WITH_SEPARATORS.test(value)) ? JSON.stringify(values) : values.join("; ");

/** An option as people of the tenant's language call it: as the tenant does, of its own fields. */
const optionCell = (column: Column, value: unknown, locale: Locale): string =>
  column.choices
    ? optionLabelOf({ options: column.choices }, String(value), locale)
    : optionLabel(column, String(value), locale);

const amountCell = (value: unknown, currency: string): Cell =>
  typeof value === "number" ? Number(decimalAmount(value, currency)) : null;

type Values = Record<string, unknown>;
type Def = { shape?: Record<string, z.ZodType>; innerType?: z.ZodType; in?: z.ZodType; element?: z.ZodType };

/**
 * A value without what callers do not write of it: what the product has added in a list's items comes back unasked. Its
 * fields stand in the order of their schema, so that what is unchanged leaves as it did before.
 */
function asWritten(schema: z.ZodType | undefined, value: unknown): unknown {
  const { shape, innerType, in: given, element } = (schema?._zod.def ?? {}) as Def;
  const within = innerType ?? given;
  if (within) return asWritten(within, value);
  if (element && Array.isArray(value)) return value.map((one) => asWritten(element, one));
  if (!shape || typeof value !== "object" || value === null) return value;
  const known = Object.keys(shape).filter((name) => name in value);
  return Object.fromEntries(known.map((name) => [name, asWritten(shape[name], (value as Values)[name])]));
}

/** A value as it stands in a cell, so that `readCell` reads the same from it. */
function cellOf(run: Run, of: Noun, column: Column, row: AnyRow, value: unknown): Cell {
  const { locale, currency } = run.call.tenant;
  if (value === undefined || value === null) return null;
  switch (column.kind) {
    case "enum":
      return optionCell(column, value, locale);
    case "multiEnum":
      return Array.isArray(value) ? listCell(value.map((one) => optionCell(column, one, locale))) : String(value);
    case "list":
      return Array.isArray(value) ? listCell(value.map(String)) : String(value);
    case "date":
      return { on: String(value) };
    case "amount":
      return amountCell(value, String(row.currency ?? currency));
    case "money": {
      const { amountMinor, currency: of } = value as { amountMinor: number; currency: string };
      return of ? `${decimalAmount(amountMinor, of)} ${of}` : null;
    }
    case "json":
      return JSON.stringify(asWritten(of.input.shape[column.field] as z.ZodType | undefined, value));
    default:
      return typeof value === "number" || typeof value === "boolean" ? value : String(value);
  }
}

async function cellsOf(run: Run, columns: readonly Column[], row: AnyRow): Promise<Cell[]> {
  const of = await nounOf(run);
  const visible = projected(run.call.access, of.entity.noun, await shown(run.call, of, row)) as AnyRow;
  const isNamed = paramsOf(run).references === "names";
  return Promise.all(
    columns.map(async (column) => {
      const value = column.readOnly ? everyAt(visible, column.field)[0]?.value : valueAt(visible, column.field);
      const isId = value !== undefined && value === valueAt(row, column.field);
      if (column.references && isNamed && isId) {
        return nameOf(run, column.references, String(value), row.accountId as string | undefined);
      }
      return cellOf(run, of, column, row, value);
    }),
  );
}

async function* rowsOf(run: Run): AsyncGenerator<Cell[]> {
  for await (const page of eachPage<Cell[]>(placeOf(run), "plan", run.job.cursor.planned)) yield* page;
}

/** A table file of what a filter selects, as its starter may see it. */
export const exporting: Kind = {
  plan: async (run) => {
    const columns = await shownColumns(run);
    const { entity } = await nounOf(run);
    const left: string[] = [];
    const cells = async (rows: AnyRow[]): Promise<Cell[][]> => {
      const made: Cell[][] = [];
      // One after another: names that several rows refer to are looked up once.
      for (const row of rows) {
        if (damageOf(entity, row)) left.push(row.id);
        else made.push(await cellsOf(run, columns, row));
      }
      return made;
    };
    const cursor = await planSelected(run, paramsOf(run).filter, cells);
    const notices = withDamaged((run.job.result?.notices ?? []) as Notice[], left);
    return {
      cursor: cursor.stage === "work" ? { ...cursor, stage: "finish" } : cursor,
      ...(notices.length > 0 && { result: { notices } }),
    };
  },
  finish: async (run) => {
    const { format } = paramsOf(run);
    const header = (await shownColumns(run)).map(({ label }) => label);
    const name = `${(await nounOf(run)).entity.plural.replaceAll(" ", "-")}.${format}`;
    const { writeTable } = await tabular();
    const bytes = await writeObjectStream(
      fileKey(placeOf(run), name),
      writeTable(format, header, rowsOf(run)),
      CONTENT_TYPES[format],
    );
    return { file: name, bytes, rows: run.job.cursor.items };
  },
};
