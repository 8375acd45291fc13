/**
 * A kept figure is declared (`records/figures.ts`): which rows count, by which dimensions, what is summed up, in which
 * cells. A record's part is written with the counters in one transaction and names the version that it tells of, so
 * events may come twice, late and in any order, and what a merge moves is taken off where it was. A cell that one
 * process adds to more than ten times a second is marked as spread, and eight rows beside it take the rest: an account
 * with hundreds of receipts a second has no hot key, and all others are read in one row as before. `POST
 * /v1/figure-recounts` counts every record anew, while others write.
 */
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { perStack } from "../config.ts";
import type { Work } from "../events/event.ts";
import type { Action } from "../table/action.ts";
import { anew, isOvertaken } from "../table/anew.ts";
import { type AnyRow, type Entity, entity, nextVersion, type RowOf, recordFields, shardOf } from "../table/entity.ts";
import { type Table, write } from "../table/table.ts";

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

const partId = (figureName: string, recordId: string): string => `${figurePart.prefix}_${figureName}-${recordId}`;

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
    for (const { name, by, within, measures = Object.keys(of.measures), bare } of of.cells) {
      const counters = valuesOf(of, within, part);
      for (const where of counters.length > 0 ? valuesOf(of, by, part) : []) {
        const id = cellId(name, where);
        const cell = found[id] ?? {};
        found[id] = cell;
        for (const apart of counters) {
          for (const measure of measures) {
            const counter = (bare ? apart : [...apart, measure]).join("_");
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

/** A cell that is added to more often than this in a second, by one process, is spread from then on. */
const ADDS_A_SECOND = 10;
/** Rows that a busy cell is spread over, beside its own. */
const SPREAD = 8;
const CELLS_KNOWN_MAX = 1_000;

type Sums = Record<string, number>;
type Rate = { second: string; adds: number; isSpread: boolean };
const rates = perStack(() => new Map<string, Rate>());

/** How fast this process adds to a cell of a tenant. */
function rateOf(cell: string, now: string): Rate {
  const second = now.slice(0, 19);
  const known = rates().get(cell) ?? { second, adds: 0, isSpread: false };
  const rate = { ...known, second, adds: known.second === second ? known.adds + 1 : 1 };
  if (rates().size >= CELLS_KNOWN_MAX) rates().clear();
  rates().set(cell, rate);
  return rate;
}

const spreadId = (cell: string, shard: number): string => `${cell}~${shard}`;

/**
 * Adds to a cell. One partition takes a thousand units a second, and an account may get more receipts than that: its cell
 * is marked as spread, and only after that the others go to the rows beside it.
 */
function addition({ table, now }: Pick<Work, "table" | "now">, cell: string, sums: Sums, recordId: string) {
  const rate = rateOf(`${table.tenantId} ${cell}`, now);
  const id = rate.isSpread ? spreadId(cell, shardOf(recordId, SPREAD)) : cell;
  return { cell, action: write.add(figureCell, id, sums), isBusy: !rate.isSpread && rate.adds > ADDS_A_SECOND };
}

/**
 * Marks a cell as spread, by a write of its own: one that goes along with what is counted is not made where another run has
 * counted that at the same moment.
 */
async function spread({ table, now }: Pick<Work, "table" | "now">, cell: string): Promise<void> {
  await table.commit([write.add(figureCell, cell, {}, { set: { spread: SPREAD } })]);
  const name = `${table.tenantId} ${cell}`;
  rates().set(name, { second: now.slice(0, 19), adds: 0, ...rates().get(name), isSpread: true });
}

/** Tries at a part that others write at the same moment. */
const TRIES_MAX = 5;

type Counted = { id: string; version: number; row: AnyRow | undefined };

async function countOnce(work: Pick<Work, "table" | "now">, of: Figure, { id, version, row }: Counted): Promise<void> {
  const before = await work.table.find(figurePart, partId(of.name, id));
  const cells = cellsOf(of, row);
  if (before && (before.counted > version || (before.counted === version && isDeepStrictEqual(before.cells, cells)))) {
    return;
  }
  const fields = { counted: version, cells };
  const base = { id: partId(of.name, id), version: 1, createdAt: work.now, updatedAt: work.now };
  const part: Action = before
    ? write.replace(figurePart, before, nextVersion(before, work.now, fields))
    : write.create(figurePart, { ...base, ...fields });
  const deltas = Object.entries(deltasOf(before?.cells ?? {}, cells));
  const additions = deltas.map(([cell, sums]) => addition(work, cell, sums, id));
  await work.table.commit([part, ...additions.map(({ action }) => action)]);
  for (const { cell, isBusy } of additions) if (isBusy) await spread(work, cell);
}

/**
 * Counts a record as it stands in this version: what was counted of it before is taken off. A version that was counted is
 * counted anew only where the figure's definition has it otherwise now.
 */
export const countInto = (work: Pick<Work, "table" | "now">, of: Figure, counted: Counted): Promise<void> =>
  anew(TRIES_MAX, () => countOnce(work, of, counted), isOvertaken);

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
