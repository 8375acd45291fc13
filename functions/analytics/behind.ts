import type * as z from "zod";
import { cursorsOf } from "../../shared/http/cursor.ts";
import type { Caller } from "../../shared/http/route.ts";
import { columnsOf } from "./answer.ts";
import type { Split } from "./asked.ts";
import type { Value } from "./duck.ts";
import { currencyOf, measured, type Study, study, summing } from "./engine.ts";
import { maySplit, sumsOf } from "./facts.ts";
import type { Behind, RowsQuery } from "./schema.ts";
import { all, literal, named } from "./sql.ts";

type Page = z.output<typeof Behind>;

/** The cursors of one question of one caller. */
const cursorsFor = ({ tenant, actor }: Caller, { cursor: _, limit: __, ...query }: RowsQuery) =>
  cursorsOf(
    tenant.sealingKey,
    JSON.stringify(["reportRows", tenant.id, actor.principalId, query]),
    "This cursor is of another question; begin anew without one.",
  );

function placeOf(call: Caller, query: RowsQuery): [noun: string, id: string, part: number] | undefined {
  const at = cursorsFor(call, query).opened(query.cursor);
  return at === undefined ? undefined : JSON.parse(at);
}

/** Whether a row is in the cell. A value of another kind than the dimension's is in no cell, and no error. */
const inCell = ({ sql }: Split, value: Value): string => {
  if (value === null) return `${sql} IS NULL`;
  if (typeof value === "string") return `CAST(${sql} AS VARCHAR) = ${literal(value)}`;
  return `TRY_CAST(${sql} AS ${typeof value === "number" ? "DOUBLE" : "BOOLEAN"}) = ${literal(value)}`;
};

const FRAME = ["noun", "recordId", "part"];

/** One page of the rows behind a cell, in the order of their records. */
export function behind(call: Caller, query: RowsQuery): Promise<Page> {
  const { facts, filter, period, on, convert, cell } = query;
  const splits = Object.keys(cell).map((name) => ({ name, path: `cell.${name}` }));
  return study(call, { facts, filter, period, on, convert, splits }, (opened, of) => paged(call, query, opened, of));
}

async function paged(call: Caller, query: RowsQuery, opened: Study, splits: Split[]): Promise<Page> {
  const { asked, duck, span } = opened;
  const measures = asked.measures(query.measures);
  const cell = splits.map((split) => inCell(split, query.cell[split.key] ?? null));
  const from = `${opened.from(span)} AND ${all(cell)}`;
  const { currency } = await currencyOf({ ...opened, from: () => from }, measures, splits, [span]);
  const told: Split[] = [];
  for (const [key, dimension] of Object.entries(asked.fact.dimensions)) {
    if (maySplit(call.access, asked.fact, key, dimension)) told.push(await asked.split(key, "cell"));
  }
  const sums = [...new Set(query.measures.flatMap((key) => sumsOf(asked.fact, key)))];
  const [whole = {}] = await duck.rows(
    `SELECT ${["COUNT(*) AS row_count", ...summing(asked, measures)].join(", ")} ${from}`,
  );
  const place = placeOf(call, query);
  const [noun, id, part] = FRAME.map((name) => asked.column(name));
  const after = place
    ? ` AND (${noun} > ${literal(place[0])} OR (${noun} = ${literal(place[0])} AND (${id} > ${literal(place[1])} OR (${id} = ${literal(place[1])} AND ${part} > ${place[2]}))))`
    : "";
  const shown = [
    ...FRAME.map((name) => `${asked.column(name)} AS ${named(`@${name}`)}`),
    ...told.map(({ key, sql }) => `${sql} AS ${named(key)}`),
    ...sums.map((key) => `COALESCE(${asked.summed(key)}, 0) AS ${named(key)}`),
  ];
  const rows = await duck.rows(
    `SELECT ${shown.join(", ")} ${from}${after} ORDER BY ${noun}, ${id}, ${part} LIMIT ${query.limit + 1}`,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > page.length && last ? JSON.stringify(FRAME.map((name) => last[`@${name}`])) : undefined;
  const columns = columnsOf(
    told,
    sums.map((key) => [key, asked.fact.measures[key]!]),
    currency,
  );
  return {
    columns,
    items: page.map((row) => ({
      ...{ noun: String(row["@noun"]), id: String(row["@recordId"]) },
      values: Object.fromEntries(columns.map(({ key }) => [key, row[key] ?? null])),
    })),
    totals: Object.fromEntries(measures.map(([key, measure]) => [key, measured(key, measure, whole)])),
    rowCount: Number(whole.row_count),
    nextCursor: cursorsFor(call, query).sealed(next),
    asOf: opened.asOf,
  };
}
