/**
 * A kept figure is declared: which rows count, by which dimensions, what is summed up, in which cells. `counting.ts` keeps
 * it. A cell that is added to too often is marked as spread, and eight rows beside it take the rest.
 */
import * as z from "zod";
import { type AnyRow, type Entity, entity, type RowOf, recordFields } from "../table/entity.ts";
import type { Table } from "../table/table.ts";

/** Counters that are asked for together, in a partition of their own: people's edits and figures never wait for each other. */
export const figureCell = entity({
  noun: "figureCell",
  plural: "figures",
  prefix: "fgc",
  // Counters are added to and never written whole: there is nothing but the id that each of them has.
  schema: z.looseObject({ id: z.string() }),
  personal: { "*": "plain" },
  scoped: false,
  audited: false,
});

const Cells = z.record(z.string(), z.record(z.string(), z.number()));
/** What a record adds to which counters of which cells. */
export type Cells = z.output<typeof Cells>;

/** What one record adds to a figure, as last counted: a change told twice, or late, is counted once. */
export const figurePart = entity({
  noun: "figurePart",
  plural: "parts of figures",
  prefix: "fgp",
  schema: z.object({
    ...recordFields,
    /** The version of the record that was counted. */
    counted: z.int(),
    cells: Cells,
  }),
  scoped: false,
  audited: false,
});

/**
 * A place in which a figure is summed up. `by` names the dimensions that one asks by: their values are the cell. `within`
 * names those that are told apart in its counters, which are named `<within>_<measure>`.
 */
export type CellSpec = {
  name: string;
  by: readonly string[];
  within: readonly string[];
  /** Begins the names of its counters, where cells of one name and the same values hold several kinds of them. */
  mark?: string;
  /** The measures summed up here; all unless told otherwise. */
  measures?: readonly string[];
  /** True where the one measure needs no name, since the cell has no other. */
  bare?: boolean;
};

/**
 * A figure that is kept while records change: which rows count, by which dimensions, and what is summed up (a count is the
 * measure 1). It follows the stream and needs no order of events: a record's part is written with the counters in one
 * transaction, and says which version it tells of. What a change takes away is taken off, also where a merge moves a record.
 */
export type Figure<R = AnyRow> = {
  name: string;
  of: Entity;
  when(row: R): boolean;
  /** What a record counts as, where that is several rows: a part for each product. Itself unless told otherwise. */
  each?(row: R): readonly AnyRow[];
  /**
   * A row without a value of a dimension is in no cell that asks by it; one with several values (all who see it) is in the
   * cell of each.
   */
  dimensions: Readonly<Record<string, (row: R) => string | readonly string[] | undefined>>;
  measures: Readonly<Record<string, (row: R) => number>>;
  cells: readonly CellSpec[];
};

/** Declares a figure; its functions are typed here and nowhere else. */
export const figure = <E extends Entity>(of: E, spec: Omit<Figure<RowOf<E>>, "of">): Figure =>
  ({ ...spec, of }) as unknown as Figure;

/** The same of records that were read together with others: `R` is what its functions are given. */
export const figureOf = <R extends AnyRow>(of: Entity, spec: Omit<Figure<R>, "of">): Figure =>
  ({ ...spec, of }) as unknown as Figure;

/** The letters of an id behind its prefix, as they stand in the names of cells and counters. */
export const bodyOf = (id: string): string => id.slice(id.indexOf("_") + 1);

/** The id of a cell; `values` are those of its `by`, in order. */
export const cellId = (name: string, values: readonly string[]): string =>
  `${figureCell.prefix}_${[name, ...values.map(bodyOf)].join("-")}`;

export const partId = (figureName: string, recordId: string): string =>
  `${figurePart.prefix}_${figureName}-${recordId}`;

/** Every choice of one value of each dimension; none where one of them has no value. */
const valuesOf = ({ dimensions }: Figure, names: readonly string[], row: AnyRow): string[][] =>
  names.reduce<string[][]>(
    (chosen, name) => {
      const values = [dimensions[name]?.(row) ?? []].flat();
      return chosen.flatMap((before) => values.map((value) => [...before, value]));
    },
    [[]],
  );

/** What a row adds to the figure; nothing where it does not count. */
export function cellsOf(of: Figure, row: AnyRow | undefined): Cells {
  if (!row || !of.when(row)) return {};
  const found: Cells = {};
  for (const part of of.each?.(row) ?? [row]) {
    for (const { name, by, within, mark, measures = Object.keys(of.measures), bare } of of.cells) {
      const counters = valuesOf(of, within, part);
      for (const where of counters.length > 0 ? valuesOf(of, by, part) : []) {
        const id = cellId(name, where);
        const cell = found[id] ?? {};
        found[id] = cell;
        for (const apart of counters) {
          for (const measure of measures) {
            const counter = [...(mark ? [mark] : []), ...apart, ...(bare ? [] : [measure])].join("_");
            cell[counter] = (cell[counter] ?? 0) + (of.measures[measure]?.(part) ?? 0);
          }
        }
      }
    }
  }
  const cells = Object.entries(found).map(([cell, sums]): [string, Record<string, number>] => {
    return [cell, Object.fromEntries(Object.entries(sums).filter(([, n]) => n !== 0))];
  });
  return Object.fromEntries(cells.filter(([, sums]) => Object.keys(sums).length > 0));
}

/** The counters that change from one counting of a record to the next, by cell. */
export function deltasOf(before: Cells, after: Cells): Cells {
  const deltas: Cells = {};
  for (const cell of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[cell] ?? {}, after[cell] ?? {}];
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    const changed = names.map((name): [string, number] => [name, (is[name] ?? 0) - (was[name] ?? 0)]);
    const counted = changed.filter(([, n]) => n !== 0);
    if (counted.length > 0) deltas[cell] = Object.fromEntries(counted);
  }
  return deltas;
}

/** True where a change of a record changes what it adds. */
export const changesFigure = (of: Figure, before?: AnyRow, after?: AnyRow): boolean =>
  Object.keys(deltasOf(cellsOf(of, before), cellsOf(of, after))).length > 0;

/** The row beside a cell that is spread. */
export const spreadId = (cell: string, shard: number): string => `${cell}~${shard}`;

/** The rows beside cells that are spread. */
const besides = (rows: readonly AnyRow[]): string[] =>
  rows.flatMap(({ id, spread }) =>
    Array.from({ length: Number(spread ?? 0) }, (_, shard) => spreadId(String(id), shard)),
  );

/** What stands beside cells that were read, where they are spread; their counters are added to those of the cells. */
export async function spreadOf(table: Table, rows: readonly AnyRow[]): Promise<AnyRow[]> {
  const ids = besides(rows);
  return ids.length === 0 ? [] : [...(await table.getMany(figureCell, ids, true)).values()];
}

/** The counters of some cells, each cell's in one or several rows. */
export async function figureRows(table: Table, cells: readonly string[]): Promise<AnyRow[]> {
  const rows: AnyRow[] = [...(await table.getMany(figureCell, cells, true)).values()];
  return [...rows, ...(await spreadOf(table, rows))];
}
