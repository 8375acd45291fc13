import type { Dimension, Fact, FactContext, FactRow } from "../../shared/facts/fact.ts";
import type { AnyRow, Entity } from "../../shared/table/entity.ts";
import type { Columns, ColumnType } from "./duck.ts";
import { named } from "./sql.ts";

/** What every row of a fact has besides its own: of which record it is, which part of it, and who sees it. */
export const FRAME: Columns = {
  noun: "VARCHAR",
  recordId: "VARCHAR",
  part: "BIGINT",
  owners: "VARCHAR",
  team: "VARCHAR",
  home: "VARCHAR",
};

const typeOf = (kind: string): ColumnType =>
  kind === "boolean" ? "BOOLEAN" : kind === "number" ? "BIGINT" : "VARCHAR";

/** The columns of a fact, by their names. */
export function columnsOf({ dimensions, measures }: Fact): Columns {
  const sums = Object.entries(measures).filter(([, { as }]) => as === "sum");
  return {
    ...FRAME,
    ...Object.fromEntries(Object.entries(dimensions).map(([key, { kind }]) => [key, typeOf(kind)])),
    ...Object.fromEntries(sums.map(([key]) => [key, "BIGINT" as const])),
  };
}

/** The declaration of a table with these columns. */
export const tableSql = (name: string, columns: Columns): string =>
  `CREATE TABLE ${named(name)} (${Object.entries(columns)
    .map(([column, type]) => `${named(column)} ${type}`)
    .join(", ")})`;

const barred = (ids: readonly (string | undefined)[]): string => {
  const known = ids.filter((id) => id !== undefined && id !== "");
  return known.length === 0 ? "" : `|${known.join("|")}|`;
};

/** What a dimension is of a record, where its source says nothing else. */
function told(
  record: Record<string, unknown>,
  key: string,
  { kind, fields = [key] }: Dimension,
  day: FactContext["day"],
) {
  if (kind === "boolean") return fields.some((field) => (record[field] ?? false) !== false);
  if (fields.includes(key)) return record[key];
  const [at, ...others] = fields;
  return kind === "date" && at && others.length === 0 ? day(record[at] as string | undefined) : undefined;
}

type Source = { fact: Fact; entity: Entity; record: AnyRow; day: FactContext["day"] };

function framed({ fact, entity, record, day }: Source, row: FactRow, part: number): Record<string, unknown> {
  const dimensions = Object.entries(fact.dimensions);
  return {
    ...Object.fromEntries(dimensions.map(([key, dimension]) => [key, told(record, key, dimension, day)])),
    ...row,
    ...{ noun: entity.noun, recordId: record.id, part },
    owners: barred(entity.owners(record)),
    team: barred(entity.team(record)),
    home: record.departmentId,
  };
}

/** The rows of a fact that one record gives rise to. */
export async function rowsOf(
  fact: Fact,
  entity: Entity,
  record: AnyRow,
  context: FactContext,
): Promise<Record<string, unknown>[]> {
  const sources = fact.sources.filter((source) => source.entity.noun === entity.noun);
  const rows = await Promise.all(sources.map((source) => source.rows(record, context)));
  return rows.flat().map((one, part) => framed({ fact, entity, record, day: context.day }, one, part));
}
